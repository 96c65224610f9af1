"""The composer of a post: marks, preview, and drafts that are kept until it is published."""

import pytest
from playwright.sync_api import expect

from .test_forums import main_field, open_thread
from .walking import go, settled

pytestmark = pytest.mark.browser


def test_marks_are_put_around_what_is_selected(visit, world):
    page = open_thread(visit, world, "julian")
    field = main_field(page)
    field.fill("juntarnos")
    field.select_text()
    page.get_by_role("button", name="Negrita").first.click()
    expect(field).to_have_value("**juntarnos**")
    field.fill("harina\nquinua")
    field.select_text()
    page.get_by_role("button", name="Lista").first.click()
    expect(field).to_have_value("- harina\n- quinua")


def test_the_preview_shows_the_text_as_it_will_be(visit, world):
    page = open_thread(visit, world, "julian")
    field = main_field(page)
    field.fill("Traer **balanza**\n\n- harina")
    page.get_by_role("button", name="Vista previa").click()
    expect(page.locator(".preview strong")).to_have_text("balanza")
    expect(page.locator(".preview li")).to_have_text("harina")
    expect(field).to_be_hidden()
    page.get_by_role("button", name="Seguir escribiendo").click()
    expect(field).to_have_value("Traer **balanza**\n\n- harina")
    expect(field).to_be_focused()


def test_the_keys_of_every_editor_put_the_marks_and_take_them_back(visit, world):
    field = main_field(open_thread(visit, world, "julian"))
    field.fill("balanza")
    expect(field.page.get_by_role("button", name="Negrita")).to_be_visible()
    field.press("Control+a")
    field.press("Control+b")
    expect(field).to_have_value("**balanza**")
    field.press("Control+z")
    expect(field).to_have_value("balanza")


def test_a_draft_is_kept_and_offered_and_forgotten_once_published(visit, world):
    page = open_thread(visit, world, "julian")
    main_field(page).fill("Esto quedó a medias")
    again = page.context.new_page()
    page.close()
    go(again, f"/threads/{world.thread}")
    expect(main_field(again)).to_have_value("Esto quedó a medias")
    expect(again.get_by_text("Recuperamos lo que estabas escribiendo.")).to_be_visible()
    again.get_by_role("button", name="Publicar").click()
    expect(again.locator("article.post", has_text="Esto quedó a medias")).to_be_visible()
    again.reload()
    expect(main_field(again)).to_have_value("")
    expect(again.get_by_text("Recuperamos")).to_have_count(0)


def test_a_draft_can_be_discarded(visit, world):
    page = open_thread(visit, world, "julian")
    main_field(page).fill("No era esto")
    page.reload()
    page.get_by_role("button", name="Descartar").click()
    expect(main_field(page)).to_have_value("")
    page.reload()
    expect(main_field(page)).to_have_value("")


def test_a_new_thread_forgets_its_draft_when_it_was_opened_and_not_when_refused(visit, world):
    page = visit("julian", expect_complaints=True)
    page.goto(f"/forums/{world.forum}/threads/new")
    page.get_by_label("Tu aporte").fill("Empezar por la harina")
    page.get_by_label("Título").evaluate("field => field.required = false")
    page.get_by_role("button", name="Publicar el hilo").click()
    expect(page.locator(".field-error").first).to_be_visible()
    page.goto(f"/forums/{world.forum}/threads/new")
    expect(page.get_by_label("Tu aporte")).to_have_value("Empezar por la harina")
    page.get_by_label("Título").fill("Harina")
    page.get_by_role("button", name="Publicar el hilo").click()
    expect(page.get_by_role("heading", name="Harina")).to_be_visible()
    settled(page)  # the page that the sending led to forgets what was sent
    page.goto(f"/forums/{world.forum}/threads/new")
    expect(page.get_by_label("Tu aporte")).to_have_value("")


def test_what_is_sent_after_the_session_ended_is_not_lost(visit, world):
    page = open_thread(visit, world, "julian", expect_complaints=True)
    main_field(page).fill("Escrito con la sesión cerrada")
    page.context.clear_cookies()
    page.get_by_role("button", name="Publicar").click()
    expect(page.get_by_role("alert")).to_contain_text("Tu sesión se cerró.")
    expect(main_field(page)).to_have_value("Escrito con la sesión cerrada")

    other = page.context.new_page()
    other.goto("/login")
    other.get_by_label("Correo").fill("julian@tinkuy.example")
    other.get_by_label("Contraseña").fill("tres palabras juntas")
    other.get_by_role("main").get_by_role("button", name="Entrar").click()
    expect(other.get_by_role("heading", name="Tus espacios")).to_be_visible()
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator("article.post", has_text="Escrito con la sesión cerrada")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
