"""Whose a commitment is is reminded of it: a week before it is due, and when it is overdue; once each, and anew where
the day changed."""

from datetime import timedelta

from sqlalchemy import or_

from ...events import record
from ...extensions import db
from ...models import Commitment, Space, Worktable, today_in
from ...models.base import now
from .. import site_action

DAYS = 7


@site_action("commitment.remind")
def remind(operator) -> int:
    """Gives how many were told."""
    latest = now().date() + timedelta(days=DAYS + 1)
    query = (
        db.select(Commitment)
        .join(Space, Space.id == Commitment.space_id)
        .outerjoin(Worktable, Worktable.id == Commitment.worktable_id)
        .where(
            Commitment.removed_at.is_(None),
            Commitment.state.in_(("open", "progress")),
            Commitment.due_on <= latest,
            Space.archived_at.is_(None),
            Worktable.removed_at.is_(None),
            or_(Commitment.told_late.is_(None), Commitment.told_late != Commitment.due_on),
        )
        .order_by(Commitment.id)
    )
    told = 0
    for commitment in db.session.scalars(query).all():
        left = (commitment.due_on - today_in(commitment.space)).days
        if left > DAYS or (left >= 0 and commitment.told_soon == commitment.due_on):
            continue
        if left < 0:
            commitment.told_late = commitment.due_on
        else:
            commitment.told_soon = commitment.due_on
        record("commitment.due", None, commitment, {"late": left < 0}, commitment=commitment.id)
        told += 1
    return told
