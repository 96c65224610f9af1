"""Files that documents are made of: read in the background, looked at, and then written, or not."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .documents import Document
from .worktables import Worktable


class DocumentImport(db.Model):
    """The files that were sent together: each a document of its own or, where it is about `document`, its next version.
    Before `written_at` nothing of them is in the working table."""

    __tablename__ = "document_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    written_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    worktable: Mapped[Worktable] = relationship()
    document: Mapped[Document | None] = relationship()
    user: Mapped[User | None] = relationship()
    files: Mapped[list["DocumentFile"]] = relationship(back_populates="batch", order_by="DocumentFile.id")


class DocumentFile(db.Model):
    """One of them. `content` are the clauses that were read, as `ClauseText` holds them, with their figures in the
    `storage`; `left_out` are sentences; `made` is the document that it became."""

    __tablename__ = "document_files"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'read', 'refused')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("document_imports.id"), index=True)
    filename: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    problem: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    content: Mapped[list] = mapped_column(JSON, default=list)
    left_out: Mapped[list] = mapped_column(JSON, default=list)
    made_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))

    batch: Mapped[DocumentImport] = relationship(back_populates="files")
    made: Mapped[Document | None] = relationship()
