"""A long walk: people write and read, moderators part, join, move and undo in any order. After each step every post
stands where its path says, and nobody has read more or less than before."""

import random

from forum.actions import forums
from forum.actions.moderation import relocating, undoing
from forum.errors import TinkuyError
from forum.extensions import db
from forum.models import Decision, Forum, Post, ReadMark, Thread, User

from ..world import base36

STEPS = 90
MOVING = ("split", "merge", "move", "undo")
WEIGHTS = {"reply": 5, "open": 1, "read": 2, "split": 2, "merge": 1, "move": 1, "undo": 2}


def test_whatever_moves_nothing_is_lost(world):
    dice = random.Random(20261121)
    second = world.add(Forum(space_id=world.space, number=3, title="Compromisos"))
    done = set()
    with world.app.app_context():
        for number in range(STEPS):
            what = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            before = unread()
            try:
                step(world, dice, what, second, f"Paso {number}")
                done.add(what)
            except TinkuyError:
                db.session.rollback()  # what cannot be is refused, and changes nothing
            assert what not in MOVING or unread() == before, (number, what)
            check()
    assert done == WEIGHTS.keys()


def step(world, dice, what, second, words):
    def some(model, *window):
        return db.session.get(model, dice.choice(db.session.scalars(db.select(model.id).where(*window)).all()))

    person = db.session.get(User, getattr(world.user, dice.choice(["julian", "nelida", "teresa"])))
    moderator = db.session.get(User, dice.choice([world.user.elena, world.user.marcela]))
    if what == "reply":
        post = some(Post)
        forums.reply(person, dice.choice([post.thread, some(Thread)]), words, dice.choice([post, None]))
    elif what == "open":
        forums.open_thread(person, some(Forum), words, words)
    elif what == "read":
        thread = some(Thread)
        posts = db.session.scalars(db.select(Post.id).where(Post.thread_id == thread.id)).all()
        forums.mark_read(person, thread, dice.sample(posts, len(posts) // 2))
    elif what == "split":
        relocating.split(moderator, some(Post), words)
    elif what == "merge":
        relocating.merge(moderator, some(Thread), some(Thread))
    elif what == "move":
        relocating.move(moderator, some(Thread), db.session.get(Forum, dice.choice([world.forum, second])))
    elif db.session.scalar(db.select(Decision.id)):
        undoing.undo(moderator, some(Decision))


def unread():
    """{person: the posts of others that they have not seen}"""
    db.session.rollback()
    posts = db.session.execute(db.select(Post.id, Post.thread_id, Post.author_id)).all()
    marks = {(mark.user_id, mark.thread_id): mark for mark in db.session.scalars(db.select(ReadMark))}

    def seen(person, post, thread):
        mark = marks.get((person, thread))
        return mark is not None and (post <= mark.post_id or post in mark.numbers_ahead)

    people = db.session.scalars(db.select(User.id)).all()
    return {me: {id for id, thread, author in posts if author != me and not seen(me, id, thread)} for me in people}


def check():
    posts = {row.id: row for row in db.session.execute(db.select(Post.__table__))}
    openings = {}
    for post in posts.values():
        if post.parent_id is None:
            openings.setdefault(post.thread_id, []).append(post.id)
            assert (post.path, post.depth) == (base36(post.id), 0)
        else:
            parent = posts[post.parent_id]
            assert (post.path, post.depth) == (parent.path + base36(post.id), parent.depth + 1)
            assert post.thread_id == parent.thread_id
    for id, into in db.session.execute(db.select(Thread.id, Thread.merged_into_id)):
        assert len(openings.get(id, [])) == (0 if into else 1)
    for mark in db.session.scalars(db.select(ReadMark)):
        assert mark.ahead_count == len(mark.numbers_ahead)
