"""Forms of the virtual forums."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ..fields import MomentField, after


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


class ThreadForm(FlaskForm):
    title = StringField(_l("Título"), [InputRequired(_l("Escribe un título: dice en una línea de qué se trata."))])
    question = SelectField(_l("Pregunta guía"), coerce=int, validators=[Optional()])
    body = TextAreaField(_l("Tu aporte"))
    actor = SelectField(_l("En nombre de"), coerce=int, validators=[Optional()])

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


class EditForm(FlaskForm):
    body = TextAreaField(_l("Tu aporte"))
    version = IntegerField(validators=[InputRequired()])


class HidingForm(FlaskForm):
    reason = StringField(
        _l("Motivo"),
        [InputRequired(_l("Escribe el motivo: lo leerán su autor y el hilo.")), Length(max=300)],
        description=_l("Lo leerán quien lo escribió y todas las personas del hilo."),
    )


def offer_actors(form, actors):
    """Who speaks for several is asked for whom; nobody else sees the field."""
    if len(actors) > 1:
        form.actor.choices = [(0, _("Elige…")), *((actor.id, actor.name) for actor in actors)]
    else:
        del form.actor
    return form
