"""Logging in and out, one's log-ins, and how often one may try."""

from datetime import timedelta

import pytest

from forum.extensions import db
from forum.models import Event, Login, User
from forum.models.base import now
from tests.letters import stripped
from tests.world import PASSWORD

NELIDA = "nelida@tinkuy.example"


def log_in(client, email=NELIDA, password=PASSWORD, **kwargs):
    return client.post("/login", data={"email": email, "password": password}, **kwargs)


def test_logging_in_leads_to_where_one_was_going(world):
    client = world.client()
    sent = client.get("/spaces/compras/members")
    assert sent.status_code == 302 and sent.location == "/login?next=/spaces/compras/members"
    answer = log_in(client, query_string={"next": "/spaces/compras/members"})
    assert answer.status_code == 303 and answer.location == "/spaces/compras/members"
    assert "Nélida Quispe" in client.get("/").text
    assert client.get("/login").location == "/"


@pytest.mark.parametrize("bad", ["https://malo.example/", "//malo.example/", "javascript:alert(1)", "/\\malo.example"])
def test_a_way_out_of_the_site_is_not_followed_after_logging_in(world, bad):
    assert log_in(world.client(), query_string={"next": bad}).location == "/"


def test_the_address_is_read_however_it_is_typed(world):
    assert log_in(world.client(), email="  Nelida@Tinkuy.Example ").status_code == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(world):
    wrong = log_in(world.client(), password="no es esta")
    unknown = log_in(world.client(), email="nadie@tinkuy.example", password="no es esta")
    assert wrong.status_code == unknown.status_code == 422
    assert "no coinciden" in wrong.text
    assert stripped(wrong.text) == stripped(unknown.text)


def test_an_unknown_address_costs_a_password_check_too(world, monkeypatch):
    """Counted, not timed: argon2 is asked once in both cases."""
    from forum.actions.accounts import credentials

    checks = []
    verify = credentials.PasswordHasher.verify
    monkeypatch.setattr(
        credentials.PasswordHasher, "verify", lambda self, *words: checks.append(words[0]) or verify(self, *words)
    )
    log_in(world.client(), password="no es esta")
    log_in(world.client(), email="nadie@tinkuy.example", password="no es esta")
    assert len(checks) == 2 and checks[1] == credentials.nobodys_hash()


def test_somebody_without_a_password_does_not_get_in(world):
    world.add(User(email="sin@tinkuy.example", name="Sin contraseña"))
    assert log_in(world.client(), email="sin@tinkuy.example", password="").status_code == 422
    assert log_in(world.client(), email="sin@tinkuy.example", password="cualquiera").status_code == 422


def test_what_was_typed_stays_but_for_the_password(world):
    page = log_in(world.client(), password="no-es-esta-pero-casi").text
    assert NELIDA in page and "no-es-esta-pero-casi" not in page


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
    client = world.client("nelida")
    client.get("/login?_method=DELETE")
    assert "Nélida" in client.get("/").text


