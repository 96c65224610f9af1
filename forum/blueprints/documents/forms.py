"""Forms of documents."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...actions.documents.clauses import (
    DEEPEST,
    LONGEST_CAPTION,
    LONGEST_HEADING,
    LONGEST_NUMBER,
    LONGEST_TEXT,
)
from ...actions.documents.setting_up import LONGEST_CODE, LONGEST_DEMANDER, LONGEST_SECTOR, LONGEST_TITLE
from ...actions.documents.steps import LONGEST_NOTE
from ...actions.documents.writing import LONGEST_NOTE as LONGEST_VERSION_NOTE
from ...models.base import bounded, bounded_numbers
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


class ClauseForm(FlaskForm):
    """A clause of a version: where it stands, what it says, its tables and figures."""

    after = HiddenField()
    number = StringField(_l("Número"), [Length(max=LONGEST_NUMBER)], description=_l("Como se imprime: 3.1"))
    level = SelectField(
        _l("Nivel"),
        coerce=lambda typed: bounded(str(typed)),
        choices=options((n, str(n)) for n in range(1, DEEPEST + 1)),
        description=_l("1 es el de fuera; 2 va dentro de él."),
        default=1,
    )
    heading = StringField(
        _l("Encabezado"), [Length(max=LONGEST_HEADING)], description=_l("Si lo tiene. Puede quedar vacío.")
    )
    text = TextAreaField(
        _l("Texto"), [Length(max=LONGEST_TEXT)], description=_l("Una línea vacía separa un párrafo del otro.")
    )
    tables = TextAreaField(
        _l("Tablas"),
        [Length(max=LONGEST_TEXT)],
        description=_l(
            "Una fila por línea, las celdas separadas por «|»; la primera fila es la cabecera. Una línea sin «|» antes "
            "de ella es el título. Una línea vacía separa dos tablas."
        ),
    )
    figure = FileField(_l("Agregar una figura"), description=_l("Una imagen JPEG, PNG, WebP o GIF"))
    caption = StringField(_l("Pie de la figura"), [Length(max=LONGEST_CAPTION)])

    @property
    def after_number(self):
        return next(iter(bounded_numbers(self.after.data or "")), None)


class FinishForm(FlaskForm):
    """What changed, said when a version is published."""

    note = TextAreaField(
        _l("Qué cambió"),
        [Length(max=LONGEST_VERSION_NOTE)],
        description=_l("Lo lee quien abre el documento. Puede quedar vacío."),
    )
