"""Who came to a meeting: with the code that is shown there, ticked off a list, or typed in from paper."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Actor, Attendance, Meeting, Membership, Organization, User
from ...models.base import now
from ...text.legible import one_line
from .. import action
from .agenda import open_still
from .setting_up import held, numbered

LONGEST_NAME = 120
LONGEST_ORGANIZATION = 160
LONGEST_TERRITORY = 160
MOST_PRESENT = 2_000
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none of which looks like another
LENGTH = 6
LASTS = timedelta(hours=24)  # should nobody think of ending it


@action("attendance.keep")
def give_code(user: User, meeting: Meeting) -> Meeting:
    """A new code; one given out before serves no more."""
    held(meeting)
    open_still(meeting)
    meeting.code, meeting.code_at = "".join(secrets.choice(SIGNS) for _n in range(LENGTH)), now()
    _tell(user, meeting)
    return meeting


@action("attendance.keep")
def end_code(user: User, meeting: Meeting) -> Meeting:
    meeting.code = None
    _tell(user, meeting)
    return meeting


def meeting_of(code: str) -> Meeting | None:
    """The meeting whose code this is, while it serves."""
    code = code.strip().upper()
    if len(code) != LENGTH:
        return None
    meeting = db.session.scalar(select(Meeting).where(Meeting.code == code))
    return meeting if meeting is not None and serves(meeting, code) else None


def serves(meeting, code=None) -> bool:
    given_out = meeting.code is not None and now() - meeting.code_at < LASTS
    return given_out and (code is None or meeting.code == code) and meeting.worktable.removed_at is None


@action("attendance.enter")
def check_in(user: User | None, meeting: Meeting, code: str, **words) -> Attendance:
    """Whoever knows the code is there: a member as they are known in the space, anybody else with their own `name`,
    `organization`, `actor` (a number) and `territory`. Twice is once."""
    if not serves(meeting, code.strip().upper()):
        raise NotFound()
    open_still(meeting)
    member = _member(meeting, user.id) if user is not None else None
    if member is not None:
        return _present(meeting, member) or _write_down(user, meeting, "code", _of_member(member))
    return _write_down(user, meeting, "code", _clean(meeting, **words))


@action("attendance.keep")
def tick(user: User, meeting: Meeting, people: list[int]) -> int:
    """Of `people`, numbers of persons, the members who are not on the list yet; gives how many."""
    held(meeting)
    open_still(meeting)
    written = 0
    for person in dict.fromkeys(people):
        member = _member(meeting, person)
        if member is not None and _present(meeting, member) is None:
            _write_down(user, meeting, "list", _of_member(member))
            written += 1
    if not written:
        raise Invalid(_("Marca al menos a una persona que todavía no esté en la lista."))
    return written


@action("attendance.keep")
def write_down(user: User, meeting: Meeting, **words) -> Attendance:
    """As it stands on the paper that was signed there: `name`, `organization`, `actor` (a number), `territory`."""
    held(meeting)
    open_still(meeting)
    return _write_down(user, meeting, "paper", _clean(meeting, **words))


@action("attendance.keep")
def strike(user: User, attendance: Attendance) -> Attendance:
    """Off the list; `bring_back` puts it on again."""
    open_still(attendance.meeting)
    attendance.removed_at = now()
    _tell(user, attendance.meeting)
    return attendance


@action("attendance.keep")
def bring_back(user: User, meeting: Meeting, id: int) -> Attendance:
    open_still(meeting)
    attendance = numbered(Attendance, id)
    if attendance is None or attendance.meeting_id != meeting.id or attendance.removed_at is None:
        raise NotFound()
    if attendance.user_id is not None and _standing(meeting, Attendance.user_id == attendance.user_id):
        raise Conflict(_("Esta persona ya está otra vez en la lista."))
    attendance.removed_at = None
    _tell(user, meeting)
    return attendance


def _write_down(user, meeting, way, known):
    count = select(func.count()).select_from(Attendance).where(Attendance.meeting_id == meeting.id)
    if db.session.scalar(count) >= MOST_PRESENT:
        raise Invalid(_("La lista de una sesión tiene como mucho %(n)s personas.", n=MOST_PRESENT))
    attendance = Attendance(meeting_id=meeting.id, way=way, by_id=user.id if user is not None else None, **known)
    db.session.add(attendance)
    db.session.flush()
    _tell(user, meeting)
    return attendance


def _member(meeting, person) -> Membership | None:
    space = meeting.worktable.space_id
    query = select(Membership).where(Membership.space_id == space, Membership.user_id == person)
    return db.session.scalar(query.where(Membership.left_at.is_(None)))


def _present(meeting, member) -> Attendance | None:
    return _standing(meeting, Attendance.user_id == member.user_id)


def _standing(meeting, which):
    query = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.removed_at.is_(None), which)
    return db.session.scalar(query.limit(1))


def _of_member(member):
    organization = member.organization
    return {
        "user_id": member.user_id,
        "name": member.user.name[:LONGEST_NAME],
        "organization_id": organization.id if organization else None,
        "organization_name": organization.name if organization else "",
        "actor_id": member.actors[0].id if member.actors else None,
        "territory": organization.territory if organization else "",
    }


def _clean(meeting, name="", organization="", actor: int | None = None, territory=""):
    kept = {
        "name": (one_line(name), LONGEST_NAME),
        "organization": (one_line(organization), LONGEST_ORGANIZATION),
        "territory": (one_line(territory), LONGEST_TERRITORY),
    }
    wrong = {key: _("Usa como mucho %(n)s letras.", n=most) for key, (words, most) in kept.items() if len(words) > most}
    name, organization, territory = (words for words, _most in kept.values())
    if not name:
        wrong["name"] = _("Escribe el nombre y los apellidos.")
    if wrong:
        raise Invalid(fields=wrong)
    known = _organization(meeting, organization)
    chosen = numbered(Actor, actor) if actor else known and known.actor
    if chosen is not None and (chosen.space_id != meeting.worktable.space_id or chosen.removed_at is not None):
        chosen = None
    if _is_listed(meeting, name, known.name if known else organization):
        raise Invalid(fields={"name": _("%(name)s ya está en la lista.", name=name)})
    return {
        "name": name,
        "organization_id": known.id if known else None,
        "organization_name": known.name if known else organization,
        "actor_id": chosen.id if chosen else None,
        "territory": territory or (known.territory if known else ""),
    }


def _is_listed(meeting, name, organization):
    query = select(Attendance.name, Attendance.organization_name).where(
        Attendance.meeting_id == meeting.id, Attendance.removed_at.is_(None)
    )
    wanted = (name.casefold(), organization.casefold())
    return any((one.casefold(), other.casefold()) == wanted for one, other in db.session.execute(query))


def _organization(meeting, name) -> Organization | None:
    """The one of the space that is called so, however it is written."""
    if not name:
        return None
    query = select(Organization).where(
        Organization.space_id == meeting.worktable.space_id,
        Organization.removed_at.is_(None),
    )
    return next((one for one in db.session.scalars(query) if one.name.casefold() == name.casefold()), None)


def _tell(user, meeting):
    record("attendance.changed", user, meeting, meeting=meeting.id)
