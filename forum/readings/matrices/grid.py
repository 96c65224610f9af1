"""The matrix as a page shows it: heads with their spans, row heads, and the entries of every cell."""

from collections import namedtuple
from dataclasses import dataclass, field
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from ... import events
from ...extensions import db
from ...models import Actor, Entry, Event, Forum, Matrix, MatrixColumn, MatrixRow, Post, Source, Thread, User
from ...text import folded
from ...visibility import known_posts
from ..names import veiled

SHOWN = ("accepted", "proposed")  # what a matrix shows unless told otherwise
LARGE = 1500  # entries
OF = bindparam("matrix")
EVERY = ("accepted", "proposed", "declined", "merged")

EntryRow = namedtuple(
    "EntryRow", "id text state version reason author_id sources changed into_id into_text arrived", defaults=("",)
)
Head = namedtuple("Head", "id label columns rows leaf path")  # a cell of the table's head, with its spans
Stub = namedtuple("Stub", "id label columns rows leaf path")  # a cell of a row's head
# `first`: no other column of its group stands before it; `starts`: another group stands before it.
Column = namedtuple("Column", "id path label group first starts headers")
Row = namedtuple("Row", "id path label stubs headers actor accepted proposed")


@dataclass
class Filters:
    """What is shown of the entries: those in a state, without source, with an actor's voice, with words."""

    state: str = ""
    unsourced: bool = False
    actor: int = 0
    words: str = ""

    @property
    def states(self):
        if self.state == "all":
            return EVERY
        return (self.state,) if self.state in EVERY else SHOWN

    @property
    def any(self):
        return bool(self.state or self.unsourced or self.actor or self.words)


@dataclass
class Grid:
    """`heads` are the lines of the table's head, `rows` its lines; `cell(row_id, column_id)` gives EntryRows."""

    matrix: Matrix
    filters: Filters
    seq: int
    columns: list
    heads: list
    rows: list
    titles: list  # (label, levels) of the row heads
    accepted: int
    proposed: int
    unsourced: int
    entries: dict = field(default_factory=dict)
    shown: int = 0

    def cell(self, row_id, column_id):
        return self.entries.get((row_id, column_id), ())

    @property
    def large(self):
        """So much that a browser should draw only what is in view."""
        return self.shown > LARGE

    @property
    def total(self):
        return self.accepted + self.proposed


def grid(user, matrix: Matrix, filters: Filters | None = None, cells=None, since=None) -> Grid:
    """The matrix with the entries that `filters` leave; with `cells` ((row, column) numbers) only those cells'.

    With `since`, the entries that others made or changed after that number of the room say by whom.
    """
    filters = filters or Filters()
    seq = events.last(f"matrix:{matrix.id}")  # before the data: what happens meanwhile comes again and does no harm
    columns = columns_of(matrix)
    counts, unsourced = _counts(matrix)
    rows, levels = rows_of(matrix, counts)
    shape = Grid(
        matrix=matrix,
        filters=filters,
        seq=seq,
        columns=columns,
        heads=heads_of(columns),
        rows=rows,
        titles=titles_of(matrix.row_headers, levels),
        accepted=sum(states.get("accepted", 0) for states in counts.values()),
        proposed=sum(states.get("proposed", 0) for states in counts.values()),
        unsourced=unsourced,
    )
    arrivals = _arrivals(user, matrix, since) if since is not None else {}
    _put_entries(user, shape, cells, arrivals)
    return shape


def columns_of(matrix) -> list[Column]:
    """The standing columns in order; `group` are the heads above, `starts` says that the column before has others."""
    return lay_columns(db.session.execute(_columns(), {"matrix": matrix.id}))


# Making these statements takes longer than asking them: each is made once.
@cache
def _columns():
    return (
        select(MatrixColumn.id, MatrixColumn.path)
        .where(MatrixColumn.matrix_id == OF, MatrixColumn.removed_at.is_(None))
        .order_by(MatrixColumn.position, MatrixColumn.id)
    )


@cache
def _rows():
    return (
        select(MatrixRow)
        .where(MatrixRow.matrix_id == OF, MatrixRow.removed_at.is_(None))
        .order_by(MatrixRow.position, MatrixRow.id)
        .options(joinedload(MatrixRow.actor))
    )


