"""The public page of a working table, a summary and a delivery on a telephone: they fit, axe finds nothing in them, and
the demanding entity answers by its link."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.summaries.story import deliver, observe, publish
from tests.worktables.story import open_worktable

from .test_pages import MEASURE
from .walking import go

pytestmark = pytest.mark.browser


def test_what_is_published_fits_and_the_entity_answers_on_a_telephone(visit, world):
    review = open_worktable(world, public=True)
    observe(world, review)
    summary = publish(world, review)
    delivery = deliver(world, review, summary)
    page = visit("marcela")
    page.set_viewport_size({"width": 360, "height": 740})
    pages = (f"/worktables/{review.table}", f"/summaries/{summary}", f"/deliveries/{delivery}", "/receipts/abc")
    for address in (f"/summaries/{summary}/letters", *pages):
        go(page, address)
        assert page.evaluate(MEASURE) == {"wide": 0, "out": [], "small": []}, address
        if address in pages:
            assert Axe().run(page).response["violations"] == [], address
    page.get_by_label("Nombre de quien recibe").fill("Delia Soto")
    page.get_by_label("Cargo").fill("Jefa de vestuario")
    page.get_by_label("Recibida el").fill("3/4/26")
    page.get_by_role("button", name="Acusar recibo").click()
    expect(page.locator("#receipt")).to_contain_text("Delia Soto, Jefa de vestuario")
    page.get_by_text("Registrar lo que se hizo").click()
    page.get_by_role("radio", name="Se ajustó").check()
    page.get_by_label("Qué se ajustó y por qué").fill("Se añade la talla 46.")
    page.get_by_role("button", name="Registrar", exact=True).click()
    expect(page.locator(".adjustment")).to_contain_text("Se añade la talla 46.")
