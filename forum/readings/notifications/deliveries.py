"""Whom a published summary and an answered delivery concern: who observed, and the secretariat."""

from flask_babel import gettext as _
from sqlalchemy import select

from ...extensions import db
from ...models import Delivery, Event, Membership, Observation, Summary
from ..summaries import thawed


def told_of_summary(event: Event) -> list[dict]:
    """The members whose observations are in it; nobody where it does not hold any more."""
    summary = db.session.get(Summary, event.data["summary"])
    if summary is None or summary.withdrawn_at is not None or summary.worktable.removed_at is not None:
        return []
    documents = [one["id"] for one in thawed(summary.frozen)["documents"]]
    observed = select(Observation.author_id).where(
        Observation.document_id.in_(documents),
        Observation.author_id.is_not(None),
        Observation.standing == "published",
        Observation.removed_at.is_(None),
    )
    about = {"kind": "summary", "summary_id": summary.id}
    return _members(event, summary, Membership.user_id.in_(observed), about)


def told_of_delivery(event: Event) -> list[dict]:
    """Who facilitates: it was received, or a call followed."""
    delivery = db.session.get(Delivery, event.data["delivery"])
    if delivery is None or delivery.worktable.removed_at is not None:
        return []
    about = {"kind": "received" if event.name == "delivery.received" else "called", "delivery_id": delivery.id}
    return _members(event, delivery, Membership.role == "facilitator", about)


def _members(event, thing, which, about):
    space = thing.worktable.space_id
    query = select(Membership.user_id).where(Membership.space_id == space, Membership.left_at.is_(None), which)
    people = set(db.session.scalars(query)) - {event.user_id}
    return [about | {"user_id": person, "space_id": space} for person in sorted(people)]


def which_paper(summary: int | None, delivery: int | None, recipient: str | None) -> str:
    """«Resumen de observaciones 1», «Entrega 1 a Policía»."""
    if summary is not None:
        return _("Resumen de observaciones %(n)s", n=summary)
    return _("Entrega %(n)s a %(who)s", n=delivery, who=recipient)