def lay_columns(found) -> list[Column]:
    """Those of (number, path) pairs that come in order."""
    columns, before, above = [], None, {}
    for id, path in found:
        group = path[:-1]
        if group != before:
            common = 0 if before is None else _common(before, group)
            above = {level: above[level] if level < common else f"h{id}-{level}" for level in range(len(group))}
        headers = [*(above[level] for level in range(len(group))), f"c{id}"]
        starts = group != before and before is not None
        columns.append(Column(id, path, path[-1], group, group != before, starts, headers))
        before = group
    return columns


def heads_of(columns) -> list[list[Head]]:
    """The lines of the head, from the outermost in: groups over their columns, a column's own head down to the last."""
    depth = max((len(column.path) for column in columns), default=1)
    lines = [[] for _ in range(depth)]
    for column in columns:
        for level in range(len(column.group)):
            id = column.headers[level]
            if lines[level] and lines[level][-1].id == id:
                last = lines[level].pop()
                lines[level].append(last._replace(columns=last.columns + 1))
            else:
                lines[level].append(Head(id, column.path[level], 1, 1, False, column.path[: level + 1]))
        level = len(column.group)
        lines[level].append(Head(f"c{column.id}", column.label, 1, depth - level, True, column.path))
    return lines


def rows_of(matrix, counts) -> tuple[list[Row], int]:
    """The standing rows with their heads, and how many levels of heads there are."""
    return lay_rows(db.session.scalars(_rows(), {"matrix": matrix.id}).all(), counts)


def lay_rows(found, counts) -> tuple[list[Row], int]:
    """Those of things with `id`, `path` and `actor` that come in order."""
    levels = max((len(row.path) for row in found), default=1)
    rows, before, above = [], [], {}
    for place, row in enumerate(found):
        group, stubs = row.path[:-1], []
        common = _common(before, group)
        for level in range(common, len(group)):
            over = 1
            for other in found[place + 1 :]:
                if other.path[:-1][: level + 1] != group[: level + 1]:
                    break
                over += 1
            above[level] = f"g{row.id}-{level}"
            stubs.append(Stub(above[level], group[level], 1, over, False, group[: level + 1]))
        stubs.append(Stub(f"r{row.id}", row.path[-1], levels - len(group), 1, True, row.path))
        headers = [*(above[level] for level in range(len(group))), f"r{row.id}"]
        states = counts.get(row.id, {})
        actor = row.actor if row.actor is None or row.actor.removed_at is None else None
        rows.append(
            Row(
                row.id,
                row.path,
                row.path[-1],
                stubs,
                headers,
                actor,
                states.get("accepted", 0),
                states.get("proposed", 0),
            )
        )
        before = group
    return rows, levels


def titles_of(headers, levels) -> list[tuple[str, int]]:
    """What the levels of the row heads are called: a label and how many levels it stands over."""
    headers = list(headers[:levels]) or [""]
    return [(label, 1) for label in headers[:-1]] + [(headers[-1], levels - len(headers) + 1)]


def _common(one, other):
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _standing():
    """Entries of the matrix in rows and columns that stand."""
    return (
        Entry.matrix_id == OF,
        Entry.removed_at.is_(None),
        MatrixRow.removed_at.is_(None),
        MatrixColumn.removed_at.is_(None),
    )


def _in_place(query):
    return query.join(MatrixRow, MatrixRow.id == Entry.row_id).join(MatrixColumn, MatrixColumn.id == Entry.column_id)


def _sourced():
    """Whether an entry has words behind it, its own or those of one united with it."""
    united = aliased(Entry)
    behind = or_(
        Source.entry_id == Entry.id,
        Source.entry_id.in_(
            select(united.id).where(united.merged_into_id == Entry.id, united.removed_at.is_(None)).correlate(Entry)
        ),
    )
    return exists().where(behind, Source.removed_at.is_(None)).correlate(Entry)


def _counts(matrix):
    """({row: {state: entries}}, how many shown entries have no source)."""
    counts, bare = {}, 0
    for row_id, state, count, without in db.session.execute(_counted(), {"matrix": matrix.id}):
        counts.setdefault(row_id, {})[state] = count
        bare += without
    return counts, bare


@cache
def _counted():
    is_bare = case((and_(Entry.state.in_(SHOWN), ~_sourced()), 1))
    query = _in_place(select(Entry.row_id, Entry.state, func.count(), func.count(is_bare)).select_from(Entry))
    return query.where(*_standing()).group_by(Entry.row_id, Entry.state)


