"""Whom what happens to a meeting concerns: who was invited, and who came."""

from flask_babel import format_date, format_time
from flask_babel import gettext as _
from sqlalchemy import select

from ...extensions import db
from ...models import Attendance, Event, Meeting, MeetingInvitation, Membership
from .rhythms import zone_of


def told_of_meeting(event: Event) -> list[dict]:
    """Those newly invited; of one that is moved, not held, or held after all, whoever was invited before."""
    meeting = db.session.get(Meeting, event.data["meeting"])
    if meeting is None or meeting.worktable.removed_at is not None:
        return []
    kept = event.kept or {}
    if event.name == "meeting.invited":
        return _told(event, meeting, "invited", kept["people"])
    if event.name == "meeting.changed" and not kept.get("moved"):
        return []
    if (meeting.cancelled_at is not None) != (event.name == "meeting.cancelled"):
        return []  # it was taken back meanwhile
    kind = {"meeting.changed": "rescheduled", "meeting.cancelled": "cancelled", "meeting.restored": "held"}[event.name]
    asked = select(MeetingInvitation.user_id).where(
        MeetingInvitation.meeting_id == meeting.id, MeetingInvitation.at < event.at
    )
    return _told(event, meeting, kind, asked)


def told_of_minutes(event: Event) -> list[dict]:
    """Those who came may remark on the minutes, and read them when they are final."""
    kind = {"remarks": "remarks", "final": "sealed"}.get(event.data["phase"])
    meeting = db.session.get(Meeting, event.data["meeting"])
    if kind is None or meeting is None or meeting.worktable.removed_at is not None:
        return []
    came = select(Attendance.user_id).where(Attendance.meeting_id == meeting.id, Attendance.removed_at.is_(None))
    return _told(event, meeting, kind, came.where(Attendance.user_id.is_not(None)))


def _told(event, meeting, kind, people):
    space = meeting.worktable.space_id
    members = select(Membership.user_id).where(
        Membership.space_id == space, Membership.left_at.is_(None), Membership.user_id.in_(people)
    )
    about = {"kind": kind, "space_id": space, "meeting_id": meeting.id}
    return [about | {"user_id": person} for person in sorted(set(db.session.scalars(members)) - {event.user_id})]


def when_and_where(user, number, title, starts_at, place) -> str:
    """«Sesión 3: Cuero, lunes 23 de noviembre, 9:00 · Salón municipal», by the clocks of `user`."""
    here = starts_at.astimezone(zone_of(user.timezone))
    day = format_date(here.date(), _("EEEE d 'de' MMMM"))
    moment = _("%(day)s, %(time)s", day=day, time=format_time(here.time(), "H:mm", rebase=False))
    name = _("Sesión %(n)s", n=number)
    return " · ".join(part for part in (f"{name}: {title}" if title else name, moment, place) if part)
