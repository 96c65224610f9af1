"""The desk: what waits for a decision in each cell, and one cell with its proposals and what is known of each."""

from collections import namedtuple
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from ... import events
from ...extensions import db
from ...models import Actor, Entry, Grouping, Matrix, MatrixColumn, MatrixRow, Organization, Source, User
from ..names import veiled
from .comments import questions_on
from .grid import columns_of, rows_of
from .receptions import receptions_behind
from .united import made_to_unite, united_with

SETTLED = ("accepted", "declined", "merged")
MOST_REASONS, LONGEST_OFFERED = 6, 80

# `people`: (number, name) of those whose words it has, with what is united with it; `united`: those entries; `asked`:
# the last Question about it; `felt`, `unfelt`: what was received from who finds themselves in it, and who does not.
Item = namedtuple(
    "Item", "id text version state reason author actor organization people sources changed united asked felt unfelt"
)


@dataclass
class Desk:
    """`counts` {(row, column): (settled, all)}; of the cell: `accepted`, `proposals`, `declined` Items, and where
    somebody put proposals: `kept` {entry: group number or None}."""

    matrix: Matrix
    seq: int
    rows: list
    columns: list
    counts: dict
    row: object = None
    column: object = None
    accepted: tuple = ()
    proposals: tuple = ()
    declined: tuple = ()
    kept: dict | None = None

    @property
    def waiting(self):
        """[(row, column, proposals)] that wait, in the matrix's order."""
        cells = [(row, column) for row in self.rows for column in self.columns]
        left = [(row, column, self.left(row.id, column.id)) for row, column in cells]
        return [one for one in left if one[2]]

    def left(self, row_id, column_id):
        settled, total = self.counts.get((row_id, column_id), (0, 0))
        return total - settled

    @property
    def whole(self):
        """(settled, all) of the matrix."""
        return tuple(sum(one[place] for one in self.counts.values()) for place in (0, 1))

    @property
    def here(self):
        return self.counts.get((self.row.id, self.column.id), (0, 0))

    @property
    def next(self):
        """The next cell that waits, behind this one or from the beginning: (row, column, proposals)."""
        cells = [(row.id, column.id) for row in self.rows for column in self.columns]
        place = cells.index((self.row.id, self.column.id)) if self.row is not None else -1
        others = [one for one in self.waiting if self.row is None or one[:2] != (self.row, self.column)]
        behind = [one for one in others if cells.index((one[0].id, one[1].id)) > place]
        return (behind or others or [None])[0]


def desk(user, matrix: Matrix, row_id=None, column_id=None) -> Desk | None:
    """The desk, at a cell where one is given; None where that is not in the matrix."""
    seq = events.last(f"matrix:{matrix.id}")  # before the data: what happens meanwhile comes again and does no harm
    columns = columns_of(matrix)
    rows, _levels = rows_of(matrix, {})
    found = Desk(matrix, seq, rows, columns, _cell_counts(matrix))
    if row_id is None:
        return found
    found.row = next((row for row in rows if row.id == row_id), None)
    found.column = next((column for column in columns if column.id == column_id), None)
    if found.row is None or found.column is None:
        return None
    items = _items(user, matrix, row_id, column_id)
    found.accepted, found.proposals, found.declined = (
        [item for item in items if item.state == state] for state in ("accepted", "proposed", "declined")
    )
    found.kept = kept_groups([item.id for item in found.proposals])
    return found


def kept_groups(ids) -> dict[int, int | None]:
    query = select(Grouping.entry_id, Grouping.group_number)
    return dict(map(tuple, db.session.execute(query.where(Grouping.entry_id.in_(ids), Grouping.removed_at.is_(None)))))


def reasons_in(matrix) -> list[str]:
    """Why proposals of this space were not taken up, what was said most often first."""
    query = (
        select(Entry.reason, func.count())
        .join(Matrix, Matrix.id == Entry.matrix_id)
        .where(Matrix.space_id == matrix.space_id, Entry.state == "declined", Entry.reason != "")
        .where(func.length(Entry.reason) <= LONGEST_OFFERED)
        .where(Entry.removed_at.is_(None))
        .group_by(Entry.reason)
        .order_by(func.count().desc(), func.max(Entry.decided_at).desc())
        .limit(MOST_REASONS)
    )
    return [reason for reason, _count in db.session.execute(query)]


def _cell_counts(matrix):
    query = (
        select(Entry.row_id, Entry.column_id, Entry.state, func.count())
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Entry.matrix_id == matrix.id,
            Entry.removed_at.is_(None),
            MatrixRow.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
        )
        .group_by(Entry.row_id, Entry.column_id, Entry.state)
    )
    counts = {}
    for row, column, state, count in db.session.execute(query):
        settled, total = counts.get((row, column), (0, 0))
        counts[row, column] = (settled + (count if state in SETTLED else 0), total + count)
    return counts


def _items(user, matrix, row_id, column_id) -> list[Item]:
    """What stands in the cell: six queries, however many there are."""
    query = (
        select(Entry, User.name, Actor, Organization.name)
        .join(User, User.id == Entry.author_id)
        .outerjoin(Actor, Actor.id == Entry.actor_id)
        .outerjoin(Organization, Organization.id == Entry.organization_id)
        .where(Entry.row_id == row_id, Entry.column_id == column_id, Entry.removed_at.is_(None))
        .order_by(Entry.position, Entry.id)
    )
    here = db.session.execute(query.where(Entry.state != "merged")).all()
    numbers = select(Entry.id).where(
        Entry.row_id == row_id, Entry.column_id == column_id, Entry.removed_at.is_(None), Entry.state != "merged"
    )
    secret = veiled(user, matrix)
    united = united_with(numbers, secret)
    frames = made_to_unite(matrix, united)
    sources = _sources(numbers)
    asked = questions_on(numbers, secret)
    felt = receptions_behind(user, matrix, numbers)
    items = []
    for entry, name, actor, organization in here:
        author, number = name, entry.author_id
        if entry.origin is not None:
            author, number, organization = entry.origin.get("author", ""), 0, ""
        if entry.id in secret or entry.id in frames:
            author, organization = "", ""
        others = united.get(entry.id, ())
        people = [(number, author)] if author else []
        people += [(one.author_id, one.author) for one in others if one.author]
        count, changed = sources.get(entry.id, (0, 0))
        items.append(
            Item(
                id=entry.id,
                text=entry.text,
                version=entry.version,
                state=entry.state,
                reason=entry.reason,
                author=author,
                actor=actor,
                organization=organization or "",
                people=list(dict.fromkeys(people)),
                sources=count,
                changed=changed,
                united=others,
                asked=asked.get(entry.id),
                felt=[one for one in felt.get(entry.id, ()) if one.felt],
                unfelt=[one for one in felt.get(entry.id, ()) if not one.felt],
            )
        )
    return items


def _sources(numbers) -> dict[int, tuple[int, int]]:
    """{entry: (sources, those whose post says something else now)}, with those of the entries united with it."""
    whole = case((Entry.merged_into_id.is_not(None), Entry.merged_into_id), else_=Entry.id)
    query = (
        select(whole, func.count(), func.count(case((Source.flagged(), 1))))
        .join(Entry, Entry.id == Source.entry_id)
        .where(or_(Entry.id.in_(numbers), Entry.merged_into_id.in_(numbers)))
        .where(Entry.removed_at.is_(None), Source.removed_at.is_(None))
        .group_by(whole)
    )
    return {entry: (count, changed) for entry, count, changed in db.session.execute(query)}
