"""What a person has read of what they were told. Their other pages are told how many are left."""

from ...events import record
from ...extensions import db
from ...models import Notification, Post, User
from ...models.base import now
from ...readings.notifications import standing_rows, unread_of
from .. import action, site_action


@action("notification.read")
def mark_read(user: User, notification: Notification):
    _mark(user, Notification.id == notification.id)


@site_action("notifications.read")
def mark_all(user: User, thread_id: int | None = None):
    """All of them, or those of one thread."""
    posts = db.select(Post.id).where(Post.thread_id == thread_id)
    _mark(user, db.true() if thread_id is None else Notification.post_id.in_(posts))


@site_action("notifications.read")
def settle(user: User):
    """Those that cannot be read any more (hidden, closed, taken away) are not counted as unread."""
    readable = [row.id for row in standing_rows(user, Notification.read_at.is_(None), most=None)]
    _mark(user, Notification.id.not_in(readable))


def mark_posts(user, posts):
    """In the transaction that notes which posts somebody read."""
    if posts:
        _mark(user, Notification.post_id.in_(posts))


def _mark(user, which):
    unread = (Notification.user_id == user.id, Notification.read_at.is_(None), which)
    if db.session.execute(db.update(Notification).where(*unread).values(read_at=now())).rowcount:
        record("notifications.counted", user, user, unread=unread_of([user.id])[user.id])
