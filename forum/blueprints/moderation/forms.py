"""Forms of moderating."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ..fields import MomentField, options

FLAGS = (
    ("insult", _l("Ofende o ataca a alguien")),
    ("personal", _l("Muestra datos personales de alguien")),
    ("off_topic", _l("No es de este tema")),
    ("spam", _l("Es publicidad, o está repetido")),
    ("other", _l("Otra cosa")),
)


class FlagForm(FlaskForm):
    kind = RadioField(
        _l("Qué pasa"), choices=options(FLAGS), validators=[InputRequired(_l("Elige uno de los motivos."))]
    )
    words = StringField(
        _l("En una línea"), [Length(max=500)], description=_l("Si quieres; hace falta donde es otra cosa.")
    )


SANCTIONS = (
    ("warn", _l("Advertir")),
    ("silence", _l("Silenciar: lee y apoya, sin escribir en los foros")),
    ("suspend", _l("Suspender: lee, y nada más")),
)


class SanctionForm(FlaskForm):
    kind = RadioField(
        _l("Qué se decide"), choices=options(SANCTIONS), validators=[InputRequired(_l("Elige qué se decide."))]
    )
    until = MomentField(_l("Hasta cuándo"), end_of_day=True, description=_l("día/mes/año; para una advertencia, vacío"))
    reason = StringField(
        _l("Motivo"),
        [InputRequired(_l("Escribe el motivo: lo leerá esta persona.")), Length(max=300)],
        description=_l("Lo leerá esta persona."),
    )


class NoteForm(FlaskForm):
    words = TextAreaField(
        _l("Nota"),
        [InputRequired(_l("Escribe la nota: la leen solo quienes moderan.")), Length(max=1000)],
        description=_l("La leen solo quienes moderan."),
    )


class AppealForm(FlaskForm):
    words = TextAreaField(
        _l("Por qué crees que debe verse"),
        [InputRequired(_l("Escribe por qué crees que debe verse.")), Length(max=1000)],
    )


class WordsForm(FlaskForm):
    watched_hold = TextAreaField(
        _l("Palabras con las que un aporte espera"),
        description=_l("Una por renglón. El aporte lo lee antes quien modera."),
    )
    watched_flag = TextAreaField(
        _l("Palabras que se reportan"),
        description=_l("Una por renglón. El aporte se publica, y queda reportado a quien modera."),
    )
    hiding_reasons = TextAreaField(
        _l("Motivos para ocultar"), description=_l("Uno por renglón: se ofrecen a quien oculta un aporte.")
    )


class MoveForm(FlaskForm):
    forum = SelectField(_l("A qué foro"), coerce=int)
    question = SelectField(_l("Pregunta guía a la que responderá"), coerce=int, validators=[Optional()])
    reason = StringField(_l("Motivo"), [Length(max=300)], description=_l("Queda en el registro."))


class SplitForm(FlaskForm):
    title = StringField(
        _l("Título del hilo nuevo"),
        [InputRequired(_l("Escribe un título: dice en una línea de qué se trata.")), Length(max=200)],
    )
    question = SelectField(_l("Pregunta guía"), coerce=int, validators=[Optional()])
    reason = StringField(_l("Motivo"), [Length(max=300)], description=_l("Queda en el registro."))


class MergeForm(FlaskForm):
    into = StringField(
        _l("Con qué hilo"),
        [InputRequired(_l("Pega el enlace del otro hilo, o elígelo de la lista."))],
        description=_l("El enlace del otro hilo, o su título de la lista. Este queda como una rama de aquel."),
        render_kw={"list": "near"},
    )
    reason = StringField(_l("Motivo"), [Length(max=300)], description=_l("Queda en el registro."))


class LogForm(FlaskForm):
    """What of the log is shown; in the address, so without a token."""

    class Meta:
        csrf = False

    kind = SelectField(_l("Decisión"), validators=[Optional()])
    person = SelectField(_l("Sobre quién"), coerce=int, validators=[Optional()])
    moderator = SelectField(_l("Quién decidió"), coerce=int, validators=[Optional()])
    since = MomentField(_l("Desde"))
    until = MomentField(_l("Hasta"), end_of_day=True)
