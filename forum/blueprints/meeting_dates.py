"""A meeting as an entry of a calendar."""

from flask_babel import gettext as _

from .. import mail
from ..exports.calendars import Entry
from ..readings.meetings import USUAL


def meeting_entry(meeting) -> Entry:
    what = _("Sesión %(n)s: %(what)s", n=meeting.number, what=meeting.title or meeting.worktable.title)
    return Entry(
        f"meeting-{meeting.id}",
        _("Cancelada: %(what)s", what=what) if meeting.cancelled_at else what,
        meeting.starts_at,
        mail.link(f"/meetings/{meeting.id}"),
        meeting.ends_at or meeting.starts_at + USUAL,
        " · ".join(part for part in (meeting.place, meeting.link) if part),
        meeting.cancelled_at is not None,
    )
