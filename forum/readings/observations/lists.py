"""Observations in lists: those that a person may know of, each without what is confidential to them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import (
    Actor,
    ClauseText,
    Document,
    DocumentVersion,
    Observation,
    ObservationFile,
    Organization,
    Resolution,
    User,
    Worktable,
)
from ...models.observations import KINDS, RESOLUTIONS
from ...permissions import standing

ON_A_PAGE = 50
STATES = ("open", *RESOLUTIONS)


@dataclass
class Item:
    """`hidden`: the parts that this person is not shown; `secret`: those that are confidential to others."""

    id: int
    number: int
    document_id: int
    code: str
    title: str
    sector: str
    clause_id: int | None
    clause: str  # as it is numbered in the version it was made on
    heading: str
    version: int  # of the document
    quote: str
    prefix: str
    suffix: str
    kind: str
    comment: str
    proposal: str
    reason: str
    secret: tuple
    hidden: tuple
    origin: str
    standing: str
    own: bool
    author: str
    actor: Actor | None
    organization: str
    counter: int
    at: datetime
    group_id: int | None
    assignee_id: int | None
    assignee: str
    resolution: Resolution | None
    applied_in: int | None
    answered_by: str
    files: list = field(default_factory=list)

    @property
    def who(self):
        """Whose word it is, in as few words as tell it."""
        return self.organization or (self.actor.name if self.actor else "") or self.author

    @property
    def state(self):
        return self.resolution.kind if self.resolution else "open"


@dataclass
class Filters:
    """What narrows a list; empty or None: nothing."""

    document: int | None = None
    clause: str = ""
    kind: str = ""
    sector: str = ""
    actor: int | None = None
    state: str = ""
    assignee: int | None = None
    standing: str = ""
    mine: bool = False

    @property
    def any(self):
        return any(vars(self).values())


def known(user, table: Worktable):
    """The clause that `user`, who may read the working table, may know of an observation; `Document` is joined."""
    who = standing(user, table)
    there = and_(Document.worktable_id == table.id, Document.removed_at.is_(None), Observation.removed_at.is_(None))
    if not who.reaches("observer"):
        there = and_(there, Document.state != "draft")
    if who.reaches("moderator"):
        return and_(there, Observation.standing != "unconfirmed")
    return and_(there, or_(Observation.standing == "published", Observation.author_id == (user.id if user else 0)))


def items(user, table: Worktable, *window, limit=None, offset=0) -> list[Item]:
    """Those of a window that `user` may know of, by document and number; two queries, however many."""
    sees_all = standing(user, table).reaches("moderator")
    return _items(user, sees_all, known(user, table), *window, limit=limit, offset=offset)


def with_token(observation: Observation) -> Item:
    """The whole of it, for who holds the link of its letter: it is their own."""
    return _items(None, True, Observation.id == observation.id)[0]


def _items(user, sees_all, *window, limit=None, offset=0):
    answerer, assignee, made_on, applied = aliased(User), aliased(User), DocumentVersion, aliased(DocumentVersion)
    query = (
        select(
            Observation,
            Document.code,
            Document.title,
            Document.sector,
            User.name,
            Actor,
            Organization.name,
            made_on.number,
            ClauseText.number,
            ClauseText.heading,
            Resolution,
            applied.number,
            answerer.name,
            assignee.name,
        )
        .join(Document, Document.id == Observation.document_id)
        .join(made_on, made_on.id == Observation.version_id)
        .outerjoin(
            ClauseText,
            and_(ClauseText.version_id == Observation.version_id, ClauseText.clause_id == Observation.clause_id),
        )
        .outerjoin(User, User.id == Observation.author_id)
        .outerjoin(Actor, Actor.id == Observation.actor_id)
        .outerjoin(Organization, Organization.id == Observation.organization_id)
        .outerjoin(Resolution, Resolution.id == Observation.resolution_id)
        .outerjoin(applied, applied.id == Resolution.version_id)
        .outerjoin(answerer, answerer.id == Resolution.user_id)
        .outerjoin(assignee, assignee.id == Observation.assignee_id)
        .where(*window)
        .order_by(func.lower(Document.code), ClauseText.position, Observation.number)
        .limit(limit)
        .offset(offset)
    )
    found = [_item(user, sees_all, *row) for row in db.session.execute(query)]
    _give_files(found)
    return found


def count(user, table: Worktable, *window) -> int:
    query = (
        select(func.count(Observation.id))
        .join(Document, Document.id == Observation.document_id)
        .outerjoin(
            ClauseText,
            and_(ClauseText.version_id == Observation.version_id, ClauseText.clause_id == Observation.clause_id),
        )
    )
    return db.session.scalar(query.where(known(user, table), *window))


def narrowed(user, filters: Filters) -> list:
    """The clauses that the filters mean."""
    chosen = {
        Observation.document_id: filters.document,
        Observation.kind: filters.kind if filters.kind in KINDS else None,
        Document.sector: filters.sector,
        Observation.actor_id: filters.actor,
        ClauseText.number: filters.clause,
        Observation.assignee_id: filters.assignee,
        Observation.standing: filters.standing,
    }
    window = [column == value for column, value in chosen.items() if value]
    if not filters.standing and not filters.mine:
        window.append(Observation.standing != "refused")
    if filters.state == "open":
        window.append(Observation.resolution_id.is_(None))
    elif filters.state in RESOLUTIONS:
        window.append(Observation.resolution_id.in_(select(Resolution.id).where(Resolution.kind == filters.state)))
    if filters.mine:
        window.append(Observation.author_id == (user.id if user else 0))
    return window


def choices(user, table: Worktable):
    """What one may narrow by: documents [(number, code, title, all, open)], sectors, actors; two queries."""
    query = (
        select(
            Document.id,
            Document.code,
            Document.title,
            Document.sector,
            func.count(Observation.id),
            func.count(Observation.id) - func.count(Observation.resolution_id),
        )
        .join(Observation, Observation.document_id == Document.id)
        .where(known(user, table), Observation.standing != "refused")
        .group_by(Document.id, Document.code, Document.title, Document.sector)
        .order_by(func.lower(Document.code))
    )
    rows = [tuple(row) for row in db.session.execute(query)]
    query = select(Actor.id, Actor.name).where(Actor.space_id == table.space_id).order_by(Actor.position)
    actors = [tuple(row) for row in db.session.execute(query)]
    return rows, sorted({row[3] for row in rows if row[3]}, key=str.casefold), actors


def hidden_from(sees_all: bool, secret: tuple) -> tuple:
    """The confidential parts that this person is not shown."""
    return () if sees_all else secret


def _item(user, sees_all, observation, code, title, sector, author, actor, organization, version, *rest):
    clause, heading, resolution, applied_in, answered_by, assignee = rest
    own = user is not None and observation.author_id == user.id
    secret = tuple(observation.confidential or ())
    hidden = hidden_from(sees_all or own, secret)

    def shown(part):
        return "" if part in hidden else getattr(observation, part)

    return Item(
        id=observation.id,
        number=observation.number,
        document_id=observation.document_id,
        code=code,
        title=title,
        sector=sector,
        clause_id=observation.clause_id,
        clause=clause or "",
        heading=heading or "",
        version=version,
        quote=observation.quote,
        prefix=observation.prefix,
        suffix=observation.suffix,
        kind=observation.kind,
        comment=shown("comment"),
        proposal=shown("proposal"),
        reason=shown("reason"),
        secret=secret,
        hidden=hidden,
        origin=observation.origin,
        standing=observation.standing,
        own=own,
        author=author or observation.name,
        actor=actor,
        organization=organization or observation.organization_name,
        counter=observation.version,
        at=observation.created_at,
        group_id=observation.group_id,
        assignee_id=observation.assignee_id,
        assignee=assignee or "",
        resolution=resolution,
        applied_in=applied_in,
        answered_by=answered_by or "",
    )


def _give_files(found):
    shown = {item.id: item for item in found if "files" not in item.hidden}
    if not shown:
        return
    query = select(ObservationFile).where(ObservationFile.observation_id.in_(shown)).order_by(ObservationFile.id)
    for file in db.session.scalars(query):
        shown[file.observation_id].files.append(file)


def leaving(user, table: Worktable, filters: Filters) -> list[Item]:
    """Those of a list that go into a file: published ones, never with what is confidential, whoever asks."""
    window = (known(user, table), Observation.standing == "published", *narrowed(user, filters))
    return _items(None, False, *window)
