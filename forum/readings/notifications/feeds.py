"""What a feed and a calendar tell: the last posts of a forum or a thread, and the dates of a space."""

from collections import namedtuple

from sqlalchemy import func, select

from ...extensions import db
from ...models import Actor, Forum, MailPreference, Post, Thread, User
from ...visibility import readable_posts
from ..names import author_name

MOST = 40

FeedRow = namedtuple("FeedRow", "id title html author actor created_at changed_at")


def last_posts(user, thread: Thread | None = None, forum: Forum | None = None) -> list[FeedRow]:
    """Of a thread, or of a forum: what `user` may read, the newest first."""
    where = Thread.id == thread.id if thread is not None else Forum.id == forum.id
    query = (
        select(
            Post.id,
            Thread.title,
            Post.html,
            author_name(user),
            Actor.name,
            Post.created_at,
            func.coalesce(Post.edited_at, Post.created_at),
        )
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .where(where, Post.hidden_at.is_(None), Post.held_at.is_(None), readable_posts(user))
        .order_by(Post.id.desc())
        .limit(MOST)
    )
    return [FeedRow(*row) for row in db.session.execute(query)]


def reader_of(numbers) -> User | None:
    """The person of a personal address that was given out and not changed since."""
    if not numbers or len(numbers) != 2:
        return None
    person, key = numbers
    preference = db.session.get(MailPreference, person)
    standing = preference.feed_key if preference else 1
    return db.session.get(User, person) if key == standing else None
