"""Who is named: in a forum that is anonymous to the others, authors are known to themselves and to who moderates."""

from sqlalchemy import case, or_, select

from ..extensions import db
from ..models import Entry, Forum, Matrix, Organization, Post, Source, Thread, User
from ..visibility import moderated_spaces


def named(user):
    """The clause that `user` may know who wrote a post; asked of `Post` with its `Forum` joined."""
    return or_(
        Forum.anonymous.is_(False),
        Post.author_id == (user.id if user else 0),
        Forum.space_id.in_(moderated_spaces(user)),
    )


def author_name(user):
    """The column of the author's name, empty where `user` may not know it; `User` is joined."""
    return case((named(user), User.name), else_="")


def organization_name(user):
    """The same of the organization, which may have one person only."""
    return case((named(user), Organization.name), else_="")


def told(user):
    """The clause that `user` may know who carried an entry into its matrix; asked of `Entry` with its `Matrix`."""
    quoting = (
        select(Source.id)
        .join(Post, Post.id == Source.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Source.entry_id == Entry.id, Forum.anonymous.is_(True))
        .correlate(Entry)
        .exists()
    )
    return or_(~quoting, Entry.author_id == (user.id if user else 0), Matrix.space_id.in_(moderated_spaces(user)))


def veiled(user, matrix) -> dict[int, int]:
    """{entry: its author} of those that quote a forum without names: who carried the words there might be who wrote
    them, so `user` is not told, but for their own and where they moderate."""
    me = user.id if user else 0
    query = (
        select(Entry.id, Entry.author_id)
        .join(Source, Source.entry_id == Entry.id)
        .join(Post, Post.id == Source.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(
            Entry.matrix_id == matrix.id,
            Forum.anonymous.is_(True),
            Forum.space_id.not_in(moderated_spaces(user)),
        )
    )
    return {id: author for id, author in db.session.execute(query) if author != me}
