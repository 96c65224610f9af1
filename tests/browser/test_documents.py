"""The documents of a working table as people see them: the board moves for who looks at it; the pages fit a telephone,
and axe finds nothing in them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.documents.files import typed
from tests.documents.test_importing import send
from tests.worktables.story import CLAUSES, open_worktable

from .test_pages import MEASURE
from .walking import go

pytestmark = pytest.mark.browser


def test_the_board_moves_as_a_document_does_and_every_page_fits(visit, world):
    story, marcela = open_worktable(world), world.client("marcela")
    reader = visit("olga")
    go(reader, f"/worktables/{story.table}/documents")
    column = reader.locator(".document-column", has_text="Observaciones cerradas")
    expect(column).not_to_contain_text("Zapato de vestir")
    page = visit("marcela")
    go(page, f"/documents/{story.document}")
    page.get_by_text("Cambiar de estado").first.click()
    expect(page.get_by_label("Desde")).to_have_count(1)
    expect(page.get_by_label("Desde")).to_be_hidden()  # days are asked for where they count
    page.get_by_label("Observaciones cerradas").check()
    page.get_by_role("button", name="Cambiar de estado").click()
    expect(page.locator(".document-line [aria-current]")).to_have_text("Observaciones cerradas")
    expect(column).to_contain_text("Zapato de vestir")

    editor = marcela.post(f"/documents/{story.document}/versions").location
    marcela.post(editor.replace("editor", "publication"), data={})
    content = typed("3 MATERIALES", f"3.2 {CLAUSES[1][3]}", "3.3 El forro será de tela, sin costuras en el talón.")
    brought = send(marcela, f"/documents/{story.document}/imports", ("v3.docx", content)).location
    written = marcela.post(f"/documents/{story.document}/versions").location
    clause = written.replace("editor", f"clauses/{story.clauses[1]}")
    page.set_viewport_size({"width": 360, "height": 740})
    changes = written.replace("editor", "changes")
    for address in (f"/documents/{story.document}", changes, written, clause, brought):
        go(page, address)
        assert page.evaluate(MEASURE) == {"wide": 0, "out": [], "small": []}, address
        if address not in (changes, written, clause):  # made of what axe looks at elsewhere
            assert Axe().run(page).response["violations"] == [], address
