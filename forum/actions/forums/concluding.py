"""Closing a thread or a forum with what is drawn from it, in words that stand on top."""

from flask_babel import gettext as _

from ... import text
from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Forum, Thread, User
from ...models.base import now
from .. import action
from ..moderation.log import decide
from .drafts import forget_draft


@action("thread.conclude")
def conclude_thread(user: User, thread: Thread, words: str) -> Thread:
    """The thread is closed; where it was concluded already the words change."""
    before = _conclude(user, thread, words)
    forget_draft(user, f"conclusion-{thread.id}")
    if thread.locked_at is None:
        thread.locked_at, thread.locked_by_id = now(), user.id
        record("thread.locked", user, thread, thread=thread.id)
        decide(user, "lock", thread)
    record("thread.concluded", user, thread, kept=before, thread=thread.id)
    return thread


@action("thread.conclude")
def withdraw_from_thread(user: User, thread: Thread) -> Thread:
    """The conclusions are taken away; the thread stays closed until somebody opens it again."""
    if thread.conclusion:
        record("thread.concluded", user, thread, kept=_withdraw(thread), thread=thread.id)
    return thread


@action("forum.conclude")
def conclude_forum(user: User, forum: Forum, words: str) -> Forum:
    """The forum is closed from now on."""
    before = _conclude(user, forum, words)
    forget_draft(user, f"summary-{forum.id}")
    if forum.phase != "closed":
        forum.closes_at = now()
        if forum.opens_at and forum.opens_at >= forum.closes_at:
            forum.opens_at = None  # it never opened
        record("forum.changed", user, forum, forum=forum.id)
    record("forum.concluded", user, forum, kept=before, forum=forum.id)
    return forum


@action("forum.conclude")
def withdraw_from_forum(user: User, forum: Forum) -> Forum:
    """The conclusions are taken away; the forum opens again by its dates."""
    if forum.conclusion:
        record("forum.concluded", user, forum, kept=_withdraw(forum), forum=forum.id)
    return forum


def _conclude(user, thing, words):
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid(fields={"body": _("Escribe las conclusiones: se leen arriba de la conversación.")})
    if len(words) > text.LIMIT:
        raise Invalid(
            fields={"body": _("Tienen %(n)s letras y caben %(limit)s. Acórtalas.", n=len(words), limit=text.LIMIT)}
        )
    before = {"conclusion": thing.conclusion}
    thing.conclusion, thing.conclusion_html = words, text.render(words)
    thing.concluded_at, thing.concluded_by_id = now(), user.id
    db.session.flush()
    return before


def _withdraw(thing):
    before = {"conclusion": thing.conclusion}
    thing.conclusion = thing.conclusion_html = ""
    thing.concluded_at = thing.concluded_by_id = None
    return before
