"""Moderating: hiding and showing posts, closing and pinning threads. What matters is a record: who, when, why."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Hiding, Post, Thread, User
from ...models.base import now
from .. import action
from ..matrices.sources import mark_sources

LONGEST_REASON = 300


@action("post.hide")
def hide(user: User, post: Post, reason: str) -> Hiding:
    """Out of sight with a reason everybody reads; answers stay, and so does what matrices quote, marked."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(fields={"reason": _("Escribe el motivo: lo leerán su autor y el hilo.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    if post.hiding is not None:
        return post.hiding
    hiding = Hiding(post_id=post.id, moderator_id=user.id, reason=reason)
    db.session.add(hiding)
    post.hidden_at = hiding.created_at = now()
    db.session.flush()
    mark_sources(user, post)
    record("post.hidden", user, post, kept={"reason": reason}, thread=post.thread_id, post=post.id)
    return hiding


@action("post.hide")
def show(user: User, post: Post) -> Post:
    """Lift the hiding."""
    hiding = post.hiding
    if hiding is not None:
        hiding.lifted_at, hiding.lifted_by_id = now(), user.id
        post.hidden_at = None
        db.session.flush()
        mark_sources(user, post)
        record("post.shown", user, post, thread=post.thread_id, post=post.id)
    return post


@action("post.approve")
def approve(user: User, post: Post) -> Post:
    """What waited is published, its thread with it where it opens one."""
    if post.held_at is not None:
        post.held_at = None
        thread = post.thread
        if post.parent_id is None:
            thread.held_at = None
        thread.last_post_at = max(thread.last_post_at, now())
        record("post.approved", user, post, thread=thread.id, post=post.id, parent=post.parent_id, path=post.path)
    return post


@action("thread.lock")
def lock(user: User, thread: Thread) -> Thread:
    """No new answers; it can be read."""
    if thread.locked_at is None:
        thread.locked_at, thread.locked_by_id = now(), user.id
        record("thread.locked", user, thread, thread=thread.id)
    return thread


@action("thread.lock")
def unlock(user: User, thread: Thread) -> Thread:
    if thread.locked_at is not None:
        thread.locked_at = thread.locked_by_id = None
        record("thread.unlocked", user, thread, thread=thread.id)
    return thread


@action("thread.pin")
def pin(user: User, thread: Thread) -> Thread:
    """At the top of its forum."""
    if thread.pinned_at is None:
        thread.pinned_at, thread.pinned_by_id = now(), user.id
        record("thread.pinned", user, thread, thread=thread.id)
    return thread


@action("thread.pin")
def unpin(user: User, thread: Thread) -> Thread:
    if thread.pinned_at is not None:
        thread.pinned_at = thread.pinned_by_id = None
        record("thread.unpinned", user, thread, thread=thread.id)
    return thread
