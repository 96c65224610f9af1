"""What the pages of forums show, as plain rows, in a number of queries that does not grow with the conversation."""

from collections import namedtuple
from dataclasses import dataclass, field

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import aliased

from ..extensions import db
from ..models import (
    Actor,
    Event,
    Forum,
    Hiding,
    Organization,
    Post,
    PostRevision,
    Question,
    Room,
    Support,
    Thread,
    User,
)
from ..models.forums import STEP
from ..permissions import standing
from ..text import RENDERER, render
from .matrices import citations_of

PAGE = 50
LEVELS = 5  # how many levels of a branch a page shows; deeper ones are a page of their own

PostRow = namedtuple(
    "PostRow",
    "id parent_id path depth author_id author actor organization role html body version created_at edited_at hidden "
    "hiding_reason hiding_at answers supports supported deeper citations readable new",
)
ActorRow = namedtuple("ActorRow", "id name phrase css_class weave")


@dataclass
class ThreadPage:
    """One page of a thread: `posts` are PostRows in reading order, `voices` (ActorRow or None, posts) by actor."""

    thread: Thread
    posts: list
    voices: list
    total: int  # posts of the thread
    shown: int  # posts this view has over all its pages
    number: int
    seq: int
    base: int = 0  # depth of the first level shown
    branch: Post | None = None
    actor_id: int | None = None
    cited: int = 0

    @property
    def pages(self):
        return max(1, -(-self.shown // PAGE))


def thread_page(user, thread, number=1, branch: Post | None = None, actor_id=None) -> ThreadPage:
    """Page `number` (from 1) of `thread`: of the whole, of the branch below a post, or of what one actor said."""
    base = branch.depth if branch else 0
    window = [Post.thread_id == thread.id]
    if branch:
        window += [Post.path >= branch.path, Post.path < branch.path + "~"]
    if actor_id:
        window.append(Post.actor_id == actor_id)
    else:
        window.append(Post.depth < base + LEVELS)
    voices, total, shown, seq = _voices(thread, window)
    rows = _rows(user, thread, window, number)
    deeper = {} if actor_id else _deeper(thread, rows, base)
    posts = _finished(user, thread, rows, deeper)
    return ThreadPage(
        thread=thread,
        posts=posts,
        voices=voices,
        total=total,
        shown=shown,
        number=number,
        seq=seq,
        base=base,
        branch=branch,
        actor_id=actor_id,
        cited=sum(len(post.citations) for post in posts),
    )


def post_row(user, post: Post) -> PostRow:
    """One post as a thread page shows it."""
    rows = _rows(user, post.thread, [Post.id == post.id], 1)
    deeper = _deeper(post.thread, rows, 0)
    return _finished(user, post.thread, rows, deeper)[0]


def page_of(post: Post, levels=LEVELS) -> tuple[int, Post | None]:
    """The page of its thread a post stands on; where it lies too deep, the branch to open: (number, branch)."""
    branch = None
    if post.depth >= levels:
        number = int(post.path[(post.depth - levels + 1) * STEP : (post.depth - levels + 2) * STEP], 36)
        branch = db.session.get(Post, number)
    window = [Post.thread_id == post.thread_id, Post.path < post.path]
    window.append(Post.depth < (branch.depth if branch else 0) + levels)
    if branch:
        window.append(Post.path >= branch.path)
    before = db.session.scalar(select(func.count()).select_from(Post).where(*window))
    return before // PAGE + 1, branch


def _voices(thread, window):
    """Who spoke how often; how many posts the view has; the room's number, read before the posts are."""
    seq = select(Room.seq).where(Room.name == f"forum:{thread.forum_id}").scalar_subquery()
    in_view = func.sum(case((db.and_(*window), 1), else_=0))
    counts = (
        select(Post.actor_id, func.count().label("posts"), in_view.label("shown"))
        .where(Post.thread_id == thread.id)
        .group_by(Post.actor_id)
        .subquery()
    )
    query = (
        select(counts.c.posts, counts.c.shown, seq, Actor)
        .outerjoin(Actor, Actor.id == counts.c.actor_id)
        .order_by(Actor.position, Actor.id)
    )
    rows = db.session.execute(query).all()
    voices = [(_actor(actor), posts) for posts, _shown, _seq, actor in rows]
    return voices, sum(row[0] for row in rows), sum(row[1] for row in rows), (rows[0][2] if rows else 0) or 0


def _rows(user, thread, window, number):
    me = user.id if user else 0
    answers = aliased(Post)
    start = select(Post.path).where(*window).order_by(Post.path).limit(1).offset((number - 1) * PAGE).scalar_subquery()
    standing_hiding = (
        select(func.max(Hiding.id)).where(Hiding.post_id == Post.id, Hiding.lifted_at.is_(None)).scalar_subquery()
    )
    query = (
        select(
            Post.id,
            Post.parent_id,
            Post.path,
            Post.depth,
            Post.author_id,
            User.name,
            Post.actor_id,
            Actor.name,
            Actor.phrase,
            Actor.weave,
            Actor.light,
            Organization.name,
            Post.role,
            Post.html,
            Post.body,
            Post.renderer,
            Post.version,
            Post.created_at,
            Post.edited_at,
            Post.hidden_at,
            Hiding.reason,
            Hiding.created_at,
            select(func.count()).select_from(answers).where(answers.parent_id == Post.id).scalar_subquery(),
            select(func.count()).select_from(Support).where(Support.post_id == Post.id).scalar_subquery(),
            select(literal(1)).where(Support.post_id == Post.id, Support.user_id == me).exists(),
        )
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .outerjoin(Hiding, Hiding.id == standing_hiding)
        .where(*window)
        .order_by(Post.path)
        .limit(PAGE)
    )
    if number > 1:
        query = query.where(Post.path >= start)
    return db.session.execute(query).all()


def _deeper(thread, rows, base):
    """For the posts of the last level shown: how many lie below each."""
    edge = base + LEVELS - 1
    lowest = [row[2] for row in rows if row[3] >= edge and row[22]]
    if not lowest:
        return {}
    prefix = func.substr(Post.path, 1, len(lowest[0]))
    query = (
        select(prefix, func.count())
        .where(
            Post.thread_id == thread.id,
            Post.depth > edge,
            Post.path > lowest[0],
            Post.path < lowest[-1] + "~",
        )
        .group_by(prefix)
    )
    return dict(db.session.execute(query).all())


def _finished(user, thread, rows, deeper):
    moderates = standing(user, thread).reaches("moderator")
    me = user.id if user else 0
    readable = {row[0] for row in rows if row[19] is None or moderates or row[4] == me}
    citations = citations_of(user, thread.forum.space, [row[0] for row in rows if row[0] in readable])
    posts = []
    for row in rows:
        (id, parent_id, path, depth, author_id, author, actor_id, *actor, organization, role, html, body, renderer) = (
            row[:16]
        )
        version, created_at, edited_at, hidden_at, reason, hidden_on, answers, supports, supported = row[16:]
        posts.append(
            PostRow(
                id=id,
                parent_id=parent_id,
                path=path,
                depth=depth,
                author_id=author_id,
                author=author,
                actor=_actor_row(actor_id, *actor) if actor_id else None,
                organization=organization,
                role=role,
                html=(html if renderer == RENDERER else render(body)) if id in readable else "",
                body=body if id in readable else "",
                version=version,
                created_at=created_at,
                edited_at=edited_at,
                hidden=hidden_at is not None,
                hiding_reason=reason,
                hiding_at=hidden_on,
                answers=answers,
                supports=supports,
                supported=bool(supported),
                deeper=deeper.get(path, 0),
                citations=citations.get(id, []),
                readable=id in readable,
                new=False,
            )
        )
    return posts


def _actor_row(id, name, phrase, weave, light):
    return ActorRow(id, name, phrase, f"actor-c{id}" if light else f"actor-{weave}", weave)


def _actor(actor):
    return None if actor is None else _actor_row(actor.id, actor.name, actor.phrase, actor.weave, actor.light)


ThreadRow = namedtuple(
    "ThreadRow", "id title question_id author posts actors created_at last_post_at locked pinned opening hidden"
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
    question_id: int | None = None
    actor_id: int | None = None

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def forum_page(forum, number=1, question_id=None, actor_id=None) -> ForumPage:
    """Page `number` of the forum's threads: all, those of a question (0: of none), those an actor spoke in."""
    window = [Thread.forum_id == forum.id]
    if question_id is not None:
        window.append(Thread.question_id == question_id if question_id else Thread.question_id.is_(None))
    if actor_id:
        window.append(select(Post.id).where(Post.thread_id == Thread.id, Post.actor_id == actor_id).exists())
    seq = db.session.scalar(select(Room.seq).where(Room.name == f"forum:{forum.id}")) or 0
    counts = dict(
        db.session.execute(
            select(Thread.question_id, func.count()).where(Thread.forum_id == forum.id).group_by(Thread.question_id)
        ).all()
    )
    total = db.session.scalar(select(func.count()).select_from(Thread).where(*window))
    posts = select(func.count()).select_from(Post).where(Post.thread_id == Thread.id).scalar_subquery()
    opening = select(Post.id).where(Post.thread_id == Thread.id, Post.parent_id.is_(None)).limit(1).scalar_subquery()
    rows = db.session.execute(
        select(
            Thread.id,
            Thread.title,
            Thread.question_id,
            User.name,
            posts,
            Thread.created_at,
            Thread.last_post_at,
            Thread.locked_at,
            Thread.pinned_at,
            Post.html,
            Post.hidden_at,
        )
        .join(User, User.id == Thread.author_id)
        .outerjoin(Post, Post.id == opening)
        .where(*window)
        .order_by(Thread.pinned_at.is_(None), Thread.last_post_at.desc(), Thread.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    voices = {}
    heard = (
        select(Post.thread_id, Actor)
        .join(Actor, Actor.id == Post.actor_id)
        .where(Post.thread_id.in_([row[0] for row in rows]))
        .group_by(Post.thread_id, Actor.id)
        .order_by(Actor.position)
    )
    for thread_id, actor in db.session.execute(heard).all():
        voices.setdefault(thread_id, []).append(_actor(actor))
    threads = [
        ThreadRow(
            id=row[0],
            title=row[1],
            question_id=row[2],
            author=row[3],
            posts=row[4],
            actors=voices.get(row[0], []),
            created_at=row[5],
            last_post_at=row[6],
            locked=row[7] is not None,
            pinned=row[8] is not None,
            opening="" if row[10] else row[9] or "",
            hidden=row[10] is not None,
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
        question_id=question_id,
        actor_id=actor_id,
    )


def standing_questions(forum) -> list[Question]:
    return [question for question in forum.questions if question.removed_at is None]


ForumRow = namedtuple("ForumRow", "forum posts threads questions")


def forums_of(space) -> list[ForumRow]:
    """The space's forums with their counts and questions, in three queries."""
    forums = db.session.scalars(select(Forum).where(Forum.space_id == space.id).order_by(Forum.number)).all()
    counts = {
        forum_id: (threads, posts)
        for forum_id, threads, posts in db.session.execute(
            select(Thread.forum_id, func.count(func.distinct(Thread.id)), func.count(Post.id))
            .outerjoin(Post, Post.thread_id == Thread.id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(Forum.space_id == space.id)
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


Version = namedtuple("Version", "number body html at by")


def history_of(post: Post) -> list[Version]:
    """What the post said, from its first version to the present one."""
    kept = db.session.execute(
        select(PostRevision, User.name)
        .join(User, User.id == PostRevision.written_by_id)
        .where(PostRevision.post_id == post.id)
        .order_by(PostRevision.version)
    ).all()
    versions = [Version(old.version, old.body, old.html, old.written_at, name) for old, name in kept]
    last = db.session.execute(
        select(User.name)
        .join(Event, Event.user_id == User.id)
        .where(Event.subject == f"post:{post.id}", Event.name == "post.changed")
        .order_by(Event.id.desc())
        .limit(1)
    ).scalar()
    return [
        *versions,
        Version(post.version, post.body, post.html, post.edited_at or post.created_at, last or post.author.name),
    ]
