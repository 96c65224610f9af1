"""PAPERS: a matrix as plain data in, a file's bytes out. No database, no request.

    write(table, "docx", Options(sources=True, edition="2")) → bytes

The words on paper are those of the language in force: call this inside an application context.
"""

import datetime
import importlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ..errors import Invalid
from ..exchange import Source, Table
from . import layout


@dataclass(slots=True)
class Options:
    """What goes on paper, and what stands around it.

    `authors` are the names of people: who proposed an entry, who wrote the words behind it. Without them a note still
    says which actor and organization spoke. `edition` is a number or a name, `digest` the SHA-256 of what it
    froze; `url` where the matrix can be read; `progress(done, total)` hears how many rows are written.
    """

    states: tuple[str, ...] = ("accepted",)
    authors: bool = False
    sources: bool = False
    space: str = ""
    edition: str = ""
    digest: str = ""
    date: datetime.date | None = None
    url: str = ""
    export: str = ""  # by which the file is known when it comes back
    signers: tuple = ()  # `signing.Signer`s, whose block Word and PDF end with
    progress: Callable[[int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    extension: str
    mimetype: str
    label: str
    write: Callable[[Table, Options], bytes]


def write(table: Table, format: str, options: Options | None = None) -> bytes:
    """The file; `Invalid` for a format that is not one of `FORMATS`."""
    options = options or Options()
    return _format(format).write(select(table, options), options)


def select(table: Table, options: Options) -> Table:
    """A copy with what the options ask for: these states, with or without sources and names.

    An entry merged into one that stays points at its new place; into one that goes, at nothing. What stood behind an
    entry that goes stands behind the one it was merged into: what people said is on the paper all the same.
    """
    places, inherited = {}, inheritance(table, options)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            kept = [n for n, entry in enumerate(cell) if entry.state in options.states]
            places.update({(r, c, n): (r, c, place) for place, n in enumerate(kept)})
    return replace(
        table,
        rows=[
            replace(
                row,
                cells=[
                    [
                        _entry(entry, inherited.get(id(entry), ()), places, options)
                        for entry in cell
                        if entry.state in options.states
                    ]
                    for cell in row.cells
                ],
            )
            for row in table.rows
        ],
    )


def inheritance(table: Table, options: Options) -> dict[int, list[Source]]:
    """By `id(entry)` the sources of those merged into it, near and far, that the options leave out."""
    inherited = {}
    for entry in table.entries():
        into, passed = entry, {id(entry)}
        while into is not None and into.state == "merged" and into.state not in options.states:
            into = layout.target_of(into, table)
            if id(into) in passed:  # merged in a ring, in somebody's file
                break
            passed.add(id(into))
        if into is not None and into is not entry:
            inherited.setdefault(id(into), []).extend(entry.sources)
    return inherited


def filename(table: Table, format: str, options: Options | None = None) -> str:
    """A name that every system takes: "matriz-de-actores-edicion-2.docx"."""
    extension = _format(format).extension
    title = _slug(table.title)[:80].strip("-") or _slug(_("Matriz"))
    edition = _slug(layout.edition_name(options.edition))[:40].strip("-") if options else ""
    return "-".join(part for part in (title, edition) if part) + "." + extension


def _format(name):
    if name not in FORMATS:
        raise Invalid(
            _(
                "No se puede exportar como «%(format)s». Elige uno de estos formatos: %(known)s.",
                format=name,
                known=", ".join(FORMATS),
            )
        )
    return FORMATS[name]


def _entry(entry, inherited, places, options):
    sources = list(entry.sources)
    for source in inherited:
        if (source.post, source.quote) not in {(own.post, own.quote) for own in sources}:
            sources.append(source)
    return replace(
        entry,
        author=entry.author if options.authors else "",
        actor=entry.actor if options.authors else "",
        sources=[
            source if options.authors else replace(source, author="") for source in (sources if options.sources else [])
        ],
        merged_into=places.get(tuple(entry.merged_into)) if entry.merged_into else None,
    )


def _slug(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _later(module):
    """The writer of a module, loaded when it is first needed: these libraries are heavy."""

    def write(table, options):
        return importlib.import_module(f".{module}", __name__).write(table, options)

    return write


FORMATS = {
    name: Format(name, name, mimetype, label, _later(name))
    for name, mimetype, label in (
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            lazy_gettext("Word (DOCX)"),
        ),
        ("odt", "application/vnd.oasis.opendocument.text", lazy_gettext("LibreOffice (ODT)")),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lazy_gettext("Excel (XLSX)")),
        ("pdf", "application/pdf", lazy_gettext("PDF para imprimir")),
        ("csv", "text/csv; charset=utf-8", lazy_gettext("Tabla de texto (CSV)")),
        ("json", "application/json", lazy_gettext("Datos de Tinkuy (JSON)")),
        ("md", "text/markdown; charset=utf-8", lazy_gettext("Texto con marcas (Markdown)")),
    )
}
