"""What stands between typing and publishing."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import db
from .base import UTCDateTime, now


class Sending(db.Model):
    """That a form was sent and became this post. The digest is of the form's own token, its place and what was typed:
    the same form sent again with other words is another sending."""

    __tablename__ = "sendings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
