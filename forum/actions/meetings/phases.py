"""The minutes from one phase to the next: live, prepared, open to remarks, final; and the remarks."""

from datetime import datetime

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import AgendaItem, Minutes, MinutesRemark, User
from ...models.base import now
from ...readings.meetings.contents import content, digest, fingerprint, frozen
from ...text.legible import legible
from .. import action
from .setting_up import numbered

LONGEST_REMARK = 5_000
STEPS = {"live": ("prepared",), "prepared": ("live", "remarks"), "remarks": ("prepared",), "final": ()}


@action("minutes.change")
def move(user: User, minutes: Minutes, phase: str, until: datetime | None = None) -> Minutes:
    """Forward, or one step back; `until` is when remarks end, None for when they are final."""
    if minutes.phase == "final":
        raise Conflict(_("El acta de esta sesión está sellada: lo que dice ya no cambia."))
    if phase == minutes.phase:
        return minutes
    if phase not in STEPS[minutes.phase]:
        raise Invalid(_("Un acta pasa de redactarse a estar preparada, de ahí a observarse, y al final se sella."))
    if phase == "remarks":
        if until is not None and until <= now():
            raise Invalid(fields={"until": _("Elige una fecha que todavía no haya pasado.")})
        minutes.remarks_at, minutes.remarks_until = now(), until
    if phase == "prepared" and minutes.phase == "live":
        minutes.prepared_at = now()
    minutes.phase = phase
    _tell(user, minutes)
    return minutes


@action("minutes.change")
def seal(user: User, minutes: Minutes, seen: str, moment: datetime | None = None) -> Minutes:
    """Final, from now on as it is: nothing takes this back. `seen` is the fingerprint of what was read; `Conflict`
    where it is other now. It says that it was sealed at `moment`: now, but in the demonstration."""
    if minutes.phase == "final":
        raise Conflict(_("El acta de esta sesión está sellada: lo que dice ya no cambia."))
    if minutes.phase == "live":
        raise Conflict(_("El acta todavía se redacta: déjala preparada antes de sellarla."))
    told = content(minutes.meeting, minutes)
    if fingerprint(told) != seen:
        raise Conflict(_("El acta cambió mientras leías. Revisa otra vez lo que se va a sellar."))
    moment = moment or now()
    told["sealed"] = {"at": moment.isoformat(timespec="seconds"), "by": user.name}
    data = frozen(told)
    minutes.phase, minutes.sealed_at, minutes.sealed_by_id = "final", moment, user.id
    minutes.frozen, minutes.digest = data.decode(), digest(data)
    minutes.meeting.code = None
    _tell(user, minutes)
    return minutes


@action("remark.make")
def remark(user: User, minutes: Minutes, words: str, item: int | None = None) -> MinutesRemark:
    """By who attended, on one item or on the whole."""
    _open(minutes)
    words = legible(words)
    if not words:
        raise Invalid(fields={"body": _("Escribe tu observación al acta.")})
    if len(words) > LONGEST_REMARK:
        raise Invalid(fields={"body": _("Usa como mucho %(n)s letras.", n=LONGEST_REMARK)})
    about = numbered(AgendaItem, item) if item else None
    if about is not None and (about.meeting_id != minutes.meeting_id or about.removed_at is not None):
        about = None
    made = MinutesRemark(minutes_id=minutes.id, item_id=about.id if about else None, user_id=user.id, text=words)
    db.session.add(made)
    db.session.flush()
    record("minutes.remarked", user, minutes, meeting=minutes.meeting_id)
    return made


@action("remark.remove")
def take_back(user: User, made: MinutesRemark) -> MinutesRemark:
    """One's own, while nobody answered it; `repeat` makes it stand again."""
    _open(made.minutes)
    if made.answered_at is not None:
        raise Conflict(_("Ya te respondieron: la observación queda en el acta con su respuesta."))
    made.removed_at = now()
    record("minutes.remarked", user, made.minutes, meeting=made.minutes.meeting_id)
    return made


@action("remark.make")
def repeat(user: User, minutes: Minutes, id: int) -> MinutesRemark:
    _open(minutes)
    made = numbered(MinutesRemark, id)
    if made is None or made.minutes_id != minutes.id or made.user_id != user.id or made.removed_at is None:
        raise NotFound()
    made.removed_at = None
    record("minutes.remarked", user, minutes, meeting=minutes.meeting_id)
    return made


@action("remark.answer")
def answer(user: User, made: MinutesRemark, words: str) -> MinutesRemark:
    """What the secretariat says of it, or did; the last words count."""
    if made.minutes.phase == "final":
        raise Conflict(_("El acta de esta sesión está sellada: lo que dice ya no cambia."))
    words = legible(words)
    if not words:
        raise Invalid(fields={"answer": _("Escribe la respuesta: quedará en el acta.")})
    if len(words) > LONGEST_REMARK:
        raise Invalid(fields={"answer": _("Usa como mucho %(n)s letras.", n=LONGEST_REMARK)})
    made.answer, made.answered_at, made.answered_by_id = words, now(), user.id
    record("minutes.remarked", user, made.minutes, meeting=made.minutes.meeting_id)
    return made


def _open(minutes):
    if minutes.phase != "remarks":
        raise Conflict(_("Esta acta no está abierta a observaciones ahora."))
    if minutes.remarks_until is not None and minutes.remarks_until < now():
        raise Conflict(_("El plazo para observar esta acta ya pasó."))


def _tell(user, minutes):
    record("minutes.moved", user, minutes, meeting=minutes.meeting_id, phase=minutes.phase)
