"""Asking the silent: who has not spoken is told once that their word is missing, and nobody else."""

import html
import re
from datetime import timedelta

import pytest

from forum.extensions import db
from forum.models import Asking, Forum
from forum.models.base import now
from tests.notifications.post_office import open_office
from tests.notifications.story import Story

from .test_stances import join, say


@pytest.fixture
def story(world):
    return Story(world)


def test_those_who_said_nothing_of_an_entry_are_asked_once_a_week(world, story):
    world.app.config["BASE_URL"] = "https://tinkuy.example"
    join(world, "rosa", "ong")
    say(world, "nelida", world.accepted, "support")
    facilitator, place = world.client("marcela"), f"/entries/{world.accepted}/askings"
    agenda = facilitator.get(f"/matrices/{world.matrix}/convergence").text
    assert f"{place}?actor={world.actor.ong}" in agenda and f"{place}?actor={world.actor.productores}" not in agenda
    assert "askings" not in world.client("julian").get(f"/matrices/{world.matrix}/convergence").text
    page = facilitator.get(f"{place}?actor={world.actor.ong}").text
    assert "Se avisará a 2 personas" in page and "Julián Barrientos" in page and "Nélida" not in page
    refused = facilitator.post(place, data={"actor": world.actor.productores})
    assert refused.status_code == 409 and "Ya no falta la palabra de nadie" in refused.text

    with open_office() as office:
        world.app.config["MAIL_URL"] = office.url
        assert facilitator.post(place, data={"actor": world.actor.ong}).status_code == 303
        story.round()
        assert [story.told(name) for name in ("julian", "rosa")] == [[("silent", None)]] * 2
        assert [story.told(name) for name in ("nelida", "wilfredo", "marcela")] == [[]] * 3
        letter = office.letters("julian@tinkuy.example")[0].get_body(("plain",)).get_content()
    assert "Falta tu palabra" in letter and "«Asociarse para" in " ".join(letter.split())
    julian = world.client("julian")
    notices = julian.get("/notifications").text
    assert "Falta tu palabra" in notices and "Productores ×" in notices
    link = re.search(r'href="(/notifications/\d+)"', notices)[1]
    assert julian.get(link).location == f"/entries/{world.accepted}#voces"

    again = facilitator.post(place, data={"actor": world.actor.ong})
    assert again.status_code == 409 and "Ya se preguntó a ONG" in again.text and "a 2 personas" in again.text
    assert "Ya se avisó a 2 personas:" in facilitator.get(f"{place}?actor={world.actor.ong}").text
    assert "Ya se preguntó a ONG," in facilitator.get(f"/matrices/{world.matrix}/convergence").text
    assert "pidió su palabra a 2 personas de ONG" in facilitator.get(f"/matrices/{world.matrix}/history").text
    with world.app.app_context():
        db.session.scalar(db.select(Asking)).created_at = now() - timedelta(days=8)
        db.session.commit()
    facilitator.put(f"/actors/{world.actor.ong}/delegate", data={"delegate": world.user.julian})
    assert facilitator.post(place, data={"actor": world.actor.ong}).status_code == 303
    story.tell()
    assert (len(story.told("julian")), len(story.told("rosa"))) == (2, 1), "only the delegate is waited for"


def test_those_who_were_asked_and_are_silent_hear_what_is_asked(world, story):
    facilitator, place = world.client("marcela"), f"/rows/{world.row.ong}/askings"
    assert place in facilitator.get(f"/matrices/{world.matrix}/blind-spots").text
    page = html.unescape(facilitator.get(place).text)
    assert "Se avisará a 1 persona" in page and "Julián Barrientos" in page and "Desafíos" in page
    assert facilitator.post(place).status_code == 303
    story.tell()
    assert story.told("julian") == [("silent", None)]
    julian = world.client("julian")
    notices = julian.get("/notifications").text
    assert "ONG × La producción nacional, Los pequeños productores, Propuestas, Desafíos" in notices
    assert julian.get(re.search(r'href="(/notifications/\d+)"', notices)[1]).location == f"/forums/{world.forum}"
    assert facilitator.post(place).status_code == 409
    assert "Ya se preguntó," in facilitator.get(f"/matrices/{world.matrix}/blind-spots").text
    assert facilitator.post(f"/rows/{world.row.productores}/askings").status_code == 409, "they have spoken"
    with world.app.app_context():
        db.session.get(Forum, world.forum).closes_at = now()
        db.session.scalar(db.select(Asking)).created_at = now() - timedelta(days=8)
        db.session.commit()
    assert "Ningún foro que lo pregunta está abierto" in facilitator.get(place).text
    assert facilitator.post(place).status_code == 409
