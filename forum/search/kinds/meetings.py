"""What is found in meetings: what was discussed on an item of the agenda, and what was agreed."""

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from ...models import AgendaItem, Agreement, Meeting, Membership, Minutes, Space, Worktable
from .kind import Kind, hit, rows


class Discussions(Kind):
    name = "minutes"
    names = False
    model = AgendaItem
    worded = ("title", "discussed")
    facets = {"date": Meeting.starts_at}

    def words(self, item):
        return f"{item.title}\n{item.discussed or ''}"

    def spaces_of(self):
        query = select(AgendaItem.id, Worktable.space_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
        return query.join(Worktable, Worktable.id == Meeting.worktable_id)

    def statement(self, user, *columns):
        return _written(user, select(*columns).select_from(AgendaItem))

    def shown(self, user, numbers):
        found = rows(self.statement(user, AgendaItem, Meeting, Worktable, Space), AgendaItem.id, numbers)
        return {
            item.id: hit(
                self, _address(meeting, f"item-{item.id}"), item.title, item.discussed, space, **_about(meeting, table)
            )
            for item, meeting, table, space in found
        }


class Agreements(Kind):
    name = "agreement"
    names = False
    model = Agreement
    worded = ("text",)
    facets = {"date": Meeting.starts_at}

    def words(self, agreement):
        return agreement.text

    def spaces_of(self):
        query = select(Agreement.id, Worktable.space_id).join(AgendaItem, AgendaItem.id == Agreement.item_id)
        query = query.join(Meeting, Meeting.id == AgendaItem.meeting_id)
        return query.join(Worktable, Worktable.id == Meeting.worktable_id)

    def statement(self, user, *columns):
        query = select(*columns).select_from(Agreement).join(AgendaItem, AgendaItem.id == Agreement.item_id)
        return _written(user, query).where(Agreement.removed_at.is_(None))

    def shown(self, user, numbers):
        found = rows(self.statement(user, Agreement, AgendaItem, Meeting, Worktable, Space), Agreement.id, numbers)
        return {
            one.id: hit(
                self, _address(meeting, f"agreement-{one.id}"), item.title, one.text, space, **_about(meeting, table)
            )
            for one, item, meeting, table, space in found
        }


def _address(meeting, anchor):
    return f"/meetings/{meeting.id}/minutes#{anchor}"


def _about(meeting, table):
    return {"place": table.title, "note": _("Sesión %(n)s", n=meeting.number), "date": meeting.starts_at}


def _written(user, query):
    """Of items that stand in minutes; of those that are not final, for members alone."""
    query = (
        query.join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .join(Worktable, Worktable.id == Meeting.worktable_id)
        .join(Space, Space.id == Worktable.space_id)
        .where(AgendaItem.removed_at.is_(None), Worktable.removed_at.is_(None))
    )
    if user is not None and user.is_admin:
        return query
    final = Minutes.phase == "final"
    if user is None:
        return query.where(final)
    member = select(Membership.id).where(
        and_(Membership.space_id == Space.id, Membership.user_id == user.id, Membership.left_at.is_(None))
    )
    return query.where(or_(final, member.exists()))
