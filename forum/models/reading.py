"""How far somebody has read, and what they keep at hand."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import db
from .base import UTCDateTime, now


class ReadMark(db.Model):
    """That a person has seen all posts of a thread up to this number, and those of the numbers in `ahead` after it.

    A thread is read in the order of its branches, by pages: what is newer than something unseen is ahead of it.
    """

    __tablename__ = "read_marks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), primary_key=True, index=True)
    post_id: Mapped[int]
    ahead: Mapped[str] = mapped_column(Text, default="")
    ahead_count: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    @property
    def numbers_ahead(self):
        return {int(number) for number in self.ahead.split()}


class Bookmark(db.Model):
    """A post that a person keeps at hand."""

    __tablename__ = "bookmarks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
