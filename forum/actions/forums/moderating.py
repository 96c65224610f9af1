"""Moderating: hiding and showing posts, closing and pinning threads. What matters is a record: who, when, why."""

from flask_babel import gettext as _

from ...events import record
from ...extensions import db
from ...models import Decision, Hiding, Post, Thread, User
from ...models.base import now
from .. import action
from ..matrices.sources import mark_sources
from ..moderation.log import clean_reason, decide, settle_appeals, settle_flags, tell
from ..moderation.marks import become_new, become_unseen


@action("post.hide")
def hide(user: User, post: Post, reason: str) -> Hiding:
    """Out of sight with a reason everybody reads; answers stay, and so does what matrices quote, marked."""
    reason = clean_reason(reason)
    if post.hiding is None:
        hide_post(user, post, reason)
    return post.hiding


def hide_post(user, post, reason) -> Decision:
    hiding = Hiding(post=post, moderator_id=user.id, reason=reason)
    db.session.add(hiding)
    post.hidden_at = hiding.created_at = now()
    db.session.flush()
    mark_sources(user, post)
    become_unseen(post)
    record("post.hidden", user, post, kept={"reason": reason}, thread=post.thread_id, post=post.id)
    decision = decide(user, "hide", post, reason, hiding=hiding.id)
    settle_flags(decision, post)
    tell(
        user,
        decision,
        lambda: _("Un aporte tuyo fue ocultado"),
        lambda: _(
            "Tu aporte en «%(thread)s» fue ocultado. Motivo: %(reason)s\n\nTus palabras no se perdieron: las sigues "
            "leyendo tú. Si crees que es un error, pide aquí que otra persona lo mire:",
            thread=post.thread.title,
            reason=reason,
        ),
    )
    return decision


@action("post.hide")
def show(user: User, post: Post) -> Post:
    """Lift the hiding."""
    if post.hiding is not None:
        show_post(user, post, "show")
    return post


def show_post(user, post, kind, reason="") -> Decision:
    hiding = post.hiding
    lift_hiding(user, post, kind)
    decision = decide(user, kind, post, reason, hiding=hiding.id)
    settle_appeals(decision, post)
    tell(
        user,
        decision,
        lambda: _("Tu aporte se ve de nuevo"),
        lambda: _("Tu aporte en «%(thread)s» se ve de nuevo. %(reason)s", thread=post.thread.title, reason=reason),
    )
    return decision


def lift_hiding(user, post, kind="show"):
    hiding = post.hiding
    hiding.lifted_at, hiding.lifted_by_id = now(), user.id
    post.hidden_at = None
    db.session.flush()
    mark_sources(user, post)
    become_new(post)
    record("post.shown", user, post, {"kind": kind}, thread=post.thread_id, post=post.id)


@action("post.approve")
def approve(user: User, post: Post) -> Post:
    """What waited is published, its thread with it where it opens one."""
    if post.held_at is not None:
        publish(user, post)
    return post


def publish(user, post, reason="") -> Decision:
    held = post.held_at
    post.held_at = None
    thread = post.thread
    if post.parent_id is None:
        thread.held_at = None
    thread.last_post_at = max(thread.last_post_at, now())
    db.session.flush()
    become_new(post)
    record("post.approved", user, post, thread=thread.id, post=post.id, parent=post.parent_id, path=post.path)
    decision = decide(user, "approve", post, reason, held=held.isoformat())
    settle_flags(decision, post)
    return decision


@action("thread.lock")
def lock(user: User, thread: Thread) -> Thread:
    """No new answers; it can be read."""
    if thread.locked_at is None:
        thread.locked_at, thread.locked_by_id = now(), user.id
        record("thread.locked", user, thread, thread=thread.id)
        decide(user, "lock", thread)
    return thread


@action("thread.lock")
def unlock(user: User, thread: Thread) -> Thread:
    if thread.locked_at is not None:
        thread.locked_at = thread.locked_by_id = None
        record("thread.unlocked", user, thread, thread=thread.id)
        decide(user, "unlock", thread)
    return thread


@action("thread.pin")
def pin(user: User, thread: Thread) -> Thread:
    """At the top of its forum."""
    if thread.pinned_at is None:
        thread.pinned_at, thread.pinned_by_id = now(), user.id
        record("thread.pinned", user, thread, thread=thread.id)
        decide(user, "pin", thread)
    return thread


@action("thread.pin")
def unpin(user: User, thread: Thread) -> Thread:
    if thread.pinned_at is not None:
        thread.pinned_at = thread.pinned_by_id = None
        record("thread.unpinned", user, thread, thread=thread.id)
        decide(user, "unpin", thread)
    return thread
