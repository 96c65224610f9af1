"""Coming in, going out, passwords, one's own log-ins; and that no answer tells whether an account exists."""

import re

import pytest

from forum.extensions import db
from forum.models import Invitation, Login, User
from tests.conftest import make_app
from tests.world import PASSWORD, World

NEW = "otras tres palabras"


def log_in(client, email="nelida@tinkuy.example", password=PASSWORD, **kwargs):
    return client.post("/login", data={"email": email, "password": password}, **kwargs)


def letters(app):
    """The bodies of the letters written so far, oldest first."""
    import email
    import email.policy

    folder = app.config["INSTANCE"] / "mail"
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
    parsed = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
    return [(letter["To"], letter.get_content()) for letter in parsed]


def link_in(text):
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


def stripped(page):
    return re.sub(r'nonce="[^"]*"|value="[^"]*"|content="[^"]*"', "", page)


def test_logging_in_leads_to_where_one_was_going(world):
    client = world.client()
    assert "/login?next=" in client.get("/account").location
    answer = log_in(client)
    assert answer.status_code == 303
    assert "Nélida Quispe" in client.get("/").text


def test_a_way_out_of_the_site_is_not_followed_after_logging_in(world):
    for bad in ("https://malo.example/", "//malo.example/", "javascript:alert(1)", "/\\malo.example"):
        client = world.client()
        answer = client.post("/login", query_string={"next": bad}, data={"email": "nelida@tinkuy.example", "password": PASSWORD})
        assert answer.location == "/", bad
    answer = world.client().post("/login?next=/spaces/compras", data={"email": "nelida@tinkuy.example", "password": PASSWORD})
    assert answer.location == "/spaces/compras"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(world):
    wrong = log_in(world.client(), password="no es esta")
    unknown = log_in(world.client(), email="nadie@tinkuy.example", password="no es esta")
    assert wrong.status_code == unknown.status_code == 422
    assert "no coinciden" in wrong.text
    assert stripped(wrong.text) == stripped(unknown.text)


def test_logging_out_ends_the_log_in_for_a_stolen_cookie_too(world):
    client, thief = world.client("nelida"), world.client()
    with client.session_transaction() as session:
        stolen = dict(session)
    with thief.session_transaction() as session:
        session.update(stolen)
    assert "Nélida" in thief.get("/").text
    client.delete("/login")
    assert "Nélida" not in client.get("/").text
    assert "Nélida" not in thief.get("/").text


def test_logging_out_takes_more_than_following_a_link(world):
    assert world.client("nelida").get("/login?_method=DELETE").status_code in (200, 302)
    client = world.client("nelida")
    client.get("/login?_method=DELETE")
    assert "Nélida" in client.get("/").text


def test_a_person_sees_their_log_ins_and_ends_any(world):
    client, elsewhere = world.client("nelida"), world.client("nelida")
    assert client.get("/account").text.count("Cerrar este acceso") == 2
    with world.app.app_context():
        other = db.session.query(Login).filter_by(user_id=world.user.nelida).order_by(Login.id.desc()).first().id
    assert world.client("julian").delete(f"/logins/{other}").status_code == 404
    assert "Nélida" in elsewhere.get("/").text
    client.delete(f"/logins/{other}")
    assert "Nélida" not in elsewhere.get("/").text
    assert "Nélida" in client.get("/").text


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


def test_a_forgotten_password_is_set_anew_by_a_letter_once(world):
    client = world.client()
    known = client.post("/password/reset", data={"email": "nelida@tinkuy.example"})
    unknown = client.post("/password/reset", data={"email": "nadie@tinkuy.example"})
    assert known.status_code == unknown.status_code == 200
    assert stripped(known.text).replace("nelida@", "nadie@") == stripped(unknown.text)
    assert [to for to, _body in letters(world.app)] == ["nelida@tinkuy.example"]
    link = link_in(letters(world.app)[0][1])
    assert client.post(link, data={"password": "corta"}).status_code == 422
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert log_in(world.client(), password=NEW).status_code == 303
    assert client.post(link, data={"password": PASSWORD}).status_code == 422
    assert "ya no sirve" in client.get(link).text


