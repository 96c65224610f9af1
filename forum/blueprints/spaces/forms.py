"""Forms of spaces; `offer(space)` gives their fields what this space has to choose from."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ..fields import DayField, MomentField, MultiCheckboxField, options, zone_options

VISIBILITY = [("public", _l("Cualquiera puede leer")), ("members", _l("Solo quienes participan"))]
FOLLOW_LEVELS = [
    ("answers", _l("Respuestas a lo suyo y menciones")),
    ("all", _l("Todo lo que se publica")),
    ("none", _l("Nada")),
]
ROLES = [
    ("participant", _l("Participa: escribe y propone en nombre de su actor")),
    ("observer", _l("Observa: lee y exporta")),
    ("moderator", _l("Modera: además, cuida la conversación")),
    ("facilitator", _l("Facilita: además, decide en la matriz y administra el espacio")),
]

# In the order of `exports/weaves.py`: what the twelve patterns are called.
WEAVES = (
    _l("plaza"),
    _l("surcos"),
    _l("gradas"),
    _l("cruz"),
    _l("postes"),
    _l("damero"),
    _l("diagonal"),
    _l("rombo"),
    _l("ondas"),
    _l("cruce"),
    _l("cuatro"),
    _l("ladera"),
)


class NewSpaceForm(FlaskForm):
    title = StringField(_l("Nombre del espacio"), [InputRequired(_l("Escribe cómo se llama el espacio."))])
    template = RadioField(_l("Plantilla"))
    visibility = RadioField(_l("Quién puede leer"), choices=options(VISIBILITY), default="members")

    def offer(self, templates):
        self.template.choices = options((template.name, template.title) for template in templates.values())
        return self


class SpaceForm(FlaskForm):
    title = StringField(_l("Nombre"), [InputRequired(_l("Escribe cómo se llama el espacio."))])
    description = TextAreaField(_l("Presentación"), description=_l("Qué es, para quién y qué saldrá de aquí."))
    visibility = RadioField(_l("Quién puede leer"), choices=options(VISIBILITY))
    opens_on = DayField(_l("Comienza"), description=_l("día/mes/año"))
    closes_on = DayField(_l("Termina"), description=_l("día/mes/año"))
    timezone = SelectField(_l("Hora de"))
    many_actors = BooleanField(_l("Al unirse, una persona puede hablar por más de un actor"))
    edit_minutes = IntegerField(
        _l("Minutos para corregir un aporte propio"),
        [InputRequired(_l("Escribe cuántos minutos.")), NumberRange(0, 43200, _l("Entre 0 y 43 200 minutos."))],
    )

    follow_level = SelectField(
        _l("Avisar a quien no eligió otra cosa"),
        description=_l("Cada quien puede cambiarlo para sí, también en un foro o un hilo."),
        choices=options(FOLLOW_LEVELS),
        validate_choice=False,  # the verb does
    )

    def offer(self, space):
        self.timezone.choices = zone_options(space.timezone)
        return self


class ActorForm(FlaskForm):
    name = StringField(
        _l("Nombre"), [InputRequired(_l("Escribe el nombre del actor, como «Municipio».")), Length(max=80)]
    )
    phrase = StringField(_l("En una frase"), description=_l("Como se lee en una pregunta: «los productores»"))
    description = TextAreaField(_l("Descripción"))
    weave = SelectField(_l("Color y tejido"), coerce=int, choices=options(enumerate(WEAVES, start=1)))
    colour = StringField(
        _l("Otro color"),
        description=_l("Como #3448A4. Se aclara u oscurece lo justo para que se lea; vacío: el del tejido."),
    )


class OrganizationForm(FlaskForm):
    name = StringField(_l("Nombre"), [InputRequired(_l("Escribe el nombre de la organización.")), Length(max=160)])
    territory = StringField(_l("Territorio"), description=_l("Municipio, provincia o región"))
    actor = SelectField(_l("Habla como"), coerce=int, validators=[Optional()])

    def offer(self, space):
        self.actor.choices = actor_options(space, _("Sin actor"))
        return self


class MemberForm(FlaskForm):
    role = RadioField(_l("Rol"), choices=options(ROLES))
    actors = MultiCheckboxField(
        _l("Habla por"),
        coerce=int,
        validators=[Optional()],
        description=_l("Con más de uno, la persona dirá en cada aporte en nombre de quién habla."),
    )
    usual = SelectField(_l("Casi siempre por"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Organización"), coerce=int, validators=[Optional()])

    def offer(self, space):
        self.actors.choices = actor_options(space)
        self.usual.choices = actor_options(space, _("El primero de la lista"))
        self.organization.choices = organization_options(space, _("Ninguna"))
        return self


class InvitationForm(FlaskForm):
    role = RadioField(_l("Quien entre por este enlace"), choices=options(ROLES), default="participant")
    actor = SelectField(_l("Actor"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Organización"), coerce=int, validators=[Optional()])
    expires_at = MomentField(_l("Vence"), end_of_day=True, description=_l("día/mes/año; vacío: no vence"))
    max_uses = IntegerField(_l("Usos como mucho"), [Optional()], description=_l("vacío: sin límite"))
    note = StringField(
        _l("Nota para ti"), [Length(max=120)], description=_l("Por ejemplo: grupo de WhatsApp del curso")
    )

    def offer(self, space):
        return offer_voice(self, space)


class PeopleForm(FlaskForm):
    """On one page with `InvitationForm`, so that what they share has an id of its own."""

    people = TextAreaField(
        _l("Correos"),
        [InputRequired(_l("Pega al menos un correo."))],
        description=_l("Uno por línea o separados por comas: Rosmery Choque <rosmery@ejemplo.org>"),
    )
    role = RadioField(_l("Rol"), choices=options(ROLES), default="participant", id="people-role")
    actor = SelectField(_l("Actor"), coerce=int, validators=[Optional()], id="people-actor")
    organization = SelectField(_l("Organización"), coerce=int, validators=[Optional()], id="people-organization")

    def offer(self, space):
        return offer_voice(self, space)


class PeriodForm(FlaskForm):
    """Read from the address: it changes nothing, so it has no token."""

    class Meta:
        csrf = False

    since = MomentField(_l("Desde"), description=_l("día/mes/año; vacío: desde el comienzo"))
    until = MomentField(_l("Hasta"), end_of_day=True, description=_l("día/mes/año; vacío: hasta ahora"))


class RubricForm(FlaskForm):
    rubric = TextAreaField(
        _l("Criterios"),
        description=_l("Uno por línea: Responde a la pregunta: no = 0; en parte = 1; del todo = 2"),
    )


class MarkForm(FlaskForm):
    """Beside the levels, which are the rubric's."""

    comment = TextAreaField(_l("Comentario"), description=_l("Lo lee la persona cuando la nota se publica."))
    publish = BooleanField(_l("Publicar ahora: la persona la lee desde ya"))


