"""Ways through the pages that the browser tests share."""

from playwright.sync_api import expect


def go(page, address):
    """There, with the page's scripts at work; gives the answer."""
    answer = page.goto(address)
    settled(page)
    return answer


def settled(page):
    """The behaviours that the page names have started: before, its links lead to pages of their own."""
    expect(page.locator("[data-module]:not([data-started])")).to_have_count(0)
