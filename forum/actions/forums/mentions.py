"""Whom a post names: members of its space, and actors. Where no names are shown only actors: a name there would say
who is among those who write."""

from collections import namedtuple

from flask_babel import gettext as _

from ... import text
from ...errors import Invalid
from ...extensions import db
from ...models import Actor, Forum, Membership, Mention, Post, User
from .. import site_action

MOST = 30

Named = namedtuple("Named", "name user_id actor_id")


def with_names(forum: Forum, body: str) -> tuple[str, dict]:
    """The text with its mentions by their present names, and who they are: {(kind, number): Named}. Whoever is not of
    this space is plain words."""
    typed = text.typed(body)
    if len(typed) > MOST:
        raise Invalid(fields={"body": _("Tu aporte menciona a %(n)s y caben %(most)s.", n=len(typed), most=MOST)})
    named = _named(forum, typed)
    return text.named(body, {key: one.name for key, one in named.items()}), named


def note_mentions(post: Post, named: dict, before: str = ""):
    """Beside the post, in its transaction; `before` is its HTML until now."""
    shown = text.mentioned(post.html)
    if shown == text.mentioned(before):
        return
    now = {(named[key].user_id, named[key].actor_id) for key in shown if key in named}
    was = {}
    if before:
        standing = db.session.scalars(db.select(Mention).where(Mention.post_id == post.id))
        was = {(mention.user_id, mention.actor_id): mention for mention in standing}
    for key in was.keys() - now:
        db.session.delete(was[key])
    db.session.add_all(Mention(post_id=post.id, user_id=user, actor_id=actor) for user, actor in now - was.keys())


def _named(forum, typed):
    found = {}
    actors = {number for kind, number in typed if kind == "actor"}
    members = set() if forum.anonymous else {number for kind, number in typed if kind == "member"}
    if actors:
        query = db.select(Actor.id, Actor.name).where(
            Actor.id.in_(actors), Actor.space_id == forum.space_id, Actor.removed_at.is_(None)
        )
        found |= {("actor", id): Named(name, None, id) for id, name in db.session.execute(query)}
    if members:
        query = (
            db.select(Membership.id, User.name, User.id)
            .join(User, User.id == Membership.user_id)
            .where(Membership.id.in_(members), Membership.space_id == forum.space_id)
        )
        found |= {("member", id): Named(name, user, None) for id, name, user in db.session.execute(query)}
    return found


@site_action("site.maintain")
def rename_in_mentions(user, posts):
    """The posts of these numbers, with the present names of those they mention; nothing is told: it is they."""
    query = db.select(Post).where(Post.id.in_(posts)).order_by(Post.id).with_for_update()
    for post in db.session.scalars(query).all():
        named = _named(post.thread.forum, text.typed(post.body))
        body = text.named(post.body, {key: one.name for key, one in named.items()})
        if body != post.body:
            post.body, post.html, post.renderer = body, text.render(body), text.RENDERER
