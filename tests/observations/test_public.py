"""Anybody observes while a document stands pre-published: a form, a letter, a button, the secretariat's yes or no."""

import os
import re
from datetime import timedelta

import pytest

from forum.actions.observations.coming_in import forget_unconfirmed
from forum.extensions import db
from forum.models import Document, Observation, today_in
from forum.models.base import now
from forum.permissions import OPERATOR
from tests.letters import letters, parsed
from tests.worktables.story import open_worktable

WORDS = "La tela de 180 gramos no se consigue en Puno."


def prepublished(world, days=(-1, 1)):
    told = open_worktable(world, state="prepublished", public=True)
    with world.app.app_context():
        document = db.session.get(Document, told.document)
        today = today_in(document.worktable.space)
        document.opens_on, document.closes_on = (today + timedelta(days=day) for day in days)
        db.session.commit()
    return told


def sent(told, **other):
    return {
        "clause": told.clauses[1],
        "kind": "technical",
        "comment": WORDS,
        "name": "Rosa Mamani",
        "organization": "Taller Illimani",
        "email": "rosa@taller.example",
        "consents": "1",
    } | other


def link(world, subject):
    body = next(letter for letter in reversed(parsed(world.app)) if subject in letter["Subject"])
    return re.search(r"http://\S+?(/observations/\S+)", body.get_content())[1]


def test_without_an_account_from_the_form_to_what_became_of_it(world):
    told = prepublished(world)
    visitor, marcela, olga = world.client(), world.client("marcela"), world.client("olga")
    assert "/observations/new" in visitor.get(f"/documents/{told.document}").text
    assert "Tu nombre" in visitor.get(f"/documents/{told.document}/observations/new?clause={told.clauses[1]}").text
    place = f"/documents/{told.document}/observations/public"
    wrong = visitor.post(place, data=sent(told, email="rosa", consents=""))
    assert wrong.status_code == 422 and WORDS in wrong.text and "nombre@ejemplo.org" in wrong.text
    assert "rosa@taller.example" in visitor.post(place, data=sent(told, confidential="reason", reason="12 Bs")).text
    confirm = link(world, "Confirme")
    assert WORDS not in marcela.get(f"/worktables/{told.table}/observations/desk?standing=waiting").text
    assert "Confirmar mi observación" in visitor.get(confirm).text
    follow = visitor.post(confirm).location
    assert (
        "La secretaría la lee antes de publicarla" in visitor.get(follow).text and "12 Bs" in visitor.get(follow).text
    )
    number = re.search(
        r"/observations/(\d+)", marcela.get(f"/worktables/{told.table}/observations?standing=waiting").text
    )
    one = f"/observations/{number[1]}"
    assert WORDS not in olga.get(f"/documents/{told.document}").text and visitor.get(one).status_code == 404
    assert "Escribe por qué no se publica" in marcela.post(f"{one}/refusal", data={"reason": " "}).text
    marcela.post(f"{one}/refusal", data={"reason": "Es de otro proceso."})
    assert "Es de otro proceso." in visitor.get(link(world, "no se publica")).text
    assert visitor.get(one).status_code == 404
    marcela.post(f"{one}/approval")
    html = visitor.get(one).text
    assert WORDS in html and "Taller Illimani" in html and "rosa@taller" not in html and "12 Bs" not in html
    data = {"observation": f"{number[1]}:4", "kind": "rejected", "reason": "Hay tres proveedores."}
    assert marcela.post(f"/worktables/{told.table}/observations/answers", data=data).status_code == 303
    answered = link(world, "tiene respuesta")
    assert "Hay tres proveedores." in visitor.get(answered).text
    visitor.post(answered, data={"satisfied": "no", "words": "Ninguno vende en Puno."})
    assert "Ninguno vende en Puno." in marcela.get(one).text
    assert visitor.get("/observations/follow/otro").status_code == 404


def test_the_window_that_closes_while_somebody_writes_keeps_their_text(world):
    told = prepublished(world)
    with world.app.app_context():
        db.session.get(Document, told.document).state = "review"
        db.session.commit()
    answer = world.client().post(f"/documents/{told.document}/observations/public", data=sent(told))
    assert answer.status_code == 403 and "está cerrada" in answer.text and WORDS in answer.text
    told = prepublished(world, days=(-3, -1))
    answer = world.client().post(f"/documents/{told.document}/observations/public", data=sent(told))
    assert answer.status_code == 403 and WORDS in answer.text
    assert world.client().get(f"/documents/{told.document}/observations/new").status_code == 403
    with world.app.app_context():
        assert db.session.query(Observation).count() == 0


SENDS = int(os.environ.get("TINKUY_TEST_SENDS", "20"))  # a thousand take half a minute, and end the same


@pytest.mark.parametrize(("name", "most"), [("rosa", 10), ("rosa{}", 15)], ids=["one address", "one line"])
def test_a_thousand_from_one_address_are_limited_told_so_and_nothing_is_lost(world, name, most):
    """By the address of the letters, and by the line; what is refused comes back in the form."""
    world.app.config |= {"RATELIMIT_ENABLED": True, "OBSERVATION_LINE_RATE": "15/hour"}
    told, visitor = prepublished(world), world.client()
    place = f"/documents/{told.document}/observations/public"
    answers = [visitor.post(place, data=sent(told, email=f"{name.format(n)}@taller.example")) for n in range(SENDS)]
    assert [answer.status_code for answer in answers] == [200] * most + [429] * (SENDS - most)
    assert "Tu texto sigue aquí." in answers[-1].text and WORDS in answers[-1].text
    assert "Taller Illimani" in answers[-1].text and "Retry-After" in answers[-1].headers
    with world.app.app_context():
        assert db.session.query(Observation).count() == len(letters(world.app)) == most


def test_what_nobody_confirms_is_forgotten_after_a_week(world):
    told = prepublished(world)
    world.client().post(f"/documents/{told.document}/observations/public", data=sent(told))
    with world.app.app_context():
        assert forget_unconfirmed(OPERATOR) == 0
        db.session.query(Observation).one().created_at = now() - timedelta(days=8)
        db.session.commit()
        assert forget_unconfirmed(OPERATOR) == 1 and db.session.query(Observation).count() == 0
