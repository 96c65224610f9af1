"""What a person or an actor said in a space, and whole conversations for paper."""

from collections import namedtuple
from dataclasses import dataclass

from sqlalchemy import func, select

from ...extensions import db
from ...models import Actor, Forum, Organization, Post, Thread, User
from ...visibility import readable_posts
from ..names import author_name, named, organization_name
from .attachments import attachments_of
from .threads import actor_row

PAGE = 30

SaidRow = namedtuple(
    "SaidRow", "id thread_id title forum_id forum html actor organization author created_at attachments"
)


@dataclass
class Said:
    """A page of it, the newest first."""

    posts: list
    total: int
    number: int

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def said_by(user, space, number=1, author_id=None, actor_id=None) -> Said:
    """What `user` may read of what a person (where they may know who wrote) or an actor said in the space."""
    window = [Forum.space_id == space.id, readable_posts(user)]
    window += [Post.author_id == author_id, named(user)] if author_id else [Post.actor_id == actor_id]
    total = db.session.scalar(_joined(select(func.count(Post.id))).where(*window))
    columns = (Post.id, Thread.id, Thread.title, Forum.id, Forum.number, Post.html, Actor)
    query = (
        _joined(select(*columns, organization_name(user), author_name(user), Post.created_at, Post.attached))
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .where(*window)
        .order_by(Post.created_at.desc(), Post.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    rows = db.session.execute(query).all()
    files = attachments_of([row.id for row in rows if row.attached])
    posts = [SaidRow(*row[:6], actor_row(row[6]), *row[7:-1], files.get(row.id, ())) for row in rows]
    return Said(posts, total, number)


def _joined(query):
    return query.select_from(Post).join(Thread, Thread.id == Post.thread_id).join(Forum, Forum.id == Thread.forum_id)


def captured_for(member) -> list:
    """(post, title of its thread, when) of what was typed in in this person's name and they have not answered yet."""
    query = _joined(select(Post.id, Thread.title, Post.created_at)).where(
        Forum.space_id == member.space_id,
        Post.author_id == member.user_id,
        Post.captured_by_id.is_not(None),
        Post.claimed_at.is_(None),
        Post.disowned_at.is_(None),
    )
    return db.session.execute(query.order_by(Post.id.desc()).limit(50)).all()
