"""A thread, or all threads of a forum, from the first post to the last: for paper and for files."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from ... import text
from ...extensions import db
from ...models import Actor, Forum, Organization, Post, Question, Thread, User
from ...permissions import standing
from ...text import RENDERER, plain, render
from ...visibility import readable_posts
from ..names import author_name, named, organization_name
from .attachments import attachments_of


@dataclass
class Said:
    """A post; `number` counts within its thread, `answers` is the number of the one it answers."""

    number: int
    answers: int | None
    depth: int
    id: int
    author: str
    actor: str
    organization: str
    at: datetime
    edited_at: datetime | None
    body: str
    html: str
    attachments: tuple[str, ...]  # names
    captured: str = ""  # how it came, where somebody else typed it in: a name of `CAPTURES`
    captured_by: str = ""
    disowned: bool = False

    @property
    def words(self):
        return plain(self.html)


@dataclass
class Conversation:
    id: int
    title: str
    question: str
    conclusion: str = ""  # with its marks
    posts: list = field(default_factory=list)


def posts_in(user, forum, thread=None) -> int:
    """How many posts `conversations` would give."""
    return db.session.scalar(_window(user, select(func.count(Post.id)), forum, thread))


def conversations(user, forum, thread=None) -> list[Conversation]:
    """The threads, the oldest first, with the posts that `user` may read; what is hidden, or waits, is left out also
    for who moderates: a paper goes from hand to hand."""
    of_thread = (Thread.id, Thread.title, Thread.conclusion, Question.text)
    typist = aliased(User)
    of_voice = (author_name(user), Actor.name, organization_name(user), case((named(user), typist.name), else_=""))
    query = (
        _window(user, select(Post, *of_thread, *of_voice), forum, thread)
        .join(User, User.id == Post.author_id)
        .outerjoin(typist, typist.id == Post.captured_by_id)
        .outerjoin(Question, Question.id == Thread.question_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .order_by(Thread.created_at, Thread.id, Post.path)
    )
    rows = db.session.execute(query).all()
    files = attachments_of([row[0].id for row in rows if row[0].attached])
    found, numbers = [], {}
    for row in rows:
        post, thread_id, title, conclusion, question, author, actor, organization, captured_by = row
        if not found or found[-1].id != thread_id:
            found.append(Conversation(thread_id, title, (question or "").replace("{actor}", "…"), conclusion))
        posts = found[-1].posts
        numbers[post.id] = len(posts) + 1
        posts.append(
            Said(
                number=len(posts) + 1,
                answers=numbers.get(post.parent_id),
                depth=post.depth,
                id=post.id,
                author=author or "",
                actor=actor or "",
                organization=organization or "",
                at=post.created_at,
                edited_at=post.edited_at,
                body=text.named(post.body, {}),  # on paper a mention is a name
                html=post.html if post.renderer == RENDERER else render(post.body),
                attachments=tuple(file.name for file in files.get(post.id, ()) if not file.removed_by),
                captured=post.captured_how or "",
                captured_by=captured_by or "",
                disowned=post.disowned_at is not None,
            )
        )
    if not (forum.answers_are_open or standing(user, forum).reaches("moderator")):
        answered = {row[0].thread_id for row in rows if user is not None and row[0].author_id == user.id}
        for thread in found:
            thread.conclusion = thread.conclusion if thread.id in answered else ""  # it may say what others answered
    return found


def _window(user, query, forum, thread):
    query = query.select_from(Post).join(Thread, Thread.id == Post.thread_id).join(Forum, Forum.id == Thread.forum_id)
    query = query.where(Thread.forum_id == forum.id, readable_posts(user))
    query = query.where(Post.hidden_at.is_(None), Post.held_at.is_(None))
    return query if thread is None else query.where(Thread.id == thread.id)
