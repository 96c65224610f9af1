"""What a person chose to be told, and when by letter."""

from collections import namedtuple

from sqlalchemy import literal, select, union_all

from ...extensions import db
from ...models import Follow, Forum, MailPreference, Membership, Space, Thread, User
from ...visibility import known_threads, readable_spaces

Chosen = namedtuple("Chosen", "own inherited")
FollowRow = namedtuple("FollowRow", "kind address name where level")


def chosen(user, thing) -> Chosen:
    """What `user` set for the thing itself (or None), and what holds for it otherwise."""
    if isinstance(thing, Membership):
        return Chosen(_level(user, "person", thing.user_id), "answers")
    around = []
    if isinstance(thing, Thread):
        around.append(("thread", thing.id))
        thing = thing.forum
    if isinstance(thing, Forum):
        around.append(("forum", thing.id))
        thing = thing.space
    around.append(("space", thing.id))
    levels = [_level(user, kind, number) for kind, number in around]
    inherited = next((level for level in levels[1:] if level), thing.follow_level)
    return Chosen(levels[0], inherited)


def _level(user, kind, number):
    follow = db.session.get(Follow, (user.id, kind, number))
    return follow.level if follow else None


def follows_of(user) -> list[FollowRow]:
    """All that one chose and may still read, by kind and name."""
    mine, spaces = Follow.user_id == user.id, readable_spaces(user)
    nothing = literal("")
    query = union_all(
        select(literal("space"), Space.id, Space.slug, Space.title, nothing, Follow.level)
        .join(Follow, (Follow.kind == "space") & (Follow.thing_id == Space.id))
        .where(mine, Space.id.in_(spaces)),
        select(literal("forum"), Forum.id, nothing, Forum.title, Space.title, Follow.level)
        .join(Space, Space.id == Forum.space_id)
        .join(Follow, (Follow.kind == "forum") & (Follow.thing_id == Forum.id))
        .where(mine, Space.id.in_(spaces)),
        select(literal("thread"), Thread.id, nothing, Thread.title, Space.title, Follow.level)
        .join(Forum, Forum.id == Thread.forum_id)
        .join(Space, Space.id == Forum.space_id)
        .join(Follow, (Follow.kind == "thread") & (Follow.thing_id == Thread.id))
        .where(mine, Space.id.in_(spaces), known_threads(user)),
        select(literal("person"), Membership.id, nothing, User.name, Space.title, Follow.level)
        .join(User, User.id == Membership.user_id)
        .join(Space, Space.id == Membership.space_id)
        .join(Follow, (Follow.kind == "person") & (Follow.thing_id == User.id))
        .where(mine, Membership.left_at.is_(None), _shares(user, Membership.space_id)),
    )
    order = ("space", "forum", "thread", "person")
    rows = [
        FollowRow(kind, f"/spaces/{slug}" if kind == "space" else f"/{_PLACES[kind]}/{number}", name, where, level)
        for kind, number, slug, name, where, level in db.session.execute(query)
    ]
    return sorted(rows, key=lambda row: (order.index(row.kind), row.name, row.where))


_PLACES = {"forum": "forums", "thread": "threads", "person": "members"}


def _shares(user, space_id):
    if user.is_admin:
        return db.true()
    mine = select(Membership.space_id).where(Membership.user_id == user.id, Membership.left_at.is_(None))
    return space_id.in_(mine.correlate(None))


def mail_of(user) -> MailPreference:
    """The person's, or what everybody has at first (not kept)."""
    kept = db.session.get(MailPreference, user.id)
    return kept or MailPreference(user_id=user.id, rhythm="daily", hour=7, weekday=0, hold_reason="", feed_key=1)
