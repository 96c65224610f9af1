"""Another look at a hiding: its author asks once; somebody else than who hid answers, where there is somebody."""

from flask_babel import gettext as _

from ...errors import Conflict, Forbidden
from ...events import record
from ...extensions import db
from ...models import Appeal, Decision, Hiding, Membership, Post, User
from ...models.base import now
from ...visibility import MODERATING
from .. import action
from ..forums.moderating import show_post
from .log import LONGEST_NOTE, clean_reason, decide, decided_before, tell


@action("appeal.make")
def appeal(user: User, post: Post, words: str) -> Appeal:
    words = clean_reason(words, _("Escribe por qué crees que debe verse."), "words", LONGEST_NOTE)
    hiding = post.hiding
    if hiding is None:
        raise Conflict(_("Este aporte no está oculto."))
    if db.session.scalar(db.select(Appeal.id).where(Appeal.hiding_id == hiding.id)):
        raise Conflict(_("Ya pediste otra mirada por este aporte: se pide una sola vez."))
    asked = Appeal(
        space_id=post.thread.forum.space_id, hiding_id=hiding.id, post_id=post.id, user_id=user.id, words=words
    )
    db.session.add(asked)
    db.session.flush()
    record("appeal.made", user, post, post=post.id)
    return asked


@action("appeal.answer")
def answer(user: User, asked: Appeal, lift: bool, reason: str) -> Decision:
    """Show the post again, or leave it hidden; the reason is read by its author. `Conflict` where it is answered."""
    reason = clean_reason(reason, _("Escribe la respuesta: la leerá quien lo pidió."))
    post = asked.post
    if asked.answered_at is not None or post.hidden_at is None:
        raise decided_before(post.id)
    if asked.user_id == user.id:
        raise Forbidden(_("Lo pediste tú: contesta otra persona que modera."))
    if asked.hiding.moderator_id == user.id and another_answers(asked):
        raise Forbidden(_("Lo ocultaste tú: contesta otra persona que modera."))
    if lift:
        return show_post(user, post, "lift", reason)
    decision = decide(user, "uphold", post, reason, hiding=asked.hiding_id)
    asked.answered_at, asked.decision_id = now(), decision.id
    tell(
        user,
        decision,
        lambda: _("Tu aporte sigue oculto"),
        lambda: _(
            "Otra persona miró tu aporte en «%(thread)s», como pediste, y sigue oculto. Respuesta: %(reason)s",
            thread=post.thread.title,
            reason=reason,
        ),
    )
    return decision


def another_answers(asked) -> bool:
    """Whether somebody moderates the space who neither hid the post nor wrote it."""
    hider = db.session.scalar(db.select(Hiding.moderator_id).where(Hiding.id == asked.hiding_id))
    query = db.select(Membership.id).where(
        Membership.space_id == asked.space_id,
        Membership.left_at.is_(None),
        Membership.role.in_(MODERATING),
        Membership.user_id.not_in((hider, asked.user_id)),
        db.or_(Membership.suspended_until.is_(None), Membership.suspended_until <= now()),
    )
    return db.session.scalar(query.limit(1)) is not None
