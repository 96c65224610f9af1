"""A matrix as it stood at a moment: what is now, with every step since taken back from the newest to that one.

A state is `{kind: {number: its fields, as steps write them}}`; what had not been made yet is not in it.
"""

from collections import namedtuple
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import to_user_timezone
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import Actor, Entry, Event, Matrix, Source
from ...models.steps import KINDS
from .grid import SHOWN, EntryRow, Filters, Grid, heads_of, lay_columns, lay_rows, titles_of
from .history import CHANGING, lines_of

REBUILT = ("matrix", "row", "column", "entry", "source")

Place = namedtuple("Place", "id path actor")
Step = namedtuple("Step", "seq at")


@dataclass
class Moment:
    """`grid` as a page shows it; `marks` say what the step did to an entry, {number: one of the words below}, and
    `shape` are the numbers of rows and columns that it made or changed, {"row": …, "column": …}."""

    seq: int
    line: object
    grid: Grid
    marks: dict
    shape: dict
    apart: set  # entries that say, or stand, otherwise now
    cells_apart: set  # the cells (row, column) where there is any such, or one that came since
    steps: list  # every moment there is, oldest first
    place: int  # of this one among them, from 0

    @property
    def day(self):
        return to_user_timezone(self.line.at).date()

    @property
    def first(self):
        """The first entry that the step changed."""
        return next(iter(self.marks), 0)

    @property
    def earlier(self):
        return self.steps[self.place - 1] if self.place > 0 else None

    @property
    def later(self):
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None


def moments_of(matrix) -> list[Step]:
    """Every moment of the matrix, oldest first."""
    query = select(Event.seq, Event.at).where(Event.room == f"matrix:{matrix.id}", Event.name.in_(CHANGING))
    return [Step(*found) for found in db.session.execute(query.order_by(Event.seq))]


def moment(user, matrix: Matrix, seq: int) -> Moment | None:
    """The matrix right after event number `seq` of its room; None where that changed nothing of it."""
    steps = moments_of(matrix)
    place = next((place for place, step in enumerate(steps) if step.seq == seq), None)
    if place is None:
        return None
    event, line = lines_of(user, matrix, Event.seq == seq)[0]
    now = state_now(matrix)
    state = state_at(matrix, seq, now)
    marks, shape = _marks(event)
    grid = _grid(matrix, state, seq, marks)
    return Moment(seq, line, grid, marks, shape, *_apart(state, now), steps, place)


def days_of(steps) -> list[tuple[date, int, int]]:
    """(day where the reader is, how many moments, number of the last), oldest first."""
    days = {}
    for step in steps:
        day = to_user_timezone(step.at).date()
        days[day] = (days.get(day, (0, 0))[0] + 1, step.seq)
    return [(day, *told) for day, told in days.items()]


def state_now(matrix) -> dict:
    """What stands, and what was taken away."""
    state = {kind: {} for kind in REBUILT}
    for kind in REBUILT:
        model, fields = KINDS[kind]
        query = select(model.id, *(getattr(model, field) for field in fields))
        if kind == "source":
            query = query.join(Entry, Entry.id == Source.entry_id).where(Entry.matrix_id == matrix.id)
        else:
            query = query.where((model.id if kind == "matrix" else model.matrix_id) == matrix.id)
        for id, *values in db.session.execute(query):
            state[kind][id] = {field: _plain(value) for field, value in zip(fields, values, strict=True)}
    return state


def state_at(matrix, seq: int, now: dict | None = None) -> dict:
    now = now or state_now(matrix)
    state = {kind: {id: dict(one) for id, one in things.items()} for kind, things in now.items()}
    query = select(Event.kept).where(Event.room == f"matrix:{matrix.id}", Event.seq > seq)
    for kept in db.session.scalars(query.order_by(Event.seq.desc())):
        steps = [*(kept or {}).get("renumbered", ()), *(kept or {}).get("steps", ())]
        for step in reversed(steps):
            things = state.get(step["kind"])
            if things is None:
                continue
            if step["before"] is None:
                things.pop(step["id"], None)
            elif step["id"] in things:
                things[step["id"]] |= step["before"]
    return state


