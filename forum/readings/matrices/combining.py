"""What several matrices bring into one: rows and columns are the same where their paths say the same, case and accents
aside; the others come behind those there are."""

import hashlib
import json
from dataclasses import dataclass, field

from sqlalchemy import select

from ...extensions import db
from ...models import Actor, Entry, Matrix, MatrixColumn, MatrixRow, Source
from ...models.matrices import rows_and_columns
from ...text import folded

BROUGHT = ("accepted", "proposed", "merged")


@dataclass
class Part:
    """What one matrix brings. `rows` and `columns` say of each of its own, by number, the path in the common one."""

    matrix: Matrix
    is_near: bool  # of the same space: authors, organizations and sources come along
    rows: dict
    columns: dict
    entries: list  # those that come
    there: int  # those that the common one has already
    sources: list = field(default_factory=list)

    @property
    def proposals(self):
        return sum(1 for entry in self.entries if entry.state != "merged")

    @property
    def united(self):
        return len(self.entries) - self.proposals

    @property
    def quoted(self):
        return sum(1 for source in self.sources if source.removed_at is None)


@dataclass
class Combination:
    """`rows` and `columns`: {path: (labels, actor's name)} of those that are new in the common matrix."""

    parts: list
    rows: dict
    columns: dict

    @property
    def proposals(self):
        return sum(part.proposals for part in self.parts)

    @property
    def united(self):
        return sum(part.united for part in self.parts)

    @property
    def there(self):
        return sum(part.there for part in self.parts)

    @property
    def sources(self):
        return sum(part.quoted for part in self.parts)

    @property
    def seen(self) -> str:
        """By which one knows whether this is still what somebody looked at."""
        told = [sorted(self.rows), sorted(self.columns)]
        for part in self.parts:
            entries = [(entry.id, entry.version) for entry in part.entries]
            told.append([part.matrix.id, part.there, entries, [source.id for source in part.sources]])
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]

    @property
    def is_empty(self):
        return not (self.rows or self.columns or self.proposals or self.united)


def combination(matrix: Matrix, others: list[Matrix], with_entries=True) -> Combination:
    """What `others` would bring into `matrix`."""
    own_rows, own_columns = rows_and_columns(matrix)
    rows, columns = {key(row): row for row in own_rows}, {key(column): column for column in own_columns}
    there = _there(matrix)
    found = Combination([], {}, {})
    for other in others:
        other_rows, other_columns = rows_and_columns(other)
        names = _actors(other_rows)
        for row in other_rows:
            if key(row) not in rows:
                found.rows.setdefault(key(row), (row.path, names.get(row.actor_id, "")))
        for column in other_columns:
            if key(column) not in columns:
                found.columns.setdefault(key(column), (column.path, ""))
        part = Part(
            matrix=other,
            is_near=other.space_id == matrix.space_id,
            rows={row.id: key(row) for row in other_rows},
            columns={column.id: key(column) for column in other_columns},
            entries=[],
            there=0,
        )
        for entry in _entries(other) if with_entries else ():
            place = rows.get(part.rows[entry.row_id]), columns.get(part.columns[entry.column_id])
            known = there.get(tuple(one.id for one in place), ()) if all(place) else ()
            words = folded(entry.text)
            if any(said == words and (not part.is_near or who == entry.author_id) for said, who in known):
                part.there += 1
            else:
                part.entries.append(entry)
        if part.is_near:
            part.sources = _sources({entry.id for entry in part.entries}, other)
        found.parts.append(part)
    return found


def key(thing) -> tuple[str, ...]:
    """A row or a column by what it is called."""
    return tuple(folded(label) for label in thing.path)


def _there(matrix):
    """{(row, column): [(words, author)]} of the entries that stand."""
    found = {}
    query = select(Entry.row_id, Entry.column_id, Entry.text, Entry.author_id)
    for row, column, words, author in db.session.execute(
        query.where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
    ):
        found.setdefault((row, column), []).append((folded(words), author))
    return found


def _entries(matrix):
    query = (
        select(Entry)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Entry.matrix_id == matrix.id,
            Entry.removed_at.is_(None),
            Entry.state.in_(BROUGHT),
            MatrixRow.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
        )
        .order_by(MatrixRow.position, MatrixColumn.position, Entry.position, Entry.id)
    )
    return db.session.scalars(query).all()


def _sources(numbers, matrix):
    """Those that were taken away, too: an entry that ever quoted a forum without names keeps its author's name back."""
    query = select(Source).join(Entry, Entry.id == Source.entry_id)
    found = db.session.scalars(query.where(Entry.matrix_id == matrix.id).order_by(Source.id))
    return [source for source in found if source.entry_id in numbers]


def _actors(rows):
    numbers = {row.actor_id for row in rows} - {None}
    query = select(Actor.id, Actor.name).where(Actor.id.in_(numbers), Actor.removed_at.is_(None))
    return dict(db.session.execute(query).all()) if numbers else {}
