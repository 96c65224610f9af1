"""Clearing the queue with the keyboard, while another moderator looks on; and without any script."""

import pytest
from playwright.sync_api import expect

from forum.models import Post

pytestmark = pytest.mark.browser


def flagged(world, *posts):
    for post in posts:
        assert world.client("julian").post(f"/posts/{post}/flag", data={"kind": "spam"}).status_code == 303


def test_the_queue_is_cleared_with_keys_while_another_looks_on(world, visit):
    first, second = world.post.opening, world.post.answer
    flagged(world, first, second)
    mine, theirs = visit("elena"), visit("marcela")
    for page in (mine, theirs):
        page.goto("/spaces/compras/moderation")
        page.locator("[data-queue][data-started]").wait_for()
    mine.keyboard.press("j")
    expect(theirs.locator(".queue-list").get_by_text("Lo está viendo Elena Poma")).to_be_visible()
    expect(mine.locator(f"#flag-{first}")).to_be_visible()
    expect(mine.locator(f"#flag-{second}")).to_be_hidden()  # one at a time
    mine.keyboard.press("h")
    mine.keyboard.type("Está repetido")
    mine.keyboard.press("Enter")
    expect(mine.locator(f"#flag-{second}")).to_be_visible()
    expect(mine.locator(f"[data-row=flag-{second}] a")).to_be_focused()
    theirs.get_by_text("Elena Poma: ocultar").wait_for()
    mine.keyboard.press("x")
    expect(mine.locator(f"[data-row=flag-{second}] [type=checkbox]")).to_be_checked()
    mine.keyboard.press("a")
    theirs.get_by_text("Elena Poma: dejar como está").wait_for()
    expect(mine.get_by_text("Con esto, esta lista queda revisada.")).to_be_visible()
    mine.locator(f"#flag-{first}").get_by_role("button", name="Deshacer").click()
    mine.get_by_text("Decisión deshecha.").wait_for()
    assert world.get(Post, first).hidden_at is None and world.get(Post, second).hidden_at is None
    theirs.get_by_text("Hay más por revisar").wait_for()


def test_a_reader_flags_in_the_dialog_and_a_moderator_decides_without_scripts(world, visit):
    reader = visit("julian")
    reader.goto(f"/threads/{world.thread}")
    reader.locator(f"#aporte-{world.post.opening}").get_by_role("link", name="Reportar").click()
    reader.get_by_label("No es de este tema").check()
    reader.get_by_role("button", name="Reportar a quien modera").click()
    reader.get_by_role("heading", name="Reporte enviado").wait_for()
    plain = visit("elena", java_script_enabled=False)
    plain.goto("/moderation")
    plain.locator(".queue-list").get_by_role("link", name="Reportaron este aporte").click()  # a page of its own
    assert f"item=flag-{world.post.opening}" in plain.url
    plain.locator(f"#flag-{world.post.opening} input[name=reason]").fill("Va en otro foro")
    plain.locator(f"#flag-{world.post.opening}").get_by_role("button", name="Ocultar").click()
    plain.get_by_text("Decidido: 1.").wait_for()
    assert plain.get_by_text("No hay nada por revisar.").is_visible()
    assert world.get(Post, world.post.opening).hidden_at is not None
