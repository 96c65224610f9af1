"""Who may do what with meetings: who facilitates calls them and settles the minutes, who moderates writes with them,
who came remarks; what is final is for whoever reads the working table."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..models import AgendaItem, Agreement, Attendance, Meeting, Minutes, MinutesRemark, Worktable, worktable_of
from .rules import Rule, active, facilitator, lively, logged_in, moderator, own, reads, role_of


def _attended(s, minutes):
    """Who is on the list of attendance, by their account."""
    return s.user is not None and db.session.scalar(
        db.select(
            db.exists().where(
                Attendance.meeting_id == minutes.meeting_id,
                Attendance.user_id == s.user.id,
                Attendance.removed_at.is_(None),
            )
        )
    )


meeting_shown = reads | Rule(lambda s, thing: worktable_of(thing).public)
_observes = reads & role_of("observer", _l("Un acta que no es final es para quienes participan."))
attended = Rule(_attended, _l("Observan el acta quienes asistieron a la sesión."))

RULES = {
    "meeting.create": facilitator,
    "meeting.change": facilitator,
    "attendance.keep": moderator,
    "attendance.enter": lively,  # with a code, which the action checks; also without account
    "minutes.write": moderator,
    "minutes.change": facilitator,  # from one phase to the next
    "minutes.read": _observes | (meeting_shown & Rule(lambda s, minutes: minutes.phase == "final")),
    "remark.make": active & logged_in & attended,
    "remark.remove": active & own,
    "remark.answer": facilitator,
}

READING = {
    Meeting: meeting_shown,
    AgendaItem: meeting_shown,
    Agreement: RULES["minutes.write"],
    Attendance: RULES["attendance.keep"],
    Minutes: RULES["minutes.read"],
    MinutesRemark: _observes,
}

_ABOVE = joinedload(Meeting.worktable).joinedload(Worktable.space)
_ITEM = joinedload(AgendaItem.meeting).options(_ABOVE)
OPTIONS = {
    Meeting: [_ABOVE],
    AgendaItem: [_ITEM],
    Agreement: [joinedload(Agreement.item).options(_ITEM)],
    Attendance: [joinedload(Attendance.meeting).options(_ABOVE)],
    Minutes: [joinedload(Minutes.meeting).options(_ABOVE)],
    MinutesRemark: [joinedload(MinutesRemark.minutes).joinedload(Minutes.meeting).options(_ABOVE)],
}
