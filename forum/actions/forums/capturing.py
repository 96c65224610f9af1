"""What somebody said on paper or aloud, typed in by a moderator in their name; they say later whether it is theirs."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Flag, Forum, Membership, Post, Thread, User
from ...models.base import now
from ...models.forums import CAPTURES
from ...models.moderation import DISOWNED
from ...permissions import is_readable, standing
from ...visibility import own_free
from .. import action
from ..moderation.watching import raise_flag
from .posts import _FIRST, _write, where_it_went
from .sending import note_sending, sent_before
from .setting_up import clean_title, question_of
from .terms import check_question

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
    member = _who_said(thread.forum, member_id, how)
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


@action("thread.capture")
def capture_thread(
    user: User, forum: Forum, member_id, how: str, title, body, question_id=None, actor_id=None, token=""
) -> Thread:
    """A thread that member number `member_id` would have opened."""
    place = f"capturing-{forum.id}"
    if (sent := sent_before(user, token, place, body)) is not None:
        return sent.thread
    member = _who_said(forum, member_id, how)
    if not own_free(standing(member.user, forum), forum):
        raise Invalid(fields={"member": _("En este foro su hilo ya está abierto: captura lo que dijo en él.")})
    thread = Thread(forum_id=forum.id, title=clean_title(title, "title"), question_id=question_of(forum, question_id))
    thread.author_id = member.user_id
    check_question(forum, thread.question_id)
    db.session.add(thread)
    db.session.flush()
    post = _write(member.user, forum, thread, None, body, actor_id, captured_by=user)
    post.captured_how = how
    thread.held_at = post.held_at
    note_sending(user, token, place, body, post)
    db.session.flush()
    record("thread.created", user, thread, thread=thread.id, post=post.id)
    record("post.captured", user, post, {"how": how}, post=post.id)
    return thread


def _who_said(forum, member_id, how) -> Membership:
    member = db.session.get(Membership, member_id or 0)
    if member is None or member.space_id != forum.space_id or member.left_at is not None:
        raise Invalid(fields={"member": _("Elige quién lo dijo.")})
    if how not in CAPTURES:
        raise Invalid(fields={"how": _("Elige cómo llegó.")})
    return member


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
