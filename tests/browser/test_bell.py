"""The count in the bar changes while one looks, on pages with and without a room of their own."""

import pytest
from playwright.sync_api import expect

from tests.notifications.story import Story

pytestmark = pytest.mark.browser


def test_the_bell_counts_as_it_happens(visit, world):
    story = Story(world)
    pages = [visit("nelida") for _ in range(2)]
    for page, address in zip(pages, (f"/threads/{world.thread}", "/account"), strict=True):
        page.goto(address)
        expect(page.locator("[data-bell-count][data-live]")).to_have_text("")
    for number in (1, 2):
        story.reply("wilfredo", f"Respuesta {number}.", world.post.opening)
        told = story.tell()
        assert told == {world.user.nelida}
    for page in pages:
        expect(page.locator("[data-bell-count]")).to_have_text("2")
    pages[1].goto("/notifications")
    pages[1].get_by_role("button", name="Marcar todo como leído").click()
    expect(pages[1].locator("[data-bell-count]")).to_have_text("")
    expect(pages[0].locator("[data-bell-count]")).to_have_text("")