def standing(state, kind) -> dict:
    """What of a kind is shown: in its order, and entries only in rows and columns that are."""
    found = {id: one for id, one in state[kind].items() if one["removed_at"] is None}
    if kind == "entry":
        rows, columns = standing(state, "row"), standing(state, "column")
        found = {id: one for id, one in found.items() if one["row_id"] in rows and one["column_id"] in columns}
    if kind == "source":
        return found
    return dict(sorted(found.items(), key=lambda pair: (pair[1]["position"], pair[0])))


TOLD = ("row_id", "column_id", "text", "state", "reason", "merged_into_id")  # of an entry


def _apart(then, now):
    """(entries that are otherwise now, the cells where something is)."""
    entries, cells = set(), set()
    were, are = standing(then, "entry"), standing(now, "entry")
    for id in were.keys() | are.keys():
        was, is_ = were.get(id), are.get(id)
        if was and is_ and all(was[field] == is_[field] for field in TOLD):
            continue
        if was:
            entries.add(id)
        cells |= {(one["row_id"], one["column_id"]) for one in (was, is_) if one}
    return entries, cells


def _plain(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _marks(event):
    """({entry: what became of it}, {"row": numbers, "column": numbers})."""
    marks, shape = {}, {"row": set(), "column": set()}
    for step in (event.kept or {}).get("steps", ()):
        before, after = step["before"], step["after"]
        if step["kind"] in shape:
            shape[step["kind"]].add(step["id"])
        elif step["kind"] == "entry":
            marks[step["id"]] = _mark(before, after)
        elif step["kind"] == "source":
            marks.setdefault(after.get("entry_id") or event.data.get("entry", 0), "sourced")
    return marks, shape


def _mark(before, after):
    if before is None:
        return "made"
    if "removed_at" in after:
        return "gone" if after["removed_at"] else "back"
    if "state" in after:
        return after["state"]
    if "text" in after:
        return "reworded"
    return "moved" if {"row_id", "column_id", "position"} & after.keys() else "changed"


def _grid(matrix, state, seq, marks) -> Grid:
    """The table as the page of the matrix has it, with the entries that the step took away still in their cells."""
    actors = _actors(state)
    columns = lay_columns([(id, one["path"]) for id, one in standing(state, "column").items()])
    rows_there = [Place(id, one["path"], actors.get(one["actor_id"])) for id, one in standing(state, "row").items()]
    entries, counts = standing(state, "entry"), {}
    for one in entries.values():
        states = counts.setdefault(one["row_id"], {})
        states[one["state"]] = states.get(one["state"], 0) + 1
    rows, levels = lay_rows(rows_there, counts)
    about = state["matrix"][matrix.id]
    shown = {state_: sum(one["state"] == state_ for one in entries.values()) for state_ in SHOWN}
    grid = Grid(
        matrix=matrix,
        filters=Filters(),
        seq=seq,
        columns=columns,
        heads=heads_of(columns),
        rows=rows,
        titles=titles_of(about["row_headers"], levels),
        accepted=shown["accepted"],
        proposed=shown["proposed"],
        unsourced=0,
    )
    sources = _source_counts(state)
    gone = {id: one for id, one in state["entry"].items() if marks.get(id) == "gone" and id not in entries}
    for id, one in sorted({**entries, **gone}.items(), key=lambda pair: (pair[1]["position"], pair[0])):
        if one["state"] not in SHOWN and id not in marks:
            continue
        into = state["entry"].get(one["merged_into_id"]) or {}
        grid.entries.setdefault((one["row_id"], one["column_id"]), []).append(
            EntryRow(
                id,
                one["text"],
                one["state"],
                one["version"],
                one["reason"],
                0,
                sources.get(id, 0),
                0,
                one["merged_into_id"],
                into.get("text", ""),
            )
        )
        grid.shown += 1
    return grid


def _source_counts(state) -> dict[int, int]:
    """{entry: its sources, with those of the entries united with it}."""
    counts = {}
    for source in standing(state, "source").values():
        entry = state["entry"].get(source["entry_id"]) or {"removed_at": True}
        ids = [] if entry["removed_at"] else [source["entry_id"], entry["merged_into_id"]]
        for id in filter(None, ids):
            counts[id] = counts.get(id, 0) + 1
    return counts


def _actors(state) -> dict[int, Actor]:
    numbers = {one["actor_id"] for one in state["row"].values()} - {None}
    query = select(Actor).where(Actor.id.in_(numbers)).options(joinedload(Actor.space))
    return {actor.id: actor for actor in db.session.scalars(query)} if numbers else {}
