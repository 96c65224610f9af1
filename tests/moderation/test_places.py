"""Threads that move, part and join: old links lead on, and whatever pointed at a post still does."""

import re

import pytest

from forum.actions import forums
from forum.actions.moderation import relocating, undoing
from forum.errors import Conflict, Invalid
from forum.extensions import db
from forum.models import Decision, Event, Forum, Post, ReadMark, SearchDocument, Source, Thread, User

from ..world import base36


def shown(page):
    return [int(number) for number in re.findall(r'id="aporte-(\d+)"', page)]


def page(world, name, address):
    return world.client(name).get(address, follow_redirects=True).text


def read(world, name, thread):
    """A page of the thread, all of whose posts came before this person's eyes."""
    seen = " ".join(str(post) for post in shown(page(world, name, f"/threads/{thread}")))
    world.client(name).post(f"/threads/{thread}/reading", data={"seen": seen})


def new_forum(world, **terms):
    return world.add(Forum(space_id=world.space, number=3, title="Compromisos", **terms))


def undo(world, name="elena"):
    """The last decision that stands."""
    with world.app.app_context():
        last = db.session.scalar(
            db.select(Decision.id).where(Decision.undone_at.is_(None)).order_by(Decision.id.desc()).limit(1)
        )
    return world.client(name).post(f"/decisions/{last}/undoing", follow_redirects=True)


def state(world):
    """All posts as they stand, and how far everybody has read."""
    with world.app.app_context():
        posts = db.session.execute(db.select(Post.id, Post.thread_id, Post.parent_id, Post.path, Post.depth)).all()
        news = {
            name: world.client(name).get("/spaces/compras/news").text.count("data-row") for name in ("nelida", "olga")
        }
        return sorted(posts), news


def test_a_branch_becomes_a_thread_and_comes_back(world):
    below = world.reply("julian", world.post.deeper, "Y con laboratorio propio.")
    for name in ("julian", "olga"):
        read(world, name, world.thread)
    new = world.reply("nelida", world.post.deeper, "Nadie de ellos leyó esto.")
    world.client("nelida").post(f"/posts/{world.post.deeper}/bookmark")
    quoting = world.entry("universidad", 2, "Análisis", source=world.post.deeper, quote="a precio de costo")
    before = state(world)
    assert "/thread" in page(world, "elena", f"/posts/{world.post.answer}")
    kept = page(world, "olga", f"/threads/{world.thread}")
    answer = world.client("elena").post(
        f"/posts/{world.post.answer}/thread",
        data={"title": "Dividir la licitación", "question": 0, "reason": "Es otro tema"},
    )
    assert answer.status_code == 303
    old, made = page(world, "olga", f"/threads/{world.thread}"), page(world, "olga", f"/posts/{below}")
    assert world.post.answer in shown(kept) and shown(old) == [world.post.opening]
    assert shown(made) == [world.post.answer, world.post.deeper, below, new]
    assert "Dividir la licitación" in made and "Dividir la licitación" in page(world, "olga", f"/forums/{world.forum}")
    assert shown(page(world, "olga", f"/threads/{world.thread}?branch={world.post.deeper}"))[0] == world.post.answer
    thread = world.get(Post, below).thread_id
    head, deep = world.get(Post, world.post.answer), world.get(Post, below)
    assert (head.parent_id, head.depth, head.path) == (None, 0, base36(head.id))
    assert (deep.depth, deep.path) == (2, base36(head.id) + base36(world.post.deeper) + base36(below))
    assert "a precio de costo" in page(world, "marcela", f"/entries/{quoting}")
    assert "Juntarnos" not in page(world, "nelida", "/bookmarks")
    assert "Dividir la licitación" in page(world, "julian", "/search?q=laboratorio")
    assert f'href="/threads/{world.get(Post, below).thread_id}"' in page(
        world, "julian", "/search?q=dividir&kind=thread"
    )
    for name in ("julian", "olga"):  # one post is new, as before
        assert re.search(r"1 nuevo", page(world, name, f"/forums/{world.forum}"))
    later = world.client("julian").post(f"/posts/{below}/replies", data={"body": "Después de separar."})
    assert later.status_code == 303
    assert "Decisión deshecha." in undo(world).text
    posts, _news = state(world)
    assert posts[:-1] == before[0] and posts[-1].path.startswith(world.get(Post, below).path)
    assert page(world, "olga", f"/threads/{thread}") and shown(page(world, "olga", f"/threads/{thread}")) == shown(
        page(world, "olga", f"/threads/{world.thread}")
    )
    assert "Dividir la licitación" not in page(world, "olga", f"/forums/{world.forum}")
    assert world.get(Source, 1).changed_at is None


