"""Summaries of observations: numbered and frozen, with the papers of each, and the letters that told of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .base import UTCDateTime, now
from .frozen import PAPERS, Frozen
from .worktables import Worktable


class Summary(Frozen, db.Model):
    __tablename__ = "summaries"
    __table_args__ = (
        UniqueConstraint("worktable_id", "number"),
        CheckConstraint(f"papers_state IN {PAPERS}", name="papers_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"))

    worktable: Mapped[Worktable] = relationship()
    papers: Mapped[list["SummaryPaper"]] = relationship()


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
