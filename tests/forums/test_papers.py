"""A thread or a forum as a file, or as a page to print."""

import csv
import io
import json

import docx
import odfdo
import pytest

from forum.actions import forums
from forum.extensions import db
from forum.models import Forum, Post, User

FORMATS = ("docx", "odt", "pdf", "md", "csv", "json")


def export(world, name="wilfredo", what="threads", **query):
    number = world.thread if what == "threads" else world.forum
    return world.client(name).get(f"/{what}/{number}/exports", query_string=query)


def words(answer, format):
    """What the file says."""
    data = io.BytesIO(answer.data)
    if format == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(data).paragraphs)
    if format == "odt":
        return odfdo.Document(data).get_formatted_text()
    return answer.data.decode("utf-8-sig")


@pytest.mark.parametrize("what", ["threads", "forums"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_who_said_what(world, format, what):
    answer = export(world, what=what, format=format, authors=1)
    assert answer.status_code == 200
    assert f".{format}" in answer.headers["Content-Disposition"]
    if format == "pdf":
        assert answer.data.startswith(b"%PDF-")
        return
    text = words(answer, format)
    for said in ("Solos nadie llega", "dividir la licitación", "Nélida Quispe", "Productores", "Juntarnos para vender"):
        assert said in text
    assert text.index("Solos nadie llega") < text.index("dividir la licitación")


@pytest.mark.parametrize("format", ["docx", "odt", "md", "csv", "json"])
def test_without_names_only_the_actor_is_said(world, format):
    text = words(export(world, format=format), format)
    assert "Productores" in text
    assert "Nélida" not in text
    assert "Wara" not in text


@pytest.mark.parametrize("format", ["docx", "odt", "md", "csv", "json"])
def test_an_anonymous_forum_keeps_its_promise(world, format):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.anonymous = True
        db.session.commit()
    text = words(export(world, format=format, authors=1), format)
    assert "Nélida" not in text
    assert "Wara" not in text
    assert "Nélida" not in world.client("wilfredo").get(f"/threads/{world.thread}/print?authors=1").text
    assert "Nélida" in words(export(world, "elena", format=format, authors=1), format)


@pytest.mark.parametrize("name", ["wilfredo", "elena", "nelida"])
def test_what_is_hidden_is_left_out_for_everybody(world, name):
    post = world.reply("nelida", world.post.opening, "La guanábana")
    assert "guanábana" in words(export(world, name, format="md"), "md")
    with world.app.app_context():
        forums.hide(db.session.get(User, world.user.elena), db.session.get(Post, post), "fuera de tema")
    assert "guanábana" not in words(export(world, name, format="md"), "md")
    assert "guanábana" not in world.client(name).get(f"/forums/{world.forum}/print").text


def test_before_one_has_answered_only_what_opens_is_taken_out(world):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.mode = "first"
        db.session.commit()
    text = words(export(world, "olga", format="md"), "md")
    assert "Solos nadie llega" in text
    assert "dividir" not in text
    assert "dividir" not in world.client("olga").get(f"/threads/{world.thread}/print").text


def test_the_columns_are_explained_and_what_looks_like_a_formula_is_none(world):
    world.reply("nelida", world.post.answer, "=1+1;\n«dos» líneas")
    rows = list(csv.DictReader(io.StringIO(words(export(world, format="csv"), "csv")), delimiter=";"))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[3]["text"] == "'=1+1;\n«dos» líneas"
    assert rows[3]["answers"] == "2"
    data = json.loads(words(export(world, format="json"), "json"))
    assert set(data["columns"]) == set(rows[0]) == set(data["posts"][0])
    assert data["posts"][3]["text"] == "=1+1;\n«dos» líneas"
    page = export(world).text
    assert all(f"<code>{name}</code>" in page for name in rows[0])


def test_strange_letters_and_an_unknown_format_break_nothing(world):
    world.reply("nelida", world.post.answer, "日本 🙂 العربية `a\x0bb` # *x* <script>")
    for format in FORMATS:
        assert export(world, format=format).status_code == 200
    answer = export(world, format="exe")
    assert answer.status_code == 422
    assert "Elige uno de los formatos" in answer.text


def test_the_page_to_print(world):
    page = world.client("wilfredo").get(f"/forums/{world.forum}/print?authors=1").text
    assert "Solos nadie llega" in page
    assert "Nélida Quispe" in page
    assert "Nélida Quispe" not in world.client("wilfredo").get(f"/threads/{world.thread}/print").text.split("<h1>")[1]


def test_the_word_file_is_on_a4_in_the_ink_of_the_house(world):
    document = docx.Document(io.BytesIO(export(world, format="docx").data))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {str(document.styles[name].font.color.rgb) for name in ("Title", "Heading 1", "Normal")} == {"1A1E27"}
