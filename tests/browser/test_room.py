"""A matrix shown to a room, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walking import go

pytestmark = pytest.mark.browser


def test_a_room_is_led_by_keys_with_a_clock_and_sees_what_changes(visit, world):
    page = visit("marcela")
    go(page, f"/matrices/{world.matrix}/room")
    steps = page.locator(".room-steps")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(steps).to_contain_text("Celda 7 de 16")
    expect(page.locator(".room-row")).to_have_text("Productores")
    expect(page).to_have_url(re.compile(f"cell={world.row.productores}-{world.column[2]}"))
    words = {"row": world.row.productores, "column": world.column[2], "text": "Vender entre tres comunidades"}
    world.client("nelida").post(f"/matrices/{world.matrix}/entries", data=words)
    expect(page.locator(".room-entries .arrived")).to_contain_text("Vender entre tres comunidades")
    clock = page.locator("[data-clock]")
    page.get_by_label("Minutos").fill("2")
    page.get_by_label("Minutos").blur()
    expect(clock).to_have_text("2:00")
    page.keyboard.press("p")
    expect(clock).to_have_text(re.compile(r"1:5\d"))
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Seguir")).to_be_visible()
    page.get_by_role("button", name="Volver al principio").click()
    expect(clock).to_have_text("2:00")
