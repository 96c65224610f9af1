"""Rendering again what an older renderer made."""

from .. import text
from ..extensions import db
from ..models import Forum, Post, Thread
from . import site_action


@site_action("site.maintain")
def rebake(user, numbers):
    """The posts of these numbers, as this version renders them; nothing is told: the words are the same."""
    for post in db.session.scalars(db.select(Post).where(Post.id.in_(numbers))):
        post.html, post.renderer = text.render(post.body), text.RENDERER


@site_action("site.maintain")
def rebake_surroundings(user):
    """What stands above conversations, introductions and conclusions: they are few."""
    for thing in [*db.session.scalars(db.select(Forum)), *db.session.scalars(db.select(Thread))]:
        if isinstance(thing, Forum):
            thing.introduction_html = text.render(thing.introduction)
        thing.conclusion_html = text.render(thing.conclusion) if thing.conclusion else ""
