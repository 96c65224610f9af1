"""What is sent when the session has ended waits behind the log-in, ready to be sent."""

import html
import re

from forum.extensions import db
from forum.models import Login, Post
from forum.models.base import now
from tests.world import PASSWORD

WORDS = "Dos quintales\n«bien» <secos> & limpios"


def end_sessions(world):
    with world.app.app_context():
        db.session.execute(db.update(Login).values(ended_at=now()))
        db.session.commit()


def fields(page, form):
    """What the form whose address has `form` in it would send."""
    inside = re.search(rf'<form[^>]*action="[^"]*{re.escape(form)}.*?</form>', page, re.S)[0]
    hidden = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', inside)
    typed = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', inside, re.S)
    return {name: html.unescape(words) for name, words in [*hidden, *typed]}


def test_what_was_typed_goes_through_the_log_in_and_is_published_once(world):
    client = world.client("nelida")
    end_sessions(world)
    reply = f"/threads/{world.thread}/replies"
    door = client.post(reply, data={"body": WORDS, "sending": "una-vez"}, headers={"Origin": "http://localhost"})
    assert door.status_code == 401 and "listo para enviar" in door.text
    told = fields(door.text, "/login") | {"email": "nelida@tinkuy.example"}
    wrong = client.post("/login", data=told | {"password": "no es esta"})
    assert fields(wrong.text, "/login")["unsent"] == told["unsent"]
    ready = client.post("/login", data=told | {"password": PASSWORD})
    assert ready.status_code == 200 and "Falta enviar lo que escribiste" in ready.text
    again = fields(ready.text, reply)
    assert again["body"].replace("\r\n", "\n") == WORDS
    for _twice in range(2):
        assert client.post(reply, data=again).status_code == 303
    with world.app.app_context():
        assert db.session.query(Post).filter(Post.body.like("Dos quintales%")).count() == 1


def test_the_words_of_another_site_or_of_a_password_s_page_are_not_offered(world):
    client = world.client()
    reply = f"/threads/{world.thread}/replies"
    for origin in ("https://otro.example", "null"):
        assert "unsent" not in client.post(reply, data={"body": WORDS}, headers={"Origin": origin}).text
    assert client.post(f"/posts/{world.post.opening}/support").status_code == 302
    told = {"email": "nelida@tinkuy.example", "password": PASSWORD}
    for forged in ("{", "[]", '{"to": "//otro.example/", "back": "/", "fields": [["body", "x"]]}',
                   '{"to": "/password", "back": "/", "fields": [["body", "x"]]}'):  # fmt: skip
        assert client.post("/login", data=told | {"unsent": forged}).status_code == 303
        client.delete("/login")


def test_a_form_from_before_logging_in_anew_comes_back_ready(world):
    world.app.config["WTF_CSRF_ENABLED"] = True
    stale = {"body": WORDS, "csrf_token": "vieja"}
    answer = world.client("nelida").post(f"/threads/{world.thread}/replies", data=stale)
    assert answer.status_code == 422 and fields(answer.text, "/replies")["body"] == WORDS
    visitor = world.client().post(f"/threads/{world.thread}/replies", data=stale)
    assert visitor.status_code == 401 and "listo para enviar" in visitor.text
    assert "unsent" not in world.client().post("/login", data={"email": "Nélida Quispe", "password": PASSWORD}).text
