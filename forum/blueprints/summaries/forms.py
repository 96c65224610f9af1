"""Forms of the summaries."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...actions.freezing import LONGEST_NOTE, LONGEST_REASON


class SummaryForm(FlaskForm):
    """What is said with a summary; its documents are boxes of the page."""

    note = TextAreaField(
        _l("Nota"),
        [Length(max=LONGEST_NOTE)],
        description=_l("Qué reúne este resumen. Sale en la página y en los archivos."),
    )


class WithdrawalForm(FlaskForm):
    """Why a summary does not hold any more."""

    reason = StringField(
        _l("Motivo"),
        [InputRequired(_l("Escribe por qué se retira: lo leerá quien abra el resumen.")), Length(max=LONGEST_REASON)],
        description=_l("Lo leerá quien abra el resumen."),
    )
