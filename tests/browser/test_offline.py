"""A line that breaks: one sees it, goes on writing, and what was missed is there when it is back."""

import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser


def test_what_was_missed_is_caught_up_and_what_was_typed_stays(visit, world, send):
    nelida = visit("nelida", expect_complaints=True)
    go(nelida, f"/threads/{world.thread}")
    julian = visit("julian")
    go(julian, f"/threads/{world.thread}")
    expect(nelida.locator("[data-readers]")).to_have_text("Leyendo ahora: 2 personas")
    field = nelida.get_by_label("Responder al hilo")
    field.fill("Lo escribo sin línea")
    strip = nelida.locator("[data-offline]")

    nelida.context.set_offline(True)
    expect(strip).to_contain_text("Sin conexión")
    send(julian, f"/posts/{world.post.opening}/replies", body="Dicho mientras tanto.")
    send(julian, f"/posts/{world.post.answer}/support")
    nelida.get_by_role("button", name="Publicar").click()
    expect(nelida.locator(".toast")).to_contain_text("Lo que escribiste sigue aquí")
    expect(field).to_have_value("Lo escribo sin línea")
    field.press("End")
    field.press_sequentially(" y sigo")

    nelida.context.set_offline(False)
    expect(strip).to_contain_text("Volvió la línea")
    nelida.get_by_role("button", name="↓ 1 aporte nuevo").click()
    expect(nelida.get_by_text("Dicho mientras tanto.")).to_be_visible()
    expect(nelida.locator(f"#aporte-{world.post.answer} [data-supports]")).to_have_text("Apoyo · 1")
    expect(field).to_have_value("Lo escribo sin línea y sigo")
    nelida.get_by_role("button", name="Publicar").click()
    expect(nelida.locator("article.post", has_text="Lo escribo sin línea y sigo")).to_be_visible()


def test_what_was_typed_without_a_line_survives_the_closed_window(visit, world):
    page = visit("nelida", expect_complaints=True)
    go(page, f"/threads/{world.thread}")
    page.context.set_offline(True)
    page.get_by_label("Responder al hilo").fill("Nadie lo ha leído todavía")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    go(again, f"/threads/{world.thread}")
    expect(again.get_by_label("Responder al hilo")).to_have_value("Nadie lo ha leído todavía")
