"""Asking moderators to look at a post, and what they answer: leave it, publish it, hide it."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...extensions import db
from ...models import Decision, Flag, Post, User
from ...models.moderation import FLAG_KINDS
from .. import action
from ..forums.moderating import hide_post, publish
from .log import clean_note, clean_reason, decide, decided_before, open_flags, settle_flags
from .watching import raise_flag

LONGEST_WORDS = 500
ITEMS = ("flag", "held")


@action("post.flag")
def flag(user: User, post: Post, kind: str, words: str = "") -> Flag:
    """Once a person, until the post says something else."""
    if kind not in FLAG_KINDS:
        raise Invalid(fields={"kind": _("Elige uno de los motivos.")})
    words = clean_note(words, "words", LONGEST_WORDS)
    if kind == "other" and not words:
        raise Invalid(fields={"words": _("Escribe en una línea qué pasa con este aporte.")})
    before = db.session.scalar(
        db.select(Flag).filter_by(post_id=post.id, user_id=user.id).order_by(Flag.id.desc()).limit(1)
    )
    if before is not None and before.resolved_at is None:
        raise Invalid(_("Ya reportaste este aporte: quien modera lo va a mirar."))
    if before is not None and before.post_version == post.version:
        raise Invalid(_("Quien modera ya miró este aporte que reportaste, y desde entonces no cambió."))
    return raise_flag(user, post, post.thread.forum.space_id, kind, words)


@action("decision.make")
def keep(user: User, post: Post, reason: str = "") -> Decision:
    """It was flagged, and it stays as it is. `Conflict` where another has decided."""
    if not open_flags(post) or post.hidden_at is not None:
        raise decided_before(post.id)
    decision = decide(user, "keep", post, clean_note(reason))
    settle_flags(decision, post)
    return decision


@action("decision.make")
def publish_item(user: User, post: Post, reason: str = "") -> Decision:
    """It waited, and is published. `Conflict` where another has decided."""
    if post.held_at is None or post.hidden_at is not None:
        raise decided_before(post.id)
    return publish(user, post, clean_note(reason))


@action("decision.make")
def hide_item(user: User, post: Post, item: str, reason: str) -> Decision:
    """It waited or was flagged, and is hidden. `Conflict` where another has decided."""
    reason = clean_reason(reason)
    waits = post.held_at is not None if item == "held" else bool(open_flags(post))
    if post.hidden_at is not None or not waits:
        raise decided_before(post.id)
    return hide_post(user, post, reason)