def test_one_changes_one_s_name_language_and_colours(world):
    client = world.client("nelida")
    data = {"name": "Nélida Q.", "language": "en", "timezone": "America/Lima", "scheme": "dark"}
    assert client.put("/account", data=data).status_code == 303
    page = client.get("/account").text
    assert 'lang="en"' in page and 'data-scheme="dark"' in page and "Nélida Q." in page
    empty = client.put("/account", data=data | {"name": " "})
    assert empty.status_code == 422


def test_a_visitor_chooses_the_language(world):
    client = world.client()
    assert 'lang="es"' in client.get("/login").text
    client.post("/language", data={"language": "en"})
    assert 'lang="en"' in client.get("/login").text


@pytest.fixture
def open_world(database_url, tmp_path):
    return World(make_app(tmp_path / "instance", database_url, OPEN_REGISTRATION=True))


def registration(email, **over):
    return {"name": "Rosmery Choque", "email": email, "password": NEW} | over


def test_open_registration_answers_the_same_for_new_and_known_addresses(open_world):
    client = open_world.client()
    new = client.post("/register", data=registration("rosmery@tinkuy.example"))
    known = client.post("/register", data=registration("nelida@tinkuy.example"))
    assert new.status_code == known.status_code == 200
    assert stripped(new.text).replace("rosmery@", "nelida@") == stripped(known.text)
    sent = dict(letters(open_world.app))
    assert "ya hay una" in sent["nelida@tinkuy.example"]
    link = link_in(sent["rosmery@tinkuy.example"])
    assert log_in(open_world.client(), "rosmery@tinkuy.example", NEW).status_code == 422  # not before the letter
    assert client.get(link).status_code == 200
    assert log_in(open_world.client(), "rosmery@tinkuy.example", NEW).status_code == 422  # nor by looking at it
    assert client.post(link).status_code == 303
    assert "Rosmery Choque" in client.get("/").text
    assert open_world.client().post(link).status_code == 422


def test_without_an_invitation_registration_is_closed(world):
    assert world.client().get("/register").status_code == 404
    assert world.client().post("/register", data=registration("x@tinkuy.example")).status_code == 404


def test_an_invitation_opens_registration_and_leads_back_to_it(world):
    world.add(Invitation(space_id=world.space, token="abcdef", created_by_id=world.user.marcela))
    client = world.client()
    then = {"next": "/join/abcdef"}
    assert client.get("/register", query_string=then).status_code == 200
    client.post("/register", query_string=then, data=registration("rosmery@tinkuy.example"))
    answer = client.post(link_in(letters(world.app)[0][1]))
    assert answer.location == "/join/abcdef"


def test_a_personal_invitation_lets_its_address_in_at_once(world):
    world.add(
        Invitation(space_id=world.space, token="personal", email="rosmery@tinkuy.example", created_by_id=world.user.marcela)
    )
    client = world.client()
    then = {"next": "/join/personal"}
    answer = client.post("/register", query_string=then, data=registration("rosmery@tinkuy.example"))
    assert answer.status_code == 303 and answer.location == "/join/personal"
    assert "Rosmery Choque" in client.get("/").text


def test_hundreds_of_guesses_are_held_up_and_say_so(database_url, tmp_path):
    world = World(make_app(tmp_path / "instance", database_url, environ={"TINKUY_LOGIN_RATE": "5/minute"}))
    client = world.client()
    answers = [log_in(client, password=f"intento {n}").status_code for n in range(7)]
    assert answers == [422] * 5 + [429] * 2
    held = log_in(client)
    assert "Demasiados intentos" in held.text
    other = log_in(world.client(), environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert other.status_code == 429  # the account is guarded, whoever asks
    another = log_in(world.client(), email="julian@tinkuy.example", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert another.status_code == 303


def test_asking_for_letters_is_held_up(database_url, tmp_path):
    world = World(make_app(tmp_path / "instance", database_url, environ={"TINKUY_RESET_RATE": "2/hour"}))
    client = world.client()
    answers = [client.post("/password/reset", data={"email": "nelida@tinkuy.example"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_passwords_are_kept_as_argon2(world):
    client = world.client("nelida")
    client.put("/account/password", data={"old": PASSWORD, "password": NEW})
    assert world.get(User, world.user.nelida).password_hash.startswith("$argon2id$")
