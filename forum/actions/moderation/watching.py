"""Words that a space watches for: a post with one waits for a moderator, or is flagged to them. Words are whole; their
accents and capitals do not; a line of several words is found where they stand side by side."""

from collections import namedtuple
from functools import lru_cache
from html import escape

from ... import text
from ...events import record
from ...extensions import db
from ...models import Flag, Post, Thread
from ...models.moderation import WATCHED
from ...permissions import standing
from ...search.words import words_of

Found = namedtuple("Found", "hold flag")
NOTHING = Found((), ())


def watched(user, forum, html, before="") -> Found:
    """What of the space's list stands in these words (and did not in those of `before`); nobody watches moderators."""
    space = forum.space
    if not (space.watched_hold or space.watched_flag) or standing(user, forum).reaches("moderator"):
        return NOTHING
    said, had = forms(html), forms(before) if before else " "
    return Found(*(_found(lines, said, had) for lines in (space.watched_hold, space.watched_flag)))


def titled(title, html="") -> str:
    """A thread's title is read with the post that opens it."""
    return f"<p>{escape(title)}</p>{html}"


def watch_title(user, thread: Thread, before: str):
    """The title is another: what it says now, and did not say, is flagged on the post that opens the thread."""
    found = watched(user, thread.forum, titled(thread.title), titled(before))
    if found.hold or found.flag:
        opening = db.session.scalar(db.select(Post).where(Post.thread_id == thread.id, Post.parent_id.is_(None)))
        note_watched(opening, thread.forum.space_id, found)


def note_watched(post: Post, space_id: int, found: Found):
    """In the transaction that writes the post: moderators see it in their queue, with the words."""
    for word in found.hold + found.flag:
        raise_flag(None, post, space_id, WATCHED, word)
    if post.held_at is not None:
        record("post.waits", None, post, post=post.id)


def raise_flag(user, post, space_id, kind, words) -> Flag:
    raised = Flag(
        space_id=space_id,
        post_id=post.id,
        post_version=post.version,
        user_id=user.id if user else None,
        kind=kind,
        words=words,
    )
    db.session.add(raised)
    db.session.flush()
    record("flag.raised", user, post, post=post.id)
    return raised


def forms(html):
    """The words of a text as they are compared, each between spaces."""
    return f" {' '.join(word.form for word in words_of(text.plain(html)))} "


def _found(lines, said, had):
    return tuple(line for line, looked in _looked(lines) if looked in said and looked not in had)


@lru_cache(maxsize=200)
def _looked(lines):
    compared = ((line, " ".join(word.form for word in words_of(line))) for line in lines.splitlines())
    return [(line, f" {looked} ") for line, looked in compared if looked]
