"""Forms of the meetings."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from ...actions.meetings.agenda import LONGEST_ITEM
from ...actions.meetings.attending import LENGTH, LONGEST_NAME, LONGEST_ORGANIZATION, LONGEST_TERRITORY
from ...actions.meetings.setting_up import LONGEST_LINK, LONGEST_PLACE, LONGEST_TITLE
from ...models.base import LARGEST
from ..fields import MomentField, MultiCheckboxField, options


class MeetingForm(FlaskForm):
    """When and where."""

    title = StringField(
        _l("Título"), [Length(max=LONGEST_TITLE)], description=_l("Si quieres: «Apertura», «Cuero y calzado».")
    )
    starts_at = MomentField(_l("Empieza"), description=_l("Día, mes, año y hora: 03/04/2027 9:00"))
    ends_at = MomentField(_l("Termina"), description=_l("Por ejemplo: 03/04/2027 12:30"))
    place = StringField(_l("Lugar"), [Length(max=LONGEST_PLACE)])
    link = StringField(
        _l("Enlace"), [Length(max=LONGEST_LINK)], description=_l("De la sala virtual, si se puede entrar desde lejos.")
    )

    def words(self):
        return {"title": self.title.data or "", "place": self.place.data or "", "link": self.link.data or ""} | {
            "starts_at": self.starts_at.data,
            "ends_at": self.ends_at.data,
        }


class SeriesForm(MeetingForm):
    """One new one, or many."""

    times = IntegerField(_l("Cuántas sesiones"), [Optional()], description=_l("Más de una programa la serie entera."))
    every = IntegerField(_l("Cada cuántos días"), [Optional()], description=_l("7: cada semana, a la misma hora."))

    def words(self):
        times, every = (1 if self.times.data is None else self.times.data), (self.every.data or 7)
        return super().words() | {"times": times, "every": every}


class CancellationForm(FlaskForm):
    reason = StringField(_l("Por qué"), [Length(max=500)], description=_l("Lo leerá quien abra la sesión."))


class ItemForm(FlaskForm):
    """A point of the agenda."""

    title = StringField(_l("De qué trata"), [Length(max=LONGEST_ITEM)])
    minutes = IntegerField(_l("Minutos"), [Optional()])
    documents = MultiCheckboxField(_l("Documentos que se revisan"), coerce=int, validators=[Optional()])
    previous = SelectField(_l("Aprueba el acta de"), coerce=int, validators=[Optional()], default=0)

    def offer(self, documents, earlier):
        self.documents.choices = options((one.id, f"{one.code} · {one.title}") for one in documents)
        listed = [(one.id, _("la sesión %(n)s", n=one.number)) for one in earlier]
        self.previous.choices = options([(0, _("ninguna: es un punto para tratar")), *listed])
        return self

    def words(self):
        minutes = self.minutes.data
        return {
            "title": self.title.data or "",
            "minutes": minutes if minutes is None or abs(minutes) <= LARGEST else LARGEST,
            "documents": self.documents.data or [],
            "previous": self.previous.data or None,
        }


class CodeForm(FlaskForm):
    code = StringField(
        _l("Código de la sesión"),
        [InputRequired(_l("Escribe el código que se muestra en la sala.")), Length(max=40)],
        description=_l("Seis letras y cifras, como K7QPM4."),
    )

    @property
    def typed(self):
        """As it is kept, however it was spaced."""
        return "".join(sign for sign in self.code.data or "" if sign.isalnum()).upper()[: LENGTH + 1]


class AttendanceForm(FlaskForm):
    """Somebody who was there."""

    name = StringField(_l("Nombre y apellidos"), [Length(max=LONGEST_NAME)])
    organization = StringField(
        _l("Organización"),
        [Length(max=LONGEST_ORGANIZATION)],
        render_kw={"list": "organizations", "autocomplete": "off"},
    )
    actor = SelectField(_l("Habla como"), coerce=int, validators=[Optional()], default=0)
    territory = StringField(
        _l("Territorio"), [Length(max=LONGEST_TERRITORY)], description=_l("Municipio, provincia o región")
    )

    def offer(self, space):
        listed = [(actor.id, actor.name) for actor in space.actors if actor.removed_at is None]
        self.actor.choices = options([(0, _("Según la organización")), *listed])
        return self

    def words(self):
        return {
            "name": self.name.data or "",
            "organization": self.organization.data or "",
            "actor": self.actor.data or None,
            "territory": self.territory.data or "",
        }


class WordsForm(FlaskForm):
    """What was discussed, what was agreed, what one remarks: words over a wording that was seen."""

    body = TextAreaField("")
    version = IntegerField(validators=[Optional()], default=1, widget=HiddenInput())

    def about(self, label, description=""):
        self.body.label.text, self.body.description = label, description
        return self

    @property
    def seen(self):
        """The wording that they are to take the place of."""
        return self.version.data or 0


class ObservationForm(FlaskForm):
    """What somebody observed there and then."""

    attendance = SelectField(_l("Quién la hizo"), coerce=int, validators=[Optional()], default=0)
    document = SelectField(_l("Documento"), coerce=int, validators=[Optional()], default=0)
    clause = StringField(
        _l("Apartado"), [Length(max=40)], description=_l("Su número, como 3.1; vacío: todo el documento.")
    )
    kind = SelectField(_l("Tipo"), default="technical")
    comment = TextAreaField(_l("Qué observa"))
    proposal = TextAreaField(_l("Redacción que propone"))

    def offer(self, present, documents, kinds):
        listed = [(one.id, ", ".join(filter(None, (one.name, one.organization_name)))) for one in present]
        self.attendance.choices = options([(0, _("Elige de la lista de asistencia")), *listed])
        self.document.choices = options([(0, _("Elige un documento")), *documents])
        self.kind.choices = options(kinds)
        return self

    def words(self):
        names = ("attendance", "document", "clause", "kind", "comment", "proposal")
        return {name: self._fields[name].data or ("" if name not in names[:2] else 0) for name in names}


class PhaseForm(FlaskForm):
    """Where the minutes go."""

    phase = StringField()
    until = MomentField(
        _l("Plazo para observar"), end_of_day=True, description=_l("Día, mes y año; vacío: hasta que se selle.")
    )


class AnswerForm(FlaskForm):
    answer = TextAreaField(_l("Respuesta de la secretaría"), description=_l("Quedará en el acta, con la observación."))
