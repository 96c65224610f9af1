"""Observations as they stand today, in the columns of the ISO commenting template: Word and Excel."""

from datetime import date

from flask_babel import gettext as _

from ..errors import Invalid
from . import _slug, layout
from .summaries import FORMATS

OFFERED = ("docx", "xlsx")


class Imprint:
    """What stands around the table, in words."""

    def __init__(self, title: str, space: str, day: date, address: str):
        self.title, self.space, self.date, self.address = title, space, day, address
        self.name, self.note, self.digest, self.fingerprint = _("Observaciones"), "", "", ""
        self.published = _("Como están el %(day)s", day=layout.long_date(day))


def write(items, imprint: Imprint, format: str) -> bytes:
    """`items` as `readings.observations.leaving` gives them."""
    if format not in OFFERED:
        raise Invalid(_("Elige Word (docx) o Excel (xlsx)."))
    return FORMATS[format].write({"documents": _documents(items)}, imprint)


def filename(title: str, format: str) -> str:
    return f"{_slug(title)[:60].strip('-') or 'tinkuy'}-{_slug(_('Observaciones'))}.{format}"


def _documents(items) -> list[dict]:
    documents = {}
    for item in items:
        document = documents.setdefault(
            item.document_id, {"code": item.code, "title": item.title, "sector": item.sector, "observations": []}
        )
        document["observations"].append(_observation(item))
    return list(documents.values())


def _observation(item) -> dict:
    resolution = item.resolution
    return {
        "number": item.number,
        "clause": item.clause,
        "quote": item.quote,
        "kind": item.kind,
        "actor": item.actor.name if item.actor else "",
        "organization": item.organization,
        "territory": "",
        "name": "" if item.organization else item.author,
        "comment": item.comment,
        "proposal": item.proposal,
        "reason": item.reason,
        "confidential": sorted(item.secret),
        "date": item.at.date().isoformat(),
        "resolution": resolution.kind if resolution else "",
        "answer": resolution.reason if resolution else "",
        "wording": resolution.wording if resolution else "",
        "applied": item.applied_in,
        "answered": resolution.at.date().isoformat() if resolution else "",
    }
