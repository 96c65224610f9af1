"""A thread page by page, one post, and what a post said before."""

from collections import namedtuple
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Integer, String, bindparam, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import (
    Actor,
    Decision,
    Event,
    Hiding,
    Matrix,
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
from ...text import RENDERER, named, render
from ...visibility import answers_shown, known_in, names_shown
from ..matrices import citations_of
from .attachments import attachments_of

PAGE = 50
LEVELS = 5  # how many levels of a branch a page shows; deeper ones are a page of their own

PostRow = namedtuple(
    "PostRow",
    "id parent_id path depth author_id author actor organization role html body version created_at edited_at hidden "
    "hiding_reason hiding_at answers supports supported deeper citations readable held attachments capture",
)
CaptureRow = namedtuple("CaptureRow", "by how claimed disowned")
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
    base: int = 0  # depth of the first level shown
    branch: Post | None = None
    actor_id: int | None = None
    cited: int = 0
    secret: bool = False  # one answers first, and this person has not

    @property
    def pages(self):
        return max(1, -(-self.shown // PAGE))


Stamp = namedtuple("Stamp", "seq total answers waiting space own")


def stamp(user, thread) -> Stamp:
    """The numbers of the last events of the forum, the thread's answers, what waits and the space; `total` is another
    whenever what its pages show may be: all that happened in the forum, its space and the matrices that cite it.

    `own` says whether this person wrote something here that others of their standing do not see.
    """
    rooms = {
        "forum": f"forum:{thread.forum_id}",
        "answers": f"answers:{thread.id}",
        "waiting": f"waiting:{thread.forum_id}",
        "space": f"space:{thread.forum.space_id}",
        "space_id": thread.forum.space_id,
        "thread": thread.id,
        "me": user.id if user else 0,
    }
    row = db.session.execute(_stamp(), rooms).one()
    return Stamp(row.seq or 0, row.total or 0, row.answers or 0, row.waiting or 0, row.space or 0, bool(row.own))


@cache
def _stamp():
    matrices = select(literal("matrix:") + cast(Matrix.id, String)).where(Matrix.space_id == bindparam("space_id"))
    of = {name: Room.name == bindparam(name) for name in ("forum", "answers", "waiting", "space")}
    own = select(func.count()).where(
        Post.thread_id == bindparam("thread"),
        Post.author_id == bindparam("me"),
        or_(Post.held_at.is_not(None), Post.hidden_at.is_not(None)),
    )
    return select(
        *(
            func.max(case((of[room], Room.seq))).label(label)
            for room, label in (("forum", "seq"), ("answers",) * 2, ("waiting",) * 2, ("space",) * 2)
        ),
        func.sum(Room.seq).label("total"),
        own.scalar_subquery().label("own"),
    ).where(or_(*of.values(), Room.name.in_(matrices)))


def thread_page(user, thread, number=1, branch: Post | None = None, actor_id=None) -> ThreadPage:
    """Page `number` (from 1) of `thread`: of the whole, of the branch below a post, or of what one actor said.

    Everybody of the reader's standing sees the same; what is only theirs `personal_rows` knows.
    """
    base = branch.depth if branch else 0
    known = known_in(standing(user, thread), thread.forum)
    window = [Post.thread_id == thread.id, known]
    if branch:
        window += [Post.path >= branch.path, Post.path < branch.path + "~"]
    if actor_id:
        window.append(Post.actor_id == actor_id)
    else:
        window.append(Post.depth < base + LEVELS)
    voices, total, shown = _voices(thread, known, window)
    rows = _rows(user, thread, window, number, None if actor_id else base + LEVELS - 1)
    posts = _finished(user, thread, rows)
    return ThreadPage(
        thread=thread,
        posts=posts,
        voices=voices,
        total=total,
        shown=shown,
        number=number,
        base=base,
        branch=branch,
        actor_id=actor_id,
        cited=sum(len(post.citations) for post in posts),
        secret=not answers_shown(standing(user, thread), thread),
    )


def personal_rows(user, posts: list[PostRow], supported) -> dict[int, PostRow]:
    """Those of `posts` that are other for `user` than for everybody else, by their numbers: `supported` by them, or
    theirs and hidden."""
    if user is None or not posts:
        return {}
    own = {post.id: post._replace(supported=True) for post in posts if post.id in supported}
    for post in posts:
        if post.hidden and post.author_id == user.id and not post.readable:
            own[post.id] = post_row(user, db.session.get(Post, post.id))
    return own


def post_row(user, post: Post) -> PostRow:
    """One post as a thread page shows it to this person."""
    row = _finished(user, post.thread, _rows(user, post.thread, [Post.id == post.id]), own=True)[0]
    return row if user is None else row._replace(supported=db.session.get(Support, (post.id, user.id)) is not None)


def page_of(user, post: Post, levels=LEVELS) -> tuple[int, Post | None]:
    """The page of its thread a post stands on; where it lies too deep, the branch to open: (number, branch)."""
    branch = None
    if post.depth >= levels:
        number = int(post.path[(post.depth - levels + 1) * STEP : (post.depth - levels + 2) * STEP], 36)
        branch = db.session.get(Post, number)
    known = known_in(standing(user, post), post.thread.forum)
    window = [Post.thread_id == post.thread_id, known, Post.path < post.path]
    window.append(Post.depth < (branch.depth if branch else 0) + levels)
    if branch:
        window.append(Post.path >= branch.path)
    before = db.session.scalar(select(func.count()).select_from(Post).where(*window))
    return before // PAGE + 1, branch


def _voices(thread, known, window):
    """Who spoke how often; how many posts the thread and the view have; only of what is `known`."""
    in_view = func.sum(case((db.and_(*window), 1), else_=0))
    counts = (
        select(Post.actor_id, func.count().label("posts"), in_view.label("shown"))
        .where(Post.thread_id == thread.id, known)
        .group_by(Post.actor_id)
        .subquery()
    )
    query = (
        select(counts.c.posts, counts.c.shown, Actor)
        .outerjoin(Actor, Actor.id == counts.c.actor_id)
        .order_by(Actor.position, Actor.id)
    )
    rows = db.session.execute(query).all()
    voices = [(actor_row(actor), posts) for posts, _shown, actor in rows]
    return voices, sum(row[0] for row in rows), sum(row[1] for row in rows)


def _rows(user, thread, window, number=1, edge=LEVELS - 1):
    """The posts of a page; for those at the depth `edge`, the last shown, with how many lie below each."""
    query = _posts().where(*window).order_by(Post.path).limit(PAGE)
    if number > 1:
        start = select(Post.path).where(*window).order_by(Post.path).limit(1).offset((number - 1) * PAGE)
        query = query.where(Post.path >= start.correlate(None).scalar_subquery())
    who = standing(user, thread)
    waiting = who.reaches("moderator")
    if edge is None or not answers_shown(who, thread):
        edge = 10**6
    return db.session.execute(query, {"edge": edge, "waiting": int(waiting)}).all()


@cache
def _posts():
    """Posts with all that is shown of them; made once: it is a long statement."""
    answers, below, hidings, typist = aliased(Post), aliased(Post), aliased(Hiding), aliased(User)
    waiting = bindparam("waiting", type_=Integer) == 1
    deeper = select(func.count()).where(
        or_(below.held_at.is_(None), waiting),
        below.thread_id == Post.thread_id,
        below.path > Post.path,
        below.path < Post.path + "~",
    )
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
            select(func.count())
            .select_from(answers)
            .where(answers.parent_id == Post.id, or_(answers.held_at.is_(None), waiting))
            .scalar_subquery(),
            select(func.count()).select_from(Support).where(Support.post_id == Post.id).scalar_subquery(),
            case((Post.depth >= bindparam("edge"), deeper.scalar_subquery()), else_=0),
            Post.held_at,
            Post.attached,
            Post.captured_how,
            Post.claimed_at,
            Post.disowned_at,
            select(typist.name).where(typist.id == Post.captured_by_id).scalar_subquery(),
        )
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .outerjoin(Hiding, Hiding.id == standing_hiding)
    )


def _finished(user, thread, rows, own=False):
    """PostRows; what is hidden with its words for who moderates, and with `own` for who wrote it."""
    who = standing(user, thread)
    moderates, named = who.reaches("moderator"), names_shown(who, thread.forum)
    answered = answers_shown(who, thread)
    author = user.id if own and user else 0
    readable = {row[0] for row in rows if row[19] is None or moderates or row[4] == author}
    citations = citations_of(user, thread.forum.space, [row[0] for row in rows if row[0] in readable])
    attachments = attachments_of([row[0] for row in rows if row[26] and row[0] in readable])
    posts = []
    for row in rows:
        (id, parent_id, path, depth, author_id, name, actor_id, *actor, organization, role, html, body, renderer) = row[
            :16
        ]
        version, created_at, edited_at, hidden_at, reason, hidden_on, answers, supports, deeper, held_at = row[16:26]
        how, claimed_at, disowned_at, typist = row[27:]
        posts.append(
            PostRow(
                id=id,
                parent_id=parent_id,
                path=path,
                depth=depth,
                author_id=author_id,
                author=name if named else "",
                actor=_actor_row(actor_id, *actor) if actor_id else None,
                organization=organization if named else None,
                role=role,
                html=(html if renderer == RENDERER else render(body)) if id in readable else "",
                body=body if id in readable else "",
                version=version,
                created_at=created_at,
                edited_at=edited_at,
                hidden=hidden_at is not None,
                hiding_reason=reason,
                hiding_at=hidden_on,
                answers=answers if answered else 0,
                supports=supports,
                supported=False,
                deeper=deeper,
                citations=citations.get(id, []),
                readable=id in readable,
                held=held_at is not None,
                attachments=attachments.get(id, ()),
                capture=CaptureRow(typist if named else "", how, bool(claimed_at), bool(disowned_at)) if how else None,
            )
        )
    return posts


def _actor_row(id, name, phrase, weave, light):
    return ActorRow(id, name, phrase, f"actor-c{id}" if light else f"actor-{weave}", weave)


def actor_row(actor):
    return None if actor is None else _actor_row(actor.id, actor.name, actor.phrase, actor.weave, actor.light)


Version = namedtuple("Version", "number body html at by reason", defaults=[""])


def history_of(user, post: Post) -> list[Version]:
    """What the post said, from its first version to the present one; without names where the forum shows none."""
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
    versions.append(
        Version(post.version, post.body, post.html, post.edited_at or post.created_at, last or post.author.name)
    )
    decisions = db.session.scalars(select(Decision).where(Decision.post_id == post.id, Decision.kind == "correct"))
    reasons = {decision.data.get("version"): decision.reason for decision in decisions}
    versions = [
        version._replace(body=named(version.body, {}), reason=reasons.get(version.number, "")) for version in versions
    ]
    if not names_shown(standing(user, post), post.thread.forum):
        versions = [version._replace(by="") for version in versions]
    return versions
