"""What is written to who observes without an account, with the respect of what leaves the house."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ... import mail
from ...config import LANGUAGES
from ...readings.observations.words import resolution_name
from .. import letter


def _place(observation):
    document = observation.document
    return _("%(code)s, «%(title)s»", code=document.code, title=document.title)


def confirm(observation, language):
    with force_locale(language):
        letter(
            observation.contact,
            _("Confirme su observación a %(code)s", code=observation.document.code),
            _(
                "Recibimos su observación a %(place)s.\n\nPara que llegue a la secretaría, entre por este enlace y "
                "confírmela:\n%(link)s\n\nSi no la envió usted, no haga nada: sin confirmar no llega a nadie.",
                place=_place(observation),
                link=mail.link(f"/observations/confirm/{observation.token}"),
            ),
        )


def approved(observation):
    with force_locale(LANGUAGES[0]):
        letter(
            observation.contact,
            _("Su observación a %(code)s está publicada", code=observation.document.code),
            _(
                "Su observación n.º %(number)s a %(place)s está publicada. Cuando tenga respuesta, le escribiremos. "
                "Puede seguirla aquí:\n%(link)s",
                number=observation.number,
                place=_place(observation),
                link=mail.link(f"/observations/follow/{observation.token}"),
            ),
        )


def refused(observation):
    with force_locale(LANGUAGES[0]):
        letter(
            observation.contact,
            _("Su observación a %(code)s no se publica", code=observation.document.code),
            _(
                "La secretaría leyó su observación a %(place)s y decidió no publicarla.\n\nMotivo: %(reason)s\n\n"
                "Su texto sigue aquí:\n%(link)s",
                place=_place(observation),
                reason=observation.refused_reason,
                link=mail.link(f"/observations/follow/{observation.token}"),
            ),
        )


def answered(observation, resolution):
    with force_locale(LANGUAGES[0]):
        letter(
            observation.contact,
            _("Su observación a %(code)s tiene respuesta", code=observation.document.code),
            _(
                "Su observación n.º %(number)s a %(place)s tiene respuesta: %(answer)s.\n\n%(reason)s\n\nPuede ver qué "
                "cambió en el texto, y decir si la respuesta le satisface, aquí:\n%(link)s",
                number=observation.number,
                place=_place(observation),
                answer=resolution_name(resolution.kind).lower(),
                reason=resolution.reason,
                link=mail.link(f"/observations/follow/{observation.token}"),
            ),
        )
