"""How fast one may write: a person's own measure, in the same words for page, piece and script."""

import pytest

WORDS = "Llevemos las muestras juntos al laboratorio de la universidad."
LINE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def guarded(world_with):
    return world_with(WRITE_RATE="3/minute")


def write(world, client, **more):
    return client.post(f"/posts/{world.post.opening}/replies", data={"body": WORDS}, **more)


def test_more_writes_than_the_measure_are_held_up_and_the_words_stay(guarded):
    client = guarded.client("nelida")
    assert [write(guarded, client).status_code for _ in range(3)] == [303] * 3
    held = write(guarded, client)
    assert held.status_code == 429 and 0 < int(held.headers["Retry-After"]) <= 60
    assert "Son muchos cambios en poco tiempo, y este ya no se guardó." in held.text
    assert WORDS in held.text
    assert client.get(f"/threads/{guarded.thread}").text.count(WORDS) == 3
    # Whatever the address, a write is a write.
    assert client.put(f"/posts/{guarded.post.opening}", data={"body": WORDS}).status_code == 429
    assert client.delete(f"/posts/{guarded.post.answer}/support").status_code == 429
    assert client.post(f"/posts/{guarded.post.answer}?_method=DELETE").status_code == 429


def test_a_piece_of_a_page_and_a_script_are_told_the_same(guarded):
    client = guarded.client("nelida")
    for _ in range(3):
        write(guarded, client)
    piece = write(guarded, client, headers={"HX-Request": "true"})
    assert piece.status_code == 429
    assert piece.text.startswith('<div class="error-summary" role="alert"><p>Son muchos cambios')
    script = write(guarded, client, headers={"Accept": "application/json"})
    assert script.status_code == 429
    assert script.json["status"] == 429 and script.json["retry_after"] > 0
    assert script.json["error"].startswith("Son muchos cambios")


def test_reading_goes_on_and_another_person_writes_on_the_same_line(guarded):
    client = guarded.client("nelida")
    for _ in range(4):
        write(guarded, client, environ_base=LINE)
    assert [client.get("/", environ_base=LINE).status_code for _ in range(5)] == [200] * 5
    assert write(guarded, guarded.client("julian"), environ_base=LINE).status_code == 303
    # Another browser is the same person.
    assert write(guarded, guarded.client("nelida")).status_code == 429


def test_visitors_are_counted_by_line(guarded):
    def choose(**more):
        return guarded.client().post("/language", data={"language": "en"}, **more).status_code

    assert [choose(environ_base=LINE) for _ in range(4)] == [303, 303, 303, 429]
    assert choose(environ_base={"REMOTE_ADDR": "203.0.113.10"}) == 303


@pytest.mark.parametrize("settings", [{"WRITE_RATE": "5/minute"}, {"WRITE_RATE": "3/minute", "RATE_LIMITS": "0"}])
def test_what_the_settings_let_through_is_let_through(world_with, settings):
    world = world_with(**settings)
    client = world.client("nelida")
    assert [write(world, client).status_code for _ in range(5)] == [303] * 5
