"""Papers that take long: asked for, made in the background, kept for a while."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .base import UTCDateTime, now
from .forums import Forum, Thread
from .matrices import Matrix


class Export(db.Model):
    """Of a matrix, a forum or a thread. `options` as chosen on the form; `done` of `total` for the progress bar; the
    file lies in the data folder."""

    __tablename__ = "exports"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int | None] = mapped_column(ForeignKey("matrices.id"), index=True)
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forums.id"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id"))  # of this alone; `forum_id` is its forum
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    format: Mapped[str] = mapped_column(String(10))
    options: Mapped[dict] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    filename: Mapped[str] = mapped_column(String(200), default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix | None] = relationship()
    forum: Mapped[Forum | None] = relationship()
    thread: Mapped[Thread | None] = relationship()

    @property
    def about(self):
        """What is on the paper."""
        return self.matrix or self.thread or self.forum
