"""Guiding questions: who has an actor reads it in them, who has none a blank that no line parts from its comma."""

import re

from forum.extensions import db
from forum.models import Question

BLANK = '<span class="nowrap"><span class="blank-empty"><span class="visually-hidden">(tu actor)</span></span>'


def asks(world, text):
    """Have the forum's second question say this."""
    with world.app.app_context():
        db.session.get(Question, world.question[1]).text = text
        db.session.commit()


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def test_what_closes_the_blank_stays_with_it_and_no_letter_is_lost(world):
    asks(world, "¿Qué propone {actor}, y con quién cuenta {actor}?")
    page = world.client("olga").get(f"/forums/{world.forum}").text
    assert f"¿Qué propone {BLANK},</span> y con quién cuenta {BLANK}?</span>" in page
    assert "¿Qué propone (tu actor), y con quién cuenta (tu actor)?" in plain(page)


def test_what_does_not_close_it_stays_outside(world):
    asks(world, "{actor} propone <algo> a {actor}")
    page = world.client("olga").get(f"/forums/{world.forum}").text
    assert f"{BLANK}</span> propone &lt;algo&gt; a {BLANK}</span>" in page


def test_who_has_an_actor_reads_it_in_the_question(world):
    asks(world, "¿Qué propone {actor}, y con quién cuenta {actor}?")
    page = world.client("nelida").get(f"/forums/{world.forum}").text
    assert "¿Qué propone los productores, y con quién cuenta los productores?" in plain(page)
    assert "blank-empty" not in page
