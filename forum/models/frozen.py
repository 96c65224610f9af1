"""What editions and summaries have in common: frozen once, withdrawn perhaps, with papers made of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ..exchange import fingerprint
from .accounts import User
from .base import UTCDateTime, now

PAPERS = ("waiting", "ready", "failed")


class Frozen:
    """`frozen` is JSON that nothing changes, and `digest` the SHA-256 of its bytes."""

    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(5), default="es")
    digest: Mapped[str] = mapped_column(String(64))
    frozen: Mapped[str] = mapped_column(Text, deferred=True)
    papers_state: Mapped[str] = mapped_column(String(10), default="waiting")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_reason: Mapped[str] = mapped_column(String(500), default="")

    @declared_attr
    def created_by(cls) -> Mapped[User | None]:
        return relationship(foreign_keys=[cls.created_by_id])

    @declared_attr
    def withdrawn_by(cls) -> Mapped[User | None]:
        return relationship(foreign_keys=[cls.withdrawn_by_id])

    @property
    def fingerprint(self):
        return fingerprint(self.digest)
