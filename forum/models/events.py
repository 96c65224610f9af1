"""What happened, in order: history, feed, undo and the live message are all read from here."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now


class Room(db.Model):
    """Who listens together; `seq` is the number of its last event."""

    __tablename__ = "rooms"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)


class Event(db.Model):
    """`data` goes to everybody in the room; `kept` stays here: what it was before, for history and undo."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("room", "seq"),
        Index("ix_events_subject", "subject"),
        Index("ix_events_room_user_id", "room", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    data: Mapped[dict] = mapped_column(JSON, default=dict)
    kept: Mapped[dict | None] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # its person took the step back

    user: Mapped[User | None] = relationship()
