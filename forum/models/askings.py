"""That the silent were asked for their word."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .forums import Forum
from .matrices import Entry, Matrix, MatrixRow
from .spaces import Actor


class Asking(db.Model):
    """Those of an actor who had not spoken were asked: for their stance on an entry, or for what belongs into the
    `columns` (as they were called) of a row, which a forum asks for. `people` is how many were told; who they were is
    in its event."""

    __tablename__ = "askings"
    __table_args__ = (
        CheckConstraint("(entry_id IS NULL) <> (row_id IS NULL)", name="one"),
        Index("ix_askings_matrix_id_created_at", "matrix_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    row_id: Mapped[int | None] = mapped_column(ForeignKey("matrix_rows.id"))
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forums.id"))
    columns: Mapped[list] = mapped_column(JSON, default=list)
    people: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    matrix: Mapped[Matrix] = relationship()
    actor: Mapped[Actor] = relationship()
    entry: Mapped[Entry | None] = relationship()
    row: Mapped[MatrixRow | None] = relationship()
    forum: Mapped[Forum | None] = relationship()
    user: Mapped[User | None] = relationship()
