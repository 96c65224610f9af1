"""What stood before a reader's eyes is read; what they did not come to is new still."""

import pytest
from playwright.sync_api import expect

from .test_forums import lengthen
from .walking import go

pytestmark = pytest.mark.browser


def test_what_was_seen_is_read_and_what_lies_below_is_not(visit, world):
    below = lengthen(world)[-1]
    page = visit("nelida")
    go(page, f"/threads/{world.thread}")
    with page.expect_response(lambda answer: answer.url.endswith("/reading")) as noted:
        page.mouse.wheel(0, 10)
    assert noted.value.status == 204
    page.goto(page.url)
    expect(page.locator(".post-new").first).to_be_attached()
    assert "nuevo" not in page.locator(f"#aporte-{world.post.opening}").inner_text()
    with page.expect_response(lambda answer: answer.url.endswith("/reading")):
        page.locator(f"#aporte-{below}").scroll_into_view_if_needed()
    page.goto(page.url)
    assert page.locator(f"#aporte-{below} .post-new").count() == 0


def test_without_scripts_one_says_so(visit, world):
    page = visit("nelida", java_script_enabled=False)
    page.goto(f"/threads/{world.thread}")
    page.get_by_role("button", name="Ya leí esta página").click()
    expect(page.locator("h1")).to_contain_text("Juntarnos para vender")
    assert page.locator(".posts").get_attribute("data-read-to") == str(world.post.deeper)


def test_a_link_to_a_post_that_stands_elsewhere_by_now_leads_there(visit, world):
    moved = world.client("elena").post(f"/posts/{world.post.answer}/thread", data={"title": "Los distritos"})
    assert moved.status_code == 303
    page = visit("julian", expect_complaints=True)  # of 9999 there is none
    page.goto(f"/threads/{world.thread}#aporte-{world.post.answer}")
    expect(page.get_by_role("heading", name="Los distritos")).to_be_visible()
    expect(page.locator(f"#aporte-{world.post.answer}:target")).to_be_visible()
    with page.expect_response("**/posts/9999"):
        page.goto(f"/threads/{world.thread}#aporte-9999")
    expect(page.get_by_role("heading", name="Juntarnos para vender")).to_be_visible()
