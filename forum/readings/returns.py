"""Files that came back: what is other in them, beside what the site says by now."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..models import Entry, Return, ReturnedChange
from ..models.returns import CHANGES
from ..text import difference

# What needs a look first: guesses and what is taken away come before what is plain.
ORDER = ("reworded", "united", "split", "moved", "new", "copied", "gone", "comment", "row", "column", "order")
assert set(ORDER) == set(CHANGES)


@dataclass(frozen=True)
class Shown:
    change: ReturnedChange
    marked: str  # the words with what came and went, where some did
    now: str  # what the site says, where that is neither what was exported nor what came back
    gone: bool  # the entry was taken away on the site meanwhile


def returns_of(matrix) -> list[tuple[Return, int, int]]:
    """(what came back, its changes, those that wait), the newest first."""
    waiting = func.count().filter(ReturnedChange.state == "open")
    query = (
        select(Return, func.count(ReturnedChange.id), waiting)
        .outerjoin(ReturnedChange, ReturnedChange.return_id == Return.id)
        .where(Return.matrix_id == matrix.id, Return.removed_at.is_(None))
        .group_by(Return.id)
        .order_by(Return.id.desc())
        .options(joinedload(Return.user), joinedload(Return.snapshot))
    )
    return [(returned, count, open_ones) for returned, count, open_ones in db.session.execute(query)]


def changes_of(returned) -> list[Shown]:
    query = (
        select(ReturnedChange)
        .where(ReturnedChange.return_id == returned.id)
        .options(joinedload(ReturnedChange.entry), joinedload(ReturnedChange.decided_by))
        .order_by(ReturnedChange.id)
    )
    found = sorted(db.session.scalars(query), key=lambda one: ORDER.index(one.kind))
    lines = _lines(found)
    return [_shown(change, lines) for change in found]


def _lines(found) -> dict[int, list[str]]:
    """{change of an order: the words of its entries as they stand in their cell now}"""
    orders = {change.id: set(change.entry_ids) for change in found if change.kind == "order" and change.state == "open"}
    if not orders:
        return {}
    query = (
        select(Entry.id, Entry.text)
        .where(Entry.id.in_(set().union(*orders.values())), Entry.removed_at.is_(None))
        .order_by(Entry.position, Entry.id)
    )
    there = db.session.execute(query).all()
    return {change: [text for id, text in there if id in numbers] for change, numbers in orders.items()}


def _shown(change, lines) -> Shown:
    entry, marked, now = change.entry, "", ""
    if change.kind in ("reworded", "united", "row", "column"):
        marked = difference(change.before, change.text)
    gone = entry is not None and entry.removed_at is not None
    if entry is not None and not gone and change.kind in ("reworded", "gone") and change.state != "accepted":
        now = entry.text if entry.text not in (change.before, change.text) else ""
    if change.id in lines:
        now = "\n".join(lines[change.id])
        now = now if now not in (change.before, change.text) else ""
    return Shown(change, marked, now, gone and change.state == "open" and change.kind != "gone")
