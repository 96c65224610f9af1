"""What moderators are asked, and what they decide."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .forums import Hiding, Post, Thread
from .spaces import Space

FLAG_KINDS = ("insult", "personal", "off_topic", "spam", "other")
DISOWNED = "disowned"  # the kind of a flag by which somebody says that what was captured in their name is not theirs
WATCHED = "watched"  # the kind of a flag that a watched word raised; nobody's
DECISIONS = (
    "approve",
    "keep",
    "hide",
    "show",
    "correct",
    "detach",
    "move",
    "split",
    "merge",
    "lock",
    "unlock",
    "pin",
    "unpin",
    "warn",
    "silence",
    "suspend",
    "note",
    "uphold",
    "lift",
)

TOLD = ("hide", "show", "uphold", "lift", "warn", "silence", "suspend")  # whom it is about reads these


class Decision(db.Model):
    """One line of the moderators' log. `data` is what it takes to undo it; one that is undone stays."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_space_id_id", "space_id", "id"),
        Index("ix_decisions_person_id_space_id", "person_id", "space_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    kind: Mapped[str] = mapped_column(String(12))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # whom it is about
    reason: Mapped[str] = mapped_column(String(1000), default="")
    data: Mapped[dict] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    space: Mapped[Space] = relationship()
    moderator: Mapped[User | None] = relationship(foreign_keys=moderator_id)
    person: Mapped[User | None] = relationship(foreign_keys=person_id)
    undone_by: Mapped[User | None] = relationship(foreign_keys=undone_by_id)
    post: Mapped[Post | None] = relationship()
    thread: Mapped[Thread | None] = relationship()


class Flag(db.Model):
    """That somebody (or a watched word: nobody) asks moderators to look at a post, until a decision settles it."""

    __tablename__ = "flags"
    __table_args__ = (Index("ix_flags_space_id_resolved_at", "space_id", "resolved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    post_version: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    resolved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)

    space: Mapped[Space] = relationship()
    post: Mapped[Post] = relationship()
    user: Mapped[User | None] = relationship()


class Appeal(db.Model):
    """The author of a hidden post asks for another look: once a hiding."""

    __tablename__ = "appeals"
    __table_args__ = (Index("ix_appeals_space_id_answered_at", "space_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    hiding_id: Mapped[int] = mapped_column(ForeignKey("hidings.id"), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)

    space: Mapped[Space] = relationship()
    hiding: Mapped[Hiding] = relationship()
    post: Mapped[Post] = relationship()
    user: Mapped[User] = relationship()
    decision: Mapped[Decision | None] = relationship()
