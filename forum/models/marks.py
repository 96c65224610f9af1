"""Marking what people did: the rubric of a space, and what each person was given by it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .spaces import Membership


class Criterion(db.Model):
    """A line of the rubric; `levels` are [words, points] in order."""

    __tablename__ = "criteria"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    levels: Mapped[list] = mapped_column(JSON)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Mark(db.Model):
    """What a person was given, whole: the newest counts, the others are its history. `given` is frozen, for the rubric
    may change: [criterion, title, words, points]."""

    __tablename__ = "marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    given: Mapped[list] = mapped_column(JSON)
    points: Mapped[float]
    comment: Mapped[str] = mapped_column(Text, default="")
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    membership: Mapped[Membership] = relationship()
    marked_by: Mapped[User | None] = relationship()
