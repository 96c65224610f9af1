"""Editions: numbered, frozen states of a matrix, with the papers made of each."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .frozen import PAPERS, Frozen
from .matrices import Matrix


class Edition(Frozen, db.Model):
    """`frozen` is what `exchange.to_frozen` gave.

    `visibility` "public": whoever has its address, even where its space is for members. `names`: of people, too.
    """

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint("matrix_id", "number"),
        CheckConstraint("visibility IN ('public', 'members')", name="visibility"),
        CheckConstraint(f"papers_state IN {PAPERS}", name="papers_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    visibility: Mapped[str] = mapped_column(String(10), default="members")
    names: Mapped[bool] = mapped_column(default=True)
    proposals: Mapped[bool] = mapped_column(default=False)  # on page and papers, what is not decided yet as well

    matrix: Mapped[Matrix] = relationship()
    papers: Mapped[list["EditionPaper"]] = relationship()


class EditionPaper(db.Model):
    """A file of an edition; its bytes lie in the `storage` by their digest."""

    __tablename__ = "edition_papers"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))
