"""The series of a working table, and who was asked to come to a meeting of it."""

from collections import namedtuple
from datetime import timedelta
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from ...extensions import db
from ...models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingInvitation,
    Membership,
    MembershipActor,
    Minutes,
    User,
    Worktable,
)
from ...models.base import now

USUAL = timedelta(hours=4)  # a meeting that does not say when it ends

MeetingRow = namedtuple("MeetingRow", "meeting items attended phase over")


def is_over(meeting) -> bool:
    return (meeting.ends_at or meeting.starts_at + USUAL) < now()


def series(table) -> tuple[MeetingRow | None, list[MeetingRow], list[MeetingRow]]:
    """(the next one that is held, those to come after it, those that were: the latest first)."""
    items = _count(AgendaItem)
    attended = _count(Attendance)
    query = (
        select(Meeting, items, attended, Minutes.phase)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.worktable_id == table.id)
        .order_by(Meeting.starts_at, Meeting.number)
    )
    rows = [MeetingRow(*row, over=is_over(row[0])) for row in db.session.execute(query)]
    coming = [row for row in rows if not row.over]
    following = next((row for row in coming if row.meeting.cancelled_at is None), None)
    return following, [row for row in coming if row is not following], [row for row in rows if row.over][::-1]


def _count(model):
    return (
        select(func.count())
        .select_from(model)
        .where(model.meeting_id == Meeting.id, model.removed_at.is_(None))
        .correlate(Meeting)
        .scalar_subquery()
    )


Invitable = namedtuple("Invitable", "id name organization territory role asked")


def invitable(meeting) -> list[tuple]:
    """[(actor or None, its members)] of the space, each once, under the first actor they speak for."""
    asked = select(MeetingInvitation.user_id).where(MeetingInvitation.meeting_id == meeting.id)
    asked = set(db.session.scalars(asked))
    members = _members(meeting.worktable.space_id)
    people = [
        (
            member.actors[0] if member.actors else None,
            Invitable(
                member.user_id,
                member.user.name,
                member.organization.name if member.organization else "",
                member.organization.territory if member.organization else "",
                member.role,
                member.user_id in asked,
            ),
        )
        for member in members
    ]
    people.sort(key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0, pair[1].name.casefold()))
    return [
        (pairs[0][0], [person for _actor, person in pairs])
        for pairs in (list(found) for _key, found in groupby(people, lambda pair: pair[0] and pair[0].id))
    ]


def _members(space_id) -> list[Membership]:
    """Those who take part and have not left, with their actors and organizations."""
    query = (
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.space_id == space_id, Membership.left_at.is_(None), User.erased_at.is_(None))
        .options(
            joinedload(Membership.user),
            joinedload(Membership.organization),
            joinedload(Membership.voices).joinedload(MembershipActor.actor),
        )
    )
    return list(db.session.scalars(query).unique())


def invited(meeting) -> int:
    """How many were asked to come."""
    count = select(func.count()).select_from(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting.id)
    return db.session.scalar(count)


def meetings_of(table) -> list[Meeting]:
    """All of the series, in the order of their days."""
    query = select(Meeting).where(Meeting.worktable_id == table.id).options(joinedload(Meeting.worktable))
    return list(db.session.scalars(query.order_by(Meeting.starts_at)))


def meetings_of_space(space) -> list[Meeting]:
    """Those of all its working tables that stand."""
    query = (
        select(Meeting)
        .join(Worktable, Worktable.id == Meeting.worktable_id)
        .where(Worktable.space_id == space.id, Worktable.removed_at.is_(None))
        .options(contains_eager(Meeting.worktable))
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at)))


def next_of(space) -> Meeting | None:
    """The next one, or one that is on, of its working tables."""
    query = (
        select(Meeting)
        .join(Worktable, Worktable.id == Meeting.worktable_id)
        .where(
            Worktable.space_id == space.id,
            Worktable.removed_at.is_(None),
            Meeting.cancelled_at.is_(None),
            func.coalesce(Meeting.ends_at, Meeting.starts_at) >= now() - USUAL,
        )
        .options(contains_eager(Meeting.worktable))
        .order_by(Meeting.starts_at)
        .limit(5)
    )
    return next((one for one in db.session.scalars(query) if not is_over(one)), None)
