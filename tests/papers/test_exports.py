"""Taking a matrix out by the screen: at once, in the background, or to print."""

import io
import json

import pytest
from docx import Document

from forum.models import Export


def export(client, world, format="docx", **data):
    return client.post(f"/matrices/{world.matrix}/exports", data={"format": format, "state": ["accepted"]} | data)


def test_the_word_file_holds_the_matrix_as_the_screen_shows_it(world):
    answer = export(world.client("nelida"), world)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    table = Document(io.BytesIO(answer.data)).tables[0]
    words = " ".join(cell.text for row in table.rows for cell in row.cells)
    assert "Asociarse para cumplir el volumen semanal" in words and "Los pequeños productores" in words
    assert "Pagar en treinta días" not in words  # a proposal, and only what is accepted was asked for


@pytest.mark.parametrize("format", ["docx", "odt", "xlsx", "pdf", "csv", "json", "md"])
def test_every_format_comes_out(world, format):
    answer = export(world.client("olga"), world, format, state=["accepted", "proposed"], authors="1", sources="1")
    assert answer.status_code == 200 and len(answer.data) > 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_sources_and_names_are_in_it_only_when_asked_for(world):
    client = world.client("marcela")
    bare = export(client, world, "json").text
    assert "juntando tres asociaciones" not in bare and "Nélida" not in bare
    full = json.loads(export(client, world, "json", sources="1", authors="1").data)
    entry = next(e for row in full["rows"] for cell in row["cells"] for e in cell)
    assert entry["author"] == "Nélida Quispe"
    assert entry["sources"] == [
        {"post": world.post.opening, "quote": "juntando tres asociaciones sí se cumple el volumen"}
    ]


def test_the_words_behind_a_united_entry_are_on_the_paper_of_the_one_it_joined(world):
    united = world.entry("productores", 1, "Juntarse", source=world.post.answer, quote="dividir la licitación")
    quotes = ["juntando tres asociaciones sí se cumple el volumen"]
    assert quotes_of(export(world.client("olga"), world, "json", sources="1")) == {
        "Asociarse para cumplir el volumen semanal": quotes,
        "Juntarse": ["dividir la licitación"],
    }
    merged = world.client("marcela").put(f"/entries/{united}/merging", data={"into": world.accepted, "version": 1})
    assert merged.status_code in (200, 303)
    assert quotes_of(export(world.client("olga"), world, "json", sources="1")) == {
        "Asociarse para cumplir el volumen semanal": [*quotes, "dividir la licitación"]
    }
    page = world.client("olga").get(f"/matrices/{world.matrix}/print?sources=1").text
    assert "dividir la licitación" in page and "Juntarse" not in page


def quotes_of(answer):
    """{entry: the words behind it} of the exchange form."""
    cells = [cell for row in json.loads(answer.data)["rows"] for cell in row["cells"]]
    return {entry["text"]: [one["quote"] for one in entry.get("sources", [])] for cell in cells for entry in cell}


def test_a_format_that_does_not_exist_is_named(world):
    answer = export(world.client("olga"), world, "exe")
    assert answer.status_code == 422 and "formatos" in answer.text


def test_a_large_matrix_is_written_in_the_background_and_waits_for_who_asked(world):
    world.app.config["EXPORT_INLINE"] = 0
    client = world.client("nelida")
    answer = export(client, world)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Está listo" in page.text and "Descargar" in page.text
    file = client.get(answer.location + "/file", buffered=True)
    assert "Asociarse" in " ".join(
        cell.text for row in Document(io.BytesIO(file.data)).tables[0].rows for cell in row.cells
    )
    assert world.client("julian").get(answer.location + "/file").status_code == 404
    assert world.get(Export, 1).done == world.get(Export, 1).total > 0


def test_the_printable_page_has_the_table_and_its_notes(world):
    page = world.client("olga").get(f"/matrices/{world.matrix}/print?sources=1").text
    assert "Asociarse para cumplir" in page and "juntando tres asociaciones" in page


def test_outsiders_export_nothing(world):
    assert export(world.client("pedro"), world).status_code == 404
    assert export(world.client(), world).status_code == 401