def test_two_threads_become_one_and_part_again(world):
    made = world.client("wilfredo").post(
        f"/forums/{world.forum}/threads", data={"title": "Pagos a tiempo", "question": 0, "body": "Treinta días."}
    )
    other = int(made.location.rpartition("/")[2])
    reply = world.client("teresa").post(f"/threads/{other}/replies", data={"body": "O sesenta."})
    teresa = int(re.search(r"/posts/(\d+)", reply.location)[1])
    read(world, "julian", other)
    read(world, "olga", world.thread)
    before = state(world)
    world.client("nelida").put(f"/drafts/thread-{other}", json={"fields": {"body": "A medias"}, "version": 0})
    wrong = world.client("elena").post(f"/threads/{other}/merging", data={"into": "No existe", "reason": ""})
    assert wrong.status_code == 422 and "No existe" in wrong.text
    joined = world.client("elena").post(
        f"/threads/{other}/merging", data={"into": "Juntarnos para vender", "reason": ""}
    )
    assert joined.status_code == 303
    assert world.client("julian").get(f"/threads/{other}").location == f"/threads/{world.thread}"
    assert set(shown(page(world, "olga", f"/threads/{other}"))) == {row.id for row in before[0]}
    assert world.client("julian").get(f"/posts/{teresa}").location == f"/threads/{world.thread}#aporte-{teresa}"
    assert "Pagos a tiempo" not in page(world, "olga", f"/forums/{world.forum}")
    assert world.get(Post, teresa).depth == 2
    with world.app.app_context():
        marks = {
            mark.user_id: mark for mark in db.session.scalars(db.select(ReadMark).filter_by(thread_id=world.thread))
        }
        olga, julian = marks[world.user.olga], marks[world.user.julian]
        assert olga.post_id == teresa - 2 and julian.post_id < world.post.deeper and julian.ahead_count == 2
    page_of_late = world.client("julian").post(f"/threads/{other}/replies", data={"body": "Escribía en el otro."})
    assert page_of_late.status_code == 303  # the thread went elsewhere while one wrote
    undo(world)
    posts, _news = state(world)
    assert posts[:-1] == before[0] and posts[-1].thread_id == world.thread
    assert "Pagos a tiempo" in page(world, "olga", f"/threads/{other}")


def test_a_thread_moves_with_what_its_page_keeps_and_back(world):
    forum = new_forum(world)
    kept = page(world, "nelida", f"/threads/{world.thread}")
    moved = world.client("elena").put(
        f"/threads/{world.thread}/forum", data={"forum": forum, "question": 0, "reason": ""}
    )
    assert moved.status_code == 303
    after = page(world, "nelida", f"/threads/{world.thread}")
    assert "Foro 2" in kept and "Foro 3" in after and f'data-room="forum:{forum}"' in after
    assert "Juntarnos" in page(world, "nelida", f"/forums/{forum}")
    assert "Juntarnos" not in page(world, "nelida", f"/forums/{world.forum}")
    assert world.client("julian").post(f"/posts/{world.post.deeper}/replies", data={"body": "Aquí."}).status_code == 303
    with world.app.app_context():
        rooms = db.session.scalars(db.select(Event.room).where(Event.name == "thread.moved")).all()
        assert set(rooms) == {f"forum:{world.forum}", f"forum:{forum}"}
        assert db.session.scalar(db.select(SearchDocument.space_id).limit(1)) in (None, world.space)
    undo(world)
    assert "Foro 2" in page(world, "nelida", f"/threads/{world.thread}")


