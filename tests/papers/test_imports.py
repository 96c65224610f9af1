"""Bringing a table in by the screen: looked at first, written when confirmed."""

import io
import re

from docx import Document

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.extensions import db
from forum.models import Matrix


def word_file():
    """A table as people make them, with a grouped head and typed bullets."""
    document = Document()
    document.add_paragraph("Foro 2, grupo B")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "ACTOR"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "ROL"
    table.cell(1, 1).text = "NACIONAL"
    table.cell(1, 2).text = "LOCAL"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).text = "PRODUCTORES"
    table.cell(2, 1).text = "• Sembrar más\n• "
    table.cell(2, 2).text = "- Vender juntos"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(client, data, name="tabla.docx"):
    return client.post("/spaces/compras/imports", data={"file": (io.BytesIO(data), name)})


def matrices(world):
    with world.app.app_context():
        return db.session.query(Matrix).count()


def test_a_word_table_is_shown_before_anything_is_written_and_then_becomes_a_matrix(world):
    client = world.client("marcela")
    sent = upload(client, word_file())
    assert sent.status_code == 303
    preview = client.get(sent.location).text
    assert "1 fila, 2 columnas, 2 entradas" in preview and "Todavía no se guardó nada" in preview
    assert "Sembrar más" in preview and "fuera de las tablas" in preview
    assert matrices(world) == 1
    done = client.post(sent.location, data={"table": 0, "title": "Grupo B"})
    assert done.status_code == 303 and matrices(world) == 2
    page = client.get(done.location).text
    assert "Vender juntos" in page and "Grupo B" in page
    assert client.get(sent.location).status_code == 404  # the upload is gone


def test_what_comes_out_as_json_goes_in_and_comes_out_the_same(world):
    client = world.client("marcela")
    ask = {"format": "json", "state": ["proposed", "accepted", "declined", "merged"], "sources": "1", "authors": "1"}
    first = client.post(f"/matrices/{world.matrix}/exports", data=ask).data
    sent = upload(client, first, "matriz.json")
    done = client.post(sent.location, data={"table": 0, "title": "Matriz de actores"})
    number = int(re.search(r"/matrices/(\d+)", done.location)[1])
    assert number != world.matrix
    assert client.post(f"/matrices/{number}/exports", data=ask).data == first


def test_a_file_that_is_not_what_its_name_says_is_refused_in_one_sentence(world):
    client = world.client("marcela")
    answer = upload(client, b"\x89PNG\r\n\x1a\n" + b"0" * 100, "tabla.docx")
    assert answer.status_code == 422 and "tabla.docx" in answer.text
    assert matrices(world) == 1


def test_no_file_at_all_is_asked_for(world):
    assert "Elige el archivo" in world.client("marcela").post("/spaces/compras/imports").text


def test_only_facilitators_import_and_nobody_sees_another_s_upload(world):
    assert upload(world.client("nelida"), word_file()).status_code == 403
    assert upload(world.client("pedro"), word_file()).status_code == 404
    sent = upload(world.client("marcela"), word_file())
    assert world.client("ana").get(sent.location).status_code == 404
    assert world.client("marcela").get("/spaces/compras/imports/../../secret").status_code == 404


def test_a_discarded_upload_is_gone(world):
    client = world.client("marcela")
    sent = upload(client, word_file())
    assert client.delete(sent.location).status_code == 303
    assert client.get(sent.location).status_code == 404


def test_hostile_words_in_a_table_are_shown_as_words(world):
    table = Table(
        title="<script>alert(1)</script>",
        row_headers=["Actor"],
        columns=[Column(["<img src=x onerror=alert(1)>"])],
        rows=[Row(["=1+1"], [[Entry("<b>no</b>")]])],
    )
    client = world.client("marcela")
    with world.app.app_context():
        data = exports.write(table, "docx")
    page = client.get(upload(client, data).location).text
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;b&gt;no&lt;/b&gt;" in page
