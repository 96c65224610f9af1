"""What is new to a person, where they were, and what they keep at hand."""

import re

import pytest

from forum.actions import forums
from forum.extensions import db
from forum.models import Bookmark, Forum, Post, ReadMark, Space, Thread, User
from forum.models.base import now


def thread_page(world, name, **query):
    """What the page says; then all its posts are noted as read, as a browser does."""
    return read(world, name, f"/threads/{world.thread}", **query)


def read(world, name, address, **query):
    client = world.client(name)
    html = client.get(address, query_string=query, follow_redirects=True).text
    seen = " ".join(re.findall(r'<article class="post.*?id="aporte-(\d+)"', html, re.S))
    client.post(f"/threads/{world.thread}/reading", data={"seen": seen}, headers={"HX-Request": "true"})
    return html


def new_posts(html):
    """The posts that the page says are new."""
    articles = re.findall(r'<article class="post.*?id="aporte-(\d+)".*?</article>', html, re.S)
    pieces = re.split(r"(?=<article class=\"post)", html)[1:]
    return [int(number) for number, piece in zip(articles, pieces, strict=True) if "post-new" in piece]


def forum_news(world, name):
    """What the list of forums says is new."""
    found = re.findall(
        r'class="news"[^>]*>(\d+) nuevos? para ti', world.client(name).get("/spaces/compras/forums").text
    )
    return [int(one) for one in found]


def hide(world, post):
    with world.app.app_context():
        forums.hide(db.session.get(User, world.user.elena), db.session.get(Post, post), "fuera de tema")


def set_forum(world, **values):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        for name, value in values.items():
            setattr(forum, name, value)
        db.session.commit()


def test_what_others_wrote_is_new_until_it_is_read(world):
    assert forum_news(world, "nelida") == [2]  # the opening is hers
    assert new_posts(thread_page(world, "nelida")) == []  # opened for the first time: all of it is new
    assert forum_news(world, "nelida") == []
    answer = world.reply("julian", world.post.answer, "Algo nuevo")
    world.reply("nelida", world.post.answer, "Algo mío")
    assert forum_news(world, "nelida") == [1]
    page = thread_page(world, "nelida")
    assert new_posts(page) == [answer]
    assert "1 nuevo para ti" in page
    assert new_posts(thread_page(world, "nelida")) == []
    assert forum_news(world, "nelida") == []
    assert forum_news(world, "julian") == [4]  # each has their own


def test_the_kept_page_tells_nobody_what_is_new_to_another(world):
    for name in ("teresa", "julian"):
        thread_page(world, name)
    answer = world.reply("nelida", world.post.opening, "Algo nuevo")
    assert new_posts(thread_page(world, "teresa")) == [answer]
    assert new_posts(thread_page(world, "teresa")) == []
    assert new_posts(thread_page(world, "julian")) == [answer]
    assert new_posts(thread_page(world, "nelida")) == []
    assert "\x00" not in thread_page(world, "julian")
    assert "\x00" not in world.client("julian").get(f"/posts/{answer}", headers={"HX-Request": "true"}).text


def test_what_stood_on_another_page_stays_new(world):
    """The pages go by branches: what one saw on the second may be newer than what one did not see on the first."""
    thread_page(world, "nelida")
    parents = (world.post.opening, world.post.answer, world.post.deeper)
    posts = {world.reply("julian", parents[number % 3], f"Aporte {number}") for number in range(60)}
    second = new_posts(thread_page(world, "nelida", page=2))
    assert new_posts(thread_page(world, "nelida", page=2)) == []
    assert forum_news(world, "nelida") == [60 - len(second)]
    first = new_posts(thread_page(world, "nelida", page=1))
    assert {*first, *second} == posts
    assert max(first) > min(second)
    assert forum_news(world, "nelida") == []
    with world.app.app_context():
        assert db.session.get(ReadMark, (world.user.nelida, world.thread)).ahead == ""


