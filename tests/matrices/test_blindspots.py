"""Blind spots: which cells are empty and why, whom to call, what nobody cites, sources that changed."""

import html
import re

import pytest
from playwright.sync_api import expect

from forum.actions import forums
from forum.extensions import db
from forum.models import Forum, Post, Source, Space, User
from tests.browser.walking import go


@pytest.fixture
def asked(world):
    """The first question leads to the first two columns, the second to the third, none to the last."""
    for column, questions in ((0, [0]), (1, [0]), (2, [1])):
        answer = world.client("marcela").put(
            f"/columns/{world.column[column]}",
            data={"label": f"Columna {column}", "questions": [world.question[number] for number in questions]},
        )
        assert answer.status_code == 303
    return world


def blind(world, name="marcela"):
    answer = world.client(name).get(f"/matrices/{world.matrix}/blind-spots")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def cells(page):
    """{actor: [what each cell says]}"""
    table = re.search(r'<table class="blind-table">(.*?)</table>', page, re.DOTALL)[1]
    rows = re.findall(r"<tr[^>]*><th.*?</th>.*?</tr>", table, re.DOTALL)
    told = {}
    for row in rows:
        head, rest = row.split("</th>", 1)
        told[words(head)] = [words(cell) for cell in re.findall(r"<td.*?</td>", rest, re.DOTALL)]
    return told


def words(marked):
    return " ".join(re.sub(r"<[^>]+>", " ", marked).split())


def calls(page):
    return [words(call) for call in re.findall(r'<div class="blind-call">(.*?)</div>', page, re.DOTALL)]


def test_three_kinds_of_empty_are_told_apart(asked):
    told = cells(blind(asked))
    assert told == {
        "Municipio": ["1 aporte ninguno citado", "1 aporte ninguno citado", told["Municipio"][2], "No se preguntó"],
        "Productores": [
            "Su aporte está en otra celda",
            "1 entrada de 1 aporte",
            "Se preguntó y calla",
            "No se preguntó",
        ],
        "Universidad": ["1 aporte ninguno citado", "1 aporte ninguno citado", "Se preguntó y calla", "No se preguntó"],
        "ONG": ["Se preguntó y calla", "Se preguntó y calla", "Se preguntó y calla", "No se preguntó"],
    }
    assert told["Municipio"][2].startswith("1 entrada")


def test_what_is_hidden_or_not_open_to_the_reader_is_not_counted(asked):
    with asked.app.app_context():
        post = db.session.get(Post, asked.post.deeper)
        forums.hide(db.session.get(User, asked.user.elena), post, "fuera de tema")
    assert cells(blind(asked))["Universidad"][0] == "Se preguntó y calla"
    page = blind(asked, "nelida")
    assert "El laboratorio puede" not in page and "El municipio puede dividir" in page
    with asked.app.app_context():
        db.session.get(Forum, asked.forum).mode = "first"
        db.session.commit()
    assert "El municipio puede dividir" not in blind(asked, "julian")  # who has not answered
    assert "El municipio puede dividir" in blind(asked, "marcela")


def test_one_sees_whom_to_call_and_writes_to_them(asked):
    told = calls(blind(asked))
    ong = next(call for call in told if call.startswith("ONG"))
    assert "calla en Columna 0, Columna 1, Columna 2; 1 columna sin pregunta" in ong and "Julián" in ong
    municipio = next(call for call in told if call.startswith("Municipio"))
    assert "2 aportes fuera de la matriz" in municipio and "Leer sus aportes" in municipio
    link = re.findall(r'href="(/forums/\d+/threads/new[^"]*)"', blind(asked))[-1]
    form = html.unescape(asked.client("marcela").get(link).text)
    assert f"(member:{asked.membership.julian})" in form and "falta su voz sobre «Columna 0», «Columna 1»" in form


def test_without_questions_for_columns_all_that_was_said_counts_everywhere(world):
    page = blind(world)
    assert "todas las preguntas cuentan para todas las columnas" in page
    assert cells(page)["Universidad"] == ["1 aporte ninguno citado"] * 4
    assert "1 aporte fuera de la matriz" in calls(page)[-2]


