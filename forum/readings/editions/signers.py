"""Who could sign an edition: the organizations of its space under their actors, and the actors without any."""

from collections import namedtuple

from sqlalchemy import select

from ...extensions import db
from ...models import Actor, Organization

Candidate = namedtuple("Candidate", "actor organization name place")


def signers_of(space) -> list[Candidate]:
    """In the order of the actors; an organization's territory is where it signs until somebody says another."""
    actors = db.session.execute(
        select(Actor.id, Actor.name)
        .where(Actor.space_id == space.id, Actor.removed_at.is_(None))
        .order_by(Actor.position, Actor.id)
    ).all()
    organizations = {}
    query = select(Organization.actor_id, Organization.name, Organization.territory).where(
        Organization.space_id == space.id, Organization.removed_at.is_(None)
    )
    for actor_id, name, territory in db.session.execute(query.order_by(Organization.name)):
        organizations.setdefault(actor_id, []).append((name, territory))
    found = []
    for id, actor in actors:
        for name, territory in organizations.pop(id, [("", "")]):
            found.append(Candidate(actor, name, "", territory))
    return found + [
        Candidate("", name, "", territory) for listed in organizations.values() for name, territory in listed
    ]
