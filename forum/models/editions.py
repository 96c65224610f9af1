"""Editions: numbered, frozen states of a matrix, with the papers made of each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Matrix


class Edition(db.Model):
    """`frozen` is what `exchange.to_frozen` gave, and `digest` the SHA-256 of its bytes: nothing changes them.

    `visibility` "public": whoever has its address, even where its space is for members. `names`: of people, too.
    """

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint("matrix_id", "number"),
        CheckConstraint("visibility IN ('public', 'members')", name="visibility"),
        CheckConstraint("papers_state IN ('waiting', 'ready', 'failed')", name="papers_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    number: Mapped[int]
    visibility: Mapped[str] = mapped_column(String(10), default="members")
    names: Mapped[bool] = mapped_column(default=True)
    proposals: Mapped[bool] = mapped_column(default=False)  # on page and papers, what is not decided yet as well
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

    matrix: Mapped[Matrix] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=withdrawn_by_id)
    papers: Mapped[list["EditionPaper"]] = relationship()

    @property
    def fingerprint(self):
        """The beginning of the digest, as it stands on paper: «7c1e 90ab 44d2»."""
        return " ".join(self.digest[start : start + 4] for start in (0, 4, 8))


class EditionPaper(db.Model):
    """A file of an edition; its bytes lie in the `storage` by their digest."""

    __tablename__ = "edition_papers"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))
