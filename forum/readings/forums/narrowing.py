"""By what the threads of a forum can be narrowed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Entry, Forum, Matrix, Organization, Post, Source, Thread, User
from ...visibility import readable_posts
from ..names import named

ONLY = ("unanswered", "cited", "uncited")


@dataclass(frozen=True)
class Narrowing:
    """The threads of a question (0: of none), `only` those of `ONLY`, and those with a post that is all the rest at
    once: of an actor, an organization, an author, between two moments."""

    question_id: int | None = None
    only: str | None = None
    actor_id: int | None = None
    organization_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


ALL = Narrowing()


def narrowed(said, known, names, by: Narrowing) -> list:
    """The clauses; `said` is an alias of `Post`, `known` what of it the reader may know, `names` whether they may know
    who wrote."""
    clauses = []
    of_thread = select(said.id).where(said.thread_id == Thread.id, known)
    if by.question_id is not None:
        clauses.append(Thread.question_id == by.question_id if by.question_id else Thread.question_id.is_(None))
    if by.only == "unanswered":
        clauses.append(~of_thread.where(said.parent_id.is_not(None)).exists())
    elif by.only in ("cited", "uncited"):
        source, entry, matrix = aliased(Source), aliased(Entry), aliased(Matrix)
        cited = (
            of_thread.join(source, source.post_id == said.id)
            .join(entry, entry.id == source.entry_id)
            .join(matrix, matrix.id == entry.matrix_id)
            .where(*(one.removed_at.is_(None) for one in (source, entry, matrix)))
        ).exists()
        clauses.append(cited if by.only == "cited" else ~cited)
    spoke = [
        column == number
        for column, number in (
            (said.actor_id, by.actor_id),
            (said.organization_id, by.organization_id),
            (said.author_id, by.author_id),
        )
        if number
    ]
    spoke += [said.created_at >= by.since] if by.since else []
    spoke += [said.created_at < by.until] if by.until else []
    if spoke:
        clauses.append(of_thread.where(*spoke).exists())
    if (by.organization_id or by.author_id) and not names:
        clauses.append(false())
    return clauses


def organizations_heard(user, space, forum=None) -> list:
    """(number, name) of those that spoke where `user` may read it and know for whom: in the space, or in a forum."""
    spoke = (
        select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.organization_id == Organization.id, Forum.space_id == space.id, readable_posts(user), named(user))
    )
    if forum is not None:
        spoke = spoke.where(Forum.id == forum.id)
    query = select(Organization.id, Organization.name).where(
        Organization.space_id == space.id, Organization.removed_at.is_(None), spoke.exists()
    )
    return [tuple(row) for row in db.session.execute(query.order_by(Organization.name, Organization.id))]


def authors_heard(user, forum) -> list:
    """(number, name) of who wrote in a forum where `user` may read it and know who."""
    spoke = (
        select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.author_id == User.id, Forum.id == forum.id, readable_posts(user), named(user))
    )
    query = select(User.id, User.name).where(spoke.exists()).order_by(User.name, User.id)
    return [tuple(row) for row in db.session.execute(query)]
