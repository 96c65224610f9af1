"""Commitments: who does what by when, and how far it came."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .matrices import Entry
from .meetings import Agreement
from .observations import Resolution
from .spaces import Organization, Space
from .worktables import Worktable

COMMITMENT_STATES = ("open", "progress", "done", "dropped")


class Commitment(db.Model):
    """Whose it is says `organization`, or `owner` where that is none of the space's; `responsible` is the member who is
    reminded. It comes from an entry, an agreement or a resolution, or was written down by itself. `told_soon` and
    `told_late` are the due dates of which the reminders were sent."""

    __tablename__ = "commitments"
    __table_args__ = (
        CheckConstraint(f"state IN {COMMITMENT_STATES}", name="state"),
        Index("ix_commitments_due_on", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    worktable_id: Mapped[int | None] = mapped_column(ForeignKey("worktables.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    owner: Mapped[str] = mapped_column(String(160), default="")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="open")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolutions.id"), index=True)
    told_soon: Mapped[date | None] = mapped_column(Date)
    told_late: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship()
    worktable: Mapped[Worktable | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    responsible: Mapped[User | None] = relationship(foreign_keys=responsible_id)
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    entry: Mapped[Entry | None] = relationship()
    agreement: Mapped[Agreement | None] = relationship()
    resolution: Mapped[Resolution | None] = relationship()
    notes: Mapped[list["CommitmentNote"]] = relationship(back_populates="commitment", order_by="CommitmentNote.id")


# Whether their pages have a section of commitments.
Space.has_commitments = column_property(
    select(Commitment.id)
    .where(Commitment.space_id == Space.id, Commitment.removed_at.is_(None))
    .correlate_except(Commitment)
    .exists()
)
Worktable.has_commitments = column_property(
    select(Commitment.id)
    .where(Commitment.worktable_id == Worktable.id, Commitment.removed_at.is_(None))
    .correlate_except(Commitment)
    .exists()
)


class CommitmentNote(db.Model):
    """How far it came: in words, with what proves it (a file in the `storage`, or an address), and the state it was
    brought into where that changed."""

    __tablename__ = "commitment_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    filename: Mapped[str] = mapped_column(String(200), default="")
    type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    before: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    commitment: Mapped[Commitment] = relationship(back_populates="notes")
    user: Mapped[User | None] = relationship()
