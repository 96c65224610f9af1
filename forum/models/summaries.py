"""Summaries of observations: numbered and frozen, with the papers of each, and the letters that told of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .worktables import Worktable

PAPERS = ("waiting", "ready", "failed")


class Summary(db.Model):
    """`frozen` is JSON that nothing changes, and `digest` the SHA-256 of its bytes."""

    __tablename__ = "summaries"
    __table_args__ = (
        UniqueConstraint("worktable_id", "number"),
        CheckConstraint(f"papers_state IN {PAPERS}", name="papers_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(5), default="es")
    digest: Mapped[str] = mapped_column(String(64))
    frozen: Mapped[str] = mapped_column(Text, deferred=True)
    papers_state: Mapped[str] = mapped_column(String(10), default="waiting")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_reason: Mapped[str] = mapped_column(String(500), default="")

    worktable: Mapped[Worktable] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=withdrawn_by_id)
    papers: Mapped[list["SummaryPaper"]] = relationship()

    @property
    def fingerprint(self):
        """The beginning of the digest, as it stands on paper: «7c1e 90ab 44d2»."""
        return " ".join(self.digest[start : start + 4] for start in (0, 4, 8))


class SummaryPaper(db.Model):
    """A file of a summary; its bytes lie in the `storage` by their digest."""

    __tablename__ = "summary_papers"

    summary_id: Mapped[int] = mapped_column(ForeignKey("summaries.id"), primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))


class SummaryLetter(db.Model):
    """That the letter of a summary went to who spoke under `name`: to which address, when, by whom. It goes once."""

    __tablename__ = "summary_letters"

    summary_id: Mapped[int] = mapped_column(ForeignKey("summaries.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    contact: Mapped[str] = mapped_column(String(254), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
