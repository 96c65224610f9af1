"""The meetings of a working table: their agendas, who came, the minutes and what was agreed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .documents import Document
from .spaces import Actor, Organization
from .worktables import Worktable

ITEM_KINDS = ("topic", "approve_minutes")
WAYS = ("code", "list", "paper")  # how somebody's presence was written down
PHASES = ("live", "prepared", "remarks", "final")


class Meeting(db.Model):
    """One of the series. `code` lets who is there write themselves down, while it is given out."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("worktable_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    code_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancelled_reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    worktable: Mapped[Worktable] = relationship()


agenda_item_documents = Table(
    "agenda_item_documents",
    db.metadata,
    Column("agenda_item_id", ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class AgendaItem(db.Model):
    """What a meeting treats, and what the minutes say of it: `discussed`, of which `version` tells the wording. One of
    kind `approve_minutes` is about the minutes of `previous`, and was `approved_at`."""

    __tablename__ = "agenda_items"
    __table_args__ = (CheckConstraint(f"kind IN {ITEM_KINDS}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int | None]  # that it is meant to take
    kind: Mapped[str] = mapped_column(String(16), default="topic")
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    discussed: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column("counter", default=1)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    meeting: Mapped[Meeting] = relationship(foreign_keys=meeting_id)
    previous: Mapped[Meeting | None] = relationship(foreign_keys=previous_id)
    changed_by: Mapped[User | None] = relationship(foreign_keys=changed_by_id)
    documents: Mapped[list[Document]] = relationship(secondary=agenda_item_documents, order_by=Document.code)


class MeetingInvitation(db.Model):
    """That a person was asked to come."""

    __tablename__ = "meeting_invitations"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Attendance(db.Model):
    """That somebody was there, as it was written down: name, organization, actor and territory do not change when the
    member does. `user` where it is a member."""

    __tablename__ = "attendances"
    __table_args__ = (CheckConstraint(f"way IN {WAYS}", name="way"), Index("ix_attendances_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(120))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    organization_name: Mapped[str] = mapped_column(String(160), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    territory: Mapped[str] = mapped_column(String(160), default="")
    way: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the person themselves, without account
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    meeting: Mapped[Meeting] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()


class Agreement(db.Model):
    """What was agreed on an item of the agenda."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column("counter", default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    item: Mapped[AgendaItem] = relationship()
    changed_by: Mapped[User | None] = relationship(foreign_keys=changed_by_id)


class Minutes(db.Model):
    """What is kept of a meeting: written live, prepared, remarked upon by those who came, and final: `frozen`,
    canonical JSON, whose SHA-256 is `digest`. `approved_item` is the one of a later meeting that approved them."""

    __tablename__ = "minutes"
    __table_args__ = (CheckConstraint(f"phase IN {PHASES}", name="phase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    phase: Mapped[str] = mapped_column(String(8), default="live")
    remarks_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    prepared_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    remarks_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sealed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    digest: Mapped[str] = mapped_column(String(64), default="")
    frozen: Mapped[str] = mapped_column(Text, default="")
    approved_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))

    meeting: Mapped[Meeting] = relationship()
    sealed_by: Mapped[User | None] = relationship(foreign_keys=sealed_by_id)
    approved_item: Mapped[AgendaItem | None] = relationship()


class MinutesRemark(db.Model):
    """What somebody who attended says of the prepared minutes; it stays with them, with the answer."""

    __tablename__ = "minutes_remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    minutes: Mapped[Minutes] = relationship()
    user: Mapped[User] = relationship(foreign_keys=user_id)
    item: Mapped[AgendaItem | None] = relationship()
