"""Whom one may name while writing in a forum."""

from collections import namedtuple

from sqlalchemy import func, select

from ...extensions import db
from ...models import Actor, Membership, MembershipActor, User
from ...text import folded, mention
from .threads import actor_row

MOST = 8

Suggestion = namedtuple("Suggestion", "mark name actor")  # `actor` is whom a person speaks for, or the actor itself


def suggestions(forum, begun: str) -> list[Suggestion]:
    """Actors and, where names are shown, members one of whose names begins so; actors first."""
    wanted = folded(begun)
    actors = db.session.scalars(
        select(Actor)
        .where(Actor.space_id == forum.space_id, Actor.removed_at.is_(None))
        .order_by(Actor.position, Actor.id)
    )
    found = [
        Suggestion(mention("actor", actor.id, actor.name), None, actor_row(actor))
        for actor in actors
        if _begins(actor.name, wanted)
    ]
    if not forum.anonymous:
        people = [row for row in db.session.execute(_members(), {"space": forum.space_id}) if _begins(row[1], wanted)]
        people.sort(key=lambda row: (not folded(row[1]).startswith(wanted), folded(row[1])))
        found += [Suggestion(mention("member", id, name), name, actor_row(actor)) for id, name, actor in people]
    return found[:MOST]


def _members():
    """Each with the actor they usually speak for."""
    usual = (
        select(func.min(MembershipActor.position))
        .where(MembershipActor.membership_id == Membership.id)
        .correlate(Membership)
        .scalar_subquery()
    )
    return (
        select(Membership.id, User.name, Actor)
        .join(User, User.id == Membership.user_id)
        .outerjoin(
            MembershipActor, (MembershipActor.membership_id == Membership.id) & (MembershipActor.position == usual)
        )
        .outerjoin(Actor, Actor.id == MembershipActor.actor_id)
        .where(Membership.space_id == db.bindparam("space"), Membership.left_at.is_(None))
    )


def _begins(name, wanted):
    """Whether the name, or what follows a blank in it, begins so."""
    known = folded(name)
    return known.startswith(wanted) or f" {wanted}" in known
