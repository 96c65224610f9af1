"""The matrix as plain data: what readers return, what papers are made from, what tests compare.

Nothing here touches the database. `to_json` / `from_json` are the exchange form
(`"format": "tinkuy.matrix"`); writing, reading and writing again gives the same bytes. `to_frozen` / `from_frozen` are
the same form with all else that an edition keeps: a matrix can be made from it, too.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from .errors import Invalid

FORMAT = "tinkuy.matrix"
VERSION = 1

STATES = ("proposed", "accepted", "declined", "merged")


@dataclass(slots=True)
class Source:
    """A quoted passage behind an entry. `post` is the post's number; the rest is for papers."""

    quote: str
    post: int | None = None
    author: str = ""
    actor: str = ""
    organization: str = ""
    place: str = ""  # "Foro 2", as shown to people
    date: datetime | None = None
    url: str = ""
    changed: bool = False  # the post no longer says this, or is hidden


@dataclass(slots=True)
class Entry:
    """One bullet of a cell."""

    text: str
    state: str = "accepted"
    sources: list[Source] = field(default_factory=list)
    id: int | None = None
    author: str = ""
    actor: str = ""
    reason: str = ""  # why it was declined
    merged_into: tuple[int, int, int] | None = None  # row, column, place in the cell, from 0
    marks: dict | None = field(default=None, compare=False)  # of a file that was read: `imports.readers.marks`


@dataclass(slots=True)
class Column:
    path: list[str]  # headers from the outermost in
    id: int | None = None


@dataclass(slots=True)
class Row:
    path: list[str]  # group labels from the outermost in, the row's own label last
    cells: list[list[Entry]]  # one list a column, in order
    colour: str = ""  # "#3448A4", of the row's actor
    weave: int | None = None  # 1–12, of the row's actor
    id: int | None = None


