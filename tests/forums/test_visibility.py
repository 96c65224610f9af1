"""Who may know of a post and who may read it: the rule for one and the clause for many say the same."""

from datetime import timedelta
from itertools import product

import pytest

from forum import visibility
from forum.extensions import db
from forum.models import Forum, Post, Space, Thread, User
from forum.models.base import now
from forum.permissions import can, standing

READERS = ("marcela", "elena", "nelida", "wilfredo", "teresa", "julian", "olga", "pedro", "ana", None)


@pytest.fixture
def posts(world):
    """Beside those of the world, which all stand in one thread: hidden and waiting answers, and a waiting thread."""
    hidden = world.reply("julian", world.post.opening, "Oculto")
    held = world.reply("teresa", world.post.answer, "En espera")
    with world.app.app_context():
        thread = Thread(forum_id=world.forum, title="En espera", author_id=world.user.julian, held_at=now())
        db.session.add(thread)
        db.session.flush()
        waiting = world._write(thread.id, None, "julian", None, "Abre y espera")
        waiting.held_at = now()
        db.session.get(Post, hidden).hidden_at = now()
        db.session.get(Post, held).held_at = now()
        db.session.commit()
        return {"hidden": hidden, "held": held, "waiting": waiting.id} | vars(world.post)


def both(world, reader, clause, action):
    """The numbers that the clause gives to `reader`, and those that the rule lets them have."""
    with world.app.app_context():
        user = db.session.get(User, getattr(world.user, reader)) if reader else None
        rows = db.session.scalars(db.select(Post.id).join(Thread).join(Forum).where(clause(user)))
        ruled = {post.id for post in db.session.scalars(db.select(Post)) if can(user, action, post)}
        return set(rows), ruled


@pytest.mark.parametrize("visibility_of_space", ["members", "public"])
@pytest.mark.parametrize("mode", ["discussion", "first", "closed"])
def test_the_rule_and_the_clause_agree(world, posts, mode, visibility_of_space):
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = visibility_of_space
        forum = db.session.get(Forum, world.forum)
        forum.mode = "discussion" if mode == "discussion" else "first"
        if mode == "closed":
            forum.closes_at = now() - timedelta(minutes=1)
        db.session.commit()
    pairs = ((visibility.known_posts, "post.know"), (visibility.readable_posts, "post.read"))
    for reader, (clause, action) in product(READERS, pairs):
        many, one = both(world, reader, clause, action)
        assert many == one, (reader, action)
    if visibility_of_space == "public":  # whose forums all may read: the clause of one forum
        for reader in READERS:
            many, one = both(world, reader, lambda user: among_all(world, user), "post.read")
            assert many == one, reader


def among_all(world, user):
    forum = db.session.get(Forum, world.forum)
    moderates = standing(user, forum).reaches("moderator")
    return visibility.readable_among(moderates, forum.answers_are_open, user.id if user else 0)


def read_by(world, posts, reader, clause=visibility.readable_posts):
    numbers, _ruled = both(world, reader, clause, "post.read")
    return {name for name, number in posts.items() if number in numbers}


def test_hidden_and_waiting_posts_are_read_by_their_author_and_moderators(world, posts):
    common = {"opening", "answer", "deeper"}
    assert read_by(world, posts, "olga") == common
    assert read_by(world, posts, "teresa") == common | {"held"}
    assert read_by(world, posts, "julian") == common | {"hidden", "waiting"}
    assert read_by(world, posts, "elena") == set(posts)
    assert read_by(world, posts, "olga", visibility.known_posts) == common | {"hidden"}


def test_where_one_answers_first_who_has_not_answered_reads_the_opening_alone(world, posts):
    with world.app.app_context():
        db.session.get(Forum, world.forum).mode = "first"
        db.session.commit()
    assert read_by(world, posts, "olga") == {"opening"}
    assert read_by(world, posts, "julian") == {
        "opening",
        "hidden",
        "waiting",
    }  # what one wrote and was hidden opens nothing
    assert read_by(world, posts, "wilfredo") == {"opening", "answer", "deeper"}
    assert read_by(world, posts, "elena") == set(posts)


def test_a_waiting_thread_is_known_to_its_author_and_moderators(world, posts):
    waiting = world.get(Post, posts["waiting"]).thread_id
    with world.app.app_context():
        users = {name: db.session.get(User, getattr(world.user, name)) if name else None for name in READERS}
        thread = db.session.get(Thread, waiting)
        knowing = {
            name for name, user in users.items() if user and visibility.thread_known(standing(user, thread), thread)
        }
        clause = {
            name
            for name, user in users.items()
            if user
            and waiting in db.session.scalars(db.select(Thread.id).join(Forum).where(visibility.known_threads(user)))
        }
    assert knowing == clause == {"marcela", "elena", "ana", "julian"}


@pytest.mark.parametrize("mode", ["discussion", "first", "closed"])
def test_the_many_readers_of_one_post_are_those_the_rule_lets_read(world, posts, mode):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.mode = "discussion" if mode == "discussion" else "first"
        forum.closes_at = now() - timedelta(minutes=1) if mode == "closed" else None
        db.session.commit()
        people = db.session.scalars(db.select(User)).all()
        for post in db.session.scalars(db.select(Post)):
            readers = visibility.readers(post, [user.id for user in people])
            assert set(readers) == {user.id for user in people if can(user, "post.read", post)}
            assert {id for id in readers if readers[id]} == {
                user.id for user in people if standing(user, post).reaches("moderator")
            }
