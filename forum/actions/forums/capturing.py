"""What somebody said on paper or aloud, typed in by a moderator in their name; they say later whether it is theirs."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Flag, Membership, Post, Thread, User
from ...models.base import now
from ...models.forums import CAPTURES
from ...models.moderation import DISOWNED
from ...permissions import is_readable
from .. import action
from ..moderation.watching import raise_flag
from .posts import _FIRST, _write, where_it_went
from .sending import note_sending, sent_before

LONGEST_REASON = 500


@action("post.capture")
def capture(
    user: User, thread: Thread, member_id, how: str, body, parent: Post | None = None, actor_id=None, token=""
) -> Post:
    """An answer of member number `member_id`, as `reply` writes it; the form's `token` as there."""
    place = f"capture-{thread.id}"
    if (sent := sent_before(user, token, place, body)) is not None:
        return sent
    thread = where_it_went(user, thread, parent)
    member = db.session.get(Membership, member_id or 0)
    if member is None or member.space_id != thread.forum.space_id or member.left_at is not None:
        raise Invalid(fields={"member": _("Elige quién lo dijo.")})
    if how not in CAPTURES:
        raise Invalid(fields={"how": _("Elige cómo llegó.")})
    if parent is None:
        parent = db.session.connection().execute(_FIRST, {"thread": thread.id}).one()
    elif not is_readable(user, parent) or parent.held_at is not None:
        raise NotFound()
    post = _write(member.user, thread.forum, thread, parent, body, actor_id, captured_by=user)
    post.captured_how = how
    note_sending(user, token, place, body, post)
    db.session.flush()
    record("post.created", user, post, thread=thread.id, post=post.id, parent=post.parent_id, path=post.path)
    record("post.captured", user, post, {"how": how}, post=post.id)
    return post


@action("post.claim")
def answer_capture(user: User, post: Post, is_mine: bool, reason: str = "") -> Post:
    """«Es mío», or «Yo no dije esto»: that hides nothing, and asks moderators to look at it."""
    if post.captured_by_id is None:
        raise Conflict(_("Este aporte no lo capturó otra persona."))
    if is_mine:
        post.claimed_at, post.disowned_at = now(), None
        record("post.claimed", user, post, thread=post.thread_id, post=post.id)
        return post
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(fields={"reason": _("Escribe qué dijiste, o por qué no es tuyo: lo lee quien modera.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    post.claimed_at, post.disowned_at = None, now()
    asked = db.select(Flag.id).filter_by(post_id=post.id, user_id=user.id, kind=DISOWNED, resolved_at=None)
    if db.session.scalar(asked) is None:
        raise_flag(user, post, post.thread.forum.space_id, DISOWNED, reason)
    record("post.disowned", user, post, {"reason": reason}, thread=post.thread_id, post=post.id)
    return post
