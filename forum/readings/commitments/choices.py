"""Whose a commitment can be, and where."""

from sqlalchemy import select

from ...extensions import db
from ...models import Commitment, Membership, Organization, User, Worktable
from ...text import folded


def organizations_of(space) -> list[tuple[int, str]]:
    query = select(Organization.id, Organization.name).where(
        Organization.space_id == space.id, Organization.removed_at.is_(None)
    )
    return _by_name(query)


def members_to_charge(space) -> list[tuple[int, str]]:
    query = select(User.id, User.name).join(Membership, Membership.user_id == User.id)
    return _by_name(query.where(Membership.space_id == space.id, Membership.left_at.is_(None)))


def worktables_to_choose(space) -> list[tuple[int, str]]:
    query = select(Worktable.id, Worktable.title)
    return _by_name(query.where(Worktable.space_id == space.id, Worktable.removed_at.is_(None)))


def removed_commitments(space) -> list[Commitment]:
    query = select(Commitment).where(Commitment.space_id == space.id, Commitment.removed_at.is_not(None))
    return db.session.scalars(query.order_by(Commitment.id)).all()


def _by_name(query):
    return sorted(map(tuple, db.session.execute(query)), key=lambda one: folded(one[1]))
