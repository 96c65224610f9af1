"""The keyboard alone reaches everything, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

from ..world import PASSWORD
from .walking import go, settled

pytestmark = pytest.mark.browser

SEEN = """() => {
  const one = document.activeElement;
  if (one === document.body) return true;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  return marked && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight ? true : one.outerHTML;
}"""


def step_to(page, target, most=40):
    """Press Tab until the target has the focus; wherever one passes, the focus is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) is True, page.evaluate(SEEN)
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{most} times Tab do not lead to {target}")


def test_from_logging_in_to_an_answer_without_a_mouse(visit, world):
    page = visit()
    page.goto("/login?next=/spaces/compras")
    step_to(page, page.get_by_label("Correo"))
    page.keyboard.type("julian@tinkuy.example")
    step_to(page, page.get_by_label("Contraseña"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Compras públicas")

    step_to(page, page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Foros"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Foros virtuales")).to_be_visible()
    step_to(page, page.get_by_role("main").get_by_role("link", name="El rol de cada actor"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Preguntas guía")).to_be_visible()
    step_to(page, page.get_by_role("link", name="Juntarnos para vender"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Juntarnos para vender")).to_be_visible()
    settled(page)
    opening = page.locator(f"#aporte-{world.post.opening}")
    step_to(page, opening.get_by_role("link", name="Responder"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Responder a Nélida Quispe")).to_be_focused()
    page.keyboard.type("Con el teclado.")
    step_to(page, opening.get_by_role("button", name="Publicar"))
    page.keyboard.press("Enter")
    expect(page.locator("article:focus")).to_contain_text("Con el teclado.")


def test_the_skip_link_leads_past_the_head(visit, world):
    page = visit("julian")
    go(page, f"/threads/{world.thread}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Ir al contenido")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Foro 2")).to_be_focused()


def test_the_account_menu_opens_and_closes(visit, world):
    page = visit("julian")
    page.goto("/spaces/compras")
    menu = page.locator(".account-menu summary")
    step_to(page, menu)
    page.keyboard.press("Enter")
    account = page.get_by_role("link", name="Tu cuenta")
    expect(account).to_be_visible()
    step_to(page, account)
    page.keyboard.press("Escape")
    expect(account).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    step_to(page, page.get_by_role("button", name="Salir"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Tu cuenta").get_by_role("link", name="Entrar")).to_be_visible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(visit, world):
    page = visit("elena")
    go(page, f"/threads/{world.thread}")
    answer = page.locator(f"#aporte-{world.post.answer}")
    hide = answer.get_by_role("link", name="Ocultar")
    step_to(page, hide)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_have_accessible_name("Ocultar el aporte de Wilfredo Ancasi")
    for key in ["Tab"] * 6 + ["Shift+Tab"] * 6:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(hide).to_be_focused()

    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    step_to(page, dialog.get_by_label("Motivo"))
    page.keyboard.type("Se repite")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(answer).to_contain_text("Se repite")
    expect(answer).to_be_focused()


def test_a_refused_hiding_stays_in_its_dialog(visit, world):
    page = visit("elena", expect_complaints=True)
    go(page, f"/threads/{world.thread}")
    page.locator(f"#aporte-{world.post.answer}").get_by_role("link", name="Ocultar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Motivo").evaluate("field => { field.required = false }")
    dialog.get_by_role("button", name="Ocultar").click()
    expect(dialog).to_be_visible()
    expect(dialog.locator(".field-error")).to_contain_text("Escribe el motivo")


def test_a_passage_is_carried_without_a_mouse(visit, world):
    page = visit("julian")
    go(page, f"/threads/{world.thread}")
    carry = page.locator(f"#aporte-{world.post.answer}").get_by_role("link", name="Citar o llevar a la matriz")
    step_to(page, carry)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    words = dialog.get_by_label("Palabras del aporte que quieres llevar")
    expect(words).to_have_value("El municipio puede dividir la licitación por distritos.")
    page.keyboard.press("Escape")
    expect(carry).to_be_focused()
