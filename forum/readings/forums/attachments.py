"""The files of posts, as rows."""

from collections import namedtuple
from functools import cache

from sqlalchemy import bindparam, func, select

from ...extensions import db
from ...models import Attachment

AttachmentRow = namedtuple("AttachmentRow", "id name media_type size width height removed_by")


def attachments_of(posts) -> dict[int, tuple[AttachmentRow, ...]]:
    """{post: its files, in the order they were attached}; `removed_by` is who took one away."""
    if not posts:
        return {}
    found = {}
    for post, *row in db.session.execute(_files(), {"posts": list(posts)}):
        found.setdefault(post, []).append(AttachmentRow(*row))
    return {post: tuple(rows) for post, rows in found.items()}


@cache
def _files():
    removed_by = func.coalesce(Attachment.removed_by_id, 0)
    return (
        select(
            Attachment.post_id,
            Attachment.id,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.width,
            Attachment.height,
            removed_by,
        )
        .where(Attachment.post_id.in_(bindparam("posts", expanding=True)))
        .order_by(Attachment.id)
    )


def own_unsent(user, numbers) -> list[AttachmentRow]:
    """Of these files, those that `user` attached and did not send: for the form that comes back."""
    query = select(Attachment).where(
        Attachment.id.in_(list(numbers)), Attachment.user_id == user.id, Attachment.post_id.is_(None)
    )
    rows = db.session.scalars(query.order_by(Attachment.id)) if numbers else ()
    return [AttachmentRow(one.id, one.name, one.media_type, one.size, one.width, one.height, 0) for one in rows]


def attachment_there(number) -> Attachment | None:
    """The file with this number, whoever asks: for who comes with a signed address."""
    attachment = db.session.get(Attachment, number)
    return attachment if attachment is not None and attachment.removed_at is None else None
