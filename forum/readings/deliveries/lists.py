"""What can be delivered, and what was: each document with its version and what the demanding entity says of it."""

import hmac
from dataclasses import dataclass, field

from sqlalchemy import func, select

from ...extensions import db
from ...models import (
    Delivery,
    DeliveryAdjustment,
    DeliveryDocument,
    Document,
    DocumentVersion,
    Summary,
    Worktable,
    is_removed,
)

READY = ("updated", "delivered")


def deliverable(table: Worktable):
    """(id, code, title, state, the id and the number of its latest version) of the documents that may be delivered."""
    latest = (
        select(DocumentVersion.document_id, func.max(DocumentVersion.number).label("number"))
        .where(DocumentVersion.finished_at.is_not(None), DocumentVersion.removed_at.is_(None))
        .group_by(DocumentVersion.document_id)
        .subquery()
    )
    query = (
        select(
            Document.id,
            Document.code,
            Document.title,
            Document.state,
            Document.demander,
            DocumentVersion.id.label("version_id"),
            DocumentVersion.number.label("version"),
        )
        .join(latest, latest.c.document_id == Document.id)
        .join(
            DocumentVersion,
            (DocumentVersion.document_id == Document.id) & (DocumentVersion.number == latest.c.number),
        )
        .where(Document.worktable_id == table.id, Document.removed_at.is_(None), Document.state.in_(READY))
        .order_by(func.lower(Document.code))
    )
    return db.session.execute(query).all()


def summaries_for(table: Worktable):
    """Those that hold, the latest first."""
    query = select(Summary).where(Summary.worktable_id == table.id, Summary.withdrawn_at.is_(None))
    return db.session.scalars(query.order_by(Summary.number.desc())).all()


@dataclass
class Delivered:
    id: int
    code: str
    title: str
    version: int
    version_id: int
    removed: bool
    adjustments: list = field(default_factory=list)  # the latest first

    @property
    def adjustment(self):
        return self.adjustments[0] if self.adjustments else None


def delivered(delivery: Delivery) -> list[Delivered]:
    """Its documents, by code, with what was said of each."""
    query = (
        select(
            Document.id, Document.code, Document.title, DocumentVersion.number, DocumentVersion.id, Document.removed_at
        )
        .join(DeliveryDocument, DeliveryDocument.document_id == Document.id)
        .join(DocumentVersion, DocumentVersion.id == DeliveryDocument.version_id)
        .where(DeliveryDocument.delivery_id == delivery.id)
        .order_by(func.lower(Document.code))
    )
    rows = [Delivered(*row[:-1], removed=row[-1] is not None) for row in db.session.execute(query)]
    said = {}
    words = select(DeliveryAdjustment).where(DeliveryAdjustment.delivery_id == delivery.id)
    for one in db.session.scalars(words.order_by(DeliveryAdjustment.id.desc())):
        said.setdefault(one.document_id, []).append(one)
    for row in rows:
        row.adjustments = said.get(row.id, [])
    return rows


def by_token(token: str) -> Delivery | None:
    """The delivery of a secret link."""
    found = db.session.scalar(select(Delivery).where(Delivery.token == token[:43]))
    if found is None or is_removed(found) or not hmac.compare_digest(found.token.encode(), token.encode()):
        return None
    return found