class AccountsForm(FlaskForm):
    """People without e-mail."""

    people = TextAreaField(
        _l("Personas"),
        [InputRequired(_l("Escribe al menos un nombre."))],
        description=_l("Una por línea: Nombre; actor; organización. La organización puede faltar."),
    )


class VoiceForm(FlaskForm):
    """In whose name somebody takes part: `actors` where it is one, `several` where the space allows more."""

    actors = SelectField(_l("En nombre de qué actor participas"), coerce=int, validators=[Optional()])
    several = MultiCheckboxField(_l("En nombre de qué actores participas"), coerce=int, validators=[Optional()])
    organization = SelectField(_l("Tu organización"), coerce=int, validators=[Optional()])
    new_organization = StringField(_l("Si no está en la lista, escríbela"), [Length(max=160)])
    territory = StringField(_l("Su territorio"), [Length(max=160)], description=_l("Municipio, provincia o región"))

    def offer(self, space):
        if space.many_actors:
            self.several.choices = actor_options(space)
            del self.actors
        else:
            self.actors.choices = actor_options(space, _("Elige…"))
            del self.several
        self.organization.choices = organization_options(space, _("Ninguna"))
        return self


def offer_voice(form, space):
    form.actor.choices = actor_options(space, _("Que elija al unirse"))
    form.organization.choices = organization_options(space, _("Que elija al unirse"))
    return form


def actor_options(space, none=None):
    """The space's actors; before them, as 0, the words for none of them."""
    first = [(0, none)] if none is not None else []
    return options([*first, *((one.id, one.name) for one in space.actors if one.removed_at is None)])


def organization_options(space, none):
    return options([(0, none), *((one.id, one.name) for one in space.organizations if one.removed_at is None)])