@dataclass(slots=True)
class Table:
    title: str = ""
    question: str = ""
    row_headers: list[str] = field(default_factory=list)  # one a level of Row.path
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def entries(self):
        """Every entry, row by row, cell by cell."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell

    @property
    def counts(self) -> tuple[int, int, int]:
        """Rows, columns, entries."""
        return len(self.rows), len(self.columns), sum(1 for _ in self.entries())


def to_json(table: Table) -> bytes:
    """UTF-8, two-space indent, a newline at the end; keys in the order of the exchange form.

    Keys that say nothing are left out: `sources` of an entry without any, `author`, `actor`,
    `reason` and `merged_into` where empty. Identities of this database (entry ids) are not part of it.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "title": table.title,
        "question": table.question,
        "row_headers": table.row_headers,
        "columns": [{"path": column.path} for column in table.columns],
        "rows": [
            {"path": row.path, "cells": [[_entry(entry) for entry in cell] for cell in row.cells]} for row in table.rows
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def to_frozen(table: Table, edition: dict) -> bytes:
    """The bytes that an edition is: the exchange form, with the numbers of rows, columns and entries, everything that
    is told of a source, and what `edition` says of itself."""
    document = json.loads(to_json(table))
    head = {"format": document.pop("format"), "version": document.pop("version"), "edition": edition}
    for column, frozen in zip(table.columns, document["columns"], strict=True):
        frozen["id"] = column.id
    for row, frozen in zip(table.rows, document["rows"], strict=True):
        frozen |= {"id": row.id, "colour": row.colour, "weave": row.weave}
        for cell, entries in zip(row.cells, frozen["cells"], strict=True):
            for entry, one in zip(cell, entries, strict=True):
                one["id"] = entry.id
                for source, told in zip(entry.sources, one.get("sources", ()), strict=True):
                    told |= _told(source)
    return (json.dumps(head | document, ensure_ascii=False, indent=2) + "\n").encode()


def digest(frozen: bytes) -> str:
    """By which an edition is known: whoever has its JSON file can make it again."""
    return hashlib.sha256(frozen).hexdigest()


def fingerprint(digest: str) -> str:
    """The beginning of a digest, as it stands on paper: «7c1e 90ab 44d2»."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8))


_WORDS = ("author", "actor", "organization", "place", "url")  # of a source


def _told(source):
    told = {name: getattr(source, name) for name in _WORDS if getattr(source, name)}
    if source.date is not None:
        told["date"] = source.date.isoformat()
    return told | ({"changed": True} if source.changed else {})


def from_frozen(data: bytes) -> tuple[Table, dict]:
    """What `to_frozen` was given; for what is our own, which nobody can have spoiled."""
    document = json.loads(data)
    table = Table(
        title=document["title"],
        question=document["question"],
        row_headers=document["row_headers"],
        columns=[Column(path=column["path"], id=column["id"]) for column in document["columns"]],
        rows=[
            Row(
                path=row["path"],
                cells=[[_thawed(entry) for entry in cell] for cell in row["cells"]],
                colour=row["colour"],
                weave=row["weave"],
                id=row["id"],
            )
            for row in document["rows"]
        ],
    )
    return table, document["edition"]


def _thawed(entry):
    sources = [
        Source(
            quote=source["quote"],
            post=source.get("post"),
            date=datetime.fromisoformat(source["date"]) if "date" in source else None,
            changed=source.get("changed", False),
            **{name: source[name] for name in _WORDS if name in source},
        )
        for source in entry.get("sources", ())
    ]
    into = entry.get("merged_into")
    return Entry(
        text=entry["text"],
        state=entry["state"],
        sources=sources,
        id=entry["id"],
        author=entry.get("author", ""),
        actor=entry.get("actor", ""),
        reason=entry.get("reason", ""),
        merged_into=tuple(into) if into else None,
    )


def _entry(entry: Entry) -> dict:
    document = {"text": entry.text, "state": entry.state}
    if entry.author:
        document["author"] = entry.author
    if entry.actor:
        document["actor"] = entry.actor
    if entry.reason:
        document["reason"] = entry.reason
    if entry.merged_into:
        document["merged_into"] = list(entry.merged_into)
    if entry.sources:
        document["sources"] = [_source(source) for source in entry.sources]
    return document


def _source(source: Source) -> dict:
    return ({} if source.post is None else {"post": source.post}) | {"quote": source.quote}


def from_json(data: bytes) -> Table:
    """The table a JSON exchange file holds; `Invalid` names what is wrong and where."""

    try:
        document = json.loads(data)
        json.dumps(document, ensure_ascii=False).encode()  # half a character (a lone surrogate) cannot be written again
    except (ValueError, RecursionError) as error:
        raise Invalid(_("No es un archivo JSON bien formado.")) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Invalid(_("No es una matriz de Tinkuy: falta «format»: «%(format)s».", format=FORMAT))
    if document.get("version") != VERSION:
        raise Invalid(_("La versión de este archivo es otra; aquí se lee la versión %(version)s.", version=VERSION))
    read = _Reader(document)
    table = Table(
        title=read.text(document, "title", "title"),
        question=read.text(document, "question", "question"),
        row_headers=read.texts(document.get("row_headers", []), "row_headers"),
        columns=[
            Column(path=read.path(column, f"columns[{i}]"))
            for i, column in enumerate(read.list(document.get("columns"), "columns"))
        ],
    )
    for i, row in enumerate(read.list(document.get("rows"), "rows")):
        where = f"rows[{i}]"
        path = read.path(row, where)
        cells = read.list(row.get("cells"), f"{where}.cells")
        if len(cells) != len(table.columns):
            raise read.wrong(f"{where}.cells", _("debe tener una lista por columna (%(n)s)", n=len(table.columns)))
        table.rows.append(
            Row(
                path=path,
                cells=[
                    [
                        read.entry(entry, f"{where}.cells[{c}][{n}]")
                        for n, entry in enumerate(read.list(cell, f"{where}.cells[{c}]"))
                    ]
                    for c, cell in enumerate(cells)
                ],
            )
        )
    return table


class _Reader:
    """Takes the document apart and says where it is not what it should be."""

    def __init__(self, document):
        self.document = document

    @staticmethod
    def wrong(where, what):
        return Invalid(f"{where}: {what}")

    def list(self, value, where):
        if not isinstance(value, list):
            raise self.wrong(where, _("debe ser una lista"))
        return value

    def text(self, holder, key, where):
        value = holder.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(where, _("debe ser un texto"))
        return value

    def texts(self, value, where):
        if not all(isinstance(text, str) for text in self.list(value, where)):
            raise self.wrong(where, _("debe ser una lista de textos"))
        return value

    def path(self, holder, where):
        if not isinstance(holder, dict) or not holder.get("path"):
            raise self.wrong(where, _("debe tener «path», la cadena de encabezados"))
        return self.texts(holder["path"], f"{where}.path")

    def entry(self, value, where):
        if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"].strip():
            raise self.wrong(where, _("debe tener «text», el texto de la entrada"))
        state = value.get("state", "accepted")
        if state not in STATES:
            raise self.wrong(where, _("«state» debe ser uno de: %(states)s", states=", ".join(STATES)))
        merged_into = value.get("merged_into")
        if merged_into is not None and not (
            isinstance(merged_into, list) and len(merged_into) == 3 and all(isinstance(n, int) for n in merged_into)
        ):
            raise self.wrong(where, _("«merged_into» debe ser fila, columna y lugar"))
        return Entry(
            text=value["text"],
            state=state,
            author=self.text(value, "author", where),
            actor=self.text(value, "actor", where),
            reason=self.text(value, "reason", where),
            merged_into=tuple(merged_into) if merged_into else None,
            sources=[
                self.source(source, f"{where}.sources[{i}]")
                for i, source in enumerate(self.list(value.get("sources", []), f"{where}.sources"))
            ],
        )

    def source(self, value, where):
        if not isinstance(value, dict) or not isinstance(value.get("quote"), str):
            raise self.wrong(where, _("debe tener «quote», las palabras citadas"))
        post = value.get("post")
        if post is not None and not isinstance(post, int):
            raise self.wrong(where, _("«post» debe ser el número del aporte"))
        return Source(quote=value["quote"], post=post)
