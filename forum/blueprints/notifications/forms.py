"""Forms of what one wants to be told."""

from datetime import time

from flask_babel import format_time, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField

from ...models import Forum, Membership, Thread
from ..fields import options

LEVELS = {
    "all": _l("Todo lo que se publica"),
    "answers": _l("Respuestas a lo mío y menciones"),
    "none": _l("Nada"),
}
RHYTHMS = [
    ("once", _l("Cada aviso apenas ocurre")),
    ("daily", _l("Un resumen al día")),
    ("weekly", _l("Un resumen a la semana")),
    ("off", _l("Ningún correo: miro los avisos aquí")),
]


class FollowForm(FlaskForm):
    level = RadioField(_l("Avisarme de"))

    def offer(self, thing, inherited):
        if isinstance(thing, Membership):
            choices = [
                ("all", _l("Todo lo que publica")),
                ("", _l("Lo de siempre: si me responde o me menciona")),
                ("none", _l("Nada de lo que publica")),
            ]
        else:
            what = lowered(str(LEVELS[inherited]))
            if isinstance(thing, Thread):
                same = _("Como en su foro: %(what)s", what=what)
            elif isinstance(thing, Forum):
                same = _("Como en su espacio: %(what)s", what=what)
            else:
                same = _("Lo previsto para todas las personas: %(what)s", what=what)
            choices = [*LEVELS.items(), ("", same)]
        self.level.choices = options(choices)
        return self


class MailForm(FlaskForm):
    rhythm = RadioField(_l("Correos"), choices=options(RHYTHMS))
    hour = SelectField(_l("A las"), coerce=int)
    weekday = SelectField(_l("Día del resumen semanal"), coerce=int)

    def offer(self):
        self.hour.choices = [(hour, format_time(time(hour), "H:mm", rebase=False)) for hour in range(24)]
        names = get_locale().days["stand-alone"]["wide"]
        self.weekday.choices = [(number, names[number]) for number in range(7)]
        return self


def lowered(words):
    return words[:1].lower() + words[1:]
