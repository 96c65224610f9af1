"""Forms of the working tables."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...actions.worktables.setting_up import LONGEST_CONTACT, LONGEST_TEXT, LONGEST_TITLE
from ..fields import DayField


class WorktableForm(FlaskForm):
    """What its page says, and whom it is for."""

    title = StringField(
        _l("Título"), [InputRequired(_l("Escribe un título para la mesa de trabajo.")), Length(max=LONGEST_TITLE)]
    )
    purpose = TextAreaField(
        _l("De qué trata"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Qué se revisa, quién lo pide y para qué, en pocas frases."),
    )
    how = TextAreaField(
        _l("Cómo participar"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Quiénes pueden observar, hasta cuándo y por qué medio."),
    )
    outcome = TextAreaField(
        _l("Qué resultó"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Se completa al final: qué se publicó, qué se entregó, qué convocatoria siguió."),
    )
    contact = StringField(_l("Contacto de la secretaría"), [Length(max=LONGEST_CONTACT)])
    starts_on = DayField(_l("Empieza"), description=_l("Día, mes y año: 03/04/2027"))
    ends_on = DayField(_l("Termina"), description=_l("Día, mes y año: 14/04/2027"))
    public = BooleanField(
        _l("Abierta al público"),
        description=_l("Cualquiera puede leer esta página y los documentos prepublicados, sin cuenta."),
    )

    def words(self):
        """What the verbs take."""
        return {
            name: field.data or "" if field.type in ("StringField", "TextAreaField") else field.data
            for name, field in self._fields.items()
            if name != "csrf_token"
        }
