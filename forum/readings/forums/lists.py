"""A space's forums, and a forum's threads."""

from collections import namedtuple
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import (
    Actor,
    Forum,
    Post,
    Question,
    Room,
    Thread,
    User,
)
from ...permissions import standing
from ...visibility import known_in, known_posts, names_shown
from .narrowing import ALL, Narrowing, narrowed
from .threads import PAGE, actor_row

ThreadRow = namedtuple(
    "ThreadRow",
    "id title question_id author posts actors created_at last_post_at locked pinned opening hidden held own",
)


@dataclass
class ForumPage:
    """A forum's threads, newest talk first, the pinned on top; `counts` maps a question's number to its threads."""

    forum: Forum
    questions: list
    threads: list
    total: int
    number: int
    seq: int
    counts: dict = field(default_factory=dict)
    narrowing: Narrowing = ALL

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def forum_page(user, forum, number=1, narrowing=ALL) -> ForumPage:
    """Page `number` of the forum's threads, all or narrowed; with what `user` may know of each."""
    said = aliased(Post)
    who = standing(user, forum)
    known, is_known = known_in(who, forum, said), known_threads_in(who, user)
    window = [Thread.forum_id == forum.id, Thread.merged_into_id.is_(None), is_known]
    window += narrowed(said, known, names_shown(who, forum), narrowing)
    seq = db.session.scalar(select(Room.seq).where(Room.name == f"forum:{forum.id}")) or 0
    counts = dict(
        db.session.execute(
            select(Thread.question_id, func.count())
            .where(Thread.forum_id == forum.id, Thread.merged_into_id.is_(None), is_known)
            .group_by(Thread.question_id)
        ).all()
    )
    total = db.session.scalar(select(func.count()).select_from(Thread).where(*window))
    posts = select(func.count()).select_from(said).where(said.thread_id == Thread.id, known).scalar_subquery()
    last = Thread.last_post_at
    if not (forum.answers_are_open or who.reaches("moderator")):
        last = select(func.max(said.created_at)).where(said.thread_id == Thread.id, known).scalar_subquery()
    opening = select(said.id).where(said.thread_id == Thread.id, said.parent_id.is_(None)).limit(1).scalar_subquery()
    rows = db.session.execute(
        select(
            Thread.id,
            Thread.title,
            Thread.question_id,
            User.name,
            posts,
            Thread.created_at,
            last,
            Thread.locked_at,
            Thread.pinned_at,
            Post.html,
            Post.hidden_at,
            Thread.held_at,
            Thread.author_id,
        )
        .join(User, User.id == Thread.author_id)
        .outerjoin(Post, Post.id == opening)
        .where(*window)
        .order_by(Thread.pinned_at.is_(None), last.desc(), Thread.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    named = names_shown(who, forum)
    voices = {}
    heard = (
        select(Post.thread_id, Actor)
        .join(Actor, Actor.id == Post.actor_id)
        .where(Post.thread_id.in_([row[0] for row in rows]), known_in(who, forum))
        .group_by(Post.thread_id, Actor.id)
        .order_by(Actor.position)
    )
    for thread_id, actor in db.session.execute(heard).all():
        voices.setdefault(thread_id, []).append(actor_row(actor))
    threads = [
        ThreadRow(
            id=row[0],
            title=row[1],
            question_id=row[2],
            author=row[3] if named else "",
            posts=row[4],
            actors=voices.get(row[0], []),
            created_at=row[5],
            last_post_at=row[6],
            locked=row[7] is not None,
            pinned=row[8] is not None,
            opening="" if row[10] else row[9] or "",
            hidden=row[10] is not None,
            held=row[11] is not None,
            own=not named and user is not None and row[12] == user.id,
        )
        for row in rows
    ]
    return ForumPage(
        forum=forum,
        questions=standing_questions(forum),
        threads=threads,
        total=total,
        number=number,
        seq=seq,
        counts=counts,
        narrowing=narrowing,
    )


def known_threads_in(who, user):
    """`known_threads` of a space whose standing is known."""
    if who.reaches("moderator"):
        return Thread.id.is_not(None)
    return db.or_(Thread.held_at.is_(None), Thread.author_id == (user.id if user else 0))


def standing_questions(forum) -> list[Question]:
    return [question for question in forum.questions if question.removed_at is None]


ForumRow = namedtuple("ForumRow", "forum posts threads questions")


def forums_of(user, space) -> list[ForumRow]:
    """The space's forums with their questions and the counts of what `user` may know of, in three queries."""
    forums = db.session.scalars(select(Forum).where(Forum.space_id == space.id).order_by(Forum.number)).all()
    counts = {
        forum_id: (threads, posts)
        for forum_id, threads, posts in db.session.execute(
            select(Thread.forum_id, func.count(func.distinct(Thread.id)), func.count(Post.id))
            .join(Forum, Forum.id == Thread.forum_id)
            .join(Post, Post.thread_id == Thread.id)
            .where(Forum.space_id == space.id, known_posts(user))
            .group_by(Thread.forum_id)
        ).all()
    }
    questions = {}
    for question in db.session.scalars(
        select(Question)
        .join(Forum)
        .where(Forum.space_id == space.id, Question.removed_at.is_(None))
        .order_by(Question.position, Question.id)
    ):
        questions.setdefault(question.forum_id, []).append(question)
    return [
        ForumRow(forum, counts.get(forum.id, (0, 0))[1], counts.get(forum.id, (0, 0))[0], questions.get(forum.id, []))
        for forum in forums
    ]
