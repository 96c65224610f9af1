"""Sending twice by mistake makes one post."""

import re
from concurrent.futures import ThreadPoolExecutor

from forum.extensions import db
from forum.models import Forum, Post, Thread

WORDS = "Llevemos las muestras juntos."


def form_token(page):
    return re.search(r'name="sending" value="([^"]+)"', page)[1]


def posts(world):
    with world.app.app_context():
        return db.session.query(Post).count()


def lock(world):
    world.client("elena").post(f"/threads/{world.thread}/lock")


def test_the_second_sending_leads_to_the_post_of_the_first(world):
    client = world.client("nelida")
    page = client.get(f"/threads/{world.thread}").text
    data, before = {"body": WORDS, "sending": form_token(page)}, posts(world)
    first = client.post(f"/threads/{world.thread}/replies", data=data)
    second = client.post(f"/threads/{world.thread}/replies", data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert posts(world) == before + 1


def test_who_loads_the_page_anew_says_the_same_words_again(world):
    client, before = world.client("nelida"), posts(world)
    tokens = {form_token(client.get(f"/threads/{world.thread}").text) for _ in range(2)}
    assert len(tokens) == 2  # the kept page gives each reading its own
    for token in tokens:
        client.post(f"/threads/{world.thread}/replies", data={"body": WORDS, "sending": token})
    assert posts(world) == before + 2


def test_other_words_elsewhere_or_by_somebody_else_are_another_post(world):
    client, before = world.client("nelida"), posts(world)
    client.post(f"/threads/{world.thread}/replies", data={"body": WORDS, "sending": "x"})
    client.post(f"/threads/{world.thread}/replies", data={"body": "Otra cosa.", "sending": "x"})
    client.post(f"/posts/{world.post.answer}/replies", data={"body": WORDS, "sending": "x"})
    world.client("julian").post(f"/threads/{world.thread}/replies", data={"body": WORDS, "sending": "x"})
    assert posts(world) == before + 4


def test_a_thread_is_opened_once_also_where_each_has_but_one(world):
    with world.app.app_context():
        forum = Forum(space_id=world.space, number=9, title="Cada quien", mode="each", introduction_html="")
        db.session.add(forum)
        db.session.commit()
        number = forum.id
    client = world.client("nelida")
    token = form_token(client.get(f"/forums/{number}/threads/new").text)
    data = {"title": "Mi hilo", "body": WORDS, "sending": token}
    first = client.post(f"/forums/{number}/threads", data=data)
    second = client.post(f"/forums/{number}/threads", data=data)
    assert first.status_code == second.status_code == 303 and first.location == second.location
    with world.app.app_context():
        assert db.session.query(Thread).filter_by(forum_id=number).count() == 1
    assert client.post(f"/forums/{number}/threads", data=data | {"body": "Otro"}).status_code == 403


def test_what_was_sent_before_the_thread_was_closed_is_found_and_nothing_else_gets_in(world):
    client = world.client("nelida")
    data = {"body": WORDS, "sending": "x"}
    first = client.post(f"/threads/{world.thread}/replies", data=data)
    lock(world)
    assert client.post(f"/threads/{world.thread}/replies", data=data).location == first.location
    assert client.post(f"/threads/{world.thread}/replies", data=data | {"sending": "y"}).status_code == 403


def test_two_sendings_at_once_make_one_post(world):
    before = posts(world)
    clients = [world.client("nelida") for _ in range(4)]

    def send(client):
        return client.post(f"/threads/{world.thread}/replies", data={"body": WORDS, "sending": "x"})

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(send, clients))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert posts(world) == before + 1
