"""READERS: a file's bytes in, plain objects out; nothing is written, nobody is asked.

    read(data, "tabla.docx") → Reading(…, tables=[Found("Tabla 1", Table(…), [LeftOut(…)])])

DOCX, ODT, XLSX, CSV and the JSON exchange form. The parsing itself happens in a process of its own (`process`,
`readers`), which is small, limited and gone afterwards. Call this inside an application context: what it says to
people is in the language in force.
"""

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath

from flask_babel import gettext as _

from .. import exchange
from ..errors import Invalid, TooMany
from . import left_out, process, refusals, words

MAX_BYTES = 20 * 1024 * 1024


@dataclass(slots=True)
class LeftOut:
    """Something in the file that did not become part of the table: where, what, and why."""

    where: str
    what: str
    why: str


@dataclass(slots=True)
class Found:
    """A table of the file; `name` is how the file (a sheet) or its place in the file ("Tabla 2") calls it."""

    name: str
    table: exchange.Table
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """`kind` is one of docx, odt, xlsx, csv, json, by the content of the file. At least one table."""

    filename: str
    kind: str
    tables: list[Found]
    export: str = ""  # which of our exports the file was, where it says so
    creator: str = ""  # who wrote it, likewise

    @property
    def best(self) -> int:
        """Index of the table with the most entries, the first of them."""
        return max(range(len(self.tables)), key=lambda i: (self.tables[i].table.counts[2], -i))


def read(data: bytes, filename: str) -> Reading:
    """What the file holds; `Invalid` with one sentence that names it and says what is wrong and what would be right."""
    name = shown(filename)
    if len(data) > MAX_BYTES:
        raise Invalid(refusals.sentence("heavy", name, {"megabytes": MAX_BYTES // 1024 // 1024}))
    suffix = PurePath(name).suffix.lstrip(".").lower()
    answer = process.read(data, suffix, words.of_exports())
    if "refused" in answer:
        busy = answer["refused"] == "busy"
        raise (TooMany if busy else Invalid)(refusals.sentence(answer["refused"], name, answer["detail"]))
    if answer["kind"] == "json":
        return Reading(name, "json", [Found(PurePath(name).stem, _exchange_form(data, name))])
    found = [_found(table, name) for table in answer["tables"] if table["understood"]]
    if not found:
        raise Invalid(refusals.sentence("no_matrix" if answer["tables"] else "no_table", name, {}))
    for table in answer["tables"]:
        if not table["understood"]:
            for other in found:
                other.left_out.append(LeftOut(*left_out.not_a_matrix(table)))
    return Reading(name, answer["kind"], found, answer["export"], answer["creator"])


def shown(filename: str) -> str:
    """A file's name as it may be shown: no folders, no characters that are invisible or turn the line round."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip()
    if len(name) > 100:
        name = f"{name[:70]}…{name[-25:]}"
    return name or _("archivo sin nombre")


def _exchange_form(data, name):
    try:
        return exchange.from_json(data)
    except Invalid as error:
        raise Invalid(refusals.sentence("exchange", name, {"reason": error.message})) from error


def _found(answer, filename):
    table = exchange.Table(
        title=answer["title"],
        question=answer["question"],
        row_headers=answer["row_headers"],
        columns=[
            exchange.Column(path or [_("Columna %(number)s", number=i)])
            for i, path in enumerate(answer["columns"], start=1)
        ],
        rows=[
            exchange.Row(
                path or [_("Fila %(number)s", number=i)],
                [[_entry(entry) for entry in cell] for cell in cells],
            )
            for i, (path, cells) in enumerate(answer["rows"], start=1)
        ],
    )
    passed_over = [LeftOut(*parts) for parts in left_out.told(answer["left_out"])]
    return Found(left_out.table_name(answer) or PurePath(filename).stem, table, passed_over)


def _entry(entry):
    return exchange.Entry(entry) if isinstance(entry, str) else exchange.Entry(**entry)
