"""What goes with showing a matrix in a room."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Matrix


class RoomNote(db.Model):
    """What a facilitator wrote for themselves beside a matrix that is shown to a room; nobody else reads it."""

    __tablename__ = "room_notes"
    __table_args__ = (UniqueConstraint("matrix_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    body: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    matrix: Mapped[Matrix] = relationship()
    user: Mapped[User] = relationship()


def room_note(user, matrix) -> RoomNote | None:
    """The person's own."""
    return db.session.scalar(db.select(RoomNote).where(RoomNote.matrix_id == matrix.id, RoomNote.user_id == user.id))
