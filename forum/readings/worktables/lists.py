"""The working tables of a space."""

from ...extensions import db
from ...models import Worktable


def worktables_of(space) -> tuple[list[Worktable], list[Worktable]]:
    """(those that stand, those that were taken away), the oldest first."""
    tables = db.session.scalars(db.select(Worktable).where(Worktable.space_id == space.id).order_by(Worktable.id)).all()
    return [one for one in tables if one.removed_at is None], [one for one in tables if one.removed_at is not None]
