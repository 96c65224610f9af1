"""What lies in the package of a delivery: its versions, the papers of its summary, the final minutes of its working
table."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from ...extensions import db
from ...models import Delivery, DeliveryDocument, Document, DocumentVersion, Meeting, Minutes, SummaryPaper


def told_of(delivery: Delivery) -> dict:
    """What its manifest says of it."""
    table = delivery.worktable
    return {
        "number": delivery.number,
        "date": delivery.created_at.astimezone(ZoneInfo(table.space.timezone)).date().isoformat(),
        "worktable": table.title,
        "space": table.space.title,
        "recipient": delivery.recipient,
        "note": delivery.note,
        "summary": delivery.summary.number if delivery.summary else None,
        "documents": [
            {"code": one.document.code, "title": one.document.title, "version": one.number}
            for one in versions(delivery)
        ],
    }


def versions(delivery: Delivery) -> list[DocumentVersion]:
    """Those that were delivered, by the code of their document."""
    query = (
        select(DocumentVersion)
        .join(DeliveryDocument, DeliveryDocument.version_id == DocumentVersion.id)
        .join(DocumentVersion.document)
        .where(DeliveryDocument.delivery_id == delivery.id)
        .options(contains_eager(DocumentVersion.document))
        .order_by(Document.code)
    )
    return db.session.scalars(query).all()


def summary_papers(delivery: Delivery) -> list[SummaryPaper]:
    query = select(SummaryPaper).where(SummaryPaper.summary_id == delivery.summary_id)
    return db.session.scalars(query.order_by(SummaryPaper.format)).all() if delivery.summary_id else []


def final_minutes(delivery: Delivery) -> list[tuple[Meeting, Minutes]]:
    """Those that were sealed until then."""
    query = (
        select(Meeting, Minutes)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.worktable_id == delivery.worktable_id, Minutes.phase == "final")
        .order_by(Meeting.number)
    )
    return [tuple(row) for row in db.session.execute(query)]
