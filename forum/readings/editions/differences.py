"""What changed from one state of a matrix to another. Entries, rows and columns are told by their numbers, so that a
reworded entry is that, and not one that went and another that came."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from ...exchange import Entry, Table

KINDS = ("added", "removed", "reworded", "moved", "decided", "ordered")


@dataclass(slots=True)
class Place:
    row: str
    column: str
    key: tuple  # (row, column) numbers


@dataclass(slots=True)
class Change:
    """Of one entry: `before` and `after` are as it was and is (None: was not there), `kinds` what happened to it."""

    kinds: tuple[str, ...]
    before: Entry | None
    after: Entry | None
    was: Place | None
    is_: Place | None
    into: str = ""  # the words of the entry it was merged into

    @property
    def entry(self) -> Entry:
        return self.after or self.before

    @property
    def place(self) -> Place:
        return self.is_ or self.was

    @property
    def reason(self) -> str:
        """Why it was not taken up, where that is what was decided."""
        return self.after.reason if self.after and "decided" in self.kinds else ""

    @property
    def words(self) -> tuple[str, str]:
        """What it said and what it says; the same twice where it was not reworded."""
        return ((self.before or self.after).text, (self.after or self.before).text)


@dataclass(slots=True)
class Difference:
    """`shape` are (kind, axis, label, label before) of rows, columns, title and question."""

    changes: list[Change]
    shape: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries of each kind of change, in the order of `KINDS`, those that there are."""
        counted = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}

    def by_cell(self) -> list[tuple[str, list[tuple[str, list[Change]]]]]:
        """(row, [(column, changes)]) in the order of the matrix."""
        return _grouped(self.changes, lambda change: change.place.row, lambda change: change.place.column)

    def by_actor(self) -> list[tuple[str, list[tuple[str, list[Change]]]]]:
        """(actor in whose name the entry was written, [(cell, changes)])."""
        return _grouped(
            self.changes,
            lambda change: change.entry.actor,
            lambda change: f"{change.place.row} × {change.place.column}",
        )


def _grouped(changes, outer, inner):
    groups = {}
    for change in changes:
        groups.setdefault(outer(change), {}).setdefault(inner(change), []).append(change)
    return [(name, list(inside.items())) for name, inside in groups.items()]


def differences(before: Table, after: Table) -> Difference:
    """In the order of `after`; what is no more there comes at the end of its cell."""
    old, new = _placed(before), _placed(after)
    shuffled = _shuffled(old, new)
    found = []
    for number, (entry, place) in new.items():
        was, before_place = old.get(number, (None, None))
        kinds = _kinds(was, entry, before_place, place, number in shuffled)
        if kinds:
            into = _target(entry, after) if "decided" in kinds else ""
            found.append(Change(kinds, was, entry, before_place, place, into))
    for number, (entry, place) in old.items():
        if number not in new:
            found.append(Change(("removed",), entry, None, place, None))
    order = _order(before, after)
    found.sort(key=lambda change: (order[0].get(change.place.key[0], 1e9), order[1].get(change.place.key[1], 1e9)))
    return Difference(found, _shape(before, after))


def _kinds(was, entry, before_place, place, shuffled):
    if was is None:
        return ("added",)
    kinds = []
    if was.text != entry.text:
        kinds.append("reworded")
    if before_place.key != place.key:
        kinds.append("moved")
    if (was.state, was.reason) != (entry.state, entry.reason):
        kinds.append("decided")
    if shuffled:
        kinds.append("ordered")
    return tuple(kinds)


def _placed(table):
    """{number: (entry, its place)} in the order of reading."""
    return {
        entry.id: (entry, place)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell
        for place in (Place(row.path[-1], column.path[-1], (row.id, column.id)),)
        for entry in cell
    }


def _shuffled(old, new):
    """The numbers of those that stayed in their cell and have another place there: the fewest that say it all."""
    cells = {}
    for number, (_entry, place) in new.items():
        if number in old and old[number][1].key == place.key:
            cells.setdefault(place.key, []).append(number)
    ranks = {number: rank for rank, number in enumerate(old)}
    found = set()
    for numbers in cells.values():
        if any(ranks[one] > ranks[next_] for one, next_ in pairwise(numbers)):
            found |= set(numbers) - _longest_run(numbers, ranks)
    return found


def _longest_run(numbers, ranks):
    """A longest part of `numbers` that is still in the order of `ranks`."""
    ends, tails, before = [], [], {}
    for number in numbers:
        rank = ranks[number]
        place = bisect_left(ends, rank)
        before[number] = tails[place - 1] if place else None
        ends[place : place + 1], tails[place : place + 1] = [rank], [number]
    kept, number = set(), tails[-1]
    while number is not None:
        kept.add(number)
        number = before[number]
    return kept


def _order(before, after):
    """The places of rows and of columns; what went stands behind what stands."""
    order = []
    for axis in ("rows", "columns"):
        numbers = [line.id for table in (after, before) for line in getattr(table, axis)]
        order.append({number: place for place, number in reversed(list(enumerate(numbers)))})
    return order


def _target(entry, table):
    if entry.state != "merged" or not entry.merged_into:
        return ""
    row, column, place = entry.merged_into
    return table.rows[row].cells[column][place].text


def _shape(before, after):
    found = [
        ("changed", name, getattr(after, name), getattr(before, name))
        for name in ("title", "question")
        if getattr(after, name) != getattr(before, name)
    ]
    for axis, lines in (("row", "rows"), ("column", "columns")):
        old = {line.id: line.path for line in getattr(before, lines)}
        new = {line.id: line.path for line in getattr(after, lines)}
        for number, path in new.items():
            if number not in old:
                found.append(("added", axis, " › ".join(path), ""))
            elif old[number] != path:
                found.append(("changed", axis, " › ".join(path), " › ".join(old[number])))
        found += [("removed", axis, " › ".join(path), "") for number, path in old.items() if number not in new]
    return found
