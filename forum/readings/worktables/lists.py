"""The working tables of a space."""

from collections import namedtuple

from sqlalchemy import func

from ...extensions import db
from ...models import Document, Worktable
from ...models.documents import STATES
from ...permissions import standing

Standing = namedtuple("Standing", "table states")


def worktables_of(space) -> tuple[list[Worktable], list[Worktable]]:
    """(those that stand, those that were taken away), the oldest first."""
    tables = db.session.scalars(db.select(Worktable).where(Worktable.space_id == space.id).order_by(Worktable.id)).all()
    return [one for one in tables if one.removed_at is None], [one for one in tables if one.removed_at is not None]


def standing_in(user, space) -> list[Standing]:
    """The working tables of a space for its home, each with (state, how many documents that `user` may know of)."""
    tables, _removed = worktables_of(space)
    query = (
        db.select(Document.worktable_id, Document.state, func.count())
        .where(Document.worktable_id.in_([table.id for table in tables]), Document.removed_at.is_(None))
        .group_by(Document.worktable_id, Document.state)
    )
    if not standing(user, space).reaches("observer"):
        query = query.where(Document.state != "draft")
    counted = {(table, state): count for table, state, count in db.session.execute(query)}
    return [
        Standing(table, [(state, counted[table.id, state]) for state in STATES if (table.id, state) in counted])
        for table in tables
    ]
