"""What is new to a person: what others wrote, and the person may read, after what they have read of each thread."""

from collections import namedtuple
from functools import cache

from sqlalchemy import String, bindparam, cast, func, literal, select, union_all

from ...extensions import db
from ...models import Bookmark, Draft, Forum, Post, ReadMark, Support, Thread
from ...permissions import standing
from ...visibility import readable_among, readable_posts

MOST_THREADS = 50
MOST_NEW = 999  # as many are counted one by one on a thread's page

Unread = namedtuple("Unread", "count first")  # how many posts, and the number of the first
NewsRow = namedtuple("NewsRow", "id title forum_id forum posts first last_post_at")
Place = namedtuple("Place", "thread_id title forum post_id unread")
NOTHING = Unread(0, None)


def unread_forums(user, space) -> dict[int, Unread]:
    """By forum of the space."""
    if user is None:
        return {}
    found = {}
    query = _unread(user, Thread.forum_id, Thread.id).where(Forum.space_id == space.id)
    for forum, _thread, count, first in db.session.execute(query.group_by(Thread.forum_id, Thread.id)):
        before = found.get(forum)
        found[forum] = Unread(before.count + count, min(before.first, first)) if before else Unread(count, first)
    return found


def unread_threads(user, threads) -> dict[int, Unread]:
    """By thread, of these numbers."""
    if user is None or not threads:
        return {}
    query = _unread(user, Thread.id).where(Thread.id.in_(list(threads))).group_by(Thread.id)
    return {thread: Unread(*rest) for thread, *rest in db.session.execute(query)}


# `mark` is None in a thread that was never opened; of `unread` posts at most one more than `MOST_NEW` are counted.
Read = namedtuple("Read", "mark ahead unread first")
# The numbers of the posts they support and of those they keep, and the version of what they were writing (0: nothing).
Own = namedtuple("Own", "read supported kept draft")
STRANGER = Own(Read(None, frozenset(), 0, None), frozenset(), frozenset(), 0)


def own_of(user, thread, posts) -> Own:
    """What of a thread's page is this person's alone: of the posts with these numbers, and how far they read."""
    if user is None:
        return STRANGER
    numbers = posts or [0]
    values = {"me": user.id, "thread": thread.id, "first": min(numbers), "last": max(numbers)}
    values["place"] = f"thread-{thread.id}"
    found, words = {}, {}
    statement = _own(standing(user, thread).reaches("moderator"), thread.forum.answers_are_open)
    for what, number, more in db.session.execute(statement, values):
        found.setdefault(what, set()).add(number)
        words[what] = more
    mark = next(iter(found.get("mark", ())), None)
    ahead = {int(number) for number in words.get("mark", "").split()}
    count = next(iter(found["new"]))
    new = Unread(count - len(ahead), int(words["new"])) if count > len(ahead) else NOTHING
    supported, kept = found.get("support", frozenset()), found.get("kept", frozenset())
    return Own(Read(mark, ahead, *new), supported, kept, next(iter(found.get("draft", ())), 0))


@cache
def _own(moderates, answers_open):
    """Asked on every page of a thread, so one statement, made once for each way of seeing it."""
    me, between, none = bindparam("me"), (bindparam("first"), bindparam("last")), literal("")
    new = (
        select(Post.id)
        .join(ReadMark, (ReadMark.thread_id == Post.thread_id) & (ReadMark.user_id == me))
        .where(Post.thread_id == bindparam("thread"), Post.id > ReadMark.post_id, Post.author_id != me)
        .where(readable_among(moderates, answers_open, me))
        .order_by(Post.id)
        .limit(MOST_NEW + 1)
        .subquery()
    )
    return union_all(
        select(literal("support"), Support.post_id, none).where(
            Support.user_id == me, Support.post_id.between(*between)
        ),
        select(literal("kept"), Bookmark.post_id, none).where(
            Bookmark.user_id == me, Bookmark.post_id.between(*between)
        ),
        select(literal("mark"), ReadMark.post_id, ReadMark.ahead).where(
            ReadMark.user_id == me, ReadMark.thread_id == bindparam("thread")
        ),
        select(literal("draft"), Draft.version, none).where(Draft.user_id == me, Draft.place == bindparam("place")),
        select(literal("new"), func.count(), cast(func.min(new.c.id), String)),
    )


def read_of(user, thread) -> Read:
    """How far `user` has read a thread, and what is new in it."""
    return own_of(user, thread, []).read


def new_posts(user, thread) -> list[int]:
    """The numbers of all posts after the person's mark in this thread, in order."""
    return list(db.session.scalars(_news(user, Post.id).where(Thread.id == thread.id).order_by(Post.id)))


def last_readable(user, thread) -> int:
    """What is not to be read yet (it waits, or one answers first) is new when it comes to be."""
    standing_here, forum = standing(user, thread), thread.forum
    readable = readable_among(standing_here.reaches("moderator"), forum.answers_are_open, user.id)
    return db.session.scalar(select(func.max(Post.id)).where(Post.thread_id == thread.id, readable)) or 0


def news_of(user, space, since=None) -> list[NewsRow]:
    """The threads with something new, the newest first: new to `user`, or of all posts written after `since`."""
    if since is None:
        query = _unread(user, Thread.id)
    else:
        query = (
            select(Thread.id, func.count(Post.id), func.min(Post.id))
            .select_from(Post)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(readable_posts(user), Post.created_at >= since)
        )
    query = query.add_columns(func.max(Post.created_at)).where(Forum.space_id == space.id).group_by(Thread.id)
    found = query.order_by(func.max(Post.id).desc()).limit(MOST_THREADS).subquery()
    rows = db.session.execute(
        select(Thread.id, Thread.title, Forum.id, Forum.number, found.c[1], found.c[2], found.c[3])
        .join(found, found.c[0] == Thread.id)
        .join(Forum, Forum.id == Thread.forum_id)
        .order_by(found.c[3].desc(), Thread.id)
    ).all()
    return [NewsRow(*row) for row in rows]


def last_place(user, space) -> Place | None:
    """Where the person read last in this space."""
    if user is None:
        return None
    row = db.session.execute(
        select(Thread.id, Thread.title, Forum.number, ReadMark.post_id)
        .join(ReadMark, ReadMark.thread_id == Thread.id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(ReadMark.user_id == user.id, Forum.space_id == space.id)
        .order_by(ReadMark.read_at.desc(), Thread.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Place(*row, unread_threads(user, [row.id]).get(row.id, NOTHING))


def _unread(user, *by):
    """How many, less those seen ahead; the first was never seen, else the mark would stand after it."""
    count = func.count(Post.id) - func.coalesce(func.max(ReadMark.ahead_count), 0)
    return _news(user, *by, count, func.min(Post.id))


def _news(user, *columns):
    """A select over the posts that are new to `user`."""
    mark = (ReadMark.thread_id == Thread.id) & (ReadMark.user_id == user.id)
    return (
        select(*columns)
        .select_from(Thread)
        .join(Forum, Forum.id == Thread.forum_id)
        .outerjoin(ReadMark, mark)
        .join(Post, (Post.thread_id == Thread.id) & (Post.id > func.coalesce(ReadMark.post_id, 0)))
        .where(Post.author_id != user.id, readable_posts(user))
    )
