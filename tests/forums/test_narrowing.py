"""The threads of a forum, narrowed."""

import re
from datetime import timedelta

from forum.extensions import db
from forum.models import Forum, Post, Source, Thread
from forum.models.base import now


def threads(world, name="wilfredo", **query):
    page = world.client(name).get(f"/forums/{world.forum}", query_string=query).text
    return [int(number) for number in re.findall(r'data-row="(\d+)"', page)]


def open_thread(world, title="Otro hilo"):
    client = world.client("nelida")
    client.post(f"/forums/{world.forum}/threads", data={"title": title, "body": "Hola a todos", "question": "0"})
    with world.app.app_context():
        return db.session.scalar(db.select(Thread.id).where(Thread.title == title))


def test_those_that_nobody_answered(world):
    alone = open_thread(world)
    assert threads(world, only="unanswered") == [alone]
    assert set(threads(world)) == {alone, world.thread}
    world.client("julian").post(f"/threads/{alone}/replies", data={"body": "Hola"})
    assert threads(world, only="unanswered") == []


def test_an_answer_that_one_may_not_know_of_is_none(world):
    alone = open_thread(world)
    world.client("julian").post(f"/threads/{alone}/replies", data={"body": "Hola"})
    with world.app.app_context():
        answer = db.session.scalar(db.select(Post).where(Post.thread_id == alone, Post.parent_id.is_not(None)))
        answer.held_at = now()
        db.session.commit()
    assert threads(world, only="unanswered") == [alone]
    assert threads(world, "elena", only="unanswered") == []


def test_those_that_the_matrix_quotes_and_those_it_does_not(world):
    other = open_thread(world)
    assert threads(world, only="cited") == [world.thread]
    assert threads(world, only="uncited") == [other]
    with world.app.app_context():
        for source in db.session.scalars(db.select(Source)):
            source.removed_at = now()
        db.session.commit()
    assert threads(world, only="cited") == []


def test_those_an_organization_spoke_in_but_not_where_that_is_a_secret(world):
    assert threads(world, organization=world.organization.wara) == [world.thread]
    assert threads(world, organization=world.organization.wara + 1000) == []
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.anonymous = True
        db.session.commit()
    assert threads(world, organization=world.organization.wara) == []
    assert threads(world, "elena", organization=world.organization.wara) == [world.thread]


def test_those_a_person_wrote_in_and_not_where_that_is_a_secret(world):
    alone = open_thread(world)
    assert set(threads(world, author=world.user.nelida)) == {alone, world.thread}
    assert threads(world, author=world.user.wilfredo) == [world.thread]
    page = world.client("wilfredo").get(f"/forums/{world.forum}").text
    assert f'<option value="{world.user.nelida}">Nélida Quispe</option>' in page
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    assert threads(world, author=world.user.wilfredo) == []
    assert "Nélida Quispe</option>" not in world.client("wilfredo").get(f"/forums/{world.forum}").text
    assert threads(world, "elena", author=world.user.wilfredo) == [world.thread]


def test_one_post_is_all_that_is_asked_for(world):
    """Nélida opened the thread as a producer long ago; what was said today was Wilfredo's."""
    with world.app.app_context():
        for post in db.session.scalars(db.select(Post)):
            post.created_at = now() - timedelta(days=0 if post.author_id == world.user.wilfredo else 9)
        db.session.commit()
    today, week = now().strftime("%d/%m/%Y"), (now() - timedelta(days=7)).strftime("%d/%m/%Y")
    assert threads(world, author=world.user.wilfredo, since=week) == [world.thread]
    assert threads(world, author=world.user.nelida, since=week) == []
    assert threads(world, author=world.user.nelida, until=today, actor=world.actor.productores) == [world.thread]
    assert threads(world, author=world.user.nelida, actor=world.actor.ong) == []
    assert threads(world, author=world.user.wilfredo, only="unanswered") == []


def test_days_that_are_none_are_said_and_all_threads_are_shown(world):
    asked = {"since": "31/02/2026", "author": world.user.nelida}
    answer = world.client("wilfredo").get(f"/forums/{world.forum}", query_string=asked)
    assert answer.status_code == 422
    assert 'value="31/02/2026"' in answer.text
    assert f'data-row="{world.thread}"' in answer.text


def test_where_no_thread_is_so_the_way_back_is_offered(world):
    page = world.client("wilfredo").get(f"/forums/{world.forum}?only=uncited").text
    assert "Ningún hilo es así" in page and "Ver todos los hilos" in page


def test_what_means_nothing_narrows_nothing(world):
    assert threads(world, only="x", organization="x") == [world.thread]
