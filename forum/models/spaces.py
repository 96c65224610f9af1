"""Spaces and who takes part in them, in whose name."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now

ROLES = ("observer", "participant", "moderator", "facilitator")
VISIBILITIES = ("public", "members")


class Space(db.Model):
    """A course, a consultation or a working process: the home of everything below."""

    __tablename__ = "spaces"
    __table_args__ = (CheckConstraint("visibility IN ('public', 'members')", name="visibility"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    description_html: Mapped[str] = mapped_column(Text, default="")
    template: Mapped[str] = mapped_column(String(40), default="empty")
    visibility: Mapped[str] = mapped_column(String(10), default="members")
    timezone: Mapped[str] = mapped_column(String(60), default="America/La_Paz")
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    many_actors: Mapped[bool] = mapped_column(default=False)  # on joining, one may choose more than one actor
    edit_minutes: Mapped[int] = mapped_column(default=60)  # how long one's own post may be edited
    # What the moderators of this space watch for and say, one a line.
    watched_hold: Mapped[str] = mapped_column(Text, default="", server_default="")
    watched_flag: Mapped[str] = mapped_column(Text, default="", server_default="")
    hiding_reasons: Mapped[str] = mapped_column(Text, default="", server_default="")
    # What its members are told who have not chosen themselves: a level of `Follow`.
    follow_level: Mapped[str] = mapped_column(String(8), default="answers", server_default="answers")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    archived_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    actors: Mapped[list["Actor"]] = relationship(back_populates="space", order_by="Actor.position, Actor.id")
    organizations: Mapped[list["Organization"]] = relationship(back_populates="space", order_by="Organization.name")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="space")
    forums: Mapped[list["Forum"]] = relationship(back_populates="space", order_by="Forum.number")  # noqa: F821
    matrices: Mapped[list["Matrix"]] = relationship(back_populates="space", order_by="Matrix.id")  # noqa: F821


class Actor(db.Model):
    """A kind of voice in a space. `phrase` is how it stands in a sentence: «los productores»."""

    __tablename__ = "actors"
    __table_args__ = (UniqueConstraint("space_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    name: Mapped[str] = mapped_column(String(80))
    phrase: Mapped[str] = mapped_column(String(120), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    weave: Mapped[int] = mapped_column(default=1)  # 1–12: pattern, and colour where none of its own is given
    light: Mapped[str | None] = mapped_column(String(7))  # a colour of its own, as used on light ground
    dark: Mapped[str | None] = mapped_column(String(7))  # … and on dark ground
    # Whose word is the actor's on entries; of somebody who does not speak for it any more it is nobody's.
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship(back_populates="actors")

    @property
    def css_class(self):
        return f"actor-c{self.id}" if self.light else f"actor-{self.weave}"


# Whether any actor has a colour of its own, and pages need the style sheet that says so.
Space.has_colours = column_property(
    select(Actor.id).where(Actor.space_id == Space.id, Actor.light.is_not(None)).correlate_except(Actor).exists()
)


class Organization(db.Model):
    """A body that speaks as one actor, with its territory."""

    __tablename__ = "organizations"
    __table_args__ = (UniqueConstraint("space_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    name: Mapped[str] = mapped_column(String(160))
    territory: Mapped[str] = mapped_column(String(160), default="")
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship(back_populates="organizations")
    actor: Mapped[Actor | None] = relationship()


class Membership(db.Model):
    """A person in a space, in a role; their actors are in order, the first is the usual one."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("space_id", "user_id"),
        CheckConstraint("role IN ('observer', 'participant', 'moderator', 'facilitator')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(String(12), default="participant")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    joined_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suspended_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # reads, and no more
    silenced_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # does not write in forums

    space: Mapped[Space] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(back_populates="memberships")
    organization: Mapped[Organization | None] = relationship()
    voices: Mapped[list["MembershipActor"]] = relationship(
        order_by="MembershipActor.position", cascade="all, delete-orphan"
    )

    @property
    def actors(self):
        """In whose names this person may speak, the usual one first."""
        return [voice.actor for voice in self.voices if voice.actor.removed_at is None]


class MembershipActor(db.Model):
    """That a member may speak for an actor."""

    __tablename__ = "membership_actors"

    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    actor: Mapped[Actor] = relationship()


class Invitation(db.Model):
    """A link that lets people in. Its token is kept as it is: a facilitator must be able to show it again."""

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_space_id", "space_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    token: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[str] = mapped_column(String(12), default="participant")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    email: Mapped[str | None] = mapped_column(String(254))  # sent to this person alone
    note: Mapped[str] = mapped_column(String(120), default="")
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    max_uses: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship()
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    created_by: Mapped[User | None] = relationship()
