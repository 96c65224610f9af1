"""Letters: when a person wants them, and those on their way."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import db
from .base import UTCDateTime, now

RHYTHMS = ("once", "daily", "weekly", "off")


class MailPreference(db.Model):
    """When a person gets letters of what is new: each at `once`, or together at an hour of theirs. `next_at` is when to
    look again whether there is something. While `held_at` stands nothing is sent: letters came back."""

    __tablename__ = "mail_preferences"
    __table_args__ = (CheckConstraint("rhythm IN ('once', 'daily', 'weekly', 'off')", name="rhythm"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(8), default="daily")
    hour: Mapped[int] = mapped_column(default=7)
    weekday: Mapped[int] = mapped_column(default=0)  # Monday; of the weekly one
    next_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    held_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    hold_reason: Mapped[str] = mapped_column(String(300), default="")
    feed_key: Mapped[int] = mapped_column(default=1)  # another one ends the personal addresses given so far


class MailAnswer(db.Model):
    """That a person answered by mail: so many an hour are `taken`. The digest is of the mail, which may come twice."""

    __tablename__ = "mail_answers"
    __table_args__ = (Index("ix_mail_answers_user_id_created_at", "user_id", "created_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    taken: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Letter(db.Model):
    """A letter on its way, whole as it will be sent. It is `waiting`; `sending` from just before the mail server is
    given it; then `sent`. One that stays `sending` may have arrived: it is never sent again by itself."""

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="state"),
        Index("ix_letters_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    content: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    problem: Mapped[str] = mapped_column(String(300), default="")
