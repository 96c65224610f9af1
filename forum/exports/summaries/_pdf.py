"""PDF: the same table a document as in Word, by Typst."""

from datetime import UTC, datetime, time
from pathlib import Path

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from .. import layout, pdf
from . import counted, iso_headings, iso_row

TEMPLATE = Path(__file__).with_name("summary.typ")


def write(content, imprint) -> bytes:
    data = {
        "title": imprint.title,
        "name": imprint.name,
        "published": imprint.published,
        "space": imprint.space,
        "note": imprint.note,
        "address": imprint.address,
        "digest": imprint.digest,
        "fingerprint": imprint.fingerprint,
        "language": get_locale().language if get_locale() else "es",
        "counted": " · ".join(f"{name}: {count}" for name, count in counted(content)),
        "heads": iso_headings(),
        "page": layout.pieces(_("Página {page} de {pages}")),
        "documents": [
            {
                "title": f"{one['code']} · {one['title']}",
                "about": " · ".join(filter(None, (one["sector"], _said(one)))),
                "rows": [[pdf.breakable(words) for words in iso_row(each)] for each in one["observations"]],
            }
            for one in content["documents"]
        ],
    }
    return pdf.compiled(TEMPLATE, data, datetime.combine(imprint.date, time(12), UTC))


def _said(one):
    count = len(one["observations"])
    return ngettext("%(num)d observación", "%(num)d observaciones", count) if count else _("Sin observaciones")
