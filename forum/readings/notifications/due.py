"""Who is to be written to now, and of what."""

from sqlalchemy import select

from ...extensions import db
from ...models import Letter, MailPreference, Notification, User
from ...models.base import now
from .lists import standing_rows

MOST = 100  # notifications in a letter; the others are on the page


def people_due(limit=50) -> list[tuple[User, MailPreference]]:
    query = (
        select(User, MailPreference)
        .join(MailPreference, MailPreference.user_id == User.id)
        .where(MailPreference.next_at <= now())
        .order_by(MailPreference.next_at)
        .limit(limit)
    )
    return [tuple(row) for row in db.session.execute(query)]


def is_any_due() -> bool:
    """Whether a letter waits: asked every second, without keeping anybody from writing."""
    found = db.session.scalar(select(Letter.id).where(Letter.state == "waiting", Letter.next_at <= now()).limit(1))
    db.session.rollback()
    return found is not None


def untold(user) -> tuple[list[int], list]:
    """The numbers of all that no letter has told yet; and those of them to be told: unread, and to be read still."""
    waiting = (Notification.user_id == user.id, Notification.mailed_at.is_(None))
    numbers = list(db.session.scalars(select(Notification.id).where(*waiting)))
    if not numbers:
        return [], []
    rows = standing_rows(user, Notification.mailed_at.is_(None), Notification.read_at.is_(None), most=MOST)
    return numbers, [row for row in rows if row.id in set(numbers)]
