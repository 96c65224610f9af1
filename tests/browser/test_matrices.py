"""The matrix in browsers: writing in place, by keyboard and by mouse, together, off line, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from forum.actions import matrices
from forum.extensions import db
from forum.models import Entry, User
from tests.browser.walking import go

pytestmark = pytest.mark.browser


def opened(visit, world, name, **options):
    """The editor in a browser of that person's own, alive."""
    page = visit(name, **options)
    page.goto(f"/matrices/{world.matrix}")
    expect(page.locator("[data-table]")).to_have_attribute("role", "grid")
    return page


def cell(page, world, row, column):
    return page.locator(f"#k{getattr(world.row, row)}-{world.column[column]}")


def reword(world, who, words, entry=None):
    """Somebody else, elsewhere."""
    with world.app.app_context():
        there = db.session.get(Entry, entry or world.accepted)
        matrices.edit(db.session.get(User, getattr(world.user, who)), there, words, there.version)


def is_listening(page):
    """The page has its socket, and follows the room."""
    expect(page.locator("[data-matrix]")).to_have_attribute("data-live", "yes")


def test_an_entry_is_proposed_in_its_cell(visit, world):
    page = opened(visit, world, "nelida")
    place = cell(page, world, "ong", 0)
    place.get_by_text("Proponer").click()
    page.keyboard.type("Acompañar la primera oferta")
    page.keyboard.press("Enter")
    expect(place.locator("li .words")).to_have_text("Acompañar la primera oferta")
    expect(place.locator("li")).to_contain_text("propuesta")
    expect(page.locator("[data-toasts]")).to_contain_text("Entrada propuesta")
    expect(page.locator(".matrix-head [data-tally]")).to_contain_text("3 entradas")
    page.get_by_role("button", name="Deshacer").last.click()
    expect(place.locator("li[id]")).to_have_count(0)