def test_a_person_sees_their_log_ins_and_ends_any(world):
    client, elsewhere = world.client("nelida"), world.client()
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
    log_in(elsewhere, headers={"User-Agent": agent}, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    page = client.get("/account").text
    assert "Chrome · Android" in page and "203.0.113.7" in page and "este equipo" in page
    other = newest_login(world)
    assert world.client("julian").delete(f"/logins/{other}").status_code == 404
    assert "Nélida" in elsewhere.get("/").text
    client.delete(f"/logins/{other}")
    assert "Nélida" not in elsewhere.get("/").text
    assert "Nélida" in client.get("/").text
    assert "Chrome · Android" not in client.get("/account").text


def test_ending_a_log_in_is_told_to_its_sockets(world):
    client = world.client("nelida")
    world.client("nelida")
    other = newest_login(world)
    client.delete(f"/logins/{other}")
    with world.app.app_context():
        told = db.session.query(Event).filter_by(name="login.ended").one()
        assert told.room == f"user:{world.user.nelida}" and told.data == {"login": other}


def test_ending_the_log_in_one_is_using_is_logging_out(world):
    client = world.client("nelida")
    assert client.delete(f"/logins/{newest_login(world)}").location == "/"
    assert "Nélida" not in client.get("/").text


def test_a_log_in_that_nobody_used_for_long_is_over(world):
    client = world.client("nelida")
    use(world, now() - timedelta(days=29))
    assert "Nélida" in client.get("/").text
    client = world.client("nelida")
    use(world, now() - timedelta(days=31))
    assert "Nélida" not in client.get("/").text


def test_that_a_log_in_is_in_use_is_noted_every_ten_minutes(world):
    client = world.client("nelida")
    before = use(world, now() - timedelta(minutes=9))
    client.get("/")
    assert world.get(Login, newest_login(world)).seen_at == before
    before = use(world, now() - timedelta(minutes=11))
    client.get("/static/x/js/app.js").close()  # what a page loads is no use of it
    assert world.get(Login, newest_login(world)).seen_at == before
    client.get("/", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    seen = world.get(Login, newest_login(world))
    assert seen.seen_at > before and seen.address == "203.0.113.7"


def test_hundreds_of_guesses_at_one_account_are_held_up_from_everywhere(guarded):
    client = guarded.client()
    answers = [log_in(client, password=f"intento {n}").status_code for n in range(7)]
    assert answers == [422] * 5 + [429] * 2
    held = log_in(client, password="una que no se muestra")
    assert "Demasiados intentos seguidos. Espera 1 minuto" in held.text
    assert NELIDA in held.text and "una que no se muestra" not in held.text
    assert int(held.headers["Retry-After"]) > 0
    assert log_in(guarded.client(), environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 429
    other = log_in(guarded.client(), email="julian@tinkuy.example", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert other.status_code == 303


def test_guesses_at_many_accounts_from_one_line_are_held_up(guarded):
    client = guarded.client()
    answers = [log_in(client, email=f"p{n}@tinkuy.example", password="x").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    assert log_in(client, email="julian@tinkuy.example").status_code == 429
    assert log_in(client, email="julian@tinkuy.example", environ_base={"REMOTE_ADDR": "2001:db8::1"}).status_code == 303


def test_one_ipv6_line_is_one_line_whatever_address_it_takes(guarded):
    client = guarded.client()
    for n in range(5):
        near = {"REMOTE_ADDR": f"2001:db8:0:7::{n + 1:x}"}
        log_in(client, email=f"p{n}@tinkuy.example", password="x", environ_base=near)
    same, other = {"REMOTE_ADDR": "2001:db8:0:7::ffff"}, {"REMOTE_ADDR": "2001:db8:0:8::1"}
    assert log_in(client, email="julian@tinkuy.example", environ_base=same).status_code == 429
    assert log_in(client, email="julian@tinkuy.example", environ_base=other).status_code == 303


def test_a_classroom_behind_one_line_logs_in_at_once(guarded):
    for name in ("nelida", "julian", "teresa", "wilfredo", "olga", "elena", "marcela", "pedro"):
        assert log_in(guarded.client(), email=f"{name}@tinkuy.example").status_code == 303


@pytest.fixture
def guarded(world_with):
    return world_with(LOGIN_RATE="5/minute")


def newest_login(world):
    with world.app.app_context():
        return db.session.query(Login).filter_by(user_id=world.user.nelida).order_by(Login.id.desc()).first().id


def use(world, moment):
    """Set when Nélida's newest log-in was last used; gives the moment."""
    with world.app.app_context():
        db.session.get(Login, newest_login(world)).seen_at = moment
        db.session.commit()
    return moment


def test_guesses_at_the_codes_of_cards_are_held_up(world_with):
    stranger = world_with(LOGIN_RATE="3/day").client()
    assert [stranger.get(f"/card/aaaa-aaa{n}").status_code for n in range(2, 6)] == [410, 410, 410, 429]
