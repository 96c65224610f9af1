"""Forms of the editions."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from ...actions.freezing import LONGEST_NOTE, LONGEST_REASON


class EditionForm(FlaskForm):
    """What is said with an edition, who reads it, and what of it stands on paper."""

    note = TextAreaField(
        _l("Nota"),
        [Length(max=LONGEST_NOTE)],
        description=_l("Qué acuerda esta edición, o para qué se publica. Sale en la página, no en la tabla."),
    )
    visibility = RadioField(
        _l("Quién puede leerla"),
        choices=[
            SelectChoice("members", _l("Quienes pueden leer este espacio")),
            SelectChoice("public", _l("Cualquier persona que tenga la dirección, sin cuenta")),
        ],
        default="members",
    )
    names = BooleanField(
        _l("Con los nombres de las personas"),
        default=True,
        description=_l(
            "Sin marcar, se dice solo el actor y la organización. En una edición pública los lee cualquiera."
        ),
    )
    proposals = BooleanField(
        _l("Con las propuestas sin decidir"), description=_l("Salen en la tabla con la palabra «propuesta».")
    )


class WithdrawalForm(FlaskForm):
    """Why an edition does not hold any more."""

    reason = StringField(
        _l("Motivo"),
        [InputRequired(_l("Escribe por qué se retira: lo leerá quien abra la edición.")), Length(max=LONGEST_REASON)],
        description=_l("Lo leerá quien abra la edición."),
    )
