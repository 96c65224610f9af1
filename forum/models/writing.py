"""What stands between typing and publishing."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .base import UTCDateTime, now
from .forums import Post
from .spaces import Space


class Draft(db.Model):
    """What a person typed and did not send. `place` says where: `forum-2` a thread to be opened there, `thread-3` and
    `post-9` an answer, `edit-9` a correction, `introduction-2` that of a forum, `conclusion-3` and `summary-2` the
    conclusions of a thread and a forum, `entry-5` its words, `cell-7-3-4` an entry to be; all in
    `blueprints/forums/drafts.py`. Nobody but that person ever reads it."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    place: Mapped[str] = mapped_column(String(40))
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    fields: Mapped[dict] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    space: Mapped[Space] = relationship()


class Sending(db.Model):
    """That a form was sent and became this post. The digest is of the form's own token, its place and what was typed:
    the same form sent again with other words is another sending."""

    __tablename__ = "sendings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Mention(db.Model):
    """That a post names a person or an actor, as it stands now."""

    __tablename__ = "mentions"
    __table_args__ = (
        UniqueConstraint("post_id", "user_id"),
        UniqueConstraint("post_id", "actor_id"),
        CheckConstraint("(user_id IS NULL) <> (actor_id IS NULL)", name="one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


class Attachment(db.Model):
    """A file of a post; of none yet while it is being written. The bytes are kept by their digest (`storage`); a
    picture was made anew and has a thumbnail. Who removed it says so, and may take it back."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    thumbnail: Mapped[str | None] = mapped_column(String(64), index=True)  # its digest
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    space: Mapped[Space] = relationship()
    post: Mapped[Post | None] = relationship()
