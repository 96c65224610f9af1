"""Forms of documents."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from ...actions.documents.setting_up import LONGEST_CODE, LONGEST_DEMANDER, LONGEST_SECTOR, LONGEST_TITLE
from ...actions.documents.steps import LONGEST_NOTE
from ...models.base import bounded
from ..fields import DayField, options


class DocumentForm(FlaskForm):
    """What it is called and whose it is."""

    code = StringField(
        _l("Código"),
        [InputRequired(_l("Escribe el código del documento, como FT-07.")), Length(max=LONGEST_CODE)],
        description=_l("El que todos usan al nombrarlo: FT-07"),
    )
    title = StringField(
        _l("Título"), [InputRequired(_l("Escribe el título del documento.")), Length(max=LONGEST_TITLE)]
    )
    sector = StringField(
        _l("Sector"),
        [Length(max=LONGEST_SECTOR)],
        description=_l("Textil, cuero y calzado, metalmecánica, muebles…"),
        render_kw={"list": "sectors", "autocomplete": "off"},
    )
    demander = StringField(
        _l("Entidad que lo pide"),
        [Length(max=LONGEST_DEMANDER)],
        render_kw={"list": "demanders", "autocomplete": "off"},
    )
    responsible_id = SelectField(_l("Responsable"), [Optional()], coerce=lambda typed: bounded(str(typed or 0)) or None)

    def offer(self, members):
        """`members`: (number, name) of whom one may choose."""
        self.responsible_id.choices = options([("", _l("Nadie todavía")), *((id, name) for id, name in members)])
        self.responsible_id.validate_choice = False  # the verb says who may be
        return self

    def words(self):
        return {name: field.data for name, field in self._fields.items() if name != "csrf_token"}


class StepForm(FlaskForm):
    """Into which state, on which days, and why."""

    state = StringField()
    opens_on = DayField(_l("Desde"), description=_l("Día, mes y año: 03/04/2027"))
    closes_on = DayField(_l("Hasta"), description=_l("Ese día todavía se observa."))
    note = StringField(
        _l("Nota"), [Length(max=LONGEST_NOTE)], description=_l("Por qué, o qué falta. Queda en la historia.")
    )
