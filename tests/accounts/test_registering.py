"""Opening an account, by invitation or where registration is open; no answer tells who has one."""

import re
from datetime import timedelta

import pytest

from forum.extensions import db
from forum.models import Invitation, Registration, User
from forum.models.base import now
from tests.accounts.test_logins import log_in
from tests.letters import letters, link_in, stripped

NEW = "otras tres palabras"
ROSMERY = "rosmery@ejemplo.org"


@pytest.fixture
def open_world(world_with):
    return world_with(OPEN_REGISTRATION="1")


def ask(client, email=ROSMERY, **kwargs):
    return client.post("/register", data={"email": email}, follow_redirects=True, **kwargs)


def details(**over):
    return {"name": "Rosmery Choque", "password": NEW} | over


def test_an_account_is_opened_by_the_link_of_a_letter(open_world):
    client = open_world.client()
    assert "Revisa tu correo" in ask(client).text
    (to, words), *_none = letters(open_world.app)
    assert to == ROSMERY
    link = link_in(words)
    page = client.get(link).text
    assert ROSMERY in page and "Abrir mi cuenta y entrar" in page
    assert log_in(open_world.client(), ROSMERY, NEW).status_code == 422
    assert client.post(link, data=details()).location == "/"
    assert "Rosmery Choque" in client.get("/").text
    assert log_in(open_world.client(), ROSMERY, NEW).status_code == 303


def test_the_link_serves_once_and_for_two_days(open_world):
    client = open_world.client()
    ask(client)
    link = link_in(letters(open_world.app)[0][1])
    age(open_world, timedelta(days=2, minutes=1))
    assert client.get(link).status_code == client.post(link, data=details()).status_code == 410
    age(open_world, timedelta(days=1))
    assert open_world.client().post(link, data=details()).status_code == 303
    again = open_world.client().post(link, data=details(name="Otra"))
    assert again.status_code == 410 and "ya no sirve" in again.text
    assert client.get("/register/inventado").status_code == 410


def test_what_was_typed_wrong_is_said_beside_its_field(open_world):
    client = open_world.client()
    wrong = client.post("/register", data={"email": "rosmery.ejemplo.org"})
    assert wrong.status_code == 422 and "nombre@ejemplo.org" in wrong.text and "rosmery.ejemplo.org" in wrong.text
    ask(client)
    link = link_in(letters(open_world.app)[0][1])
    short = client.post(link, data=details(password="corta"))
    assert short.status_code == 422 and "al menos 10" in short.text and "Rosmery Choque" in short.text
    assert client.post(link, data=details(name=" ")).status_code == 422
    assert client.post(link, data=details()).status_code == 303


def test_a_new_and_a_known_address_get_the_same_answer(open_world):
    new, known = open_world.client(), open_world.client()
    first = [new.post("/register", data={"email": ROSMERY}), new.get("/letter")]
    second = [known.post("/register", data={"email": "nelida@tinkuy.example"}), known.get("/letter")]
    for one, other in zip(first, second, strict=True):
        assert (one.status_code, one.location) == (other.status_code, other.location)
        assert stripped(one.text).replace(ROSMERY, "nelida@tinkuy.example") == stripped(other.text)
    sent = dict(letters(open_world.app))
    assert "/register/" in sent[ROSMERY]
    assert "ya tienes una" in sent["nelida@tinkuy.example"] and "/register/" not in sent["nelida@tinkuy.example"]


def test_asking_costs_the_same_for_a_new_and_a_known_address(open_world, queries):
    """Counted, not timed: the same statements, one letter each."""
    client = open_world.client()
    for door in ("/register", "/password/reset"):
        with queries() as for_new:
            client.post(door, data={"email": ROSMERY})
        with queries() as for_known:
            client.post(door, data={"email": "nelida@tinkuy.example"})
        assert shapes(for_new) == shapes(for_known)
    assert len(letters(open_world.app)) == 4


def test_nobody_confirms_a_stranger_s_password(open_world):
    """Who asks chooses nothing: name and password are the reader's of the letter."""
    open_world.client().post("/register", data={"email": ROSMERY, "name": "Intruso", "password": "la del intruso"})
    link = link_in(letters(open_world.app)[0][1])
    open_world.client().post(link, data=details())
    assert log_in(open_world.client(), ROSMERY, "la del intruso").status_code == 422
    with open_world.app.app_context():
        assert db.session.query(User).filter_by(email=ROSMERY).one().name == "Rosmery Choque"


def test_two_letters_open_one_account(open_world):
    client = open_world.client()
    ask(client)
    ask(client)
    first, second = (link_in(words) for _to, words in letters(open_world.app))
    assert client.post(first, data=details()).status_code == 303
    twice = open_world.client().post(second, data=details(name="Otra"))
    assert twice.status_code == 422 and "Ya tienes una cuenta" in twice.text


def test_the_letter_is_in_the_language_of_who_reads_it(open_world):
    with open_world.app.app_context():
        db.session.get(User, open_world.user.nelida).language = "en"
        db.session.commit()
    client = open_world.client()
    client.post("/language", data={"language": "en"})
    ask(client)
    client.post(link_in(letters(open_world.app)[0][1]), data=details())
    assert 'lang="en"' in client.get("/account").text


