"""Who came to a meeting, and how many by actor, organization and territory."""

from collections import Counter, namedtuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import Attendance, Organization

Tally = namedtuple("Tally", "actors organizations territories")


def attendances(meeting) -> tuple[list[Attendance], list[Attendance]]:
    """(those on the list, those struck off it), by organization and name."""
    query = (
        select(Attendance)
        .where(Attendance.meeting_id == meeting.id)
        .options(joinedload(Attendance.actor))
        .order_by(Attendance.id)
    )
    rows = sorted(db.session.scalars(query), key=lambda one: (one.organization_name.casefold(), one.name.casefold()))
    return [one for one in rows if one.removed_at is None], [one for one in rows if one.removed_at is not None]


def tally(present) -> Tally:
    """[(actor or None, how many)], [(organization, its actor, how many)], [(territory, how many)]; "" unknown, last."""
    actors = Counter(one.actor for one in present)
    organizations = Counter((one.organization_name, one.actor) for one in present)
    territories = Counter(one.territory for one in present)
    return Tally(
        sorted(actors.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0)),
        [
            (name, actor, count)
            for (name, actor), count in sorted(
                organizations.items(), key=lambda pair: (not pair[0][0], -pair[1], pair[0][0].casefold())
            )
        ],
        sorted(territories.items(), key=lambda pair: (not pair[0], -pair[1], pair[0].casefold())),
    )


def present(user, meeting) -> Attendance | None:
    """Where `user` is on the list."""
    if user is None:
        return None
    query = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.user_id == user.id)
    return db.session.scalar(query.where(Attendance.removed_at.is_(None)).limit(1))


def known_organizations(meeting) -> list[str]:
    """What those of the space are called."""
    query = select(Organization.name).where(
        Organization.space_id == meeting.worktable.space_id, Organization.removed_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Organization.name)))
