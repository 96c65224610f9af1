"""By what the threads of a forum can be narrowed, besides question and actor."""

from sqlalchemy import false, select
from sqlalchemy.orm import aliased

from ...models import Entry, Matrix, Source, Thread

ONLY = ("unanswered", "cited", "uncited")


def narrowed(said, known, named, only=None, organization_id=None) -> list:
    """The clauses; `said` is an alias of `Post`, `known` what of it the reader may know, `named` whether they may know
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
        clauses.append(spoke if named else false())
    return clauses
