"""What is said and decided around entries: how proposals are grouped at the desk, what is discussed of an entry, what
it has to do with others, and whether those whose words it took find themselves in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Entry
from .spaces import Actor, Organization

LINK_KINDS = ("needs", "supports", "contradicts")


class Grouping(db.Model):
    """Where a facilitator put a proposal at the desk: with the others of its `group_number`, or (without one) by
    itself. Likeness does not move it any more."""

    __tablename__ = "groupings"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)
    group_number: Mapped[int | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    entry: Mapped[Entry] = relationship()


class Comment(db.Model):
    """What somebody says of an entry; a question is put by who decides to those whose words it has, and is answered
    when one of them comments after it."""

    __tablename__ = "comments"
    __table_args__ = (CheckConstraint("kind IN ('comment', 'question')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="comment")
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    entry: Mapped[Entry] = relationship()
    author: Mapped[User] = relationship()
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()


class Link(db.Model):
    """What one entry has to do with another: it needs, supports or contradicts it."""

    __tablename__ = "entry_links"
    __table_args__ = (
        CheckConstraint("kind IN ('needs', 'supports', 'contradicts')", name="kind"),
        # One of a kind stands between two entries; what was taken away may be made again.
        Index(
            "uq_entry_links_standing",
            "entry_id",
            "other_id",
            "kind",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    entry: Mapped[Entry] = relationship(foreign_keys=entry_id)
    other: Mapped[Entry] = relationship(foreign_keys=other_id)


class Reception(db.Model):
    """Whether somebody whose words an entry has finds them in it; the last answer of each counts, the others stay."""

    __tablename__ = "receptions"
    __table_args__ = (Index("ix_receptions_entry_id_user_id", "entry_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    felt: Mapped[bool]
    words: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    entry: Mapped[Entry] = relationship()
    user: Mapped[User] = relationship()
