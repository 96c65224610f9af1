"""Who is named: in a forum that is anonymous to the others, authors are known to themselves and to who moderates."""

from sqlalchemy import case, or_

from ..models import Forum, Organization, Post, User
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
