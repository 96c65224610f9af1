"""A thread page by page, one post, and what a post said before."""

from collections import namedtuple
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, case, func, literal, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import (
    Actor,
    Event,
    Hiding,
    Organization,
    Post,
    PostRevision,
    Room,
    Support,
    Thread,
    User,
)
from ...models.forums import STEP
from ...permissions import standing
from ...text import RENDERER, render
from ..matrices import citations_of

PAGE = 50
LEVELS = 5  # how many levels of a branch a page shows; deeper ones are a page of their own

PostRow = namedtuple(
    "PostRow",
    "id parent_id path depth author_id author actor organization role html body version created_at edited_at hidden "
    "hiding_reason hiding_at answers supports supported deeper citations readable",
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
    voices = [(actor_row(actor), posts) for posts, _shown, _seq, actor in rows]
    return voices, sum(row[0] for row in rows), sum(row[1] for row in rows), (rows[0][2] if rows else 0) or 0


def _rows(user, thread, window, number):
    query = _posts().where(*window).order_by(Post.path).limit(PAGE)
    if number > 1:
        start = select(Post.path).where(*window).order_by(Post.path).limit(1).offset((number - 1) * PAGE)
        query = query.where(Post.path >= start.correlate(None).scalar_subquery())
    return db.session.execute(query, {"me": user.id if user else 0}).all()


@cache
def _posts():
    """Posts with all that is shown of them, for reader `me`; made once: it is a long statement."""
    answers, hidings = aliased(Post), aliased(Hiding)
    standing_hiding = (
        select(func.max(hidings.id)).where(hidings.post_id == Post.id, hidings.lifted_at.is_(None)).scalar_subquery()
    )
    return (
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
            select(literal(1)).where(Support.post_id == Post.id, Support.user_id == bindparam("me")).exists(),
        )
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .outerjoin(Hiding, Hiding.id == standing_hiding)
    )


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
            )
        )
    return posts


def _actor_row(id, name, phrase, weave, light):
    return ActorRow(id, name, phrase, f"actor-c{id}" if light else f"actor-{weave}", weave)


def actor_row(actor):
    return None if actor is None else _actor_row(actor.id, actor.name, actor.phrase, actor.weave, actor.light)


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