def test_what_nobody_cites_is_taken_with_one_click(asked):
    page = blind(asked)
    section = page[page.index("Nadie los cita todavía") :]
    assert "El municipio puede dividir" in section and "Solos nadie llega" not in section
    link = re.search(rf'href="(/posts/{asked.post.answer}/citation[^"]*)"', section)[1]
    assert asked.client("marcela").get(link).status_code == 200
    asked.entry("municipio", 0, "Dividir la compra", "accepted", "marcela", asked.post.answer, "dividir la licitación")
    page = blind(asked)
    assert "El municipio puede dividir" not in page[page.index("Nadie los cita todavía") :]
    assert cells(page)["Municipio"][0] == "1 entrada de 1 aporte"


def test_a_source_that_changed_raises_a_flag_until_somebody_looks(asked):
    nelida = asked.client("nelida")

    def say(body):
        version = asked.get(Post, asked.post.opening).version
        assert nelida.put(f"/posts/{asked.post.opening}", data={"body": body, "version": version}).status_code == 303

    def is_flagged():
        return "cambi" in re.search(rf'id="e{asked.accepted}".*?</li>', matrix(asked), re.DOTALL)[0]

    assert "Fuentes que ya no dicen lo mismo" not in blind(asked) and not is_flagged()
    say("Solos nadie llega.")
    assert "«juntando tres asociaciones sí se cumple el volumen»" in blind(asked) and is_flagged()
    with asked.app.app_context():
        source = db.session.scalar(db.select(Source.id))
    assert nelida.post(f"/sources/{source}/look").status_code == 403 and is_flagged()
    assert asked.client("marcela").post(f"/sources/{source}/look").status_code == 303
    assert "Fuentes que ya no dicen lo mismo" not in blind(asked) and not is_flagged()
    say("Solos no llega nadie.")
    assert "Fuentes que ya no dicen lo mismo" in blind(asked) and is_flagged()


def matrix(world):
    return world.client("marcela").get(f"/matrices/{world.matrix}").text


def test_a_question_of_another_space_leads_to_no_column(world):
    answer = world.client("marcela").put(f"/columns/{world.column[0]}", data={"label": "Otra", "questions": [9999]})
    assert answer.status_code == 422


def test_the_statements_do_not_grow(asked, queries):
    client = asked.client("marcela")

    def statements():
        with queries() as seen:
            client.get(f"/matrices/{asked.matrix}/blind-spots")
        return len(seen)

    statements()
    before = statements()
    for number in range(30):
        asked.reply("wilfredo" if number % 2 else "julian", asked.post.opening, f"Otro aporte {number}.")
        asked.entry("ong", number % 4, f"Otra entrada {number}")
    assert statements() == before <= 20


@pytest.mark.browser
def test_the_page_follows_what_is_carried(visit, asked):
    page = visit("marcela")
    go(page, f"/matrices/{asked.matrix}/blind-spots")
    other = asked.client("marcela")
    place = {"matrix": asked.matrix, "row": asked.row.municipio, "column": asked.column[0], "text": "Dividir la compra"}
    other.post(f"/posts/{asked.post.answer}/citation", data={"quote": "dividir la licitación"} | place)
    expect(page.locator(".blind-table tbody td").first).to_contain_text("1 entrada")
    expect(page.get_by_text("El municipio puede dividir")).to_have_count(0)


def test_who_may_be_called_is_told_to_who_may_read_the_list_of_people(asked):
    with asked.app.app_context():
        db.session.get(Space, asked.space).visibility = "public"
        db.session.commit()
    assert "Wilfredo Ancasi" in " ".join(calls(blind(asked, "olga")))
    outside = " ".join(calls(blind(asked, "pedro")))
    assert "Municipio" in outside and "Wilfredo Ancasi" not in outside and "Nadie habla" not in outside
