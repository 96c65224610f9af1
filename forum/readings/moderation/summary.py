"""How a space is doing, for who moderates: what waits, who spoke and who did not, what nobody answered."""

from collections import namedtuple
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Actor, Forum, Membership, MembershipActor, Post, Space, Thread, User
from ...models.base import now
from ..forums.threads import actor_row
from .queue import KINDS, _waiting

WEEK = timedelta(days=7)
MOST = 50

ActorWeek = namedtuple("ActorWeek", "actor week before")
ForumWeek = namedtuple("ForumWeek", "id number title week before")
Silent = namedtuple("Silent", "membership_id name actor last")
Unanswered = namedtuple("Unanswered", "id title forum created_at")
Summary = namedtuple("Summary", "waiting actors forums silent unanswered more_silent more_unanswered")


def summary(space) -> Summary:
    start = now() - WEEK
    waiting = _waiting(select(Space.id).where(Space.id == space.id)).subquery()
    counted = dict(db.session.execute(select(waiting.c.kind, func.count()).group_by(waiting.c.kind)).all())
    silent, unanswered = _silent(space, start), _unanswered(space)
    return Summary(
        {kind: counted.get(kind, 0) for kind in KINDS},
        _actors(space, start),
        _forums(space, start),
        silent[:MOST],
        unanswered[:MOST],
        len(silent) > MOST,
        len(unanswered) > MOST,
    )


_SEEN = (Post.hidden_at.is_(None), Post.held_at.is_(None))


def _weeks(start):
    before = start - WEEK
    this = func.count(Post.id).filter(Post.created_at >= start)
    return this, func.count(Post.id).filter(Post.created_at < start, Post.created_at >= before)


def _actors(space, start):
    query = (
        select(Actor, *_weeks(start))
        .outerjoin(Post, and_(Post.actor_id == Actor.id, *_SEEN))
        .where(Actor.space_id == space.id, Actor.removed_at.is_(None))
        .group_by(Actor.id)
        .order_by(Actor.position, Actor.id)
    )
    return [ActorWeek(actor_row(actor), week, before) for actor, week, before in db.session.execute(query)]


def _forums(space, start):
    query = (
        select(Forum.id, Forum.number, Forum.title, *_weeks(start))
        .outerjoin(Thread, Thread.forum_id == Forum.id)
        .outerjoin(Post, and_(Post.thread_id == Thread.id, *_SEEN))
        .where(Forum.space_id == space.id)
        .group_by(Forum.id)
        .order_by(Forum.number)
    )
    return [ForumWeek(*row) for row in db.session.execute(query)]


def _silent(space, start):
    """Participants who have written nothing for a week, those who never did first."""
    last = (
        select(func.max(Post.created_at))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Forum.space_id == space.id, Post.author_id == Membership.user_id)
        .correlate(Membership)
        .scalar_subquery()
    )
    usual = aliased(MembershipActor)
    query = (
        select(Membership.id, User.name, Actor, last)
        .join(User, User.id == Membership.user_id)
        .outerjoin(usual, and_(usual.membership_id == Membership.id, usual.position == 0))
        .outerjoin(Actor, Actor.id == usual.actor_id)
        .where(
            Membership.space_id == space.id,
            Membership.left_at.is_(None),
            Membership.role == "participant",
            Membership.joined_at < start,
            or_(last.is_(None), last < start),
        )
        .order_by(last.is_not(None), last, User.name)
        .limit(MOST + 1)
    )
    return [Silent(id, name, actor_row(actor), at) for id, name, actor, at in db.session.execute(query)]


def _unanswered(space):
    """Threads in which nobody but who opened them has written, the oldest first."""
    answer = aliased(Post)
    answered = (
        select(answer.id)
        .where(answer.thread_id == Thread.id, answer.author_id != Thread.author_id, answer.held_at.is_(None))
        .exists()
    )
    query = (
        select(Thread.id, Thread.title, Forum.number, Thread.created_at)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(
            Forum.space_id == space.id,
            Forum.mode != "news",
            Thread.merged_into_id.is_(None),
            Thread.held_at.is_(None),
            ~answered,
        )
        .order_by(Thread.created_at, Thread.id)
        .limit(MOST + 1)
    )
    return [Unanswered(*row) for row in db.session.execute(query)]
