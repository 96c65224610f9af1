"""Indexing anew all that can be found."""

from .. import search
from . import site_action


@site_action("site.maintain")
def empty_index(user):
    """Nothing is found any more, until it is indexed again."""
    search.empty()


@site_action("site.maintain")
def index_next(user, kind: str, after: int, most: int = 500):
    """The next things of a kind: (how many, the number of the last or None)."""
    return search.rebuild(kind, after, most)
