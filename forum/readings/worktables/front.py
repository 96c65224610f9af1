"""The public page of a working table: where its documents are, who observed, what came of it."""

from collections import Counter, namedtuple
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ...extensions import db
from ...models import (
    Actor,
    Commitment,
    Delivery,
    DeliveryDocument,
    Document,
    DocumentStep,
    Meeting,
    Minutes,
    Observation,
    Summary,
    today_in,
)
from ...models.documents import STATES
from ...permissions import standing
from ..documents import Filters, board
from ..meetings import series

Voice = namedtuple("Voice", "actor count answered")
Happening = namedtuple("Happening", "at kind thing number")


@dataclass
class Front:
    """`states` are (state, its documents) in the order of the process, `open_now` those that anybody may observe
    today; `voices` whose observations there are, by actor."""

    states: list
    open_now: list
    sectors: list[str]
    observations: int
    answered: int
    organizations: int
    voices: list[Voice]
    following: object
    past: list
    meetings: int
    summaries: list[Summary]
    deliveries: list[Delivery]
    commitments: dict[str, int]
    delivered: dict[int, int] = field(default_factory=dict)

    @property
    def documents(self):
        return sum(len(rows) for _state, rows in self.states)


def front(user, table) -> Front:
    """What `user` may know of; the queries are always the same number."""
    rows, _removed = board(user, table, Filters())
    by_state = {state: [row for row in rows if row.state == state] for state in STATES}
    voices, organizations = voices_of(user, table)
    following, coming, past = series(table)
    held = [row for row in past if row.meeting.cancelled_at is None]
    deliveries = deliveries_of(table)
    today = today_in(table.space)
    return Front(
        states=[(state, found) for state, found in by_state.items() if found],
        open_now=[row for row in by_state["prepublished"] if _is_open(row, today)],
        sectors=sorted({row.sector for row in rows if row.sector}),
        observations=sum(voice.count for voice in voices),
        answered=sum(voice.answered for voice in voices),
        organizations=organizations,
        voices=voices,
        following=following,
        past=held,
        meetings=len(held) + len([one for one in coming if one.meeting.cancelled_at is None]) + bool(following),
        summaries=summaries_of(table),
        deliveries=deliveries,
        commitments=_commitments(table),
        delivered=delivered_with(deliveries),
    )


def _is_open(row, today):
    return (row.opens_on or today) <= today <= (row.closes_on or today)


def voices_of(user, table) -> tuple[list[Voice], int]:
    """(published observations by actor, the most first; how many bodies and persons they are of)."""
    name = func.coalesce(func.nullif(Observation.organization_name, ""), Observation.name).label("who")
    query = (
        select(
            Observation.actor_id, Observation.organization_id, name, func.count(), func.count(Observation.resolution_id)
        )
        .join(Document, Document.id == Observation.document_id)
        .where(Document.worktable_id == table.id, *seen_of(user, table))
        .group_by(Observation.actor_id, Observation.organization_id, name)
    )
    counted, answered, who = Counter(), Counter(), set()
    for actor, organization, name, count, done in db.session.execute(query):
        counted[actor] += count
        answered[actor] += done
        who.add(organization or name)
    actors = {one.id: one for one in db.session.scalars(select(Actor).where(Actor.space_id == table.space_id))}
    listed = [Voice(actors.get(id), count, answered[id]) for id, count in counted.most_common()]
    return listed, len(who)


def seen_of(user, table):
    """What makes an observation one that `user` may count: published, on a document that they may know of."""
    found = [Document.removed_at.is_(None), Observation.removed_at.is_(None), Observation.standing == "published"]
    if not standing(user, table).reaches("observer"):
        found.append(Document.state != "draft")
    return found


def summaries_of(table) -> list[Summary]:
    """The latest first, those that were withdrawn too."""
    query = select(Summary).where(Summary.worktable_id == table.id).order_by(Summary.number.desc())
    return db.session.scalars(query).all()


def deliveries_of(table) -> list[Delivery]:
    query = select(Delivery).where(Delivery.worktable_id == table.id).order_by(Delivery.number.desc())
    return db.session.scalars(query.options(joinedload(Delivery.receipt), selectinload(Delivery.calls))).all()


def delivered_with(deliveries) -> dict[int, int]:
    """How many documents went with each."""
    query = (
        select(DeliveryDocument.delivery_id, func.count())
        .where(DeliveryDocument.delivery_id.in_([one.id for one in deliveries]))
        .group_by(DeliveryDocument.delivery_id)
    )
    return dict(list(db.session.execute(query)))


def _commitments(table) -> dict[str, int]:
    query = (
        select(Commitment.state, func.count())
        .where(Commitment.worktable_id == table.id, Commitment.removed_at.is_(None))
        .group_by(Commitment.state)
    )
    return dict(list(db.session.execute(query)))


def happenings(user, table, most=40) -> list[Happening]:
    """What anybody may hear of the process, the latest first: documents that went a step together are one."""
    query = (
        select(DocumentStep.state, DocumentStep.at, Document.code, Document.title)
        .join(Document, Document.id == DocumentStep.document_id)
        .where(Document.worktable_id == table.id, Document.removed_at.is_(None), Document.state != "draft")
        .where(DocumentStep.undone_at.is_(None), DocumentStep.state != "draft")
        .order_by(DocumentStep.at)
    )
    found, together = [], {}
    for state, at, code, title in db.session.execute(query):
        together.setdefault((at.date(), state), []).append((at, f"{code} · {title}"))
    for (_day, state), steps in together.items():
        found.append(Happening(steps[-1][0], state, [words for _at, words in steps], len(steps)))
    sealed = select(Meeting, Minutes.sealed_at).join(Minutes, Minutes.meeting_id == Meeting.id)
    sealed = sealed.where(Meeting.worktable_id == table.id, Minutes.phase == "final")
    found += [Happening(at, "minutes", meeting, meeting.number) for meeting, at in db.session.execute(sealed)]
    found += [Happening(one.created_at, "summary", one, one.number) for one in summaries_of(table)]
    for one in deliveries_of(table):
        found.append(Happening(one.created_at, "delivery", one, one.number))
        if one.receipt:
            found.append(Happening(one.receipt.at, "receipt", one.receipt, one.number))
        found += [Happening(call.at, "call", call, one.number) for call in one.calls]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]
