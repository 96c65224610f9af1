"""Indicators, and their figures by organization and period."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .spaces import Organization, Space

PLACES = 4  # behind the comma, that are kept
LARGEST_VALUE = 10**12
REPORTERS = ("organization", "centre", "municipality", "association", "enterprise")


class Amount(TypeDecorator):
    """A `Decimal`, kept as a whole number of ten-thousandths: exact, and summed exactly, on every database (SQLite has
    no decimals of its own)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int(Decimal(value).scaleb(PLACES).to_integral_value())

    def process_result_value(self, value, dialect):
        return None if value is None else Decimal(int(value)).scaleb(-PLACES)


class Indicator(db.Model):
    """A thing that is counted, in `unit`, with so many `places` behind the comma; `reporters` says how the
    organizations that report are called together, `categories` how their figures may be told apart."""

    __tablename__ = "indicators"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(60))
    definition: Mapped[str] = mapped_column(Text, default="")
    places: Mapped[int] = mapped_column(default=0)
    reporters: Mapped[str] = mapped_column(String(12), default="organization")
    categories: Mapped[list] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship()


# Whether its pages have a section of figures.
Space.has_indicators = column_property(
    select(Indicator.id)
    .where(Indicator.space_id == Space.id, Indicator.removed_at.is_(None))
    .correlate_except(Indicator)
    .exists()
)


class PublishedTotal(db.Model):
    """What somebody published as the total of a period, the parts of which may be known or not."""

    __tablename__ = "published_totals"
    __table_args__ = (UniqueConstraint("indicator_id", "starts_on", "ends_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    value: Mapped[Decimal] = mapped_column(Amount)
    source: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Figure(db.Model):
    """The value of an indicator for an organization, from the first day of a month to the last of one (`Period` in
    `forum/figures.py`). Without a category it is of all of them. `invented`: made up for a demonstration or a lesson,
    and shown as such. One that was taken back keeps its corrections."""

    __tablename__ = "figures"
    __table_args__ = (
        UniqueConstraint(
            "indicator_id", "organization_id", "starts_on", "ends_on", "category", name="uq_figures_place"
        ),
        Index("ix_figures_organization_id", "organization_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    category: Mapped[str] = mapped_column(String(80), default="")
    value: Mapped[Decimal] = mapped_column(Amount)
    source: Mapped[str] = mapped_column(String(300), default="")
    invented: Mapped[bool] = mapped_column(default=False, server_default=false())
    reported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    validated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    validated_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column("counter", default=1)  # who corrects names the one they saw
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    indicator: Mapped[Indicator] = relationship()
    organization: Mapped[Organization] = relationship()
    reported_by: Mapped[User | None] = relationship(foreign_keys=reported_by_id)
    validated_by: Mapped[User | None] = relationship(foreign_keys=validated_by_id)
    corrections: Mapped[list["FigureCorrection"]] = relationship(
        back_populates="figure", order_by="FigureCorrection.id.desc()"
    )


class FigureCorrection(db.Model):
    """What a figure was before, when it changed, who changed it and why; `value` is None where it was taken back."""

    __tablename__ = "figure_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    figure_id: Mapped[int] = mapped_column(ForeignKey("figures.id"), index=True)
    before: Mapped[Decimal] = mapped_column(Amount)
    value: Mapped[Decimal | None] = mapped_column(Amount)
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    figure: Mapped[Figure] = relationship(back_populates="corrections")
    user: Mapped[User | None] = relationship()
