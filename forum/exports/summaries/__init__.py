"""PAPERS of a summary of observations: what it froze in, a file's bytes out; and the letters to who observed.

The columns are those of the ISO commenting template, with the document and whose the observation is before them.
"""

import importlib
from collections import Counter
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...exchange import fingerprint
from ...readings.observations.words import kind_name
from ...readings.summaries.words import answered, resolution_words, withheld
from .. import Format, _slug, layout


def write(content: dict, digest: str, address: str, format: str) -> bytes:
    """`content` as frozen; `digest` and `address` stand on the paper."""
    return FORMATS[format].write(content, Imprint(content, digest, address))


def filename(content: dict, format: str) -> str:
    told = content["summary"]
    name = _slug(told["worktable"])[:60].strip("-") or "tinkuy"
    return f"{name}-{_slug(_('resumen'))}-{told['number']}.{format}"


class Imprint:
    """What stands around the table, in words."""

    def __init__(self, content, digest, address):
        told = content["summary"]
        self.title, self.space, self.note = told["worktable"], told["space"], told["note"]
        self.name = _("Resumen de observaciones %(n)s", n=told["number"])
        self.date = date.fromisoformat(told["date"])
        self.published = _(
            "Publicado el %(day)s por %(name)s", day=layout.long_date(self.date), name=told["by"] or _("la secretaría")
        )
        self.address = address
        self.digest = digest
        self.fingerprint = fingerprint(digest)


def counted(content: dict) -> list[tuple[str, int]]:
    """(answer, how many), those that there are, the most first."""
    tally = Counter(one["resolution"] for document in content["documents"] for one in document["observations"])
    return [(resolution_words({"resolution": kind}), count) for kind, count in tally.most_common()]


def iso_headings() -> list[str]:
    """Of the columns of a document's table on paper."""
    return [
        _("N.º"),
        _("Organización"),
        _("Apartado"),
        _("Párrafo, figura o tabla"),
        _("Tipo"),
        _("Comentario y razón"),
        _("Cambio propuesto"),
        _("Respuesta de la secretaría"),
    ]


def iso_row(one: dict) -> list[str]:
    return [
        str(one["number"]),
        one["organization"] or one["name"] or one["actor"],
        one["clause"],
        f"«{one['quote']}»" if one["quote"] else "",
        kind_name(one["kind"]),
        "\n".join(filter(None, (one["comment"], one["reason"], withheld(one)))),
        one["proposal"],
        "\n".join(answered(one)),
    ]


def headings() -> list[str]:
    """Of the columns of the one table of all, for machines and spreadsheets."""
    return [
        _("Documento"),
        _("Título"),
        _("Sector"),
        _("N.º"),
        _("Organización"),
        _("Actor"),
        _("Territorio"),
        _("Apartado"),
        _("Párrafo, figura o tabla"),
        _("Tipo"),
        _("Comentario"),
        _("Razón"),
        _("Cambio propuesto"),
        _("Resolución"),
        _("Respuesta de la secretaría"),
        _("Redacción aplicada"),
        _("Versión donde se aplica"),
        _("Observada el"),
        _("Respondida el"),
        _("Parte confidencial"),
    ]


def records(content: dict):
    """The same for each observation."""
    for document in content["documents"]:
        for one in document["observations"]:
            yield [
                document["code"],
                document["title"],
                document["sector"],
                str(one["number"]),
                one["organization"] or one["name"],
                one["actor"],
                one["territory"],
                one["clause"],
                one["quote"],
                kind_name(one["kind"]),
                one["comment"],
                one["reason"],
                one["proposal"],
                resolution_words(one),
                one["answer"],
                one["wording"],
                str(one["applied"] or ""),
                one["date"],
                one["answered"],
                _("sí") if withheld(one) else "",
            ]


def _later(module):
    def write(content, imprint):
        return importlib.import_module(f".{module}", __name__).write(content, imprint)

    return write


FORMATS = {
    name: Format(name, name, mimetype, label, _later(f"_{name}"))
    for name, mimetype, label in (
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _l("Word (DOCX)")),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _l("Excel (XLSX)")),
        ("pdf", "application/pdf", _l("PDF para imprimir")),
        ("csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)")),
    )
}
JSON = "application/json"  # the frozen bytes themselves
