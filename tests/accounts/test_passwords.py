"""One's own account: passwords, name, language, colours."""

from datetime import timedelta

from argon2 import PasswordHasher

from forum.actions.accounts import credentials
from forum.extensions import db
from forum.models import PasswordReset, User
from forum.models.base import now
from tests.accounts.test_logins import NELIDA, log_in
from tests.hashing import SERVED
from tests.letters import letters, link_in, stripped
from tests.world import PASSWORD

NEW = "otras tres palabras"


def test_a_new_password_asks_for_the_old_one_and_ends_the_other_log_ins(world):
    client, elsewhere = world.client("nelida"), world.client("nelida")
    wrong = client.put("/account/password", data={"old": "no es esta", "password": NEW})
    assert wrong.status_code == 422 and "Esta no es tu contraseña" in wrong.text
    short = client.put("/account/password", data={"old": PASSWORD, "password": "corta"})
    assert short.status_code == 422 and "al menos 10" in short.text
    assert "Nélida" in elsewhere.get("/").text
    assert client.put("/account/password", data={"old": PASSWORD, "password": NEW}).status_code == 303
    assert "Nélida" in client.get("/").text and "Nélida" not in elsewhere.get("/").text
    assert log_in(world.client()).status_code == 422
    assert log_in(world.client(), password=NEW).status_code == 303
    assert [(to, "acaba de cambiar" in words) for to, words in letters(world.app)] == [(NELIDA, True)]


def test_a_forgotten_password_is_set_anew_by_a_letter_once(world):
    client, elsewhere = world.client(), world.client("nelida")
    client.post("/password/reset", data={"email": NELIDA})
    link = link_in(letters(world.app)[0][1])
    assert "Elige una contraseña nueva" in client.get(link).text
    assert client.post(link, data={"password": "corta"}).status_code == 422
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert "Nélida" in client.get("/").text and "Nélida" not in elsewhere.get("/").text
    assert log_in(world.client(), password=NEW).status_code == 303
    again = client.post(link, data={"password": PASSWORD})
    assert again.status_code == client.get(link).status_code == 410 and "ya no sirve" in again.text
    assert client.get("/password/reset/inventado").status_code == 410


def test_who_guesses_wrong_in_somebody_s_name_does_not_keep_them_out(world_with):
    world = world_with(LOGIN_RATE="3/hour")
    for n in range(4):
        held = log_in(world.client(), password=f"intento {n}", environ_base={"REMOTE_ADDR": f"203.0.113.{n}"})
    assert held.status_code == 429
    client = world.client()
    client.post("/password/reset", data={"email": NELIDA})
    client.post(link_in(letters(world.app)[0][1]), data={"password": NEW})
    assert "Nélida" in client.get("/").text


def test_the_link_serves_for_an_hour(world):
    client = world.client()
    client.post("/password/reset", data={"email": NELIDA})
    link = link_in(letters(world.app)[0][1])
    age(world, timedelta(minutes=61))
    assert client.get(link).status_code == client.post(link, data={"password": NEW}).status_code == 410
    age(world, timedelta(minutes=59))
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_a_new_password_ends_the_links_that_were_asked_for_too(world):
    client = world.client()
    for _ in range(2):
        client.post("/password/reset", data={"email": NELIDA})
    first, second = (link_in(words) for _to, words in letters(world.app))
    assert client.post(second, data={"password": NEW}).status_code == 303
    assert client.post(first, data={"password": PASSWORD}).status_code == 410


def test_a_known_and_an_unknown_address_get_the_same_answer_and_a_letter_each(world):
    one, other = world.client(), world.client()
    known = [one.post("/password/reset", data={"email": NELIDA}), one.get("/letter")]
    unknown = [other.post("/password/reset", data={"email": "nadie@tinkuy.example"}), other.get("/letter")]
    for first, second in zip(known, unknown, strict=True):
        assert (first.status_code, first.location) == (second.status_code, second.location)
        assert stripped(first.text).replace(NELIDA, "nadie@tinkuy.example") == stripped(second.text)
    sent = dict(letters(world.app))
    assert "/password/reset/" in sent[NELIDA]
    assert "no hay ninguna cuenta" in sent["nadie@tinkuy.example"]
    assert "/password/reset/" not in sent["nadie@tinkuy.example"]


def test_asking_for_letters_is_held_up_and_keeps_what_was_typed(world_with):
    world = world_with(RESET_RATE="2/hour")
    client = world.client()
    answers = [client.post("/password/reset", data={"email": NELIDA}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert NELIDA in answers[2].text and "Demasiados intentos seguidos. Espera 60 minutos" in answers[2].text
    assert client.post("/password/reset", data={"email": "julian@tinkuy.example"}).status_code == 303


def test_guessing_the_password_of_an_open_browser_is_held_up(world_with):
    world = world_with(LOGIN_RATE="3/minute")
    client = world.client("nelida")
    answers = [client.put("/account/password", data={"old": f"n.º {n}", "password": NEW}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Demasiados intentos" in answers[3].text and "Accesos" in answers[3].text


def test_passwords_are_kept_as_argon2_and_made_stronger_when_the_house_asks_for_more(world, monkeypatch):
    monkeypatch.setattr(credentials, "HASHER", SERVED)
    weak = world.get(User, world.user.nelida).password_hash  # the tests' own takes little work
    assert PasswordHasher().check_needs_rehash(weak)
    log_in(world.client())
    kept = world.get(User, world.user.nelida).password_hash
    assert kept.startswith("$argon2id$") and not PasswordHasher().check_needs_rehash(kept)
    assert log_in(world.client()).status_code == 303


def test_one_changes_one_s_name_language_hours_and_colours(world):
    client = world.client("nelida")
    data = {"name": "Nélida Q.", "language": "en", "timezone": "America/Lima", "scheme": "dark"}
    assert client.put("/account", data=data).status_code == 303
    page = client.get("/account").text
    assert 'lang="en"' in page and 'data-scheme="dark"' in page and "Nélida Q." in page
    for wrong in ({"name": " "}, {"name": "ñ" * 121}, {"language": "xx"}, {"timezone": "Luna/Mar"}, {"scheme": "rojo"}):
        assert client.put("/account", data=data | wrong).status_code == 422, wrong
    assert world.get(User, world.user.nelida).name == "Nélida Q."


def test_a_zone_that_is_not_in_the_list_is_kept(world):
    with world.app.app_context():
        db.session.get(User, world.user.nelida).timezone = "Asia/Tokyo"
        db.session.commit()
    client = world.client("nelida")
    assert 'selected value="Asia/Tokyo"' in client.get("/account").text
    client.put("/account", data={"name": "Nélida", "language": "es", "timezone": "Asia/Tokyo", "scheme": "auto"})
    assert world.get(User, world.user.nelida).timezone == "Asia/Tokyo"


def test_a_visitor_has_no_account_page(world):
    assert world.client().get("/account").location == "/login?next=/account"
    assert world.client().put("/account", data={"name": "X"}).status_code == 302


def age(world, by):
    with world.app.app_context():
        db.session.query(PasswordReset).update({"created_at": now() - by})
        db.session.commit()