def test_what_lies_deeper_than_a_page_shows_stays_new_until_its_branch_is_read(world):
    thread_page(world, "nelida")
    post = world.post.deeper
    for number in range(4):
        post = world.reply("julian", post, f"Aporte {number}")
    assert len(new_posts(thread_page(world, "nelida"))) == 2
    assert forum_news(world, "nelida") == [2]
    for left in ([1], []):
        read(world, "nelida", f"/forums/{world.forum}/new")
        assert forum_news(world, "nelida") == left


def test_what_comes_into_sight_later_is_new_to_who_read_on(world):
    """A post that waited, and one that was hidden, while others read what was written after them."""
    waited, later = (world.reply(name, world.post.answer, "Esperó o no") for name in ("julian", "olga"))
    with world.app.app_context():
        db.session.get(Post, waited).held_at = now()
        db.session.commit()
    for name in ("nelida", "teresa"):
        thread_page(world, name)
    assert forum_news(world, "nelida") == forum_news(world, "teresa") == []
    elena = world.client("elena")
    assert elena.post(f"/posts/{waited}/approval").status_code == 303
    assert forum_news(world, "nelida") == forum_news(world, "teresa") == [1]
    assert "1 nuevo" in world.client("nelida").get(f"/forums/{world.forum}").text
    page = thread_page(world, "nelida")
    assert "1 nuevo para ti" in page and new_posts(page) == [waited]
    assert forum_news(world, "nelida") == [] and forum_news(world, "teresa") == [1]
    hide(world, later)  # what Teresa saw ahead goes, and what she did not see stays new
    assert forum_news(world, "teresa") == [1]
    elena.delete(f"/posts/{later}/hiding")
    assert new_posts(thread_page(world, "teresa")) == [waited, later]
    assert new_posts(thread_page(world, "nelida")) == [later]
    assert forum_news(world, "teresa") == forum_news(world, "nelida") == []


def test_a_hidden_a_held_and_a_secret_post_are_new_to_nobody(world):
    thread_page(world, "teresa")
    hidden, held = world.reply("nelida", world.post.opening, "x"), world.reply("nelida", world.post.opening, "y")
    hide(world, hidden)
    with world.app.app_context():
        db.session.get(Post, held).held_at = now()
        db.session.commit()
    assert forum_news(world, "teresa") == []
    set_forum(world, mode="first")
    assert forum_news(world, "olga") == [1]  # what opens the thread
    world.reply("nelida", world.post.opening, "z")
    assert forum_news(world, "olga") == [1]
    thread_page(world, "olga")
    assert forum_news(world, "olga") == []
    world.reply("olga", world.post.opening, "Mi respuesta")
    assert forum_news(world, "olga") == [3]  # what was secret until then


def test_the_first_new_one_and_where_one_was(world):
    client = world.client("teresa")
    assert client.get(f"/forums/{world.forum}/new").location.endswith(f"/posts/{world.post.opening}")
    thread_page(world, "teresa")
    assert client.get(f"/forums/{world.forum}/new").location.endswith(f"/forums/{world.forum}")
    assert client.get(f"/threads/{world.thread}/new").location.endswith(f"/posts/{world.post.deeper}")
    answer = world.reply("julian", world.post.opening, "Algo nuevo")
    world.reply("julian", world.post.opening, "Algo más")
    assert client.get(f"/threads/{world.thread}/new").location.endswith(f"/posts/{answer}")
    home = client.get("/spaces/compras").text
    assert "Seguir donde quedaste" in home
    assert f"/threads/{world.thread}/new" in home
    assert "2 nuevos" in client.get(f"/forums/{world.forum}").text


def test_opening_a_page_writes_nothing_and_what_was_before_the_eyes_is_read(world):
    client, address = world.client("teresa"), f"/threads/{world.thread}"
    client.get(address)
    assert forum_news(world, "teresa") == [2]
    for seen, left in (("", 2), ("no", 2), ("999999", 2), (str(world.post.opening), 1)):
        client.post(f"{address}/reading", data={"seen": seen})
        assert forum_news(world, "teresa") == [left], seen
    back = client.post(f"{address}/reading", data={"seen": f"{world.post.answer} {world.post.deeper}"})
    assert back.location.endswith(address)
    assert forum_news(world, "teresa") == []
    assert f'data-read-to="{world.post.deeper}"' in client.get(address).text


