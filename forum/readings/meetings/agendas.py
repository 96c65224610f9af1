"""The agenda of a meeting as somebody may read it: when each item begins, the documents it is about."""

from collections import namedtuple
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...extensions import db
from ...models import AgendaItem, Document, Meeting
from ...permissions import is_readable

AgendaRow = namedtuple("AgendaRow", "item number starts_at documents")


def agenda(user, meeting) -> tuple[list[AgendaRow], list[AgendaItem]]:
    """(the items in order, those that were taken away). An item's hour is known as long as every one before it says how
    long it takes; a document that `user` may not read is not there."""
    query = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position, AgendaItem.id)
        .options(selectinload(AgendaItem.documents), joinedload(AgendaItem.previous), joinedload(AgendaItem.changed_by))
    )
    items = db.session.scalars(query).all()
    rows, at = [], meeting.starts_at
    for item in items:
        if item.removed_at is not None:
            continue
        shown = [one for one in item.documents if is_readable(user, one)]
        rows.append(AgendaRow(item, len(rows) + 1, at, shown))
        at = at and item.minutes and at + timedelta(minutes=item.minutes)
    return rows, [item for item in items if item.removed_at is not None]


def documents_of(user, table) -> list[Document]:
    """Those that `user` may read, by their codes."""
    query = select(Document).where(Document.worktable_id == table.id, Document.removed_at.is_(None))
    return [one for one in db.session.scalars(query.order_by(Document.code)) if is_readable(user, one)]


def earlier_of(meeting) -> list[Meeting]:
    """Those of the series before it that were held, the latest first."""
    query = select(Meeting).where(
        Meeting.worktable_id == meeting.worktable_id,
        Meeting.number < meeting.number,
        Meeting.cancelled_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(Meeting.number.desc())))
