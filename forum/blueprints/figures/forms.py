"""Forms of indicators and figures."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import TextInput

from ...actions.figures.indicators import LONGEST_DEFINITION, LONGEST_SOURCE, LONGEST_TITLE, LONGEST_UNIT
from ...figures import Period, written
from ...models.figures import PLACES
from ..fields import options

REPORTER = {
    "organization": _l("Organización"),
    "centre": _l("Centro"),
    "municipality": _l("Municipio"),
    "association": _l("Asociación"),
    "enterprise": _l("Empresa"),
}


def sum_of(kind, n):
    """«Suma de los 4 centros mostrados»."""
    return {
        "organization": ngettext(
            "Suma de %(num)d organización mostrada", "Suma de las %(num)d organizaciones mostradas", n
        ),
        "centre": ngettext("Suma de %(num)d centro mostrado", "Suma de los %(num)d centros mostrados", n),
        "municipality": ngettext("Suma de %(num)d municipio mostrado", "Suma de los %(num)d municipios mostrados", n),
        "association": ngettext("Suma de %(num)d asociación mostrada", "Suma de las %(num)d asociaciones mostradas", n),
        "enterprise": ngettext("Suma de %(num)d empresa mostrada", "Suma de las %(num)d empresas mostradas", n),
    }[kind]


class PeriodField(Field):
    """`data` is a `Period` or None: «09/2025», «T3 2025», «enero a septiembre de 2025»."""

    widget = TextInput()

    def _value(self):
        return self.raw_data[0] if self.raw_data else str(self.data or "")

    def process_formdata(self, values):
        typed = values[0].strip() if values else ""
        self.data = Period.read(typed) if typed else None


class IndicatorForm(FlaskForm):
    title = StringField(
        _l("Título"),
        [InputRequired(_l("Escribe qué se cuenta: «Servicios por centro».")), Length(max=LONGEST_TITLE)],
        description=_l("Qué se cuenta, como lo leerá cualquiera: «Servicios tecnológicos por centro»."),
    )
    unit = StringField(
        _l("Unidad"),
        [InputRequired(_l("Escribe la unidad: «servicios», «kg», «personas».")), Length(max=LONGEST_UNIT)],
        description=_l("En plural, como va detrás del número: «servicios», «kg», «personas»."),
    )
    definition = TextAreaField(
        _l("Definición"),
        [Length(max=LONGEST_DEFINITION)],
        description=_l("Qué entra en la cuenta y qué no, y cuándo se cuenta."),
    )
    reporters = SelectField(_l("Quiénes informan"), choices=lambda: options(REPORTER.items()))
    places = SelectField(
        _l("Decimales"),
        coerce=int,
        choices=lambda: options(
            (n, _l("Ninguno: se cuenta en enteros") if not n else str(n)) for n in range(PLACES + 1)
        ),
    )
    categories = TextAreaField(
        _l("Categorías"),
        description=_l("Una por línea, si los datos se separan: por tipo de servicio, por sexo, por cadena."),
    )

    def words(self):
        """What the verbs take."""
        return {name: field.data or "" if name != "places" else field.data for name, field in self._own()}

    def _own(self):
        return [(name, field) for name, field in self._fields.items() if name != "csrf_token"]

    @classmethod
    def of(cls, indicator):
        form = cls(formdata=None, obj=indicator)
        form.categories.data = "\n".join(indicator.categories)
        return form


class TotalForm(FlaskForm):
    period = PeriodField(_l("Período"), [InputRequired(_l("Escribe el período."))])
    value = StringField(
        _l("Total publicado"), description=_l("El que publicó quien reúne los datos. Vacío: ya no hay un total.")
    )
    source = StringField(_l("Fuente"), [Length(max=LONGEST_SOURCE)], description=_l("Dónde se publicó, con su fecha."))


class ReportForm(FlaskForm):
    """What stands around the fields of the organizations."""

    source = StringField(
        _l("Fuente"),
        [Length(max=LONGEST_SOURCE)],
        description=_l("De dónde salen estos datos: un registro, un informe, una nota con su fecha."),
    )
    invented = BooleanField(
        _l("Son datos inventados"), description=_l("Para ensayar o enseñar. Se muestran siempre como inventados.")
    )
    reason = StringField(
        _l("Por qué cambia lo que ya estaba"),
        description=_l("Solo si corriges un dato anotado antes: el valor anterior se conserva con este motivo."),
    )


class CorrectionForm(FlaskForm):
    value = StringField(_l("Dato"))
    source = StringField(_l("Fuente"), [Length(max=LONGEST_SOURCE)])
    invented = BooleanField(_l("Es un dato inventado"))
    reason = StringField(
        _l("Motivo"), description=_l("Por qué se corrige o se retira. El valor anterior se conserva con este motivo.")
    )

    @classmethod
    def of(cls, figure):
        form = cls(formdata=None, obj=figure)
        form.value.data = written(figure.value, grouped=False)
        return form
