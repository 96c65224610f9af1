"""Observations on documents, the answers to them, and what their authors say of the answer."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .documents import Clause, Document, DocumentVersion
from .spaces import Actor, Organization

KINDS = ("general", "technical", "editorial")
ORIGINS = ("member", "public", "table", "word", "meeting")  # table: the ISO template or a spreadsheet
STANDINGS = ("unconfirmed", "waiting", "published", "refused")
RESOLUTIONS = ("accepted", "changed", "rejected", "noted", "withdrawn", "out_of_scope")
CONFIDENTIAL = ("comment", "proposal", "reason", "files")
PLACES = ("exact", "found", "orphan")


class ObservationGroup(db.Model):
    """Observations that say the same, to be answered once."""

    __tablename__ = "observation_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    document: Mapped[Document] = relationship()


class Resolution(db.Model):
    """One answer to one observation or to many. `wording` is what was applied, in `version` of the document."""

    __tablename__ = "resolutions"
    __table_args__ = (CheckConstraint(f"kind IN {RESOLUTIONS}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    wording: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int | None] = mapped_column(ForeignKey("document_versions.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    document: Mapped[Document] = relationship()
    version: Mapped[DocumentVersion | None] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=user_id)


class Observation(db.Model):
    """A remark on a clause (or, without one, on the whole document), in the words and the version it was made on.

    `quote` with `prefix` and `suffix`, what stood around it, is the passage it is about; empty: the whole clause.
    Members write in the name of `actor` and `organization`, frozen at writing; who has no account gives `name`,
    `organization_name` and `contact` (never published). `confidential` names the parts that are never published.
    """

    __tablename__ = "observations"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"origin IN {ORIGINS}", name="origin"),
        CheckConstraint(f"standing IN {STANDINGS}", name="standing"),
        UniqueConstraint("document_id", "number"),
        Index("ix_observations_author_id", "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    number: Mapped[int]  # within its document
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clauses.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    quote: Mapped[str] = mapped_column(Text, default="")
    prefix: Mapped[str] = mapped_column(String(120), default="")
    suffix: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(10))
    comment: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    confidential: Mapped[list] = mapped_column(JSON, default=list)
    origin: Mapped[str] = mapped_column(String(8), default="member")
    standing: Mapped[str] = mapped_column(String(12), default="published")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(120), default="")
    organization_name: Mapped[str] = mapped_column(String(160), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    token: Mapped[str | None] = mapped_column(String(43), unique=True)  # of the letter that confirms, and follows it
    consented_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # who typed or brought it in
    group_id: Mapped[int | None] = mapped_column(ForeignKey("observation_groups.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)  # it was said at
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolutions.id"), index=True)
    refused_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column("counter", default=1)  # who answers names the one they saw
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    document: Mapped[Document] = relationship()
    clause: Mapped[Clause | None] = relationship()
    made_on: Mapped[DocumentVersion] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    group: Mapped[ObservationGroup | None] = relationship()
    resolution: Mapped[Resolution | None] = relationship()
    files: Mapped[list["ObservationFile"]] = relationship()


class ObservationFile(db.Model):
    """A file that came with an observation; its bytes lie in the `storage` by their digest."""

    __tablename__ = "observation_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]


class ObservationPlace(db.Model):
    """Where an observation stands in a version later than its own: `orphan` where its passage is not there any more."""

    __tablename__ = "observation_places"
    __table_args__ = (CheckConstraint(f"state IN {PLACES}", name="state"),)

    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), primary_key=True, index=True)
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clauses.id"))
    quote: Mapped[str] = mapped_column(Text, default="")  # as that version words it
    start: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8))


class ObservationReception(db.Model):
    """What an author says of the answer; the latest counts, all are kept."""

    __tablename__ = "observation_receptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), index=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolutions.id"))
    satisfied: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
