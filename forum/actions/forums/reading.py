"""How far one has read, and what one keeps at hand. Nobody is told of either."""

from ...extensions import db
from ...models import Bookmark, Post, ReadMark, Thread, User
from ...models.base import now
from ...readings.forums.unread import last_readable, new_posts
from .. import action
from ..notifications.reading import mark_posts


@action("thread.read")
def mark_read(user: User, thread: Thread, seen: list[int]) -> ReadMark:
    """These posts of the thread were shown to `user`."""
    mark = db.session.get(ReadMark, (user.id, thread.id))
    if mark is None:
        mark = ReadMark(user_id=user.id, thread_id=thread.id, post_id=0, ahead="", ahead_count=0)
        db.session.add(mark)
        db.session.flush()
    mark_posts(user, seen)
    seen = mark.numbers_ahead | set(seen)
    new = new_posts(user, thread)
    left = next((number for number in new if number not in seen), None)
    mark.post_id = max(mark.post_id, last_readable(user, thread) if left is None else left - 1)
    ahead = [str(number) for number in new if left is not None and number > left and number in seen]
    mark.ahead, mark.ahead_count = " ".join(ahead), len(ahead)
    mark.read_at = now()
    return mark


@action("post.bookmark")
def bookmark(user: User, post: Post):
    if db.session.get(Bookmark, (user.id, post.id)) is None:
        db.session.add(Bookmark(user_id=user.id, post_id=post.id))


@action("post.bookmark")
def unbookmark(user: User, post: Post):
    kept = db.session.get(Bookmark, (user.id, post.id))
    if kept is not None:
        db.session.delete(kept)
