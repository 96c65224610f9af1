"""People without e-mail: their cards."""

from collections import namedtuple

from sqlalchemy import select

from ..extensions import db
from ..models import Actor, Card, Membership, MembershipActor, Organization, User

CardRow = namedtuple("CardRow", "id name username actor organization has_code expires_at used_at revoked_at")


def cards_of(space) -> list[CardRow]:
    """The people whose accounts were made here, by name."""
    usual = (
        select(MembershipActor.actor_id)
        .where(MembershipActor.membership_id == Membership.id)
        .order_by(MembershipActor.position)
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Membership.id, User.name, Card, Actor, Organization.name)
        .join(User, User.id == Membership.user_id)
        .join(Card, Card.user_id == User.id)
        .outerjoin(Actor, Actor.id == usual)
        .outerjoin(Organization, Organization.id == Membership.organization_id)
        .where(Membership.space_id == space.id, Card.space_id == space.id, Membership.left_at.is_(None))
        .order_by(User.name, User.id)
    )
    return [
        CardRow(
            id, name, card.username, actor, organization or "",
            card.code_digest is not None, card.expires_at, card.used_at, card.revoked_at,
        )
        for id, name, card, actor, organization in rows
    ]  # fmt: skip


def username_of(person) -> str:
    """The name on the card of a person without e-mail; empty for others."""
    if person.email is not None:
        return ""
    return db.session.scalar(select(Card.username).where(Card.user_id == person.id)) or ""
