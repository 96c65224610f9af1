"""The documents of a working table: in columns by state, and as a table."""

from dataclasses import dataclass

from sqlalchemy import and_, case, func, select

from ...extensions import db
from ...models import AgendaItem, Document, Meeting, Membership, Observation, User, Worktable
from ...models.documents import STATES
from ...models.meetings import agenda_item_documents
from ...permissions import standing

ORDERS = ("code", "title", "sector", "state", "open")
SECTORS = (
    "Textil y confecciones",
    "Cuero y calzado",
    "Metalmecánica",
    "Muebles de madera",
    "Artesanía",
    "Alimentos",
)


@dataclass
class Filters:
    """What narrows the list; empty or None: nothing."""

    sector: str = ""
    state: str = ""
    responsible: int | None = None
    order: str = "code"

    @property
    def any(self):
        return bool(self.sector or self.state or self.responsible)


def board(user, table: Worktable, filters: Filters):
    """(rows of the documents that `user` may know of, those that were taken away as rows too)."""
    observed = (
        select(
            Observation.document_id,
            func.count().label("all"),
            func.sum(case((Observation.resolution_id.is_(None), 1), else_=0)).label("open"),
        )
        .where(Observation.removed_at.is_(None), Observation.standing == "published")
        .group_by(Observation.document_id)
        .subquery()
    )
    query = (
        select(
            Document.id,
            Document.code,
            Document.title,
            Document.sector,
            Document.demander,
            Document.state,
            Document.opens_on,
            Document.closes_on,
            Document.removed_at,
            Document.responsible_id,
            User.name.label("responsible"),
            func.coalesce(observed.c.all, 0).label("observations"),
            func.coalesce(observed.c.open, 0).label("open"),
        )
        .outerjoin(User, User.id == Document.responsible_id)
        .outerjoin(observed, observed.c.document_id == Document.id)
        .where(Document.worktable_id == table.id)
        .order_by(func.lower(Document.code), Document.id)
    )
    if not standing(user, table).reaches("observer"):
        query = query.where(Document.state != "draft")
    if filters.sector:
        query = query.where(Document.sector == filters.sector)
    if filters.state:
        query = query.where(Document.state == filters.state)
    if filters.responsible:
        query = query.where(Document.responsible_id == filters.responsible)
    rows = db.session.execute(query).all()
    there = [row for row in rows if row.removed_at is None]
    return _ordered(there, filters.order), [row for row in rows if row.removed_at is not None]


def _ordered(rows, order):
    if order == "open":
        return sorted(rows, key=lambda row: -row.open)
    if order == "state":
        return sorted(rows, key=lambda row: STATES.index(row.state))
    if order in ("title", "sector"):
        return sorted(rows, key=lambda row: (not getattr(row, order), getattr(row, order).casefold()))
    return rows


def states_for(user, table: Worktable) -> tuple[str, ...]:
    """The states in which this person may know of documents."""
    return STATES if standing(user, table).reaches("observer") else STATES[1:]


def columns(rows, states):
    """[(state, its rows)], every state, in the order that documents go through them."""
    return [(state, [row for row in rows if row.state == state]) for state in states]


def choices(user, table: Worktable):
    """What one may narrow by: (sectors there are, {number: name} of who is responsible for one)."""
    shown = Document.removed_at.is_(None)
    if not standing(user, table).reaches("observer"):
        shown = and_(shown, Document.state != "draft")
    rows = db.session.execute(
        select(Document.sector, Document.responsible_id, User.name)
        .outerjoin(User, User.id == Document.responsible_id)
        .where(Document.worktable_id == table.id, shown)
        .distinct()
    ).all()
    people = {id: name for _sector, id, name in rows if id}
    return sorted({row.sector for row in rows if row.sector}, key=str.casefold), people


def sectors(table: Worktable):
    """(sectors to suggest, demanders to suggest): those in use in the space, and the usual ones."""
    used = db.session.execute(
        select(Document.sector, Document.demander)
        .join(Worktable, Worktable.id == Document.worktable_id)
        .where(Worktable.space_id == table.space_id, Document.removed_at.is_(None))
        .distinct()
    ).all()
    named = {row.sector for row in used if row.sector}
    return sorted(named | set(SECTORS), key=str.casefold), sorted({row.demander for row in used if row.demander})


def members_of(table: Worktable):
    """(number, name) of who participates in the space of a working table, by name."""
    query = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.space_id == table.space_id, Membership.left_at.is_(None))
        .order_by(func.lower(User.name))
    )
    return [(row.id, row.name) for row in db.session.execute(query)]


def meetings_of(table: Worktable) -> dict[int, list]:
    """{document: the meetings that treat it, in their order}, each with its `id` and its `number`."""
    treated = (
        select(agenda_item_documents.c.document_id, Meeting.id, Meeting.number)
        .join(AgendaItem, AgendaItem.id == agenda_item_documents.c.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.worktable_id == table.id, Meeting.cancelled_at.is_(None), AgendaItem.removed_at.is_(None))
        .distinct()
        .order_by(Meeting.number)
    )
    found = {}
    for row in db.session.execute(treated):
        found.setdefault(row.document_id, []).append(row)
    return found
