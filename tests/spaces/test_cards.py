"""People without e-mail: accounts from a list, cards on paper, a word of one's own."""

import re

import pypdf
import pytest

from forum.extensions import db
from forum.models import Card, Event, Login, Membership, User

LIST = "Rosmery Choque; Productores; Asociación Wara Quinua\nHilarión Mamani;municipio;Alcaldía de Chaquimayu\n"


@pytest.fixture
def cards(world):
    """Two accounts, made by Marcela; gives what is printed: {name: (username, code)}."""
    marcela = world.client("marcela")
    preview = marcela.post("/spaces/compras/cards/preview", data={"people": LIST}).text
    assert "2 personas" in preview and "Alcaldía de Chaquimayu" in preview and "nueva" in preview
    with world.app.app_context():
        assert db.session.query(Card).count() == 0
    assert marcela.post("/spaces/compras/cards", data={"people": LIST}).status_code == 303
    return printed(marcela)


def printed(client):
    """What stands on the cards of the sheet."""
    answer = client.post("/spaces/compras/cards/sheet", buffered=True)
    assert answer.mimetype == "application/pdf"
    import io

    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    words = "".join(words.split())  # who reads a PDF by machine finds blanks where letters stand apart
    codes = re.findall(r"código:([a-z2-9]{4}-[a-z2-9]{4})", words)
    with client.application.app_context():
        rows = db.session.query(User.name, Card.username).join(Card, Card.user_id == User.id).order_by(User.name).all()
    names = [(name, username) for name, username in rows if username in words]
    assert len(codes) == len(names)
    return {name: (username, code) for (name, username), code in zip(names, codes, strict=True)}


def test_a_card_lets_its_person_in_once_and_then_their_word_does(world, cards):
    username, code = cards["Rosmery Choque"]
    phone = world.client()
    assert phone.post("/card", data={"code": code.upper().replace("-", " ")}).status_code == 303
    assert "Rosmery Choque" in phone.get(f"/card/{code}").text
    for weak in ("corto", "123456", "aaaaaaa", username):
        assert phone.post(f"/card/{code}", data={"password": weak}).status_code == 422
    answer = phone.post(f"/card/{code}", data={"password": "Quinua7"})
    assert answer.status_code == 303
    home = phone.get(answer.location).text
    assert "Rosmery Choque" in home and "Productores" in home
    assert username in phone.get("/account").text
    # once
    assert world.client().get(f"/card/{code}").status_code == 410
    assert world.client().post(f"/card/{code}", data={"password": "otrapalabra"}).status_code == 410
    # from now on by the name and the word, whatever capital a telephone puts first
    again = world.client()
    assert again.post("/login", data={"email": username, "password": "otra cosa"}).status_code == 422
    assert again.post("/login", data={"email": username.title(), "password": "quinua7"}).status_code == 303
    changed = {"old": "QUINUA7", "password": "papalisa"}
    assert again.put("/account/password", data=changed).status_code == 303
    assert world.client().post("/login", data={"email": username, "password": "papalisa"}).status_code == 303


def test_codes_are_not_kept_are_made_anew_revoked_and_expire(world, cards):
    marcela = world.client("marcela")
    username, code = cards["Hilarión Mamani"]
    with world.app.app_context():
        dump = " ".join(str(dict(row)) for row in db.session.execute(db.select(Card.__table__)).mappings())
        assert code.replace("-", "") not in dump
        card = db.session.query(Card).filter_by(username=username).one()
        member = db.session.query(Membership).filter_by(user_id=card.user_id).one().id
    assert world.client().post(f"/card/{code}", data={"password": "compadre"}).status_code == 303
    page = marcela.post(f"/members/{member}/code").text  # he forgot
    new = re.search(r">([a-z2-9]{4}-[a-z2-9]{4})<", page)[1]
    with world.app.app_context():
        logins = (
            db.session.query(Login).join(User).join(Card, Card.user_id == User.id).filter(Card.username == username)
        )
        assert [login for login in logins if login.ended_at is None] == []
        told = [event.name for event in db.session.query(Event).filter_by(room=f"moderation:{world.space}")]
        assert told.count("code.made") == 3
    assert world.client().post("/login", data={"email": username, "password": "compadre"}).status_code == 422
    assert world.client().get(f"/card/{new}").status_code == 200
    assert marcela.delete(f"/members/{member}/code").status_code == 303
    assert world.client().get(f"/card/{new}").status_code == 410
    sheet = printed(marcela)  # a new sheet is for who is not in yet
    assert world.client().get(f"/card/{cards['Rosmery Choque'][1]}").status_code == 410
    fresh = sheet["Rosmery Choque"][1]
    with world.app.app_context():
        db.session.query(Card).update({"expires_at": Card.created_at})
        db.session.commit()
    assert world.client().get(f"/card/{fresh}").status_code == 410


def test_only_the_space_that_made_an_account_opens_it(world, cards):
    """Nobody takes over an account with an address, or one of another space, by a code."""
    marcela = world.client("marcela")
    answer = marcela.post(f"/members/{world.membership.nelida}/code", follow_redirects=True)
    assert "entra con su correo" in answer.text
    with world.app.app_context():
        person = db.session.query(Card).first().user_id
        from forum.models import Space

        other = Space(slug="otro", title="Otro")
        db.session.add(other)
        db.session.flush()
        members = [Membership(space_id=other.id, user_id=id, role=role)
                   for id, role in ((person, "participant"), (world.user.pedro, "facilitator"))]  # fmt: skip
        db.session.add_all(members)
        db.session.commit()
        there = members[0].id
    answer = world.client("pedro").post(f"/members/{there}/code", follow_redirects=True)
    assert "se hizo en otro espacio" in answer.text


def test_a_list_that_is_not_understood_comes_back_with_its_lines(world):
    typed = "Ana; Marcianos\n; Municipio\nLuz\nJuan; ONG; Wara; más\n"
    answer = world.client("marcela").post("/spaces/compras/cards/preview", data={"people": typed})
    assert answer.status_code == 422
    for words in ("Línea 1: no hay un actor «Marcianos»", "Línea 2: falta el nombre", "Línea 3: falta el actor",
                  "Línea 4: hay más de tres partes"):  # fmt: skip
        assert words in answer.text
    assert world.client("marcela").post("/spaces/compras/cards", data={"people": typed}).status_code == 422
    with world.app.app_context():
        assert db.session.query(Card).count() == 0
