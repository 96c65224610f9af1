"""Keys by themselves: they do something outside of fields, say what, and can be turned off."""

import pytest
from playwright.sync_api import expect

from .walking import settled

pytestmark = pytest.mark.browser


def test_the_slash_searches(visit, world):
    page = visit("nelida")
    page.goto(f"/threads/{world.thread}")
    settled(page)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("asociaciones")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_contain_text("soci")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_one_goes_from_post_to_post_and_answers(visit, world):
    page = visit("nelida")
    page.goto(f"/threads/{world.thread}")
    settled(page)
    page.keyboard.press("j")
    expect(page.locator(f"#aporte-{world.post.opening}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#aporte-{world.post.answer}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#aporte-{world.post.opening}")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(f"#respuesta-{world.post.opening} textarea")).to_be_focused()


def test_the_sheet_says_which_keys_there_are_and_turns_them_off(visit, world):
    page = visit("nelida")
    page.goto(f"/threads/{world.thread}")
    settled(page)
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Responder al aporte donde estás")
    page.keyboard.press("j")
    expect(page.locator(f"#aporte-{world.post.opening}")).not_to_be_focused()
    sheet.get_by_label("Usar estas teclas").uncheck()
    sheet.get_by_role("button", name="Cerrar").click()
    page.keyboard.press("j")
    page.keyboard.press("/")
    expect(page.locator(f"#aporte-{world.post.opening}")).not_to_be_focused()
    expect(page).to_have_url(page.url.rstrip("/"))
    page.goto("/help/keyboard")
    page.get_by_label("Usar estas teclas").check()
    page.goto(f"/threads/{world.thread}")
    settled(page)
    page.keyboard.press("j")
    expect(page.locator(f"#aporte-{world.post.opening}")).to_be_focused()
