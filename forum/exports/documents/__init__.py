"""PAPERS of documents: a version in its clauses, and what changed between two. Plain objects in, bytes out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from .. import _slug


@dataclass
class Paper:
    """A version of a document. `clauses` have `clause_id`, `number`, `heading`, `text`, `level`, `tables` and
    `figures`; `picture` gives the bytes of a figure by its digest, or None where they are lost."""

    code: str
    title: str
    about: str  # sector, who demands it
    version: str
    place: str  # the working table
    clauses: list = field(default_factory=list)
    picture: Callable = lambda digest: None


def filename(paper: Paper, extension: str) -> str:
    """«ft-07-zapato-de-vestir-version-2.docx»"""
    parts = [_slug(paper.code), _slug(paper.title)[:50].strip("-"), _slug(paper.version)]
    return "-".join(part for part in parts if part) + f".{extension}"


def tallied(counts: dict[str, int]) -> list[str]:
    """«2 con otras palabras», «1 nuevo», …: what there is of a comparison."""
    words = {
        "reworded": lambda n: ngettext("%(num)d con otras palabras", "%(num)d con otras palabras", n),
        "renumbered": lambda n: ngettext("%(num)d con otro número", "%(num)d con otro número", n),
        "moved": lambda n: ngettext("%(num)d en otro lugar", "%(num)d en otro lugar", n),
        "added": lambda n: ngettext("%(num)d apartado nuevo", "%(num)d apartados nuevos", n),
        "removed": lambda n: ngettext("%(num)d apartado quitado", "%(num)d apartados quitados", n),
    }
    return [words[kind](count) for kind, count in counts.items()]


def happened(change) -> str:
    """What happened to a clause, in words."""
    words = {
        "reworded": lambda: _("con otras palabras"),
        "renumbered": lambda: _("era el %(number)s", number=change.before.number or "–"),
        "moved": lambda: _("en otro lugar"),
        "added": lambda: _("nuevo"),
        "removed": lambda: _("quitado"),
        "same": lambda: "",
    }
    return " · ".join(filter(None, (words[kind]() for kind in change.kinds)))
