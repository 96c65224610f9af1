"""By what the threads of a forum can be narrowed, besides question and actor."""

from sqlalchemy import false, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Entry, Forum, Matrix, Organization, Post, Source, Thread
from ...visibility import readable_posts
from ..names import named

ONLY = ("unanswered", "cited", "uncited")


def narrowed(said, known, names, only=None, organization_id=None) -> list:
    """The clauses; `said` is an alias of `Post`, `known` what of it the reader may know, `names` whether they may know
    who speaks for which organization."""
    clauses = []
    of_thread = select(said.id).where(said.thread_id == Thread.id, known)
    if only == "unanswered":
        clauses.append(~of_thread.where(said.parent_id.is_not(None)).exists())
    elif only in ("cited", "uncited"):
        source, entry, matrix = aliased(Source), aliased(Entry), aliased(Matrix)
        cited = (
            of_thread.join(source, source.post_id == said.id)
            .join(entry, entry.id == source.entry_id)
            .join(matrix, matrix.id == entry.matrix_id)
            .where(*(one.removed_at.is_(None) for one in (source, entry, matrix)))
        ).exists()
        clauses.append(cited if only == "cited" else ~cited)
    if organization_id:
        spoke = of_thread.where(said.organization_id == organization_id).exists()
        clauses.append(spoke if names else false())
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
