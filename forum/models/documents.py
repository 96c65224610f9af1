"""The documents that a working table reviews: versions in numbered clauses, and the states they go through."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .worktables import Worktable

STATES = ("draft", "prepublished", "review", "closed", "updated", "delivered")


class Document(db.Model):
    """`demander` is the entity that asks for it; from `opens_on` to `closes_on`, both included, it stands
    pre-published for anybody's observations. `state` is where its last step that stands left it."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("worktable_id", "code"),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    sector: Mapped[str] = mapped_column(String(80), default="")
    demander: Mapped[str] = mapped_column(String(160), default="")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    opens_on: Mapped[date | None] = mapped_column(Date)
    closes_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    worktable: Mapped[Worktable] = relationship()
    responsible: Mapped[User | None] = relationship(foreign_keys=responsible_id)
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document", order_by="DocumentVersion.number"
    )


def today_in(space) -> date:
    """The day that it is where the space is."""
    return now().astimezone(ZoneInfo(space.timezone)).date()


def is_open_to_public(document: Document, today: date | None = None) -> bool:
    """Whether it stands pre-published for anybody's observations on that day (now, where its space is)."""
    if document.state != "prepublished":
        return False
    today = today or today_in(document.worktable.space)
    return (document.opens_on or today) <= today <= (document.closes_on or today)


class DocumentStep(db.Model):
    """That a document went from one state into another: when, by whom, and whether it was taken back."""

    __tablename__ = "document_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    before: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    opens_on: Mapped[date | None] = mapped_column(Date)  # the window before the step
    closes_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    document: Mapped[Document] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=user_id)


class DocumentVersion(db.Model):
    """A document as it was worded at a time. `filename` where it was read from a file. A version that is being
    written (`finished_at` None) is seen by who writes documents alone."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    filename: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    document: Mapped[Document] = relationship(back_populates="versions")
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    clauses: Mapped[list["ClauseText"]] = relationship(back_populates="version", order_by="ClauseText.position")


class Clause(db.Model):
    """What stays the same clause through the versions of its document, whatever its number and words."""

    __tablename__ = "clauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)

    document: Mapped[Document] = relationship()


class ClauseText(db.Model):
    """A clause as it stands in one version: `level` 1 is the outermost, `number` is as printed («3.1»), paragraphs of
    `text` are parted by an empty line. `tables` are `[{"caption": "…", "rows": [["head", …], …]}]`, the first row the
    head; `figures` are `[{"digest", "filename", "type", "size", "caption"}]`, their bytes in the `storage`."""

    __tablename__ = "clause_texts"
    __table_args__ = (UniqueConstraint("version_id", "clause_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clauses.id"), index=True)
    position: Mapped[int]
    level: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(40), default="")
    heading: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    tables: Mapped[list] = mapped_column(JSON, default=list)
    figures: Mapped[list] = mapped_column(JSON, default=list)

    version: Mapped[DocumentVersion] = relationship(back_populates="clauses")
    clause: Mapped[Clause] = relationship()
