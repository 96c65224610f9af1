"""Asking the members of a working table to come to a meeting."""

from flask_babel import gettext as _
from sqlalchemy import select

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Meeting, MeetingInvitation, Membership, User
from .. import action
from .setting_up import held


@action("meeting.change")
def invite(user: User, meeting: Meeting, people: list[int]) -> int:
    """Of `people`, numbers of persons, those who take part in the space and were not asked yet; gives how many."""
    held(meeting)
    members = select(Membership.user_id).where(
        Membership.space_id == meeting.worktable.space_id, Membership.left_at.is_(None), Membership.user_id.in_(people)
    )
    asked = select(MeetingInvitation.user_id).where(MeetingInvitation.meeting_id == meeting.id)
    new = sorted(set(db.session.scalars(members)) - set(db.session.scalars(asked)))
    if not new:
        raise Invalid(_("Marca al menos a una persona que todavía no esté invitada."))
    db.session.add_all(MeetingInvitation(meeting_id=meeting.id, user_id=person, by_id=user.id) for person in new)
    db.session.flush()
    record("meeting.invited", user, meeting, kept={"people": new}, meeting=meeting.id)
    return len(new)