PROMISES = {
    "names": ({"anonymous": True}, {}, "se verían los nombres"),
    "secret answers": ({"mode": "first"}, {}, "las respuestas son secretas"),
    "into secrets": ({}, {"mode": "first"}, "las respuestas son secretas"),
    "announcements": ({}, {"mode": "news"}, "es de anuncios"),
    "a question": ({}, {"asks_question": True}, None),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_what_a_forum_promised_is_not_broken_by_moving(world, promise):
    here, there, words = PROMISES[promise]
    with world.app.app_context():
        for name, value in here.items():
            setattr(db.session.get(Forum, world.forum), name, value)
        db.session.commit()
    forum = new_forum(world, **there)
    answer = world.client("elena").put(f"/threads/{world.thread}/forum", data={"forum": forum, "question": 0})
    assert answer.status_code == (422 if words else 303)
    assert words is None or words in answer.text
    if here.get("mode") == "first":
        split = world.client("elena").post(f"/posts/{world.post.answer}/thread", data={"title": "Rama", "question": 0})
        assert split.status_code == 422 and words in split.text


def test_one_thread_forums_stay_so(world):
    single, each = (
        new_forum(world, mode="single"),
        world.add(Forum(space_id=world.space, number=4, title="C", mode="each")),
    )
    with world.app.app_context():
        elena, thread = db.session.get(User, world.user.elena), db.session.get(Thread, world.thread)
        db.session.add_all([Thread(forum_id=f, title="Ya hay", author_id=world.user.nelida) for f in (single, each)])
        db.session.commit()
        for number in (single, each):
            with pytest.raises(Invalid):
                relocating.move(elena, thread, db.session.get(Forum, number))


def test_splitting_what_another_hides_and_undoing_twice(world):
    """Writers of a space come one after the other: both decisions stand, whichever came first."""
    with world.app.app_context():
        get = db.session.get
        elena, marcela, post = get(User, world.user.elena), get(User, world.user.marcela), get(Post, world.post.answer)
        forums.hide(marcela, post, "Insulta")
        decision = relocating.split(elena, post, "Rama")
        assert post.hidden_at is not None and post.parent_id is None and post.hiding.reason == "Insulta"
        with pytest.raises(Invalid, match="abre su hilo"):
            relocating.split(marcela, post, "Rama otra vez")
        undoing.undo(marcela, decision)
        assert post.parent_id == world.post.opening and post.hidden_at is not None
        with pytest.raises(Conflict, match="Marcela Iporre ya deshizo"):
            undoing.undo(elena, decision)
        reply = forums.reply(get(User, world.user.julian), get(Thread, decision.data["to"]), "Al hilo que ya no está.")
        assert reply.thread_id == world.thread
    assert "Insulta" in page(world, "olga", f"/threads/{world.thread}")


def test_a_thread_comes_back_from_a_forum_without_names_while_nobody_wrote_there(world):
    hidden = new_forum(world, anonymous=True)
    for written, status in ((False, 200), (True, 422)):
        move = {"forum": hidden, "question": 0}
        assert world.client("elena").put(f"/threads/{world.thread}/forum", data=move).status_code == 303
        assert "Wilfredo Ancasi" not in page(world, "olga", f"/threads/{world.thread}")
        if written:
            world.client("julian").post(f"/posts/{world.post.answer}/replies", data={"body": "Sin decir quién soy."})
        answer = undo(world)
        assert answer.status_code == status
    assert "se verían los nombres" in answer.text
    assert "Julián Barrientos" not in page(world, "olga", f"/threads/{world.thread}")
