"""Hands for the people of the browser tests."""

import re

import pytest
from playwright.sync_api import expect

from .listening import WATCH

expect.set_options(timeout=15_000)  # a machine may have other work to do


@pytest.fixture
def send():
    """`send(page, "/posts/3/replies", body="…")`: what this person's browser would send, without a page for it."""

    def request(page, path, method="POST", **fields):
        token = re.search(r'name="csrf-token" content="([^"]+)"', page.request.get("/help").text())[1]
        answer = page.request.fetch(
            path, method=method, form=fields, headers={"X-CSRFToken": token, "HX-Request": "true"}, max_redirects=0
        )
        assert answer.status < 400, (path, answer.status, answer.text()[:500])
        return answer

    return request


@pytest.fixture
def told(visit):
    """`told(name)` → a page, and the list of what ran in it."""

    def open_for(name):
        page = visit(name, expect_complaints=True, reduced_motion="reduce")
        heard = []
        page.context.expose_function("__told", lambda what: heard.append(what))
        page.context.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        return page, heard

    return open_for
