"""What people are told of what happened, and what of it they asked to be told."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .askings import Asking
from .base import UTCDateTime, now
from .spaces import Space

LEVELS = ("all", "answers", "none")
FOLLOWED = ("space", "forum", "thread", "person")


class Notification(db.Model):
    """That `event_id` concerns a person: once, however often it is looked at. `mailed_at` is set where no letter has to
    tell it any more: one did, or it was read before."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "event_id"),
        Index("ix_notifications_user_id_read_at", "user_id", "read_at"),
        Index("ix_notifications_user_id_mailed_at", "user_id", "mailed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))  # a key of `readings.notifications.KINDS`
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    asking_id: Mapped[int | None] = mapped_column(ForeignKey("askings.id"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observations.id"))
    summary_id: Mapped[int | None] = mapped_column(ForeignKey("summaries.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship()
    asking: Mapped[Asking | None] = relationship()


class Follow(db.Model):
    """What a person wants to be told of a space, a forum, a thread or a person; without one, what the space says."""

    __tablename__ = "follows"
    __table_args__ = (
        CheckConstraint("kind IN ('space', 'forum', 'thread', 'person')", name="kind"),
        CheckConstraint("level IN ('all', 'answers', 'none')", name="level"),
        Index("ix_follows_kind_thing_id", "kind", "thing_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    thing_id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Walk(db.Model):
    """How far the events have been walked: up to this number everybody who had to be told was."""

    __tablename__ = "walks"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    event_id: Mapped[int] = mapped_column(default=0)
