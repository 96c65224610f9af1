"""Forms of spaces."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..fields import DayField, MomentField

VISIBILITY = [("public", _l("Cualquiera puede leer")), ("members", _l("Solo quienes participan"))]
ROLES = [
    ("participant", _l("Participa: escribe y propone en nombre de su actor")),
    ("observer", _l("Observa: lee y exporta")),
    ("moderator", _l("Modera: además, cuida la conversación")),
    ("facilitator", _l("Facilita: además, decide en la matriz y administra el espacio")),
]
ZONES = (
    "America/La_Paz",
    "America/Lima",
    "America/Bogota",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "UTC",
)


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class NewSpaceForm(FlaskForm):
    title = StringField(_l("Nombre del espacio"), [InputRequired(_l("Escribe cómo se llama el espacio."))])
    template = RadioField(_l("Plantilla"))
    visibility = RadioField(_l("Quién puede leer"), choices=VISIBILITY, default="members")


class SpaceForm(FlaskForm):
    title = StringField(_l("Nombre"), [InputRequired(_l("Escribe cómo se llama el espacio."))])
    description = TextAreaField(_l("Presentación"), description=_l("Qué es, para quién y qué saldrá de aquí."))
    visibility = RadioField(_l("Quién puede leer"), choices=VISIBILITY)
    opens_on = DayField(_l("Comienza"), description=_l("día/mes/año"))
    closes_on = DayField(_l("Termina"), description=_l("día/mes/año"))
    timezone = SelectField(_l("Hora de"), choices=[(zone, zone.rpartition("/")[2].replace("_", " ")) for zone in ZONES])
    many_actors = BooleanField(_l("Al unirse, una persona puede hablar por más de un actor"))
    edit_minutes = IntegerField(
        _l("Minutos para corregir un aporte propio"),
        [InputRequired(_l("Escribe cuántos minutos.")), NumberRange(0, 43200, _l("Entre 0 y 43 200 minutos."))],
    )


class ActorForm(FlaskForm):
    name = StringField(
        _l("Nombre"), [InputRequired(_l("Escribe el nombre del actor, como «Municipio».")), Length(max=80)]
    )
    phrase = StringField(_l("En una frase"), description=_l("Como se lee en una pregunta: «los productores»"))
    description = TextAreaField(_l("Descripción"))
    weave = SelectField(_l("Color y tejido"), coerce=int, choices=[(n, str(n)) for n in range(1, 13)])
    colour = StringField(
        _l("Otro color"),
        description=_l("Como #3448A4. Se aclara u oscurece lo justo para que se lea; vacío: el del tejido."),
    )


class OrganizationForm(FlaskForm):
    name = StringField(_l("Nombre"), [InputRequired(_l("Escribe el nombre de la organización.")), Length(max=160)])
    territory = StringField(_l("Territorio"), description=_l("Municipio, provincia o región"))
    actor = SelectField(_l("Habla como"), coerce=int, validators=[Optional()])


class MemberForm(FlaskForm):
    role = RadioField(_l("Rol"), choices=ROLES)
    actors = MultiCheckboxField(_l("Habla por"), coerce=int, validators=[Optional()])
    usual = SelectField(_l("Casi siempre por"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Organización"), coerce=int, validators=[Optional()])


class InvitationForm(FlaskForm):
    role = RadioField(_l("Quien entre por este enlace"), choices=ROLES, default="participant")
    actor = SelectField(_l("Actor"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Organización"), coerce=int, validators=[Optional()])
    expires_at = MomentField(_l("Vence"), end_of_day=True, description=_l("día/mes/año; vacío: no vence"))
    max_uses = IntegerField(_l("Usos como mucho"), [Optional()], description=_l("vacío: sin límite"))
    note = StringField(
        _l("Nota para ti"), [Length(max=120)], description=_l("Por ejemplo: grupo de WhatsApp del curso")
    )


class PeopleForm(FlaskForm):
    people = TextAreaField(
        _l("Correos"),
        [InputRequired(_l("Pega al menos un correo."))],
        description=_l("Uno por línea o separados por comas: Rosmery Choque <rosmery@ejemplo.org>"),
    )
    role = RadioField(_l("Rol"), choices=ROLES, default="participant")
    actor = SelectField(_l("Actor"), coerce=int, validators=[Optional()])


class VoiceForm(FlaskForm):
    actors = SelectField(_l("En nombre de qué actor participas"), coerce=int, validators=[Optional()])
    several = MultiCheckboxField(_l("En nombre de qué actores participas"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Tu organización"), coerce=int, validators=[Optional()])
    new_organization = StringField(_l("Si no está en la lista, escríbela"), [Length(max=160)])
    territory = StringField(_l("Su territorio"), [Length(max=160)])