@cache
def _entries(some: bool):
    """Those in `states`; of `some` cells only, where these are given."""
    into = aliased(Entry)
    query = _in_place(
        select(
            Entry.row_id,
            Entry.column_id,
            Entry.id,
            Entry.text,
            Entry.state,
            Entry.version,
            Entry.reason,
            Entry.author_id,
            into.id,
            into.text,
        ).select_from(Entry)
    )
    query = query.outerjoin(into, into.id == Entry.merged_into_id)
    query = query.where(*_standing(), Entry.state.in_(bindparam("states", expanding=True)))
    return (query.where(_in_cells()) if some else query).order_by(Entry.position, Entry.id)


def _in_cells():
    return tuple_(Entry.row_id, Entry.column_id).in_(bindparam("cells", expanding=True))


def _put_entries(user, shape, cells, arrivals):
    matrix, filters = shape.matrix, shape.filters
    asked = {"matrix": matrix.id, "states": filters.states} | _named(cells)
    query = _entries(cells is not None)
    if filters.unsourced:
        query = query.where(~_sourced())
    if filters.actor:
        query = query.where(or_(Entry.actor_id == filters.actor, _heard(user, filters.actor)))
    behind = _sources(matrix, cells)
    wanted = folded(filters.words)
    for row_id, column_id, id, text, state, version, reason, author_id, into_id, into_text in db.session.execute(
        query, asked
    ):
        if wanted and wanted not in folded(text):
            continue
        sources, changed = behind.get(id, (0, 0))
        shape.entries.setdefault((row_id, column_id), []).append(
            EntryRow(
                id,
                text,
                state,
                version,
                reason,
                author_id,
                sources,
                changed,
                into_id,
                into_text,
                arrivals.get(id, ""),
            )
        )
        shape.shown += 1


def _heard(user, actor):
    """Whether words of this actor, that `user` may know of, are behind an entry."""
    query = (
        select(Source.id)
        .join(Post, Post.id == Source.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Source.entry_id == Entry.id, Source.removed_at.is_(None), Post.actor_id == actor, known_posts(user))
    )
    return query.correlate(Entry).exists()


def _sources(matrix, cells) -> dict[int, tuple[int, int]]:
    """{entry: (sources, those that are flagged)}, with those of the entries united with it."""
    found = {}
    for entry, into, count, changed in db.session.execute(
        _counted_sources(cells is not None), {"matrix": matrix.id} | _named(cells)
    ):
        for id in (entry, into):
            if id is not None:
                known = found.get(id, (0, 0))
                found[id] = (known[0] + count, known[1] + changed)
    return found


@cache
def _counted_sources(some: bool):
    query = (
        select(Source.entry_id, Entry.merged_into_id, func.count(), func.count(case((Source.flagged(), 1))))
        .join(Entry, Entry.id == Source.entry_id)
        .where(Entry.matrix_id == OF, Entry.removed_at.is_(None), Source.removed_at.is_(None))
        .group_by(Source.entry_id, Entry.merged_into_id)
    )
    if some:
        here = select(Entry.id).where(_in_cells())
        query = query.where(or_(Entry.id.in_(here), Entry.merged_into_id.in_(here)))
    return query


def _named(cells) -> dict:
    return {} if cells is None else {"cells": [tuple(pair) for pair in cells]}


def _arrivals(user, matrix, since) -> dict[int, str]:
    """{entry: who changed it last} among what others did after event number `since`."""
    query = (
        select(Event.data, User.name)
        .join(User, User.id == Event.user_id)
        .where(Event.room == f"matrix:{matrix.id}", Event.seq > since, Event.name.like("entry.%"))
        .order_by(Event.seq)
        .limit(500)
    )
    if user is not None:
        query = query.where(and_(Event.user_id != user.id))
    secret = veiled(user, matrix)
    return {
        data["entry"]: _("Alguien") if data["entry"] in secret else name for data, name in db.session.execute(query)
    }


def actors_in(matrix) -> list[Actor]:
    """The actors of the matrix's space, to filter by."""
    query = select(Actor).where(Actor.space_id == matrix.space_id, Actor.removed_at.is_(None))
    return db.session.scalars(query.order_by(Actor.position, Actor.id)).all()
