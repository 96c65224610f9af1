"""The log of decisions, a person's record, and what became of an appeal."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from ...extensions import db
from ...models import Appeal, Decision, Forum, Membership, Post, Thread, User
from ...models.moderation import TOLD
from .queue import Record

PAGE = 50
MOST_EXPORTED = 20_000


@dataclass
class Log:
    decisions: list
    total: int
    number: int

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def log_of(space, number=1, most=PAGE, kind=None, person=None, moderator=None, since=None, until=None) -> Log:
    """Page `number` of what was decided in the space, the newest first."""
    window = [Decision.space_id == space.id]
    window += [Decision.kind == kind] if kind else []
    window += [Decision.person_id == person] if person else []
    window += [Decision.moderator_id == moderator] if moderator else []
    window += [Decision.created_at >= since] if since else []
    window += [Decision.created_at <= until] if until else []
    total = db.session.scalar(select(func.count(Decision.id)).where(*window))
    query = _whole(select(Decision)).where(*window).order_by(Decision.id.desc())
    return Log(db.session.scalars(query.limit(most).offset((number - 1) * most)).all(), total, number)


def _whole(query):
    return query.options(
        joinedload(Decision.moderator),
        joinedload(Decision.person),
        joinedload(Decision.undone_by),
        joinedload(Decision.post),
        joinedload(Decision.thread),
    )


def people_in_log(space) -> tuple[list, list]:
    """(number, name) of those about whom something was decided, and of those who decided."""
    found = []
    for column in (Decision.person_id, Decision.moderator_id):
        query = select(User.id, User.name).join(Decision, column == User.id).where(Decision.space_id == space.id)
        found.append([tuple(row) for row in db.session.execute(query.distinct().order_by(User.name))])
    return tuple(found)


def decisions_about(user_id, space, told_only=False, most=50) -> list[Decision]:
    """What was decided about a person in the space, the newest first; `told_only`: what they read themselves."""
    query = _whole(select(Decision)).where(Decision.person_id == user_id, Decision.space_id == space.id)
    if told_only:
        query = query.where(Decision.kind.in_(TOLD))
    return db.session.scalars(query.order_by(Decision.id.desc()).limit(most)).all()


def record_of(member: Membership) -> Record:
    author = aliased(Post)
    posts, hidden = db.session.execute(
        select(func.count(author.id), func.count(author.hidden_at))
        .join(Thread, Thread.id == author.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(author.author_id == member.user_id, Forum.space_id == member.space_id)
    ).one()
    kinds = dict(
        db.session.execute(
            select(Decision.kind, func.count())
            .where(
                Decision.person_id == member.user_id,
                Decision.space_id == member.space_id,
                Decision.undone_at.is_(None),
            )
            .group_by(Decision.kind)
        ).all()
    )
    return Record(posts, hidden, kinds.get("warn", 0), kinds.get("silence", 0) + kinds.get("suspend", 0))


def appeal_of(post) -> Appeal | None:
    """The one about the hiding that stands, or the last there was."""
    return db.session.scalar(select(Appeal).where(Appeal.post_id == post.id).order_by(Appeal.id.desc()).limit(1))
