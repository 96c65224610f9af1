"""A form that is sent twice by mistake makes one post."""

from hashlib import sha256

from ...extensions import db
from ...models import Post, Sending, User


def sent_before(user: User, token: str, place: str, body: str) -> Post | None:
    """The post that this form became, with these words."""
    if not token:
        return None
    sending = db.session.get(Sending, (user.id, _digest(token, place, body)))
    return db.session.get(Post, sending.post_id) if sending else None


def note_sending(user, token, place, body, post):
    """In the transaction that writes the post. Writers of a space come one after the other, so the second sees this."""
    if token:
        db.session.add(Sending(user_id=user.id, digest=_digest(token, place, body), post_id=post.id))


def _digest(token, place, body):
    return sha256("\0".join((token, place, body.replace("\r\n", "\n").strip())).encode()).hexdigest()
