"""Remarks on a document, from the ISO commenting template (DOCX), a sheet with like headings (XLSX, CSV), or the
comments at the margin of a Word file; nothing is written.

    read(data, "observaciones.docx") → Read("docx", [Line(…), …], [Note(…), …])
"""

from dataclasses import dataclass
from pathlib import PurePath

from flask_babel import gettext as _

from ..errors import Invalid, TooMany
from ..text import folded
from . import MAX_BYTES, process, refusals, shown

MOST = 2_000  # lines

# What the heading of a column has in it, in the order in which it is asked.
HEADS = {
    "answer": ("secretar", "respuesta"),
    "proposal": ("propos", "propuest", "redaccion"),
    "kind": ("type", "tipo"),
    "passage": ("parrafo", "paragraph", "pasaje"),
    "clause": ("apartado", "clause", "clausula", "numeral"),
    "comment": ("coment", "comment", "observacion"),
    "reason": ("razon", "justif", "motivo", "reason"),
    "organization": ("mb/", "mb", "organizacion", "organization", "organismo", "miembro", "institucion", "entidad"),
    "document": ("documento", "document", "ficha", "codigo"),
    "line": ("line", "linea", "n.º", "nº", "n.o", "no.", "numero"),
}
EXACT = ("mb", "line", "linea")  # of these the whole heading, or its first word
KINDS = {
    "general": "general ge gen g",
    "technical": "technical te tec t tecnica tecnico",
    "editorial": "editorial ed e redaccion forma",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}


@dataclass(slots=True)
class Line:
    """A row of a table; `kind` is a key of `KINDS`, or what was written where that is none."""

    where: str
    organization: str = ""
    document: str = ""
    clause: str = ""
    passage: str = ""
    kind: str = ""
    comment: str = ""
    reason: str = ""
    proposal: str = ""


@dataclass(slots=True)
class Note:
    """A comment at the margin: the words it is about, the paragraph they are in, and where they begin in it."""

    author: str
    text: str
    quote: str
    paragraph: str
    start: int


@dataclass(slots=True)
class Read:
    filename: str
    kind: str
    lines: list[Line]
    notes: list[Note]


def read(data: bytes, filename: str) -> Read:
    """`Invalid` with one sentence that names the file and says what is wrong and what would be right."""
    name = shown(filename)
    if len(data) > MAX_BYTES:
        raise Invalid(refusals.sentence("heavy", name, {"megabytes": MAX_BYTES // 1024 // 1024}))
    answer = process.remarks(data, PurePath(name).suffix.lstrip(".").lower())
    if "refused" in answer:
        busy = answer["refused"] == "busy"
        raise (TooMany if busy else Invalid)(refusals.sentence(answer["refused"], name, answer["detail"]))
    lines = [line for table, rows in answer["tables"] for line in _lines(table, rows, len(answer["tables"]) > 1)]
    notes = [Note(**note) for note in answer["comments"]]
    if not lines and not notes:
        raise Invalid(
            _(
                "«%(file)s» no tiene observaciones que se entiendan: ni comentarios de Word, ni una tabla con columnas "
                "como «Apartado», «Tipo», «Comentario» y «Cambio propuesto».",
                file=name,
            )
        )
    if len(lines) > MOST:
        raise Invalid(_("«%(file)s» pasa de %(n)s observaciones. Divídelo en varios archivos.", file=name, n=MOST))
    return Read(name, answer["kind"], lines, notes)


def _lines(table, rows, is_one_of_many):
    """Those below the heads of a table that has at least the remark and where it is."""
    heads = {}
    for row, cells in rows:
        here = _heads(cells)
        if not heads:
            heads = here if "comment" in here and {"clause", "kind", "proposal"} & here.keys() else {}
            continue
        said = {name: cells.get(column, "").strip() for name, column in heads.items()}
        if here.keys() >= {"comment", "clause"} or not any(
            said.get(name) for name in ("comment", "proposal", "clause")
        ):
            continue  # the heads once more, on another page; or nothing
        where = _("Fila %(row)s", row=row)
        if is_one_of_many and table:
            where = _(
                "%(table)s, fila %(row)s", table=table if not table.isdecimal() else _("Tabla %(n)s", n=table), row=row
            )
        kind = folded(said.get("kind", "")).strip(" .")
        yield Line(
            where,
            **{
                name: said.get(name, "")
                for name in ("organization", "document", "passage", "comment", "reason", "proposal")
            },
            clause=said.get("clause", "").strip(" ."),
            kind=KIND_OF.get(kind, kind) or "general",
        )


def _heads(cells) -> dict[str, str]:
    """{what a column holds: its place}, of the first column of each."""
    found = {}
    for column, text in cells.items():
        words = folded(text.replace("\n", " "))
        for name, signs in HEADS.items():
            if name not in found and any(_has(words, sign) for sign in signs):
                found[name] = column
                break
    return found


def _has(words, sign):
    if sign in EXACT:
        return words == sign or words.startswith((f"{sign} ", f"{sign}/"))
    return len(words) < 80 and sign in words
