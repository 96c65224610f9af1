"""The commitments of a space, or of one of its working tables: by state and by day, overdue ones told apart."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import AgendaItem, Agreement, Commitment, CommitmentNote, Meeting, Observation, Organization, User
from ...models.commitments import COMMITMENT_STATES
from ...models.documents import today_in

CommitmentRow = namedtuple(
    "CommitmentRow",
    "id text state due_on owner organization_id responsible notes note_text note_at entry_id agreement_id "
    "resolution_id days",
)
SECTIONS = ("late", *COMMITMENT_STATES)
MOST = 1_000


@dataclass(slots=True)
class Board:
    """`sections` are (one of `SECTIONS`, its rows), those with none left out; `rows` all of them by day."""

    rows: list[CommitmentRow]
    today: date

    @property
    def sections(self):
        found = [(name, [row for row in self.rows if self.section_of(row) == name]) for name in SECTIONS]
        return [(name, rows) for name, rows in found if rows]

    def section_of(self, row):
        return "late" if row.days is not None and row.days < 0 and row.state in ("open", "progress") else row.state

    @property
    def months(self):
        """(first day of the month, its rows)."""
        found = {}
        for row in self.rows:
            found.setdefault(row.due_on.replace(day=1) if row.due_on else None, []).append(row)
        return list(found.items())

    @property
    def owners(self):
        return sorted(
            {(row.organization_id, row.owner) for row in self.rows if row.organization_id}, key=lambda o: o[1]
        )


def board(space, worktable=None, organization_id=None) -> Board:
    """In a number of queries that does not grow."""
    responsible = aliased(User)
    last = (
        select(CommitmentNote.commitment_id, func.max(CommitmentNote.id).label("last"), func.count().label("notes"))
        .where(CommitmentNote.removed_at.is_(None))
        .group_by(CommitmentNote.commitment_id)
        .subquery()
    )
    query = (
        select(
            Commitment.id,
            Commitment.text,
            Commitment.state,
            Commitment.due_on,
            func.coalesce(Organization.name, Commitment.owner),
            Commitment.organization_id,
            responsible.name,
            func.coalesce(last.c.notes, 0),
            CommitmentNote.text,
            CommitmentNote.at,
            Commitment.entry_id,
            Commitment.agreement_id,
            Commitment.resolution_id,
        )
        .outerjoin(Organization, Organization.id == Commitment.organization_id)
        .outerjoin(responsible, responsible.id == Commitment.responsible_id)
        .outerjoin(last, last.c.commitment_id == Commitment.id)
        .outerjoin(CommitmentNote, CommitmentNote.id == last.c.last)
        .where(Commitment.space_id == space.id, Commitment.removed_at.is_(None))
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
        .limit(MOST)
    )
    if worktable is not None:
        query = query.where(Commitment.worktable_id == worktable.id)
    if organization_id:
        query = query.where(Commitment.organization_id == organization_id)
    today = today_in(space)
    return Board(
        [CommitmentRow(*row, (row[3] - today).days if row[3] else None) for row in db.session.execute(query)], today
    )


Source = namedtuple("Source", "kind id number title")


def source_of(commitment) -> Source | None:
    """Where it was made: (entry, its number, None, its words), (agreement, of which meeting …), (resolution, of which
    observation …)."""
    if commitment.entry_id is not None:
        return Source("entry", commitment.entry_id, None, commitment.entry.text)
    if commitment.agreement_id is not None:
        query = select(Meeting.id, Meeting.number, AgendaItem.title).join(
            AgendaItem, AgendaItem.meeting_id == Meeting.id
        )
        found = db.session.execute(
            query.join(Agreement, Agreement.item_id == AgendaItem.id).where(Agreement.id == commitment.agreement_id)
        ).first()
        return Source("agreement", *found) if found else None
    if commitment.resolution_id is not None:
        found = db.session.execute(
            select(Observation.id, Observation.number)
            .where(Observation.resolution_id == commitment.resolution_id)
            .order_by(Observation.id)
            .limit(1)
        ).first()
        return Source("resolution", found[0], found[1], "") if found else None
    return None


Standing = namedtuple("Standing", "late soon total")
SOON = 7  # days


def standing_of(space) -> Standing:
    """How many of the space's are overdue, due within a week, and to be kept at all."""
    today = today_in(space)
    query = select(
        func.count(case((Commitment.due_on < today, 1))),
        func.count(case((Commitment.due_on.between(today, today + timedelta(days=SOON)), 1))),
        func.count(),
    ).where(
        Commitment.space_id == space.id,
        Commitment.removed_at.is_(None),
        Commitment.state.in_(("open", "progress")),
    )
    return Standing(*db.session.execute(query).one())
