"""Forms of the virtual forums."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...actions.forums.terms import TERMS
from ..fields import MomentField, after, options

MODES = (
    ("discussion", _l("Conversación: cualquiera abre hilos y responde")),
    ("each", _l("Un hilo por persona: cada participante abre el suyo")),
    ("single", _l("Un solo hilo, que abre quien modera")),
    ("first", _l("Responder primero: se lee lo de los demás después de responder")),
    ("news", _l("Anuncios: publica quien modera, los demás leen")),
)


class ForumForm(FlaskForm):
    """A forum; its questions are one a line, and those that stand keep their numbers by `asked`."""

    title = StringField(_l("Título"), [InputRequired(_l("Escribe un título para el foro.")), Length(max=200)])
    introduction = TextAreaField(_l("Introducción"), description=_l("Qué se conversa aquí y para qué."))
    opens_at = MomentField(_l("Abre"), description=_l("día/mes/año y hora; vacío: ya está abierto"))
    closes_at = MomentField(
        _l("Cierra"),
        [after("opens_at", _l("El cierre debe ser después de la apertura."))],
        end_of_day=True,
        description=_l("día/mes/año y hora; vacío: queda abierto"),
    )
    due_at = MomentField(
        _l("Fecha de entrega"),
        end_of_day=True,
        description=_l("día/mes/año y hora; después se puede escribir todavía, hasta el cierre"),
    )
    mode = RadioField(_l("Forma del foro"), choices=options(MODES), default="discussion")
    min_words = IntegerField(_l("Palabras, al menos"), [Optional()])
    max_words = IntegerField(_l("Palabras, como mucho"), [Optional()])
    posts_a_day = IntegerField(
        _l("Aportes de una persona al día, como mucho"), [Optional()], description=_l("vacío: los que quiera")
    )
    asks_question = BooleanField(_l("Cada hilo responde a una pregunta guía"))
    holds_new = BooleanField(
        _l("Los primeros aportes esperan revisión"),
        description=_l("Lo que escribe quien todavía no publicó nada en el espacio lo lee antes quien modera."),
    )
    anonymous = BooleanField(
        _l("Sin nombres: se ve el actor, y el nombre solo quien modera"),
        description=_l("Una vez que alguien escribió así, no se puede deshacer."),
    )

    @property
    def terms(self):
        """As the verbs take them; what the form does not ask stays as it is."""
        return {name: self[name].data for name in TERMS if name in self}

    def settled(self, forum, written):
        """Without what cannot be changed any more."""
        if written:
            del self.mode
            if forum.anonymous:
                del self.anonymous
        return self


class ThreadForm(FlaskForm):
    title = StringField(_l("Título"), [InputRequired(_l("Escribe un título: dice en una línea de qué se trata."))])
    question = SelectField(_l("Pregunta guía"), coerce=int, validators=[Optional()])
    body = TextAreaField(_l("Tu aporte"))
    actor = SelectField(_l("En nombre de"), coerce=int, validators=[Optional()])
    sending = HiddenField()

    def offer(self, questions, actors):
        self.question.choices = [(0, _("Ninguna en particular")), *((q.id, q.text) for q in questions)]
        offer_actors(self, actors)
        return self


class ThreadTitleForm(FlaskForm):
    title = StringField(_l("Título"), [InputRequired(_l("Escribe un título: dice en una línea de qué se trata."))])
    question = SelectField(_l("Pregunta guía"), coerce=int, validators=[Optional()])


class PostForm(FlaskForm):
    body = TextAreaField(_l("Tu aporte"))
    actor = SelectField(_l("En nombre de"), coerce=int, validators=[Optional()])
    parent = HiddenField()
    sending = HiddenField()


class ConclusionForm(FlaskForm):
    body = TextAreaField(
        _l("Conclusiones"),
        description=_l("En qué hay acuerdo, en qué no, y qué sigue. Se leen arriba de la conversación."),
    )


class EditForm(FlaskForm):
    body = TextAreaField(_l("Tu aporte"))
    version = IntegerField(validators=[InputRequired()])
    reason = StringField(
        _l("Motivo de la corrección"), [Length(max=300)], description=_l("Lo lee quien abre su historia.")
    )


class HidingForm(FlaskForm):
    reason = StringField(
        _l("Motivo"),
        [InputRequired(_l("Escribe el motivo: lo leerán su autor y el hilo.")), Length(max=300)],
        description=_l("Lo leerán quien lo escribió y todas las personas del hilo."),
        render_kw={"list": "hiding-reasons"},
    )


def offer_actors(form, actors):
    """Who speaks for several is asked for whom; nobody else sees the field."""
    if len(actors) > 1:
        form.actor.choices = [(0, _("Elige…")), *((actor.id, actor.name) for actor in actors)]
    else:
        del form.actor
    return form


class CaptureForm(FlaskForm):
    """What somebody said on paper or aloud."""

    member = SelectField(_l("En nombre de"), coerce=int, validators=[InputRequired(_l("Elige quién lo dijo."))])
    actor = SelectField(_l("Como"), coerce=int, validators=[Optional()])
    how = RadioField(
        _l("Cómo llegó"),
        [InputRequired(_l("Elige cómo llegó."))],
        choices=options([("paper", _l("En papel")), ("voice", _l("De voz")), ("phone", _l("Por teléfono"))]),
    )
    body = TextAreaField(_l("Lo que dijo"), description=_l("Con sus palabras, sin resumir."))
    parent = HiddenField()
    sending = HiddenField()

    def offer(self, space, members):
        self.member.choices = options(
            [
                (0, _("Elige…")),
                *((one.id, ", ".join([one.name, *(actor.name for actor in one.actors)])) for one in members),
            ]
        )
        actors = ((one.id, one.name) for one in space.actors if one.removed_at is None)
        self.actor.choices = options([(0, _("El actor de la persona")), *actors])
        return self


class CaptureThreadForm(CaptureForm):
    """The same, to open a thread with."""

    title = StringField(_l("Título"), [InputRequired(_l("Escribe un título: dice en una línea de qué se trata."))])
    question = SelectField(_l("Pregunta guía"), coerce=int, validators=[Optional()])

    def ask(self, questions):
        self.question.choices = [(0, _("Ninguna en particular")), *((q.id, q.text) for q in questions)]
        return self


class ClaimForm(FlaskForm):
    reason = StringField(
        _l("Qué dijiste, o por qué no es tuyo"), [Length(max=500)], description=_l("Lo lee quien modera.")
    )
