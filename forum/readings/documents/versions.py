"""The versions of a document, and the clauses of one as they are printed."""

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import ClauseText, Document, DocumentVersion


def standing_versions(document: Document) -> list[DocumentVersion]:
    """Those that were not taken back, the newest first, the one being written too."""
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document.id, DocumentVersion.removed_at.is_(None))
        .options(joinedload(DocumentVersion.created_by))
        .order_by(DocumentVersion.number.desc())
    )
    return db.session.scalars(query).all()


def finished_versions(document: Document) -> list[DocumentVersion]:
    """Those that anybody who reads the document reads, the newest first."""
    return [version for version in standing_versions(document) if version.finished_at is not None]


def version_being_written(document: Document) -> DocumentVersion | None:
    return next((version for version in standing_versions(document) if version.finished_at is None), None)


def clauses_of(version: DocumentVersion) -> list[ClauseText]:
    """In their order."""
    query = select(ClauseText).where(ClauseText.version_id == version.id)
    return db.session.scalars(query.order_by(ClauseText.position, ClauseText.id)).all()


def discarded_versions(document: Document) -> list[DocumentVersion]:
    """Those that were being written and were given up, the newest first."""
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document.id, DocumentVersion.removed_at.is_not(None)
    )
    return db.session.scalars(query.order_by(DocumentVersion.number.desc())).all()


def next_number(document: Document) -> int:
    """Of its next version: numbers of those that were taken back are not given again."""
    last = db.session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document.id))
    return (last or 0) + 1


def figure_of(version: DocumentVersion, digest: str) -> dict | None:
    """The figure of this digest in one of its clauses."""
    lists = db.session.scalars(select(ClauseText.figures).where(ClauseText.version_id == version.id))
    return next((one for figures in lists for one in figures if one["digest"] == digest), None)


def version_name(version: DocumentVersion) -> str:
    return _("versión %(n)s", n=version.number)
