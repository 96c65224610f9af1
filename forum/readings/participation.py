"""How much each person and each actor of a space took part, in a number of statements that does not grow."""

from collections import namedtuple

from sqlalchemy import and_, case, distinct, func, select

from ..extensions import db
from ..models import Actor, Forum, Post, ReadMark, SearchDocument, Support, Thread
from ..text import folded
from .spaces import members_of

PersonRow = namedtuple(
    "PersonRow", "id user_id name role actors organization posts words questions supports seen_at points"
)
ActorRow = namedtuple("ActorRow", "actor people posts words questions")
SORTS = ("name", "posts", "words", "questions", "supports", "seen_at", "points")


def participation(user, space, since=None, until=None, own=False, marks=None) -> list[PersonRow]:
    """A row a member, by name; with `own` that of `user` alone. `since` and `until` bound what was written and
    supported; when somebody was last seen is always told. `marks` are as `latest_marks` gives them."""
    only = user.id if own else None
    said = _said(space, Post.author_id, since, until, only)
    supports = (
        select(Support.user_id, func.count())
        .join(Post, Post.id == Support.post_id)
        .where(_of(space), *_within(Support.created_at, since, until))
        .group_by(Support.user_id)
    )
    read = select(ReadMark.user_id, func.max(ReadMark.read_at)).join(Thread, Thread.id == ReadMark.thread_id)
    read = read.where(Thread.forum_id.in_(_forums(space))).group_by(ReadMark.user_id)
    if own:
        supports, read = supports.where(Support.user_id == only), read.where(ReadMark.user_id == only)
    supports, read = dict(db.session.execute(supports).all()), dict(db.session.execute(read).all())
    rows = []
    for member in members_of(user, space):
        if own and member.user_id != only:
            continue
        posts, words, questions, last = said.get(member.user_id, (0, 0, 0, None))
        seen = [moment for moment in (last, read.get(member.user_id)) if moment]
        rows.append(
            PersonRow(
                id=member.id,
                user_id=member.user_id,
                name=member.name,
                role=member.role,
                actors=member.actors,
                organization=member.organization or "",
                posts=posts,
                words=words,
                questions=questions,
                supports=supports.get(member.user_id, 0),
                seen_at=max(seen, default=None),
                points=marks[member.id].points if marks and member.id in marks else None,
            )
        )
    return rows


def by_actor(space, since=None, until=None) -> list[ActorRow]:
    """The standing actors in their order, with what was said in their names."""
    said = _said(space, Post.actor_id, since, until)
    voices = select(Post.actor_id, func.count(distinct(Post.author_id))).where(_of(space), _published())
    voices = voices.where(*_within(Post.created_at, since, until)).group_by(Post.actor_id)
    people = dict(db.session.execute(voices).all())
    actors = select(Actor).where(Actor.space_id == space.id, Actor.removed_at.is_(None))
    return [
        ActorRow(actor, people.get(actor.id, 0), *said.get(actor.id, (0, 0, 0, None))[:3])
        for actor in db.session.scalars(actors.order_by(Actor.position, Actor.id))
    ]


def in_order(rows, sort, descending):
    """By one of `SORTS`, those without it last; names break ties."""
    rows = sorted(rows, key=lambda row: folded(row.name), reverse=sort == "name" and descending)
    if sort == "name":
        return rows
    with_it = [row for row in rows if getattr(row, sort) is not None]
    return sorted(with_it, key=lambda row: getattr(row, sort), reverse=descending) + [
        row for row in rows if getattr(row, sort) is None
    ]


def _said(space, by, since, until, only=None):
    """{person or actor: (posts, words, questions, last)} of what is published; words as the index has them."""
    stems = SearchDocument.stems
    spaces = func.length(stems) - func.length(func.replace(stems, " ", ""))
    words = case((func.coalesce(stems, "") == "", 0), else_=spaces + 1)
    inside = and_(_published(), *_within(Post.created_at, since, until))
    query = (
        select(
            by,
            func.sum(case((inside, 1), else_=0)),
            func.sum(case((inside, words), else_=0)),
            func.count(distinct(case((inside, Thread.question_id)))),
            func.max(Post.created_at),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .outerjoin(SearchDocument, and_(SearchDocument.kind == "post", SearchDocument.thing_id == Post.id))
        .where(Thread.forum_id.in_(_forums(space)))
        .group_by(by)
    )
    if only is not None:
        query = query.where(by == only)
    return {
        number: (posts, words, questions, last) for number, posts, words, questions, last in db.session.execute(query)
    }


def _of(space):
    return Post.thread_id.in_(select(Thread.id).where(Thread.forum_id.in_(_forums(space))))


def _forums(space):
    return select(Forum.id).where(Forum.space_id == space.id)


def _published():
    return and_(Post.held_at.is_(None), Post.hidden_at.is_(None))


def _within(moment, since, until):
    return [clause for clause in (since and moment >= since, until and moment <= until) if clause is not None]
