"""Writing too fast, in a browser: one is told to wait, and what was typed is still there to be sent."""

import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser


def test_what_was_typed_stays_in_its_field(visit, house, world):
    server = house.start(TINKUY_WRITE_RATE="1/minute")
    page = visit("julian", url=server.url, expect_complaints=True)
    go(page, f"/threads/{world.thread}")
    field = page.get_by_label("Responder al hilo")
    field.fill("La primera llega.")
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator("article.post", has_text="La primera llega.")).to_be_visible()
    expect(field).to_have_value("")
    field.fill("La segunda espera.")
    page.get_by_role("button", name="Publicar").click()
    form = page.locator("form", has=field)
    expect(form.get_by_role("alert")).to_contain_text("Son muchos cambios en poco tiempo")  # beside what was typed
    page.locator(f"#aporte-{world.post.opening}").get_by_role("button", name="Apoyo").click()
    expect(page.locator("[data-toasts], .toasts").get_by_text("Son muchos cambios")).to_be_visible()  # no words in it
    expect(field).to_have_value("La segunda espera.")
    expect(page.locator("article.post", has_text="La segunda espera.")).to_have_count(0)
