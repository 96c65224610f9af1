"""What people say of entries in the name of their actors: they support it, can live with it, or object."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Entry
from .spaces import Actor

STANCES = ("support", "tolerate", "object")  # from the warmest


class Stance(db.Model):
    """It stays with the entry that it was given to, whatever that one is united with. `wording` is what the entry said
    then."""

    __tablename__ = "stances"
    __table_args__ = (
        UniqueConstraint("entry_id", "user_id", "actor_id"),
        CheckConstraint("kind IN ('support', 'tolerate', 'object')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"))
    kind: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(500), default="")
    wording: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    entry: Mapped[Entry] = relationship()
    user: Mapped[User] = relationship()
    actor: Mapped[Actor] = relationship()