def test_the_keyboard_alone_walks_writes_moves_withdraws_and_undoes(visit, world):
    page = opened(visit, world, "marcela")
    world.entry("municipio", 2, "Segunda")
    page.reload()
    page.locator("[data-table] td").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#e{world.proposed}")).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("Municipio × Propuestas: 2 entradas")
    page.keyboard.press("ArrowDown")
    expect(page.locator("li:focus .words")).to_have_text("Segunda")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("F2")
    page.keyboard.type(" o antes")
    page.keyboard.press("Enter")
    expect(page.locator(f"#e{world.proposed} .words")).to_have_text("Pagar en treinta días o antes")
    expect(page.locator(f"#e{world.proposed}")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(cell(page, world, "municipio", 2).locator("li .words").last).to_have_text("Pagar en treinta días o antes")
    expect(page.locator(f"#e{world.proposed}")).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(cell(page, world, "municipio", 3).locator(f"#e{world.proposed}")).to_be_focused()
    expect(page.locator("[data-toasts]")).to_contain_text("Entrada movida a «Desafíos»")
    page.keyboard.press("Delete")
    expect(page.locator(f"#e{world.proposed}")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(cell(page, world, "municipio", 3).locator(f"#e{world.proposed}")).to_be_visible()
    page.keyboard.press("Control+y")
    expect(page.locator(f"#e{world.proposed}")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(cell(page, world, "municipio", 3).locator(f"#e{world.proposed}")).to_be_visible()
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(f"#e{world.proposed}")).to_have_count(0)
    page.locator("[data-undo]").click()
    expect(cell(page, world, "municipio", 3).locator(f"#e{world.proposed}")).to_be_visible()
    expect(page.locator("[data-redo]")).to_be_visible()
    cell(page, world, "municipio", 3).focus()
    page.keyboard.press("Home")
    expect(page.locator("td:focus, td:has(:focus)")).to_have_id(f"k{world.row.municipio}-{world.column[0]}")
    page.keyboard.press("Control+End")
    expect(page.locator("td:focus, td:has(:focus)")).to_have_id(f"k{world.row.ong}-{world.column[3]}")
    page.keyboard.press("Enter")  # an empty cell: the field opens
    page.keyboard.type("Un desafío")
    page.keyboard.press("Escape")
    expect(page.locator(".entry-editor")).to_have_count(0)
    expect(cell(page, world, "ong", 3)).to_be_focused()


def test_one_place_of_the_table_can_be_tabbed_to(visit, world):
    page = opened(visit, world, "marcela")
    assert page.locator("[data-table] td[tabindex='0']").count() == 1
    page.locator(f"#e{world.accepted}").click()
    assert page.locator("[data-table] td[tabindex='0']").get_attribute("id") == (
        f"k{world.row.productores}-{world.column[1]}"
    )
    assert page.locator("[data-table] a[tabindex='0']").count() == 2  # its source and «Añadir»


def test_an_entry_is_dragged_to_another_cell(visit, world):
    page = opened(visit, world, "marcela")
    page.locator(f"#e{world.proposed} .words").hover()
    expect(page.locator("[data-matrix]")).to_have_attribute("data-drags", "yes")
    page.locator(f"#e{world.proposed} .words").drag_to(cell(page, world, "productores", 1).locator("ul"))
    expect(cell(page, world, "productores", 1).locator(f"#e{world.proposed}")).to_be_visible()
    expect(page.locator("[data-toasts]")).to_contain_text("Entrada movida a «Productores»")
    assert world.get(Entry, world.proposed).row_id == world.row.productores


def test_the_drawer_opens_the_words_and_decides(visit, world):
    page = opened(visit, world, "marcela")
    page.locator(f"#e{world.accepted} small a").click()
    drawer = page.locator("#drawer")
    expect(drawer).to_contain_text("«juntando tres asociaciones sí se cumple el volumen»")
    expect(page.locator(f"#e{world.accepted}")).to_have_class(re.compile("open"))
    drawer.get_by_role("link", name="No recoger").click()
    dialog = page.locator("#dialog")
    dialog.get_by_role("button", name="No recoger").click()
    assert dialog.get_by_label("Motivo").evaluate("field => field.validity.valueMissing")
    dialog.get_by_label("Motivo").fill("no es rol de este actor")
    dialog.get_by_role("button", name="No recoger").click()
    expect(page.locator(f"#e{world.accepted}")).to_have_count(0)
    expect(drawer).to_contain_text("no es rol de este actor")
    drawer.get_by_role("button", name="Aceptar").click()
    expect(page.locator(f"#e{world.accepted}")).to_be_visible()
    page.keyboard.press("Escape")


def test_what_one_writes_arrives_in_the_other_s_matrix(visit, world):
    reader = opened(visit, world, "julian")
    writer = opened(visit, world, "nelida")
    is_listening(reader)
    place = cell(writer, world, "productores", 2)
    place.get_by_text("Proponer").click()
    expect(reader.locator(".presence-tab")).to_have_text("Nélida está escribiendo")
    expect(reader.locator("[data-presence]")).to_contain_text("Nélida")
    writer.keyboard.type("Llevar una ración de prueba")
    writer.keyboard.press("Enter")
    arrived = cell(reader, world, "productores", 2).locator("li")
    expect(arrived.locator(".words")).to_have_text("Llevar una ración de prueba")
    expect(arrived).to_contain_text("de Nélida Quispe, ahora")
    expect(cell(writer, world, "productores", 2)).not_to_contain_text("ahora")
    writer.close()
    expect(reader.locator(".presence-tab")).to_have_count(0)


def test_an_answer_that_comes_late_puts_nothing_old_over_what_is_new(visit, world):
    page = opened(visit, world, "marcela")
    is_listening(page)
    words, held = page.locator(f"#e{world.accepted} .words"), []

    def hold(route):
        if held:
            return route.continue_()
        held.append((route, route.fetch()))
        reword(world, "ana", "La segunda vez")

    page.route("**/cells?*", hold)
    reword(world, "ana", "La primera vez")
    expect(words).to_have_text("La segunda vez")
    ((route, answer),) = held
    assert "La primera vez" in answer.text()
    with page.expect_response("**/cells?*"):
        route.fulfill(response=answer)
    reword(world, "ana", "Al lado", world.proposed)  # what was on its way is put in before this
    expect(page.locator(f"#e{world.proposed} .words")).to_have_text("Al lado")
    expect(words).to_have_text("La segunda vez")


def test_what_arrives_leaves_the_field_that_is_written_in_alone(visit, world):
    page = opened(visit, world, "marcela")
    is_listening(page)
    page.locator(f"#e{world.accepted}").dblclick()
    field = page.locator(".entry-editor textarea")
    field.fill("Mis palabras a medias")
    other = opened(visit, world, "nelida")
    cell(other, world, "productores", 1).get_by_text("Proponer").click()
    other.keyboard.type("Al lado, de Nélida")
    other.keyboard.press("Enter")
    expect(cell(page, world, "productores", 1)).to_contain_text("Al lado, de Nélida")
    expect(field).to_have_value("Mis palabras a medias")
    expect(field).to_be_focused()


def test_two_saving_one_entry_choose_with_both_texts_before_them(visit, world):
    page = opened(visit, world, "marcela", expect_complaints=True)  # of the 409
    page.locator(f"#e{world.accepted}").dblclick()
    page.locator(".entry-editor textarea").fill("Asociarse para cumplir siempre el volumen semanal")
    reword(world, "ana", "Asociarse para cumplir el volumen semanal y mensual")
    page.keyboard.press("Enter")
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("Ana Choque guardó esta entrada mientras escribías")
    expect(dialog.get_by_label("Combinado")).to_be_focused()
    dialog.get_by_role("button", name="Guardar el combinado").click()
    expect(page.locator(f"#e{world.accepted} .words")).to_have_text(
        "Asociarse para cumplir siempre el volumen semanal y mensual"
    )
    expect(page.locator(".entry-editor")).to_have_count(0)


def test_the_text_of_the_second_can_stand_as_a_proposal_of_its_own(visit, world):
    page = opened(visit, world, "marcela", expect_complaints=True)  # of the 409
    page.locator(f"#e{world.accepted}").dblclick()
    page.locator(".entry-editor textarea").fill("Lo mío")
    reword(world, "ana", "Lo de Ana")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dejar el mío como propuesta aparte").click()
    words = cell(page, world, "productores", 1).locator("li .words")
    expect(words).to_have_text(["Lo de Ana", "Lo mío"])


def test_what_is_written_off_line_is_kept_and_sent_when_the_line_is_back(visit, world):
    page = opened(visit, world, "nelida", expect_complaints=True)
    page.context.set_offline(True)
    place = cell(page, world, "ong", 1)
    place.get_by_text("Proponer").click()
    page.keyboard.type("Escrito sin línea")
    page.keyboard.press("Enter")
    expect(place).to_contain_text("se enviará al volver la línea")
    with world.app.app_context():
        assert db.session.query(Entry).filter_by(text="Escrito sin línea").count() == 0
    page.context.set_offline(False)
    expect(place).to_contain_text("propuesta")
    expect(place).not_to_contain_text("se enviará")
    with world.app.app_context():
        assert db.session.query(Entry).filter_by(text="Escrito sin línea").count() == 1


def test_what_was_being_written_is_offered_again(visit, world):
    page = opened(visit, world, "nelida")
    cell(page, world, "ong", 1).get_by_text("Proponer").click()
    page.keyboard.type("A medio escribir")
    page.reload()
    kept = cell(page, world, "ong", 1)
    expect(kept).to_contain_text("Estabas escribiendo aquí:")
    kept.get_by_role("button", name="Seguir escribiendo").click()
    expect(page.locator(".entry-editor textarea")).to_have_value("A medio escribir")
    page.keyboard.press("Enter")
    expect(kept.locator("li .words")).to_have_text("A medio escribir")
    page.reload()
    expect(page.locator(".kept-draft")).to_have_count(0)


def test_another_person_of_the_same_browser_is_offered_nothing(visit, world):
    page = opened(visit, world, "nelida")
    cell(page, world, "ong", 1).get_by_text("Proponer").click()
    page.keyboard.type("Solo de Nélida")
    token = world.token("julian")
    serializer = world.app.session_interface.get_signing_serializer(world.app)
    cookie = serializer.dumps({"_user_id": str(world.user.julian), "login": token, "_fresh": True})
    page.context.add_cookies([{"name": "tinkuy", "value": cookie, "url": page.url}])
    page.reload()
    expect(page.locator("[data-table]")).to_have_attribute("role", "grid")
    expect(page.locator(".kept-draft")).to_have_count(0)


def test_on_a_phone_one_row_at_a_time(visit, world):
    page = opened(visit, world, "nelida", viewport={"width": 360, "height": 740}, has_touch=True)
    name = page.locator("[data-row-name]")
    expect(name).to_contain_text("Productores")  # her own actor's row first
    expect(name).to_contain_text("2 de 4")
    expect(page.locator(f"#e{world.accepted}")).to_be_visible()
    expect(page.locator(f"#e{world.proposed}")).to_be_hidden()
    page.get_by_role("button", name="Fila anterior").click()
    expect(name).to_contain_text("Municipio")
    expect(page.locator(f"#e{world.proposed}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Proponer una entrada").click()
    dialog = page.locator("#dialog")
    expect(dialog.get_by_label("Fila")).to_have_value(str(world.row.municipio))
    dialog.get_by_label("Entrada", exact=True).fill("Desde el teléfono")
    dialog.get_by_role("button", name="Proponer la entrada").click()
    expect(page.get_by_text("Desde el teléfono")).to_be_visible()


def test_a_passage_is_carried_to_the_matrix(visit, world):
    page = visit("julian")
    page.goto(f"/posts/{world.post.opening}/citation?quote=juntando%20tres%20asociaciones")
    page.get_by_label("Columna").select_option(label="Propuestas")
    page.get_by_label("Cómo dirá la entrada").fill("Juntar tres asociaciones")
    page.get_by_role("button", name="Llevar a la matriz").click()
    expect(page.locator("#drawer")).to_contain_text("«juntando tres asociaciones»")
    expect(cell(page, world, "productores", 2)).to_contain_text("Juntar tres asociaciones")


def test_who_was_away_catches_up(visit, world):
    page = opened(visit, world, "julian", expect_complaints=True)
    is_listening(page)
    page.context.set_offline(True)
    expect(page.locator("[data-matrix]")).not_to_have_attribute("data-live", "yes", timeout=40_000)
    other = opened(visit, world, "nelida")
    cell(other, world, "ong", 1).get_by_text("Proponer").click()
    other.keyboard.type("Mientras no estabas")
    other.keyboard.press("Enter")
    expect(cell(other, world, "ong", 1)).to_contain_text("Mientras no estabas")
    page.context.set_offline(False)
    expect(cell(page, world, "ong", 1)).to_contain_text("Mientras no estabas", timeout=20_000)


def test_a_new_row_comes_and_what_is_being_written_goes_along(visit, world):
    page = opened(visit, world, "marcela")
    is_listening(page)
    page.locator(f"#e{world.accepted}").dblclick()
    page.locator(".entry-editor textarea").fill("Mis palabras a medias")
    cell(page, world, "ong", 3).get_by_text("Añadir").click()
    page.keyboard.type("Otra, también a medias")
    other = visit("ana")
    other.goto(f"/matrices/{world.matrix}/shape")
    other.get_by_label("Nombre").first.fill("Transportistas")
    other.get_by_role("button", name="Añadir la fila").click()
    expect(page.locator(".row-label").last).to_have_text("Transportistas")
    expect(page.locator(f"#e{world.accepted} textarea")).to_have_value("Mis palabras a medias")
    expect(cell(page, world, "ong", 3).locator("textarea")).to_have_value("Otra, también a medias")


def test_a_passage_is_carried_from_the_thread_in_the_dialog(visit, world):
    page = visit("julian")
    go(page, f"/threads/{world.thread}")
    page.locator("[data-cite]").first.click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Palabras del aporte").fill("juntando tres asociaciones")
    dialog.get_by_label("Columna").select_option(label="Desafíos")
    dialog.get_by_role("button", name="Llevar a la matriz").click()
    expect(page.locator("[data-toasts]")).to_contain_text("Llevado a la matriz")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Ver la entrada").click()
    expect(page.locator("#drawer")).to_contain_text("«juntando tres asociaciones»")


def test_an_entry_is_dragged_with_a_finger_after_a_long_press(visit, world):
    page = opened(visit, world, "marcela", viewport={"width": 900, "height": 800}, has_touch=True, is_mobile=True)
    expect(page.locator("[data-matrix]")).to_have_attribute("data-drags", "yes")
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    page.locator(f"#e{world.accepted}").scroll_into_view_if_needed()
    start = page.locator(f"#e{world.proposed}").bounding_box()
    end = page.locator(f"#e{world.accepted}").bounding_box()
    x, y = start["x"] + 60, start["y"] + 12
    far, low = end["x"] + 60, end["y"] + end["height"] - 4
    touch("touchStart", (x, y))  # and stay, until the entry is taken
    expect(page.locator(f"#e{world.proposed}")).to_have_class(re.compile("sortable-chosen"))
    for step in range(1, 13):
        touch("touchMove", (x + (far - x) * step / 12, y + (low - y) * step / 12))
        page.evaluate("new Promise((done) => setTimeout(done, 30))")
    touch("touchEnd")
    expect(cell(page, world, "productores", 1).locator(f"#e{world.proposed}")).to_be_visible()
    expect(page.locator("[data-toasts]")).to_contain_text("Entrada movida")
