"""Working tables: a process that reviews documents in meetings, with anybody's observations."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, exists, false
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from ..extensions import db
from .base import UTCDateTime, now
from .spaces import Space


class Worktable(db.Model):
    """`public`: its page, and the documents that left the drafting, are for anybody, even where the space is for
    members. `how` tells how to take part, `outcome` what came of it."""

    __tablename__ = "worktables"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text, default="")
    how: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    public: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship()


# Whether its home has a section of them.
Space.has_worktables = column_property(
    exists().where(Worktable.space_id == Space.id, Worktable.removed_at.is_(None)).correlate_except(Worktable)
)
