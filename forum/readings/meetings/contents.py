"""What the minutes of a meeting hold, as plain data: for their page, for papers, and to be sealed."""

import hashlib
import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...extensions import db
from ...models import (
    AgendaItem,
    Agreement,
    ClauseText,
    Commitment,
    Event,
    Minutes,
    MinutesRemark,
    Observation,
    Organization,
    User,
)
from .attendances import attendances

FORMAT, VERSION = "tinkuy.minutes", 1


def content(meeting, minutes: Minutes | None) -> dict:
    """Of an item, an agreement and an observation `id` is the number it has here. A document that is still a draft is
    not named, nor a part of an observation that is confidential: what is sealed is for every reader."""
    table = meeting.worktable
    items = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
        .options(selectinload(AgendaItem.documents), joinedload(AgendaItem.previous))
    ).all()
    agreements, observations = _agreements(items), _observations(items)
    commitments = _commitments([one.id for found in agreements.values() for one in found])
    present, _struck = attendances(meeting)
    number = 0
    told = []
    for place, item in enumerate(items, start=1):
        agreed = []
        for one in agreements[item.id]:
            number += 1
            agreed.append({"id": one.id, "number": number, "text": one.text})
        told.append(
            {
                "id": item.id,
                "number": place,
                "title": item.title,
                "minutes": item.minutes,
                "previous": item.previous.number if item.previous else None,
                "approved_at": _iso(item.approved_at),
                "documents": [
                    {"code": one.code, "title": one.title}
                    for one in item.documents
                    if one.state != "draft" and one.removed_at is None
                ],
                "discussed": item.discussed,
                "agreements": agreed,
                "observations": observations[item.id],
                "commitments": [found for one in agreements[item.id] for found in commitments[one.id]],
            }
        )
    return {
        "format": FORMAT,
        "version": VERSION,
        "space": table.space.title,
        "worktable": table.title,
        "timezone": table.space.timezone,
        "number": meeting.number,
        "title": meeting.title,
        "starts_at": _iso(meeting.starts_at),
        "ends_at": _iso(meeting.ends_at),
        "place": meeting.place,
        "attendance": [
            {
                "name": one.name,
                "organization": one.organization_name,
                "actor": one.actor.name if one.actor else "",
                "territory": one.territory,
            }
            for one in present
        ],
        "items": told,
        "remarks": _remarks(minutes) if minutes is not None else [],
    }


def fingerprint(told: dict) -> str:
    """By which who seals says what they read."""
    return digest(frozen(told))


def frozen(told: dict) -> bytes:
    """Canonical JSON: keys in order, nothing between them."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def thawed(minutes: Minutes) -> dict:
    return json.loads(minutes.frozen)


def _iso(moment: datetime | None):
    return moment.isoformat(timespec="seconds") if moment else None


def _agreements(items):
    found = defaultdict(list)
    query = select(Agreement).where(Agreement.item_id.in_([item.id for item in items]), Agreement.removed_at.is_(None))
    for one in db.session.scalars(query.order_by(Agreement.id)):
        found[one.item_id].append(one)
    return found


def _observations(items):
    found = defaultdict(list)
    query = (
        select(Observation, ClauseText.number, User.name, Organization.name)
        .where(
            Observation.agenda_item_id.in_([item.id for item in items]),
            Observation.removed_at.is_(None),
            Observation.standing == "published",
        )
        .outerjoin(
            ClauseText,
            (ClauseText.clause_id == Observation.clause_id) & (ClauseText.version_id == Observation.version_id),
        )
        .outerjoin(User, User.id == Observation.author_id)
        .outerjoin(Organization, Organization.id == Observation.organization_id)
        .options(joinedload(Observation.document), joinedload(Observation.actor))
        .order_by(Observation.id)
    )
    for one, clause, author, organization in db.session.execute(query):
        if one.document.state == "draft" or one.document.removed_at is not None:
            continue
        hidden = set(one.confidential)
        found[one.agenda_item_id].append(
            {
                "id": one.id,
                "document": one.document.code,
                "number": one.number,
                "clause": clause or "",
                "kind": one.kind,
                "comment": "" if "comment" in hidden else one.comment,
                "proposal": "" if "proposal" in hidden else one.proposal,
                "name": author or one.name,
                "organization": organization or one.organization_name,
                "actor": one.actor.name if one.actor else "",
            }
        )
    return found


def _commitments(agreements):
    found = defaultdict(list)
    query = (
        select(Commitment)
        .where(Commitment.agreement_id.in_(agreements), Commitment.removed_at.is_(None))
        .options(joinedload(Commitment.organization))
        .order_by(Commitment.id)
    )
    for one in db.session.scalars(query):
        owner = one.organization.name if one.organization else one.owner
        due = one.due_on.isoformat() if one.due_on else None
        found[one.agreement_id].append({"id": one.id, "text": one.text, "owner": owner, "due_on": due})
    return found


def _remarks(minutes):
    query = (
        select(MinutesRemark)
        .where(MinutesRemark.minutes_id == minutes.id, MinutesRemark.removed_at.is_(None))
        .options(joinedload(MinutesRemark.user), joinedload(MinutesRemark.item))
        .order_by(MinutesRemark.id)
    )
    return [
        {
            "id": one.id,
            "user": one.user_id,
            "item": one.item.title if one.item else "",
            "name": one.user.name,
            "at": _iso(one.at),
            "text": one.text,
            "answer": one.answer,
        }
        for one in db.session.scalars(query)
    ]


def told_of(minutes: Minutes) -> dict:
    """What the minutes hold: of final ones as they were sealed."""
    return thawed(minutes) if minutes.phase == "final" else content(minutes.meeting, minutes)


def dropped(meeting) -> dict[int, list[Agreement]]:
    """{item: its agreements that were taken out}"""
    query = (
        select(Agreement)
        .join(AgendaItem, AgendaItem.id == Agreement.item_id)
        .where(AgendaItem.meeting_id == meeting.id, Agreement.removed_at.is_not(None))
    )
    found = defaultdict(list)
    for one in db.session.scalars(query.order_by(Agreement.id)):
        found[one.item_id].append(one)
    return found


def wordings(thing) -> list[tuple]:
    """[(words, who took them out, when)] of an item or an agreement, the latest first."""
    item = thing if isinstance(thing, AgendaItem) else thing.item
    field = "discussed" if item is thing else "text"
    query = (
        select(Event, User.name)
        .outerjoin(User, User.id == Event.user_id)
        .where(Event.name == "minutes.changed", Event.subject == f"agendaitem:{item.id}")
        .order_by(Event.id.desc())
    )
    about = f"{field}:{thing.id}"
    kept = ((event.kept or {}, name, event.at) for event, name in db.session.execute(query))
    return [(one["words"], name, at) for one, name, at in kept if one.get("thing") == about and one["words"]]


def withdrawn_remarks(user, minutes) -> list[MinutesRemark]:
    """The person's own that they took back."""
    query = select(MinutesRemark).where(
        MinutesRemark.minutes_id == minutes.id,
        MinutesRemark.removed_at.is_not(None),
        MinutesRemark.user_id == (user.id if user else 0),
    )
    return list(db.session.scalars(query.order_by(MinutesRemark.id)))
