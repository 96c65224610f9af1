"""What lies in the package of a delivery: its documents as they are worded, what changed in them, the papers of its
summary, and the final minutes of the working table."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from ...extensions import db
from ...models import (
    ClauseText,
    Delivery,
    DeliveryDocument,
    Document,
    DocumentVersion,
    Meeting,
    Minutes,
    SummaryPaper,
)


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
            {"code": one["code"], "title": one["title"], "version": one["version"]} for one in sheets(delivery)
        ],
    }


def sheets(delivery: Delivery) -> list[dict]:
    """The documents in plain words, with `id` and `version_id`."""
    query = (
        select(Document, DocumentVersion)
        .join(DeliveryDocument, DeliveryDocument.document_id == Document.id)
        .join(DocumentVersion, DocumentVersion.id == DeliveryDocument.version_id)
        .where(DeliveryDocument.delivery_id == delivery.id)
        .order_by(Document.code)
    )
    return [
        {
            "id": document.id,
            "code": document.code,
            "title": document.title,
            "sector": document.sector,
            "demander": document.demander,
            "version": version.number,
            "version_id": version.id,
        }
        for document, version in db.session.execute(query)
    ]


def clauses(version: int) -> dict[int, dict]:
    """{clause: as it stands in that version}, in order."""
    query = select(ClauseText).where(ClauseText.version_id == version).order_by(ClauseText.position)
    return {
        one.clause_id: {
            "number": one.number,
            "level": one.level,
            "heading": one.heading,
            "text": one.text,
            "tables": one.tables or [],
            "figures": one.figures or [],
        }
        for one in db.session.scalars(query)
    }


def first_version(document: int) -> tuple[int, int] | None:
    """(id, number) of the first that was published."""
    query = select(DocumentVersion.id, DocumentVersion.number).where(
        DocumentVersion.document_id == document,
        DocumentVersion.finished_at.is_not(None),
        DocumentVersion.removed_at.is_(None),
    )
    row = db.session.execute(query.order_by(DocumentVersion.number).limit(1)).first()
    return tuple(row) if row else None


def other(before: dict[int, dict], after: dict[int, dict]) -> list[tuple[dict | None, dict | None]]:
    """The clauses that are other, (as it was, as it is), in the order of `after`; those that went at the end."""
    same = ("heading", "text", "tables")
    found = [
        (before.get(id), now)
        for id, now in after.items()
        if id not in before or any(before[id][part] != now[part] for part in same)
    ]
    return found + [(was, None) for id, was in before.items() if id not in after]


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
