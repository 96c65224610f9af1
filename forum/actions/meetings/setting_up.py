"""A meeting: when and where it is, whether it is held; and many at once, so many days apart."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import func

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Meeting, User, Worktable
from ...models.base import LARGEST, now
from ...text.legible import one_line
from .. import action

LONGEST_TITLE = 200
LONGEST_PLACE = 200
LONGEST_LINK = 500
LONGEST_REASON = 500
MOST_AT_ONCE = 40
LONGEST_GAP = 366  # days between two of a series
LONGEST_MEETING = timedelta(days=7)


@action("meeting.create")
def create(user: User, table: Worktable, starts_at: datetime | None, times=1, every=7, **words) -> list[Meeting]:
    """`times` meetings, each `every` days after the one before, at the same hour of the space's clocks; the first
    alone is called `title`, where there are several."""
    kept = _clean(starts_at, **words)
    if not 1 <= times <= MOST_AT_ONCE:
        raise Invalid(fields={"times": _("Programa entre 1 y %(n)s sesiones a la vez.", n=MOST_AT_ONCE)})
    if times > 1 and not 1 <= every <= LONGEST_GAP:
        raise Invalid(fields={"every": _("Entre dos sesiones pasan de 1 a %(n)s días.", n=LONGEST_GAP)})
    last = db.session.scalar(db.select(func.max(Meeting.number)).where(Meeting.worktable_id == table.id)) or 0
    made = []
    for place in range(times):
        moment = kept | {
            "title": kept["title"] if place == 0 else "",
            "starts_at": _later(kept["starts_at"], place * every, table),
            "ends_at": kept["ends_at"] and _later(kept["ends_at"], place * every, table),
        }
        made.append(Meeting(worktable_id=table.id, number=last + 1 + place, created_by_id=user.id, **moment))
    db.session.add_all(made)
    db.session.flush()
    for meeting in made:
        record("meeting.created", user, meeting, meeting=meeting.id)
    return made


@action("meeting.change")
def change(user: User, meeting: Meeting, starts_at: datetime | None, **words) -> Meeting:
    """Who was invited is told where it is at another time or place."""
    before = {name: getattr(meeting, name) for name in ("starts_at", "place", "link")}
    for name, value in _clean(starts_at, **words).items():
        setattr(meeting, name, value)
    moved = [name for name, value in before.items() if getattr(meeting, name) != value]
    record("meeting.changed", user, meeting, kept={"moved": moved}, meeting=meeting.id)
    return meeting


@action("meeting.change")
def cancel(user: User, meeting: Meeting, reason: str) -> Meeting:
    """It keeps its number, and says that it is not held."""
    reason = one_line(reason)
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    if meeting.cancelled_at is None:
        meeting.cancelled_at, meeting.cancelled_reason, meeting.code = now(), reason, None
        record("meeting.cancelled", user, meeting, meeting=meeting.id)
    return meeting


@action("meeting.change")
def restore(user: User, meeting: Meeting) -> Meeting:
    """It is held all the same."""
    if meeting.cancelled_at is not None:
        meeting.cancelled_at, meeting.cancelled_reason = None, ""
        record("meeting.restored", user, meeting, meeting=meeting.id)
    return meeting


def held(meeting):
    """`Conflict` for one that is not."""
    if meeting.cancelled_at is not None:
        raise Conflict(_("Esta sesión está cancelada. Recupérala antes de seguir con ella."))


def numbered(model, id: int | None):
    """The thing of that number, whatever was typed; None where there is none."""
    return db.session.get(model, id) if id and 0 < id <= LARGEST else None


def _clean(starts_at, title="", place="", link="", ends_at=None):
    wrong = {}
    if starts_at is None:
        wrong["starts_at"] = _("Escribe el día y la hora: 03/04/2027 9:00.")
    elif ends_at is not None and not starts_at < ends_at <= starts_at + LONGEST_MEETING:
        wrong["ends_at"] = _("El fin debe ser después del inicio, y como mucho una semana después.")
    kept = {
        "title": (one_line(title), LONGEST_TITLE),
        "place": (one_line(place), LONGEST_PLACE),
        "link": (link.strip(), LONGEST_LINK),
    }
    for name, (words, most) in kept.items():
        if len(words) > most:
            wrong[name] = _("Usa como mucho %(n)s letras.", n=most)
    if not _is_address(kept["link"][0]):
        wrong["link"] = _("Escribe una dirección completa, como https://sala.ejemplo.org/mesa.")
    if wrong:
        raise Invalid(fields=wrong)
    return {name: words for name, (words, _most) in kept.items()} | {"starts_at": starts_at, "ends_at": ends_at}


def _is_address(link):
    if not link:
        return True
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(sign.isspace() for sign in link)


def _later(moment, days, table):
    """The same hour by the clocks of the space, also where they are put forward or back between the two."""
    zone = ZoneInfo(table.space.timezone)
    local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(moment.tzinfo)
