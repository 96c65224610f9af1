"""From a post in a forum to the entry of the signed table, with two people at it."""

import re

import docx
import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser

WORDS = "Comprar primero a las familias que producen en Chaquimayu."


def test_a_post_becomes_an_entry_of_the_exported_table(visit, world, tmp_path):
    marcela = visit("marcela")
    go(marcela, f"/matrices/{world.matrix}")
    marcela.evaluate("window.sameLoad = true")
    nelida = visit("nelida")
    go(nelida, f"/threads/{world.thread}")

    # Nélida speaks, selects her words and carries them to the matrix.
    nelida.get_by_label("Responder al hilo").fill(WORDS)
    nelida.get_by_role("button", name="Publicar").click()
    mine = nelida.locator("article.post", has_text=WORDS)
    expect(mine).to_be_visible()
    mine.locator(".post-body p").select_text()
    bar = nelida.get_by_role("toolbar", name="Lo seleccionado")
    bar.get_by_role("button", name="Llevar a la matriz").click()
    dialog = nelida.get_by_role("dialog")
    expect(dialog).to_contain_text(f"«{WORDS}»")
    expect(dialog.get_by_label("Fila").locator("option:checked")).to_have_text("Productores")
    dialog.get_by_label("Columna").select_option(label="Propuestas")
    dialog.get_by_label("Cómo dirá la entrada").fill("Comprar primero a las familias de Chaquimayu")
    dialog.get_by_role("button", name="Llevar a la matriz").click()
    expect(dialog).to_be_hidden()
    expect(nelida.get_by_text("Llevado a la matriz")).to_be_visible()

    # Marcela sees it arrive; Nélida's post says where it went.
    cell = marcela.locator(f"[data-cell='{world.row.productores}-{world.column[2]}']")
    entry = cell.locator("li", has_text="Comprar primero a las familias de Chaquimayu")
    expect(entry).to_be_visible()
    expect(entry).to_have_class(re.compile("proposed"))
    expect(mine.locator("mark.cited")).to_contain_text("Comprar primero a las familias")
    expect(mine.locator(".cited-note")).to_contain_text("en la matriz")
    expect(mine.locator(".cited-note")).to_contain_text("Productores × Propuestas")

    # She looks where it comes from, and takes it in; the post says so.
    entry.get_by_role("link").first.click()
    drawer = marcela.locator("[data-drawer]")
    expect(drawer).to_contain_text(f"«{WORDS}»")
    expect(drawer).to_contain_text("Nélida Quispe")
    drawer.get_by_role("button", name="Aceptar").click()
    expect(entry).to_have_class(re.compile("accepted"))
    assert marcela.evaluate("window.sameLoad")
    expect(mine.locator(".cited-note")).to_contain_text("aceptada")

    # The table, as Word opens it.
    marcela.get_by_role("link", name="Exportar").click()
    marcela.get_by_label("Word (DOCX)").check()
    marcela.get_by_label("Las palabras de las que sale cada entrada").check()
    with marcela.expect_download() as waiting:
        marcela.get_by_role("main").get_by_role("button", name="Exportar").click()
    paper = tmp_path / "matriz.docx"
    waiting.value.save_as(paper)
    [table, *_] = docx.Document(paper).tables
    row = next(row for row in table.rows if row.cells[0].text.strip() == "Productores")
    assert "Comprar primero a las familias de Chaquimayu" in row.cells[3].text
    assert any(WORDS in paragraph.text for paragraph in docx.Document(paper).paragraphs)
