"""Drafts: kept for one person, on whatever device, until they are published."""

import re

import pytest

from forum.blueprints.forums.drafts import PLACES
from forum.extensions import db
from forum.models import Draft, Entry, Forum, Matrix, Membership, Post, Space, Thread

WORDS = "Palabra secretísima a medias"


def keep(client, place, version=0, body=WORDS, **fields):
    return client.put(f"/drafts/{place}", data={"body": body, "version": version} | fields)


def drafts(world):
    with world.app.app_context():
        return db.session.query(Draft).count()


def test_a_draft_is_there_on_another_device_and_on_the_space_s_home(world):
    kept = keep(world.client("nelida"), f"thread-{world.thread}")
    assert kept.status_code == 200 and kept.json["version"] == 1 and kept.json["saved_at"]
    other = world.client("nelida")
    assert other.get(f"/drafts/thread-{world.thread}").json["fields"] == {"body": WORDS}
    assert 'data-draft="1"' in other.get(f"/threads/{world.thread}").text
    home = other.get("/spaces/compras").text
    assert "Tienes un borrador sin enviar" in home and WORDS in home and f"/threads/{world.thread}" in home


@pytest.mark.parametrize("kind", ["julian", "elena", "marcela", "ana", "pedro", None])
def test_nobody_else_reads_it(world, kind):
    keep(world.client("nelida"), f"thread-{world.thread}")
    client = world.client(kind)
    for page in (f"/drafts/thread-{world.thread}", f"/threads/{world.thread}", "/spaces/compras", "/"):
        assert WORDS not in client.get(page, follow_redirects=True).text
    assert 'data-draft="1"' not in client.get(f"/threads/{world.thread}", follow_redirects=True).text
    client.delete(f"/drafts/thread-{world.thread}")
    assert drafts(world) == 1


def test_publishing_takes_it_away_and_a_refusal_does_not(world):
    client = world.client("nelida")
    keep(client, f"thread-{world.thread}")
    keep(client, f"post-{world.post.answer}")
    keep(client, f"edit-{world.post.opening}")
    keep(client, f"forum-{world.forum}", title="Un título")
    client.post(f"/threads/{world.thread}/replies", data={"body": " "})
    assert drafts(world) == 4
    client.post(f"/threads/{world.thread}/replies", data={"body": WORDS})
    assert drafts(world) == 3
    client.post(f"/posts/{world.post.answer}/replies", data={"body": WORDS})
    assert drafts(world) == 2
    client.put(f"/posts/{world.post.opening}", data={"body": WORDS, "version": 1})
    assert drafts(world) == 1
    client.post(f"/forums/{world.forum}/threads", data={"title": "Un título", "body": WORDS})
    assert drafts(world) == 0
    assert "borrador" not in client.get("/spaces/compras").text


def test_what_another_device_wrote_is_not_written_over(world):
    client, place = world.client("nelida"), f"thread-{world.thread}"
    keep(client, place)
    assert keep(client, place, 1, "Lo del teléfono").json["version"] == 2
    late = keep(client, place, 1, "Lo de la computadora")
    assert late.status_code == 409 and late.json["version"] == 2
    assert client.get(f"/drafts/{place}").json["fields"]["body"] == "Lo del teléfono"


def test_a_saving_that_arrives_after_publishing_brings_nothing_back(world):
    client, place = world.client("nelida"), f"thread-{world.thread}"
    keep(client, place)
    client.post(f"/threads/{world.thread}/replies", data={"body": WORDS})
    assert keep(client, place, 1).status_code == 409
    assert drafts(world) == 0


def test_one_can_throw_it_away(world):
    client, place = world.client("nelida"), f"thread-{world.thread}"
    keep(client, place)
    assert client.delete(f"/drafts/{place}").status_code == 204
    assert client.delete(f"/drafts/{place}").status_code == 204
    assert client.get(f"/drafts/{place}").json["version"] == 0


@pytest.mark.parametrize("place", ["thread-9999", "thread-x", "thread-", "user-1", "thread-99999999999", "post-²"])
def test_there_are_drafts_of_places_only(world, place):
    assert keep(world.client("nelida"), place).status_code == 404


def test_a_draft_longer_than_a_post_is_refused(world):
    assert keep(world.client("nelida"), f"thread-{world.thread}", body="a" * 20_001).status_code == 422


def test_other_fields_are_kept_with_what_the_page_came_with(world):
    client, place = world.client("marcela"), f"introduction-{world.forum}"
    also = '{"question": [["¿Qué hay?", "¿Qué palabras secretas hay?"], ["", ""]]}'
    assert keep(client, place, body="", also=also).status_code == 200
    assert client.get(f"/drafts/{place}").json["fields"] == {"also": also}
    assert "¿Qué palabras secretas hay?" in client.get("/spaces/compras").text
    assert 'data-also="question"' in client.get(f"/forums/{world.forum}/edit").text
    for wrong in ("x", "[]", '{"question": 3}', '{"question": [["a"]]}', '{"question": [[1, 2]]}', "[" * 15_000):
        assert keep(client, place, version=1, also=wrong).status_code == 422


def test_what_one_cannot_read_cannot_be_drafted_in(world):
    assert keep(world.client("pedro"), f"thread-{world.thread}").status_code == 404


def test_every_text_has_a_place_and_only_its_writer_has_it_back(world):
    client = world.client("marcela")
    entry = world.entry("productores", 2, "Comprar a tiempo", state="proposed")
    numbers = {Forum: world.forum, Thread: world.thread, Entry: entry, Matrix: world.matrix, Space: world.space,
               Membership: world.membership.nelida, Post: world.post.answer}  # fmt: skip
    kinds = {
        kind: numbers[model] for kind, (model, _door) in PLACES.items() if model in numbers
    }  # no working tables here
    places = {f"{kind}-{number}" for kind, number in kinds.items()} - {f"cell-{world.matrix}"}
    places |= {f"cell-{world.matrix}-{world.row.productores}-{world.column[2]}"}
    doors = set()
    for place in sorted(places):
        assert keep(client, place).status_code == 200, place
        if place.startswith(("appeal", "cell", "flag", "post", "entry", "presentation", "rubric", "decline")):
            doors.add(re.search(r'<li><a href="([^"]+)">Palabra secret', client.get("/spaces/compras").text)[1])
    assert len(doors) == 8
    for door in doors - {f"/posts/{world.post.answer}/appeal"}:
        page = client.get(door)
        assert page.status_code == 200, door
        assert 'data-draft="1"' in page.text or door.startswith("/matrices/"), door
    mine = client.get(f"/matrices/{world.matrix}/drafts").json["drafts"]
    assert [draft["fields"]["body"] for draft in mine] == [WORDS, WORDS]
    for name in ("elena", "nelida"):
        assert client_sees_nothing(world.client(name), [*doors, f"/matrices/{world.matrix}/drafts"])


def client_sees_nothing(client, doors):
    pages = [client.get(door, follow_redirects=True).text for door in doors]
    return not any("secret" in page or 'data-draft="1"' in page for page in pages)


def test_what_a_form_became_is_forgotten_and_what_was_refused_is_not(world):
    client = world.client("elena")
    place = f"hiding-{world.post.answer}"
    keep(client, place)
    address = f"/posts/{world.post.answer}/hiding"
    assert client.post(address, data={"reason": "", "draft": place}).status_code == 422
    world.client("marcela").post(f"/threads/{world.thread}/replies", data={"body": "Otra cosa", "draft": place})
    assert drafts(world) == 1
    assert client.post(address, data={"reason": "Se repite", "draft": place}).status_code < 400
    assert drafts(world) == 0