def test_the_queries_of_a_first_reading_and_of_one_with_news(world, queries):
    client = world.client("teresa")

    def count():
        with queries() as seen:
            client.get(f"/threads/{world.thread}")
        return len(seen)

    assert count() <= 8
    assert count() <= 5
    thread_page(world, "teresa")
    for number in range(20):
        world.reply("julian", world.post.opening, f"Aporte {number}")
    assert count() <= 8


def test_the_page_of_what_is_new(world):
    client = world.client("teresa")
    text = client.get("/spaces/compras/news").text
    assert "Juntarnos para vender" in text
    assert "2 aportes nuevos" in text
    thread_page(world, "teresa")
    assert "Has leído todo" in client.get("/spaces/compras/news").text
    assert "3 aportes nuevos" in client.get("/spaces/compras/news?since=yesterday").text


def test_a_visitor_of_a_public_space_reads_what_is_new_since_yesterday_and_nothing_is_kept(world):
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    assert "3 aportes nuevos" in world.client().get("/spaces/compras/news").text
    assert thread_page(world, None)
    assert world.client().get(f"/threads/{world.thread}/new").status_code == 302
    with world.app.app_context():
        assert db.session.query(ReadMark).count() == 0


def test_the_queries_of_the_lists_do_not_grow(world, queries):
    client = world.client("teresa")

    def count(address):
        with queries() as seen:
            client.get(address)
        return len(seen)

    addresses = ("/spaces/compras/forums", "/spaces/compras/news", f"/forums/{world.forum}", "/bookmarks")
    for address in addresses:
        client.get(address)
    few = [count(address) for address in addresses]
    with world.app.app_context():
        nelida, forum = db.session.get(User, world.user.nelida), db.session.get(Forum, world.forum)
        for number in range(15):
            forums.open_thread(nelida, forum, f"Hilo {number}", "Hola")
        posts = db.session.scalars(db.select(Post.id)).all()
        db.session.add_all(Bookmark(user_id=world.user.teresa, post_id=post) for post in posts)
        db.session.commit()
    assert [count(address) for address in addresses] == few


def test_a_post_is_kept_and_let_go(world):
    client = world.client("teresa")
    post = world.post.answer
    assert client.post(f"/posts/{post}/bookmark").status_code == 303
    assert client.post(f"/posts/{post}/bookmark").status_code == 303
    text = client.get("/bookmarks").text
    assert "dividir la licitación" in text
    assert text.count("Dejar de guardar") == 1
    assert "Guardado" in client.get(f"/threads/{world.thread}").text
    assert "Guardado" not in thread_page(world, "julian")
    assert "dividir" not in world.client("julian").get("/bookmarks").text
    assert "Guardar<" in client.delete(f"/posts/{post}/bookmark", headers={"HX-Request": "true"}).text
    assert "Todavía no guardaste" in client.get("/bookmarks").text


@pytest.mark.parametrize("how", ["hidden", "left"])
def test_what_one_may_not_read_any_more_is_not_told_by_what_one_kept(world, how):
    client = world.client("teresa")
    client.post(f"/posts/{world.post.answer}/bookmark")
    if how == "hidden":
        hide(world, world.post.answer)
    else:
        client.delete(f"/members/{world.membership.teresa}")
    assert "dividir" not in client.get("/bookmarks").text


def test_reading_survives_that_the_thread_is_closed(world):
    with world.app.app_context():
        forums.lock(db.session.get(User, world.user.elena), db.session.get(Thread, world.thread))
        db.session.get(Space, world.space).archived_at = now()
        db.session.commit()
    thread_page(world, "teresa")
    assert forum_news(world, "teresa") == []
