"""What one says of an entry in the name of one's actor, and taking it back; who speaks for an actor."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Actor, Entry, Stance, User
from ...models.base import now
from ...models.stances import STANCES
from ...permissions import standing
from ...readings.stances import speakers_of
from .. import action
from .wording import LONGEST_REASON, one_line


@action("stance.take")
def take_stance(user: User, entry: Entry, kind: str, reason="", actor_id=None) -> Stance:
    """To support it, to be able to live with it, or to object, with the reason; what one said before is replaced."""
    if entry.state not in ("accepted", "proposed"):
        raise Conflict(_("Esta entrada ya no está en discusión. Mira cómo quedó antes de dar tu postura."))
    if kind not in STANCES:
        raise Invalid(_("Elige entre apoyar, poder vivir con esto u objetar."))
    reason = one_line(reason)
    if kind == "object" and not reason:
        raise Invalid(fields={"reason": _("Escribe la razón de la objeción: sin ella no se puede buscar un acuerdo.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    actor = _own_actor(user, entry, actor_id)
    stance = _stance(user, entry, actor) or Stance(entry_id=entry.id, user_id=user.id, actor_id=actor.id)
    if (stance.kind, stance.reason, stance.removed_at, stance.wording) == (kind, reason, None, entry.text):
        return stance
    before = {"kind": stance.kind, "reason": stance.reason} if stance.id and stance.removed_at is None else None
    stance.kind, stance.reason, stance.removed_at, stance.created_at = kind, reason, None, now()
    stance.wording = entry.text
    db.session.add(stance)
    db.session.flush()
    _tell(user, entry, actor, before, {"kind": kind, "reason": reason})
    return stance


@action("stance.take")
def withdraw_stance(user: User, entry: Entry, actor_id=None):
    """Say nothing any more."""
    actor = _own_actor(user, entry, actor_id)
    stance = _stance(user, entry, actor)
    if stance is not None and stance.removed_at is None:
        stance.removed_at = now()
        _tell(user, entry, actor, {"kind": stance.kind, "reason": stance.reason}, None)


@action("actors.change")
def name_delegate(user: User, actor: Actor, person_id: int | None) -> Actor:
    """Whose word is the actor's; without one it is what most of its members say."""
    if person_id and person_id not in {id for id, _name in speakers_of(actor)}:
        raise Invalid(fields={"delegate": _("Elige a alguien que hable por este actor.")})
    actor.delegate_id = person_id or None
    record("actor.changed", user, actor, actor=actor.id)
    return actor


def _own_actor(user, entry, actor_id) -> Actor:
    own = standing(user, entry).membership.actors
    if not actor_id:
        return own[0]
    if chosen := next((actor for actor in own if actor.id == actor_id), None):
        return chosen
    raise Invalid(fields={"actor": _("Elige un actor en cuyo nombre participas.")})


def _stance(user, entry, actor):
    return db.session.scalar(
        db.select(Stance).where(Stance.entry_id == entry.id, Stance.user_id == user.id, Stance.actor_id == actor.id)
    )


def _tell(user, entry, actor, before, after):
    steps = {"actor": actor.id, "before": before, "after": after}
    record("stance.taken", user, entry, kept=steps, entry=entry.id)
