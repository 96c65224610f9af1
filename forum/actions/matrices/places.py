"""Places in an order: a number between those of the neighbours, so that moving one thing changes one thing."""

from functools import cache

from ...extensions import db
from ...models import Entry, MatrixColumn, MatrixRow
from .steps import snapshot


def entries_of(row, column, without=None) -> list[Entry]:
    """The standing entries of a cell, in order."""
    found = db.session.scalars(_in_cell(), {"row": row.id, "column": column.id})
    return [entry for entry in found if entry is not without]


@cache
def _in_cell():
    return (
        db.select(Entry)
        .where(
            Entry.row_id == db.bindparam("row"), Entry.column_id == db.bindparam("column"), Entry.removed_at.is_(None)
        )
        .order_by(Entry.position, Entry.id)
    )


def rows_of(matrix, without=None) -> list[MatrixRow]:
    return _line(MatrixRow, matrix, without)


def columns_of(matrix, without=None) -> list[MatrixColumn]:
    return _line(MatrixColumn, matrix, without)


def _line(model, matrix, without):
    query = (
        db.select(model)
        .where(model.matrix_id == matrix.id, model.removed_at.is_(None))
        .order_by(model.position, model.id)
    )
    return [thing for thing in db.session.scalars(query) if thing is not without]


def index_for(siblings, after=None, before=None) -> int:
    """Where among `siblings` the neighbours (numbers of things) say; at the end where they are not there."""
    for index, sibling in enumerate(siblings):
        if sibling.id == before:
            return index
        if sibling.id == after:
            return index + 1
    return len(siblings)


def position_at(siblings, index) -> float:
    """A position for something new before `siblings[index]`; where no number is left between, all are numbered anew."""
    if not siblings:
        return 0.0
    if index <= 0:
        return siblings[0].position - 1
    if index >= len(siblings):
        return siblings[-1].position + 1
    low, high = siblings[index - 1].position, siblings[index].position
    middle = (low + high) / 2
    if low < middle < high:
        return middle
    known = db.session.info.setdefault("renumbered", [])
    for place, sibling in enumerate(siblings):
        known.append((sibling, snapshot(sibling)))
        sibling.position = float(place)
    return index - 0.5
