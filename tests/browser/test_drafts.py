"""Drafts in the browser: what one types is on the server, and in the browser while the line is down."""

import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser


def open_thread(visit, world, name):
    page = visit(name)
    go(page, f"/threads/{world.thread}")
    return page


def main_field(page):
    return page.get_by_label("Responder al hilo")


def test_what_is_typed_here_is_offered_on_another_device_until_it_is_published(visit, world):
    page = open_thread(visit, world, "julian")
    main_field(page).fill("Empezado en la oficina")
    expect(page.get_by_text("Borrador guardado a las")).to_be_visible()
    other = open_thread(visit, world, "julian")
    expect(main_field(other)).to_have_value("Empezado en la oficina")
    expect(other.get_by_text("Recuperamos lo que estabas escribiendo.")).to_be_visible()
    other.get_by_role("button", name="Publicar").click()
    expect(other.locator("article.post", has_text="Empezado en la oficina")).to_be_visible()
    third = open_thread(visit, world, "julian")
    expect(main_field(third)).to_have_value("")
    nelida = open_thread(visit, world, "nelida")
    expect(main_field(nelida)).to_have_value("")


def test_what_is_discarded_here_is_gone_there(visit, world):
    page = open_thread(visit, world, "julian")
    main_field(page).fill("Mejor no")
    expect(page.get_by_text("Borrador guardado a las")).to_be_visible()
    other = open_thread(visit, world, "julian")
    with other.expect_response(lambda answer: answer.request.method == "DELETE"):
        other.get_by_role("button", name="Descartar").click()
    expect(main_field(other)).to_have_value("")
    third = open_thread(visit, world, "julian")
    expect(main_field(third)).to_have_value("")


def test_with_the_line_down_it_stays_in_the_browser_and_goes_up_later(visit, world):
    page = visit("julian", expect_complaints=True)
    go(page, f"/threads/{world.thread}")
    page.route("**/drafts/*", lambda route: route.abort())
    main_field(page).fill("Sin línea")
    expect(page.get_by_text("Borrador guardado en este equipo")).to_be_visible()
    page.unroute("**/drafts/*")
    page.reload()
    expect(main_field(page)).to_have_value("Sin línea")
    main_field(page).press_sequentially(" y con línea")
    expect(page.get_by_text("Borrador guardado a las")).to_be_visible()
    other = open_thread(visit, world, "julian")
    expect(main_field(other)).to_have_value("Sin línea y con línea")


def test_the_introduction_of_a_forum_is_kept_until_it_is_saved(visit, world):
    page = visit("marcela")
    go(page, f"/forums/{world.forum}/edit")
    page.get_by_label("Pregunta 3").fill("¿Qué compra {actor}?")
    page.get_by_label("Introducción").fill("Una introducción que costó pensar.")
    expect(page.get_by_text("Borrador guardado a las")).to_be_visible()
    other = visit("marcela")
    go(other, f"/forums/{world.forum}/edit")
    expect(other.get_by_label("Introducción")).to_have_value("Una introducción que costó pensar.")
    expect(other.get_by_label("Pregunta 3")).to_have_value("¿Qué compra {actor}?")
    other.get_by_role("button", name="Guardar el foro").click()
    expect(other.get_by_text("Una introducción que costó pensar.")).to_be_visible()
    go(page, f"/forums/{world.forum}/edit")
    expect(page.get_by_text("Recuperamos lo que")).to_have_count(0)


def test_what_is_written_in_a_cell_and_in_a_dialog_is_offered_on_another_device(visit, world):
    key = f"{world.row.productores}-{world.column[2]}"
    page = visit("marcela")
    go(page, f"/matrices/{world.matrix}")
    page.locator(f"#k{key} [data-add]").click()
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.locator(f"#k{key} textarea").fill("Comprar por lotes pequeños")
    go(page, f"/posts/{world.post.answer}/flag")
    page.get_by_label("En una línea").fill("Repite lo de ayer")
    expect(page.get_by_text("Borrador guardado a las")).to_be_visible()

    other = visit("marcela")
    go(other, f"/matrices/{world.matrix}")
    kept = other.locator(f"#k{key} .kept-draft")
    expect(kept).to_contain_text("Comprar por lotes pequeños")
    kept.get_by_role("button", name="Seguir escribiendo").click()
    expect(other.locator(f"#k{key} textarea")).to_have_value("Comprar por lotes pequeños")
    with other.expect_response(lambda answer: answer.request.method == "DELETE"):
        other.get_by_role("button", name="Añadir", exact=True).click()
    expect(other.locator(f"#k{key} .words", has_text="Comprar por lotes pequeños")).to_be_visible()
    go(other, f"/posts/{world.post.answer}/flag")
    expect(other.get_by_label("En una línea")).to_have_value("Repite lo de ayer")
    other.get_by_role("radio").first.check()
    other.get_by_role("button", name="Reportar a quien modera").click()
    expect(other.get_by_role("article").first).to_be_visible()
    go(page, f"/posts/{world.post.answer}/flag")
    expect(page.get_by_text("Recuperamos lo que")).to_have_count(0)
