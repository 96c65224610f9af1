"""Tables of several people, brought into one matrix at once."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Matrix


class TableImport(db.Model):
    """The files that were sent together. They are read in the background; before `written_at` nothing of them is in the
    matrix. `placed` is where a facilitator put labels that fit nowhere: `{"row": {folded label: number}, "column": …}`,
    or "new", or "out"."""

    __tablename__ = "table_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    placed: Mapped[dict | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    written_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix] = relationship()
    user: Mapped[User | None] = relationship()
    files: Mapped[list["TableFile"]] = relationship(back_populates="batch", order_by="TableFile.id")


class TableFile(db.Model):
    """One of them. `content` is what was read: `{"rows": [[path, [[text, …], …]], …], "columns": [path, …]}`, as it
    stands in the file; where it belongs is found anew whenever it is looked at, for the matrix may change.
    `left_out` are [where, what, why]; `author` whose proposals they are, as guessed and then as corrected; `added` how
    many became entries."""

    __tablename__ = "table_files"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'read', 'refused')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("table_imports.id"), index=True)
    filename: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    problem: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[dict | None] = mapped_column(JSON)
    left_out: Mapped[list] = mapped_column(JSON, default=list)
    added: Mapped[int | None]

    batch: Mapped[TableImport] = relationship(back_populates="files")
