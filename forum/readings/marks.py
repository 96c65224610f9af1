"""The rubric of a space, and marks by it."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..models import Criterion, Mark, Membership


def rubric_of(space) -> list[Criterion]:
    query = select(Criterion).where(Criterion.space_id == space.id, Criterion.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(Criterion.position, Criterion.id)))


def rubric_words(criteria) -> str:
    """As it is typed."""
    return "\n".join(
        f"{one.title}: " + "; ".join(f"{words} = {points_words(points)}" for words, points in one.levels)
        for one in criteria
    )


def points_words(points: float) -> str:
    return f"{points:g}".replace(".", ",")


def latest_marks(space, published=False) -> dict[int, Mark]:
    """{participation: its newest mark}; with `published`, the newest that its person may read."""
    newest = select(func.max(Mark.id)).join(Membership, Membership.id == Mark.membership_id)
    newest = newest.where(Membership.space_id == space.id).group_by(Mark.membership_id)
    if published:
        newest = newest.where(Mark.published_at.is_not(None))
    query = select(Mark).where(Mark.id.in_(newest)).options(joinedload(Mark.membership), joinedload(Mark.marked_by))
    return {mark.membership_id: mark for mark in db.session.scalars(query)}


def marks_of(member) -> list[Mark]:
    """Those of one person, the newest first."""
    query = select(Mark).where(Mark.membership_id == member.id).order_by(Mark.id.desc())
    return list(db.session.scalars(query.options(joinedload(Mark.marked_by))))
