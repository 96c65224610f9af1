"""PAPERS for people without e-mail: cards to cut out, eight a sheet. No database, no request."""

import io
from pathlib import Path

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from . import _slug, pdf, weaves

TEMPLATE = Path(__file__).with_name("cards.typ")


def filename(space) -> str:
    return f"{_slug(space)[:60].strip('-') or 'tinkuy'}-{_slug(_('Tarjetas'))}.pdf"


def write(cards, space: str, entrance: str) -> bytes:
    """A sheet of `PrintedCard`s; `entrance` is the address where a code is typed, and before a code in its QR."""
    data = {
        "title": _("Tarjetas de «%(space)s»", space=space),
        "space": space,
        "language": get_locale().language if get_locale() else "es",
        "entrance": entrance.partition("://")[2],
        "words": {
            "first": _("La primera vez"),
            "scan": _("Leer el código QR con la cámara del teléfono, o abrir"),
            "type": _("y escribir el código:"),
            "choose": _("Elegir una palabra o un número propio, de seis letras o más."),
            "then": _("Después se entra con este usuario y esa palabra:"),
            "cut": _("El código sirve una sola vez. No compartir esta tarjeta."),
        },
        "weaves": {str(card.actor.weave): weaves.pattern(card.actor.weave) for card in cards if card.actor},
        "cards": [
            {
                "name": card.name,
                "username": card.username,
                "code": card.code,
                "actor": card.actor.name if card.actor else "",
                "weave": str(card.actor.weave) if card.actor else "",
                "organization": card.organization,
                "until": _("Hasta el %(day)s.", day=format_date(card.expires_at, "dd/MM/y")),
                "picture": picture_of(f"{entrance}/{card.code}"),
                "alt": _("Código QR para entrar: %(code)s", code=card.code),
            }
            for card in cards
        ],
    }
    return pdf.compiled(TEMPLATE, data)


def picture_of(link) -> str:
    import segno  # takes a tenth of the time of a start

    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, scale=4)
    return out.getvalue().decode()
