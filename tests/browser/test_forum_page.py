"""A forum's page in the browser: its list of threads changes while it is read, and nothing one reads moves."""

import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser


def open_forum(visit, forum, name):
    page = visit(name)
    go(page, f"/forums/{forum}")
    page.evaluate("window.sameLoad = true")
    return page


def thread_row(page, title):
    return page.locator(".thread-item", has_text=title)


def test_a_thread_opened_by_another_is_offered_and_pushes_nothing(visit, world, send):
    nelida = open_forum(visit, world.forum, "nelida")
    shown = thread_row(nelida, "Juntarnos para vender").get_by_role("link").first
    shown.focus()
    before = shown.bounding_box()
    julian = visit("julian")
    send(julian, f"/forums/{world.forum}/threads", title="Empezar por la harina", body="La harina se guarda.")
    pill = nelida.get_by_role("button", name="↑ 1 hilo nuevo")
    expect(pill).to_be_visible()
    assert shown.bounding_box() == before
    expect(shown).to_be_focused()
    pill.click()
    new = thread_row(nelida, "Empezar por la harina")
    expect(new).to_contain_text("Julián Barrientos · 1 aporte")
    expect(new.get_by_role("link").first).to_be_focused()
    expect(nelida.locator(".thread-item").first).to_contain_text("Empezar por la harina")
    expect(pill).to_be_hidden()
    assert nelida.evaluate("window.sameLoad")


def test_the_first_thread_of_a_forum_stands_there_at_once(visit, world, send):
    marcela = visit("marcela")
    made = send(marcela, "/spaces/compras/forums", title="Compras de la alcaldía")
    other = made.headers["location"].rpartition("/")[2]
    nelida = open_forum(visit, other, "nelida")
    expect(nelida.get_by_text("Nadie ha abierto un hilo aquí todavía.")).to_be_visible()
    send(marcela, f"/forums/{world.forum}/threads", title="En el otro foro", body="No es de aquí.")
    send(marcela, f"/forums/{other}/threads", title="Lo primero", body="Aquí empieza.")
    expect(thread_row(nelida, "Lo primero")).to_be_visible()
    expect(nelida.locator(".thread-item")).to_have_count(1)
    assert nelida.evaluate("window.sameLoad")


def test_counts_and_marks_are_renewed_where_they_stand(visit, world, send):
    nelida = open_forum(visit, world.forum, "nelida")
    row = thread_row(nelida, "Juntarnos para vender")
    expect(row).to_contain_text("3 aportes")
    row.get_by_role("link").first.focus()
    julian = visit("julian")
    send(julian, f"/posts/{world.post.opening}/replies", body="Las ONG prestan la balanza.")
    expect(row).to_contain_text("4 aportes")
    expect(row.locator(".thread-voices")).to_contain_text("ONG")
    elena = visit("elena")
    send(elena, f"/threads/{world.thread}/pin")
    expect(row).to_contain_text("fijado")
    send(elena, f"/threads/{world.thread}/lock")
    expect(row).to_contain_text("cerrado")
    expect(row.get_by_role("link").first).to_be_focused()
    assert nelida.evaluate("window.sameLoad")


def test_without_the_socket_it_stays_until_the_line_is_back(visit, world, send):
    nelida = visit("nelida", expect_complaints=True)
    go(nelida, f"/forums/{world.forum}")
    row = thread_row(nelida, "Juntarnos para vender")
    nelida.context.set_offline(True)
    expect(nelida.locator("[data-offline]")).to_contain_text("Sin conexión")
    julian = visit("julian")
    send(julian, f"/posts/{world.post.opening}/replies", body="Dicho mientras tanto.")
    send(julian, f"/forums/{world.forum}/threads", title="Empezar por la harina", body="Abierto mientras tanto.")
    witness = open_forum(visit, world.forum, "teresa")
    expect(thread_row(witness, "Empezar por la harina")).to_be_visible()
    expect(row).to_contain_text("3 aportes")
    expect(nelida.get_by_role("button", name="hilo nuevo")).to_have_count(0)
    nelida.context.set_offline(False)
    expect(row).to_contain_text("4 aportes")
    nelida.get_by_role("button", name="↑ 1 hilo nuevo").click()
    expect(thread_row(nelida, "Empezar por la harina")).to_be_visible()
