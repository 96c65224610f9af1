"""A thread in the browser: what others do arrives, what one writes stays, and nothing one reads moves."""

import re

import pytest
from playwright.sync_api import expect

from .walking import go

pytestmark = pytest.mark.browser


def open_thread(visit, world, name, **options):
    page = visit(name, **options)
    go(page, f"/threads/{world.thread}")
    return page


def main_field(page):
    return page.get_by_label("Responder al hilo")


def post(page, number):
    return page.locator(f"#aporte-{number}")


def lengthen(world, count=12):
    """Enough posts below the opening for several screens."""
    return [
        world.reply("teresa" if n % 2 else "wilfredo", world.post.opening, f"Punto {n}. " + "Así es la cosa. " * 40)
        for n in range(count)
    ]


def numbers(page):
    return page.locator("article.post").evaluate_all("all => all.map((one) => Number(one.dataset.post))")


class TestWhatOthersDo:
    def test_a_reply_stands_in_its_place_without_reloading(self, visit, world, send):
        nelida = open_thread(visit, world, "nelida")
        nelida.evaluate("window.sameLoad = true")
        julian = open_thread(visit, world, "julian")
        send(julian, f"/posts/{world.post.opening}/replies", body="Las ONG prestan la balanza.")
        pill = nelida.get_by_role("button", name="↓ 1 aporte nuevo")
        arrived = nelida.get_by_text("Las ONG prestan la balanza.")
        pill.click()
        expect(arrived).to_be_visible()
        last = numbers(nelida)[-1]
        assert numbers(nelida) == [world.post.opening, world.post.answer, world.post.deeper, last]
        expect(post(nelida, last)).to_have_class(re.compile("level-1"))
        expect(post(nelida, last)).to_contain_text("Julián Barrientos")
        assert nelida.evaluate("window.sameLoad")

    def test_what_one_reads_does_not_move_and_a_pill_offers_what_is_new(self, visit, world, send):
        lengthen(world, 4)
        nelida = open_thread(visit, world, "nelida", viewport={"width": 1280, "height": 1100})
        read = post(nelida, world.post.deeper).locator(".post-body p").first
        before = read.bounding_box()
        julian = open_thread(visit, world, "julian")
        send(julian, f"/posts/{world.post.opening}/replies", body="Esto va al final.")
        send(julian, f"/posts/{world.post.answer}/replies", body="Esto empujaría lo que se lee.")
        pill = nelida.get_by_role("button", name="↓ 2 aportes nuevos")
        expect(pill).to_be_visible()
        assert read.bounding_box() == before
        expect(nelida.get_by_text("Esto empujaría lo que se lee.")).to_have_count(0)
        pill.click()
        new = nelida.get_by_text("Esto empujaría lo que se lee.")
        expect(new).to_be_in_viewport()
        expect(pill).to_be_hidden()
        shown = numbers(nelida)
        assert shown.index(world.post.answer) < shown.index(world.post.deeper) < shown.index(max(shown))
        assert shown.index(max(shown)) == shown.index(world.post.deeper) + 1

    def test_what_arrives_above_the_window_does_not_move_it_either(self, visit, world, send):
        far = lengthen(world)
        nelida = open_thread(visit, world, "nelida")
        read = post(nelida, far[-2]).locator(".post-body p").first
        read.scroll_into_view_if_needed()
        before = read.bounding_box()
        julian = open_thread(visit, world, "julian")
        send(julian, f"/posts/{world.post.answer}/replies", body="Muy arriba.")
        expect(nelida.get_by_text("Muy arriba.")).to_be_attached()
        after = read.bounding_box()
        assert abs(after["y"] - before["y"]) < 2, (before, after)

    def test_corrections_hidings_and_supports_arrive(self, visit, world, send):
        nelida = open_thread(visit, world, "nelida")
        elena = open_thread(visit, world, "elena")
        send(elena, f"/posts/{world.post.opening}/support")
        expect(post(nelida, world.post.opening).locator("[data-supports]")).to_have_text("Apoyo · 1")
        send(elena, f"/posts/{world.post.opening}/support", method="DELETE")
        expect(post(nelida, world.post.opening).locator("[data-supports]")).to_have_text("Apoyo")
        send(
            elena,
            f"/posts/{world.post.answer}",
            method="PUT",
            body="El municipio **divide**.",
            version="1",
            reason="Un dato",
        )
        expect(post(nelida, world.post.answer).locator("strong")).to_have_text("divide")
        expect(post(nelida, world.post.answer).get_by_role("link", name="corregido")).to_be_visible()
        send(elena, f"/posts/{world.post.answer}/hiding", reason="Se repite")
        expect(post(nelida, world.post.answer)).to_contain_text("fue ocultado")
        expect(post(nelida, world.post.answer)).to_contain_text("Se repite")
        expect(post(nelida, world.post.answer)).not_to_contain_text("divide")
        expect(post(nelida, world.post.deeper)).to_contain_text("laboratorio")
        send(elena, f"/posts/{world.post.answer}/hiding", method="DELETE")
        expect(post(nelida, world.post.answer)).to_contain_text("divide")

    def test_a_correction_above_leaves_the_answer_being_typed_and_its_caret(self, visit, world, send):
        nelida = open_thread(visit, world, "nelida")
        post(nelida, world.post.answer).get_by_role("link", name="Responder").click()
        field = nelida.get_by_label("Responder a Wilfredo Ancasi")
        field.press_sequentially("Pienso que")
        elena = open_thread(visit, world, "elena")
        send(elena, f"/posts/{world.post.answer}", method="PUT", body="Otra redacción.", version="1", reason="Un dato")
        expect(post(nelida, world.post.answer)).to_contain_text("Otra redacción.")
        expect(field).to_be_focused()
        nelida.keyboard.type(" sí")
        expect(field).to_have_value("Pienso que sí")

    def test_who_is_reading(self, visit, world):
        nelida = open_thread(visit, world, "nelida")
        readers = nelida.locator("[data-readers]")
        expect(readers).to_have_text("")
        julian = open_thread(visit, world, "julian")
        expect(readers).to_have_text("Leyendo ahora: 2 personas")
        julian.goto("/help")
        expect(readers).to_have_text("")

    def test_a_new_answer_in_a_branch_stands_at_its_depth_there(self, visit, world, send):
        nelida = visit("nelida")
        go(nelida, f"/threads/{world.thread}?branch={world.post.deeper}")
        julian = open_thread(visit, world, "julian")
        send(julian, f"/posts/{world.post.deeper}/replies", body="Dentro de la rama.")
        nelida.get_by_role("button", name="↓ 1 aporte nuevo").click()
        expect(nelida.locator("article.post", has_text="Dentro de la rama.")).to_have_class(re.compile("level-1"))


