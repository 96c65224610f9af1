"""Where threads can go."""

from sqlalchemy import select

from ...extensions import db
from ...models import Forum, Thread
from ...visibility import known_threads

MOST = 200


def threads_near(user, thread) -> list[tuple[int, str]]:
    """(number, title) of the other threads of the space, those of its forum first, the last spoken in first."""
    query = (
        select(Thread.id, Thread.title)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(
            Forum.space_id == thread.forum.space_id,
            Thread.id != thread.id,
            Thread.merged_into_id.is_(None),
            known_threads(user),
        )
        .order_by(Thread.forum_id != thread.forum_id, Thread.last_post_at.desc())
        .limit(MOST)
    )
    return [tuple(row) for row in db.session.execute(query)]
