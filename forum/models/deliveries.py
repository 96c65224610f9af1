"""Deliveries: sealed packages for who demanded the documents, and what the demanding entity says of them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..exchange import fingerprint
from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .documents import Document, DocumentVersion
from .frozen import PAPERS
from .summaries import Summary
from .worktables import Worktable


class Delivery(db.Model):
    """`token` is the secret of the link by which the demanding entity (`recipient`) answers. The package is a file of
    the `storage`; `manifest` says in JSON what lies in it, with the SHA-256 of every file."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("worktable_id", "number"),
        CheckConstraint(f"package_state IN {PAPERS}", name="package_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worktable_id: Mapped[int] = mapped_column(ForeignKey("worktables.id"))
    number: Mapped[int]
    summary_id: Mapped[int | None] = mapped_column(ForeignKey("summaries.id"))
    recipient: Mapped[str] = mapped_column(String(160))
    note: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(5), default="es")
    token: Mapped[str] = mapped_column(String(43), unique=True)
    package_state: Mapped[str] = mapped_column(String(10), default="waiting")
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
    filename: Mapped[str] = mapped_column(String(200), default="")
    manifest: Mapped[str] = mapped_column(Text, default="", deferred=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    worktable: Mapped[Worktable] = relationship()
    summary: Mapped[Summary | None] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    documents: Mapped[list["DeliveryDocument"]] = relationship()
    receipt: Mapped["DeliveryReceipt | None"] = relationship()
    adjustments: Mapped[list["DeliveryAdjustment"]] = relationship(order_by="DeliveryAdjustment.id")
    calls: Mapped[list["DeliveryCall"]] = relationship(order_by="DeliveryCall.id")

    @property
    def fingerprint(self):
        return fingerprint(self.digest)


class DeliveryDocument(db.Model):
    """The version of a document that was delivered."""

    __tablename__ = "delivery_documents"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"))

    document: Mapped[Document] = relationship()
    version: Mapped[DocumentVersion] = relationship()


class DeliveryReceipt(db.Model):
    """That the demanding entity has it: who says so, in which charge, and the day it came."""

    __tablename__ = "delivery_receipts"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    charge: Mapped[str] = mapped_column(String(160))
    received_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class DeliveryAdjustment(db.Model):
    """What the demanding entity changed, or not, in a delivered document."""

    __tablename__ = "delivery_adjustments"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    adjusted: Mapped[bool]
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    document: Mapped[Document] = relationship()


class DeliveryCall(db.Model):
    """The call that followed: where it can be read, since when, for how much."""

    __tablename__ = "delivery_calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500), default="")
    opened_on: Mapped[date | None] = mapped_column(Date)
    amount: Mapped[Decimal | None] = mapped_column(Numeric(16, 2))
    currency: Mapped[str] = mapped_column(String(3), default="PEN")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
