"""What moderators decide about a person: to warn them, to have them not write, or only read, for a time; and notes."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Decision, Membership, Post, User
from ...models.base import now
from .. import action, site_action
from .log import LONGEST_NOTE, clean_reason, decide, tell

LONGEST_TIME = timedelta(days=366)
FIELDS = {"silence": "silenced_until", "suspend": "suspended_until"}
SUBJECTS = {
    "warn": _l("Una advertencia de quien modera"),
    "silence": _l("Por un tiempo no puedes escribir"),
    "suspend": _l("Tu participación está suspendida"),
}
WORDS = {
    "warn": _l("Quien modera te advierte:"),
    "silence": _l("Por un tiempo puedes leer y apoyar, sin escribir en los foros. Motivo:"),
    "suspend": _l("Por un tiempo puedes leer, y nada más. Motivo:"),
}


@action("member.sanction")
def sanction(user: User, member: Membership, kind: str, reason: str, until=None) -> Decision:
    """Warn a member, or have them not write (`silence`) or only read (`suspend`) until a moment."""
    if kind not in SUBJECTS:
        raise Invalid(fields={"kind": _("Elige qué se decide.")})
    reason = clean_reason(reason, _("Escribe el motivo: lo leerá esta persona."))
    data = {}
    if kind in FIELDS:
        if until is None:
            raise Invalid(fields={"until": _("Escribe hasta cuándo.")})
        if not now() < until <= now() + LONGEST_TIME:
            raise Invalid(fields={"until": _("Elige un momento entre mañana y dentro de un año.")})
        before = getattr(member, FIELDS[kind])
        data = {"until": until.isoformat(), "before": before.isoformat() if before else None}
        setattr(member, FIELDS[kind], until)
        record("member.changed", user, member, membership=member.id)
    decision = decide(user, kind, member, reason, person_id=member.user_id, member=member.id, **data)
    tell(user, decision, lambda: str(SUBJECTS[kind]), lambda: f"{WORDS[kind]} {reason}")
    return decision


@site_action("site.maintain")
def end_sanctions(operator) -> int:
    """Those whose time is over are told so; gives how many there were."""
    ended = 0
    for kind, field in FIELDS.items():
        until = getattr(Membership, field)
        for member in db.session.scalars(db.select(Membership).where(until <= now())).all():
            setattr(member, field, None)
            record("sanction.ended", None, member, membership=member.id, kind=kind)
            ended += 1
    return ended


@action("decision.make")
def note_person(user: User, member: Membership, words: str) -> Decision:
    """For moderators only."""
    words = clean_reason(words, _("Escribe la nota: la leen solo quienes moderan."), "words", LONGEST_NOTE)
    return decide(user, "note", member, words, person_id=member.user_id, member=member.id)


@action("decision.make")
def note_post(user: User, post: Post, words: str) -> Decision:
    words = clean_reason(words, _("Escribe la nota: la leen solo quienes moderan."), "words", LONGEST_NOTE)
    return decide(user, "note", post, words)
