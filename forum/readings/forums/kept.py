"""The posts that a person keeps at hand."""

from collections import namedtuple
from functools import cache

from sqlalchemy import bindparam, select

from ...extensions import db
from ...models import Actor, Bookmark, Forum, Post, Space, Thread, User
from ...text import plain
from ...visibility import readable_posts
from ..names import author_name

MOST = 200
LONGEST = 220

KeptRow = namedtuple("KeptRow", "id title words author actor forum space created_at")


def bookmarks_of(user) -> list[KeptRow]:
    """Those that may be read still, the last kept first; one more than `MOST` where there are more."""
    rows = db.session.execute(
        select(Post.id, Thread.title, Post.html, author_name(user), Actor, Forum.number, Space.title, Post.created_at)
        .select_from(Bookmark)
        .join(Post, Post.id == Bookmark.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .join(Space, Space.id == Forum.space_id)
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .where(Bookmark.user_id == user.id, readable_posts(user))
        .order_by(Bookmark.created_at.desc(), Post.id.desc())
        .limit(MOST + 1)
    ).all()
    return [KeptRow(id, title, _brief(html), *rest) for id, title, html, *rest in rows]


def bookmarked(user, posts) -> set[int]:
    """Which of these posts the person keeps."""
    if user is None or not posts:
        return set()
    return set(db.session.scalars(_bookmarked(), {"me": user.id, "posts": posts}))


@cache
def _bookmarked():
    return select(Bookmark.post_id).where(
        Bookmark.user_id == bindparam("me"), Bookmark.post_id.in_(bindparam("posts", expanding=True))
    )


def _brief(html):
    words = " ".join(plain(html).split())
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
