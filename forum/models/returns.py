"""Papers that come back: what a file said when it left, and what is other in the one that was sent in."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Entry, Matrix, MatrixColumn, MatrixRow

CHANGES = ("reworded", "moved", "new", "copied", "split", "united", "gone", "comment", "row", "column", "order")


class Snapshot(db.Model):
    """What an exported file said: `{"rows": {id: path}, "columns": {id: path}, "entries": {id: [text, row, column]}}`,
    known again by the `token` that the file carries."""

    __tablename__ = "snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"), index=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    format: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    said: Mapped[dict] = mapped_column(JSON)


class Return(db.Model):
    """A file that came back. Without a snapshot it is compared with what the matrix says; `identified`: it still knew
    which entry is which. `same` entries are as they were."""

    __tablename__ = "returns"

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"), index=True)
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshots.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    filename: Mapped[str] = mapped_column(String(120))
    identified: Mapped[bool]
    same: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix] = relationship()
    snapshot: Mapped[Snapshot | None] = relationship()
    user: Mapped[User | None] = relationship()
    changes: Mapped[list["ReturnedChange"]] = relationship(back_populates="returned", order_by="ReturnedChange.id")


class ReturnedChange(db.Model):
    """One thing that is other in the file. `before` is what was exported, `text` what it says now; `hands` are those
    whose tracked changes or comment it is; `sure`: no guess was needed.

    `row` and `column` are renamings. `united`: `entry_ids` were joined in one paragraph; `order`: they stand like this
    in a cell. Rows and columns without a number came with the file.
    """

    __tablename__ = "returned_changes"
    __table_args__ = (
        CheckConstraint(f"kind IN {CHANGES}", name="kind"),
        CheckConstraint("state IN ('open', 'accepted', 'refused')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    entry_ids: Mapped[list] = mapped_column(JSON, default=list)
    row_id: Mapped[int | None] = mapped_column(ForeignKey("matrix_rows.id"))
    column_id: Mapped[int | None] = mapped_column(ForeignKey("matrix_columns.id"))
    row_path: Mapped[list] = mapped_column(JSON, default=list)
    column_path: Mapped[list] = mapped_column(JSON, default=list)
    before: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    hands: Mapped[list] = mapped_column(JSON, default=list)
    sure: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    returned: Mapped[Return] = relationship(back_populates="changes")
    entry: Mapped[Entry | None] = relationship()
    row: Mapped[MatrixRow | None] = relationship()
    column: Mapped[MatrixColumn | None] = relationship()
    decided_by: Mapped[User | None] = relationship()
