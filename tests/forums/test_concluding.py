"""A thread or a forum closed with what is drawn from it."""

import io
import json

import docx
import pytest

from forum.extensions import db
from forum.models import Event, Forum, Thread
from forum.models.base import now

WORDS = "Hay acuerdo en **tres compras** al año.\n\n- Falta decidir el precio"


def conclude(world, name="elena", what="threads", words=WORDS, method="PUT"):
    number = world.thread if what == "threads" else world.forum
    return world.client(name).open(f"/{what}/{number}/conclusion", method=method, data={"body": words})


def thread_page(world, name="nelida"):
    return world.client(name).get(f"/threads/{world.thread}").text


def test_a_thread_closes_with_its_conclusions_on_top(world):
    assert "Conclusiones" not in thread_page(world)
    assert 'name="body"' in thread_page(world)
    assert "Cerrar con conclusiones" in thread_page(world, "elena")
    assert conclude(world).status_code == 303
    page = thread_page(world)
    assert page.index("<strong>tres compras</strong>") < page.index('<article class="post')
    assert "Hilo cerrado" in page
    assert world.client("nelida").post(f"/threads/{world.thread}/replies", data={"body": "No"}).status_code == 403
    assert "Cerrar con conclusiones" not in page


def test_they_are_corrected_and_taken_away_and_what_they_said_is_kept(world):
    conclude(world)
    assert "Hay acuerdo en **tres" in world.client("elena").get(f"/threads/{world.thread}/conclusion").text
    conclude(world, words="Otra cosa")
    assert "Otra cosa" in thread_page(world) and "tres compras" not in thread_page(world)
    conclude(world, method="DELETE")
    assert "Conclusiones" not in thread_page(world)
    assert "Hilo cerrado" in thread_page(world)
    with world.app.app_context():
        kept = db.session.scalars(db.select(Event.kept).where(Event.name == "thread.concluded").order_by(Event.id))
        assert [one["conclusion"] for one in kept] == ["", WORDS, "Otra cosa"]


def test_a_forum_closes_with_them_and_they_stay_when_it_opens_again(world):
    assert conclude(world, "elena", "forums").status_code == 403
    assert conclude(world, "marcela", "forums").status_code == 303
    page = world.client("olga").get(f"/forums/{world.forum}").text
    assert "<strong>tres compras</strong>" in page and "Cerrado el" in page
    with world.app.app_context():
        db.session.get(Forum, world.forum).closes_at = None
        db.session.commit()
    page = world.client("olga").get(f"/forums/{world.forum}").text
    assert "tres compras" in page and "Cerrado el" not in page
    conclude(world, "marcela", "forums", method="DELETE")
    assert "tres compras" not in world.client("olga").get(f"/forums/{world.forum}").text


@pytest.mark.parametrize("words", ["", "   ", "x" * 20_001])
def test_words_that_are_none_or_too_many_come_back(world, words):
    answer = conclude(world, words=words)
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert "Hilo cerrado" not in thread_page(world)


def test_where_one_answers_first_they_are_read_after_the_answer(world):
    with world.app.app_context():
        db.session.get(Forum, world.forum).mode = "first"
        db.session.commit()
    conclude(world)
    for name, reads in (("wilfredo", True), ("julian", False), ("elena", True)):
        assert ("tres compras" in thread_page(world, name)) is reads
        paper = world.client(name).get(f"/threads/{world.thread}/exports?format=md").text
        assert ("tres compras" in paper) is reads
    with world.app.app_context():
        db.session.get(Forum, world.forum).closes_at = now()
        db.session.commit()
    assert "tres compras" in thread_page(world, "julian")


def test_papers_carry_them(world):
    conclude(world)
    conclude(world, "marcela", "forums", "De todo el foro")
    client = world.client("olga")

    def paper(format):
        return client.get(f"/forums/{world.forum}/exports?format={format}").data

    words = [line.text for line in docx.Document(io.BytesIO(paper("docx"))).paragraphs]
    assert words.index("De todo el foro") < words.index("Hay acuerdo en tres compras al año.")
    assert "Hay acuerdo en **tres compras** al año." in paper("md").decode()
    drawn = json.loads(paper("json"))["conclusions"]
    assert [one["thread"] for one in drawn] == [None, "Juntarnos para vender"]
    page = client.get(f"/forums/{world.forum}/print").text
    assert "De todo el foro" in page and "<strong>tres compras</strong>" in page


def test_an_older_renderer_s_are_made_anew(world):
    conclude(world)
    with world.app.app_context():
        db.session.get(Thread, world.thread).conclusion_html = "antes"
        db.session.commit()
    world.app.test_cli_runner().invoke(args=["text", "rebake"])
    assert "<strong>tres compras</strong>" in thread_page(world)