class TestPublishing:
    def test_a_reply_joins_the_page_once(self, visit, world):
        page = open_thread(visit, world, "julian")
        page.evaluate("window.sameLoad = true")
        main_field(page).fill("Llegamos con transporte.")
        page.get_by_role("button", name="Publicar").click()
        expect(page.get_by_text("Llegamos con transporte.")).to_be_visible()
        expect(main_field(page)).to_have_value("")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert len(numbers(page)) == 4 == len(set(numbers(page)))
        expect(page.locator("article:focus")).to_contain_text("Llegamos con transporte.")
        assert page.evaluate("window.sameLoad")
        page.reload()
        assert len(numbers(page)) == 4
        expect(main_field(page)).to_have_value("")

    def test_pressing_twice_publishes_once(self, visit, world):
        page = open_thread(visit, world, "julian")
        main_field(page).fill("Una sola vez.")
        page.get_by_role("button", name="Publicar").dblclick()
        expect(page.get_by_text("Una sola vez.")).to_have_count(1)
        page.reload()
        expect(page.get_by_text("Una sola vez.")).to_have_count(1)

    def test_an_answer_is_written_below_its_post(self, visit, world):
        page = open_thread(visit, world, "julian")
        post(page, world.post.opening).get_by_role("link", name="Responder").click()
        field = page.get_by_label("Responder a Nélida Quispe")
        expect(field).to_be_focused()
        assert field.bounding_box()["y"] < post(page, world.post.answer).bounding_box()["y"]
        field.fill("De acuerdo con Nélida.")
        field.press("Control+Enter")
        expect(page.get_by_text("De acuerdo con Nélida.")).to_be_visible()
        expect(field).to_have_count(0)
        assert numbers(page)[:3] == [world.post.opening, world.post.answer, world.post.deeper]
        expect(page.locator("article.level-1", has_text="De acuerdo con Nélida.")).to_have_count(1)

    def test_what_is_refused_comes_back_as_it_was_typed(self, visit, world):
        page = open_thread(visit, world, "julian", expect_complaints=True)
        post(page, world.post.opening).get_by_role("link", name="Responder").click()
        field = page.get_by_label("Responder a Nélida Quispe")
        field.fill("   ")
        page.evaluate("document.querySelector('.post-answer textarea').required = false")
        field.press("Control+Enter")
        problem = post(page, world.post.opening).locator(".field-error")
        expect(problem).to_be_visible()
        expect(field).to_be_focused()
        expect(post(page, world.post.opening).get_by_role("button", name="Negrita")).to_be_visible()
        field.fill("Ahora sí.")
        field.press("Control+Enter")
        expect(page.get_by_text("Ahora sí.")).to_be_visible()
        expect(problem).to_have_count(0)

    def test_a_form_that_was_cancelled_is_gone_without_reloading(self, visit, world):
        page = open_thread(visit, world, "elena")
        page.evaluate("window.sameLoad = true")
        opening = post(page, world.post.opening)
        opening.get_by_role("link", name="Responder").click()
        opening.get_by_role("link", name="Cancelar").click()
        expect(opening.locator("textarea")).to_have_count(0)
        expect(opening.get_by_role("link", name="Responder")).to_be_focused()
        opening.get_by_role("link", name="Corregir").click()
        expect(page.get_by_label("Corregir el aporte")).to_be_focused()
        opening.get_by_role("link", name="Cancelar").click()
        expect(opening).to_contain_text("Solos nadie llega")
        expect(opening.locator("textarea")).to_have_count(0)
        assert page.evaluate("window.sameLoad")

    def test_a_correction_shows_in_place(self, visit, world):
        page = open_thread(visit, world, "elena")
        page.evaluate("window.sameLoad = true")
        opening = post(page, world.post.opening)
        opening.get_by_role("link", name="Corregir").click()
        page.get_by_label("Corregir el aporte").fill("Juntos sí llegamos.")
        page.get_by_label("Motivo de la corrección").fill("Un dato personal")
        page.get_by_role("button", name="Guardar la corrección").click()
        expect(opening).to_contain_text("Juntos sí llegamos.")
        expect(opening.get_by_role("link", name="corregido")).to_be_visible()
        assert page.evaluate("window.sameLoad")

    def test_a_correction_of_what_changed_meanwhile_shows_both(self, visit, world, send):
        page = open_thread(visit, world, "elena", expect_complaints=True)
        opening = post(page, world.post.opening)
        opening.get_by_role("link", name="Corregir").click()
        field = page.get_by_label("Corregir el aporte")
        field.fill("Lo de Elena.")
        page.get_by_label("Motivo de la corrección").fill("Un dato personal")
        marcela = open_thread(visit, world, "marcela")
        send(
            marcela, f"/posts/{world.post.opening}", method="PUT", body="Lo de Marcela.", version="1", reason="Un dato"
        )
        field.press("Control+Enter")
        expect(opening.locator(".theirs")).to_have_text("Lo de Marcela.")
        expect(field).to_have_value("Lo de Elena.")
        expect(opening.get_by_role("button", name="Negrita")).to_be_visible()
        field.press("Control+Enter")
        expect(opening.locator(".post-body")).to_have_text("Lo de Elena.")

    def test_support_is_given_and_taken_back(self, visit, world):
        page = open_thread(visit, world, "julian")
        button = post(page, world.post.opening).locator("button[data-supports]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("Apoyo · 1")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(button).to_have_text("Apoyo")


class TestSelecting:
    def select(self, page, number):
        page.locator(f"#aporte-{number} .post-body p").first.select_text()
        return page.get_by_role("toolbar", name="Lo seleccionado")

    def test_a_selected_passage_can_be_carried_or_quoted(self, visit, world):
        page = open_thread(visit, world, "julian")
        bar = self.select(page, world.post.answer)
        expect(bar.get_by_role("button", name="Llevar a la matriz")).to_be_visible()
        bar.get_by_role("button", name="Citar").click()
        field = page.get_by_label("Responder a Wilfredo Ancasi")
        expect(field).to_be_focused()
        expect(field).to_have_value(re.compile("^> .*dividir la licitación por distritos"))
        expect(post(page, world.post.answer).get_by_role("button", name="Negrita")).to_be_visible()
        field.press_sequentially("Y también por mes.")
        expect(field).to_have_value(re.compile("por mes.$"))
        field.press("Control+Enter")
        mine = page.locator("article.post", has_text="Y también por mes.")
        expect(mine.locator("blockquote")).to_contain_text("dividir la licitación")

    def test_carrying_opens_the_dialog_with_the_words(self, visit, world):
        page = open_thread(visit, world, "julian")
        self.select(page, world.post.answer).get_by_role("button", name="Llevar a la matriz").click()
        expect(page.get_by_role("dialog")).to_contain_text("dividir la licitación por distritos")

    def test_nothing_is_offered_for_what_stands_outside_a_post(self, visit, world):
        page = open_thread(visit, world, "julian")
        bar = self.select(page, world.post.answer)
        expect(bar).to_be_visible()
        page.get_by_role("heading", name="Juntarnos para vender").select_text()
        expect(bar).to_be_hidden()


class TestWithoutScripts:
    def test_one_reads_answers_supports_corrects_and_hides(self, visit, world):
        page = visit("elena", java_script_enabled=False)
        page.goto(f"/threads/{world.thread}")
        expect(page.get_by_text("Solos nadie llega")).to_be_visible()
        main_field(page).fill("Gracias por venir.")
        page.get_by_role("button", name="Publicar").click()
        mine = page.locator("article.post", has_text="Gracias por venir.")
        expect(mine).to_be_visible()

        post(page, world.post.opening).get_by_role("link", name="Responder").click()
        page.get_by_label("Responder a Nélida Quispe").fill("¿Cuántas asociaciones?")
        page.get_by_role("button", name="Publicar").click()
        expect(page.locator("article.level-1", has_text="¿Cuántas asociaciones?")).to_be_visible()

        post(page, world.post.opening).get_by_role("button", name="Apoyo").click()
        expect(post(page, world.post.opening).get_by_role("button", name="Apoyo · 1")).to_be_visible()

        mine.get_by_role("link", name="Corregir").click()
        page.get_by_label("Corregir el aporte").fill("Gracias por venir a todos.")
        page.get_by_role("button", name="Guardar la corrección").click()
        expect(page.locator("article.post", has_text="Gracias por venir a todos.")).to_be_visible()

        post(page, world.post.answer).get_by_role("link", name="Ocultar").click()
        page.get_by_label("Motivo").fill("Se repite")
        page.get_by_role("button", name="Ocultar").click()
        expect(post(page, world.post.answer)).to_contain_text("fue ocultado")
        post(page, world.post.answer).get_by_role("button", name="Mostrar de nuevo").click()
        expect(post(page, world.post.answer)).to_contain_text("dividir la licitación")