def test_without_an_invitation_registration_is_closed(world):
    client = world.client()
    assert client.get("/register").status_code == 404
    assert ask(client).status_code == 404
    assert ask(client, query_string={"next": "/join/inventado"}).status_code == 404
    assert "Las cuentas se abren con el enlace de invitación" in client.get("/login").text
    assert letters(world.app) == []


def test_an_invitation_opens_registration_and_leads_back_to_it(world):
    invite(world)
    client, then = world.client(), {"next": "/join/enlace"}
    assert "Abrir una cuenta" in client.get("/join/enlace").text
    assert "Compras públicas" in client.get("/register", query_string=then).text
    ask(client, query_string=then)
    answer = world.client().post(link_in(letters(world.app)[0][1]), data=details())  # also in another browser
    assert answer.location == "/join/enlace"


def test_a_letter_to_a_known_address_leads_to_the_invitation_too(world):
    invite(world)
    ask(world.client(), "pedro@tinkuy.example", query_string={"next": "/join/enlace"})
    assert "/login?next=/join/enlace" in letters(world.app)[0][1]


@pytest.mark.parametrize("values", [{"revoked_at": now()}, {"max_uses": 1, "uses": 1}, {"expires_at": now()}])
def test_an_invitation_that_no_longer_serves_opens_no_registration(world, values):
    invite(world, **values)
    assert world.client().get("/register?next=/join/enlace").status_code == 404
    assert ask(world.client(), query_string={"next": "/join/enlace"}).status_code == 404


def test_a_personal_invitation_lets_its_address_in_at_once(world):
    invite(world, email=ROSMERY, max_uses=1)
    client, then = world.client(), {"next": "/join/enlace"}
    page = client.get("/register", query_string=then).text
    assert ROSMERY in page
    short = client.post("/register", query_string=then, data=details(password="corta"))
    assert short.status_code == 422 and ROSMERY in short.text and "Rosmery Choque" in short.text
    answer = client.post("/register", query_string=then, data=details())
    assert answer.status_code == 303 and answer.location == "/join/enlace"
    assert "Rosmery Choque" in client.get("/").text
    assert letters(world.app) == []
    with world.app.app_context():
        assert db.session.query(User).filter_by(name="Rosmery Choque").one().email == ROSMERY


def test_a_personal_invitation_opens_no_other_address(world):
    invite(world, email=ROSMERY)
    then = {"next": "/join/enlace"}
    world.client().post("/register", query_string=then, data=details(email="otra@ejemplo.org"))
    with world.app.app_context():
        assert db.session.query(User).filter_by(email="otra@ejemplo.org").one_or_none() is None
    ask(world.client(), "otra@ejemplo.org", query_string=then | {"other": 1})  # to another, by a letter
    assert letters(world.app)[0][0] == "otra@ejemplo.org"


def test_a_personal_invitation_to_somebody_with_an_account_asks_to_log_in(world):
    invite(world, email="pedro@tinkuy.example")
    again = world.client().post("/register?next=/join/enlace", data=details())
    assert again.status_code == 422 and "Ya tienes una cuenta" in again.text


def test_a_facilitator_never_sees_the_link_of_a_letter(world):
    """Who has it may open an account with that address, and would learn whether there is one."""
    number = invite(world, token="SECRETO", email=ROSMERY)
    client = world.client("marcela")
    page = client.get("/spaces/compras/invitations").text
    assert ROSMERY in page and "SECRETO" not in page
    assert client.get(f"/invitations/{number}").status_code == 404
    other = invite(world, token="ABIERTO")
    assert "ABIERTO" in client.get(f"/invitations/{other}").text


def test_one_address_gets_a_few_letters_and_a_line_asks_for_many(world_with):
    world = world_with(RESET_RATE="2/hour", LETTER_RATE="6/hour", OPEN_REGISTRATION="1")
    client = world.client()
    assert [client.post("/register", data={"email": ROSMERY}).status_code for _ in range(3)] == [303, 303, 429]
    held = client.post("/register", data={"email": ROSMERY})
    assert "Demasiados intentos" in held.text and ROSMERY in held.text
    more = [client.post("/register", data={"email": f"p{n}@ejemplo.org"}).status_code for n in range(5)]
    assert more == [303, 303, 303, 303, 429]
    assert (
        client.post(
            "/register", data={"email": "z@ejemplo.org"}, environ_base={"REMOTE_ADDR": "203.0.113.9"}
        ).status_code
        == 303
    )


def test_a_visitor_chooses_the_language(world):
    client = world.client()
    assert 'lang="es"' in client.get("/login").text
    client.post("/language", data={"language": "en"})
    assert 'lang="en"' in client.get("/login").text
    client.post("/language", data={"language": "xx"})
    assert 'lang="en"' in client.get("/login").text


def invite(world, **values):
    values = {"token": "enlace", "space_id": world.space, "created_by_id": world.user.marcela} | values
    return world.add(Invitation(**values))


def age(world, by):
    """What was asked for so far, was asked that long ago."""
    with world.app.app_context():
        db.session.query(Registration).update({"created_at": now() - by})
        db.session.commit()


def shapes(statements):
    return [re.sub(r"\s+", " ", statement) for statement in statements]
