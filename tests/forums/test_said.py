"""The page of a person and of an actor: what they said in the space, as far as one may read and know it."""

import pytest

from forum.actions import forums
from forum.extensions import db
from forum.models import Forum, Post, User


def of_person(world, name, person="nelida", **query):
    return world.client(name).get(f"/members/{getattr(world.membership, person)}/posts", query_string=query)


def of_actor(world, name, actor="productores"):
    return world.client(name).get(f"/actors/{getattr(world.actor, actor)}/posts").text


def test_what_a_person_said_and_nobody_elses(world):
    page = of_person(world, "wilfredo").text
    assert "Solos nadie llega" in page
    assert "1 aporte" in page
    assert "dividir la licitación" not in page


def test_what_an_actor_said_and_who(world):
    page = of_actor(world, "wilfredo")
    assert "Solos nadie llega" in page
    assert "Nélida Quispe" in page
    assert "dividir la licitación" not in page


def test_pages(world):
    for number in range(35):
        world.reply("nelida", world.post.opening, f"Aporte número {number}.")
    assert "36 aportes" in of_person(world, "wilfredo").text
    assert "Aporte número 34" in of_person(world, "wilfredo").text
    assert "Solos nadie llega" in of_person(world, "wilfredo", page=2).text
    assert of_person(world, "wilfredo", page=99).status_code == 200


@pytest.mark.parametrize("how", ["hidden", "first"])
def test_what_one_may_not_read_is_not_told(world, how):
    post = world.reply("nelida", world.post.answer, "La guanábana")
    with world.app.app_context():
        if how == "hidden":
            forums.hide(db.session.get(User, world.user.elena), db.session.get(Post, post), "fuera de tema")
        else:
            db.session.get(Forum, world.forum).mode = "first"
            db.session.commit()
    for page in (of_person(world, "olga").text, of_actor(world, "olga")):
        assert "guanábana" not in page
        assert "2 aportes" not in page
    assert "guanábana" in of_person(world, "elena").text
    assert "guanábana" in of_actor(world, "elena")


def test_in_an_anonymous_forum_nothing_is_linked_to_a_person(world):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.anonymous = True
        db.session.commit()
    page = of_person(world, "wilfredo").text
    assert "Solos nadie llega" not in page
    assert "1 aporte" not in page
    actor = of_actor(world, "wilfredo")
    assert "Solos nadie llega" in actor
    assert "Nélida" not in actor
    assert "Wara" not in actor
    for name in ("nelida", "elena"):
        assert "Solos nadie llega" in of_person(world, name).text


def test_the_queries_do_not_grow(world, queries):
    client = world.client("wilfredo")
    address = f"/members/{world.membership.nelida}/posts"
    client.get(address)
    with queries() as few:
        client.get(address)
    for number in range(25):
        world.reply("nelida", world.post.opening, f"Aporte {number}")
    with queries() as many:
        client.get(address)
    assert len(many) == len(few)
