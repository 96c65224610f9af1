"""The consolidation desk in browsers: by keyboard alone, by dragging, and two facilitators at once."""

import re

import pytest
from playwright.sync_api import expect

from forum.models import MembershipActor
from tests.browser.walking import go
from tests.matrices.test_desk import Desk

pytestmark = pytest.mark.browser


def test_two_facilitators_decide_by_keys_and_by_dragging_and_see_each_other(visit, world):
    desk = Desk(world)
    marcela, ana = visit("marcela"), visit("ana", viewport={"width": 1280, "height": 1700})
    for page in (marcela, ana):
        go(page, desk.address)
        expect(page.locator(".desk-page")).to_have_attribute("data-live", "yes")
    item = {key: f"#p{number}" for key, number in desk.entry.items()}
    # One stands at a proposal: the other sees who.
    marcela.keyboard.press("j")
    expect(marcela.locator(item["registro"])).to_be_focused()
    expect(ana.locator(item["registro"])).to_contain_text("Marcela Iporre está aquí")
    expect(ana.locator("[data-presence]")).to_contain_text("Marcela Iporre")
    # What is beside it, and back.
    marcela.keyboard.press("v")
    expect(marcela.locator(".desk-side")).to_contain_text("Solos nadie llega")
    # What one is writing there stays, whatever comes meanwhile.
    field = marcela.locator(".desk-side [name=body]")
    field.fill("¿Y si lo pide")
    world.client("nelida").post(f"/entries/{desk.entry['registro']}/comments", data={"body": "Sí, entre tres."})
    expect(marcela.locator(".desk-side .comments")).to_contain_text("Sí, entre tres.")
    expect(marcela.locator(".desk-side [name=body]:focus")).to_have_value("¿Y si lo pide")
    marcela.keyboard.type(" la escuela?")
    field.locator("xpath=ancestor::form").get_by_role("button", name="Comentar").click()
    expect(marcela.locator(".desk-side .comments")).to_contain_text("¿Y si lo pide la escuela?")
    expect(field).to_have_value("")
    marcela.keyboard.press("Escape")
    # While one writes a question, the other unites: what is written stays.
    ana.locator(item["quinua"]).focus()
    ana.keyboard.press("p")
    ana.keyboard.type("¿Toda la quinua?")
    marcela.locator(item["registro"]).focus()
    expect(marcela.locator("p[data-keeps]").first).to_have_text(re.compile("Conserva 1 fuente, 2 personas"))
    marcela.keyboard.press("u")
    marcela.keyboard.type("Obtener el registro en grupo")
    marcela.keyboard.press("Control+Enter")
    union = marcela.locator(".desk-accepted li", has_text="Obtener el registro en grupo")
    expect(union).to_contain_text("une 2 propuestas")
    expect(ana.locator(".desk-accepted li")).to_contain_text("une 2 propuestas")
    expect(ana.locator("[data-ask] textarea:focus")).to_have_value("¿Toda la quinua?")
    ana.keyboard.press("Control+Enter")
    expect(marcela.locator(item["quinua"])).to_contain_text("Ana Choque preguntó: ¿Toda la quinua?")
    # Not taken up, by keys alone; and undone.
    marcela.locator(item["quinua"]).focus()
    marcela.keyboard.press("n")
    expect(marcela.locator("p[data-readers]")).to_contain_text("Leerá el motivo Wilfredo Ancasi")
    marcela.keyboard.press("ArrowDown")
    marcela.keyboard.press("Enter")
    expect(marcela.locator(".desk-declined summary")).to_have_text("1 no recogida")
    expect(marcela.locator(item["volumen"])).to_be_focused()
    marcela.keyboard.press("z")
    expect(marcela.locator(item["quinua"] + ".desk-item")).to_be_visible()
    # Separated they are as they were, and the other may drag one into another group.
    union.get_by_role("button", name="Separar").click()
    expect(ana.locator(item["compartido"])).to_be_visible()
    ana.locator(item["volumen"]).locator(".desk-text").hover()
    expect(ana.locator(".desk-page")).to_have_attribute("data-drags", "yes")
    ana.locator(item["volumen"]).locator(".desk-text").drag_to(ana.locator(item["compartido"]).locator(".desk-text"))
    expect(marcela.locator("[data-desk-list]").first.locator(".desk-item")).to_have_count(3)
    expect(marcela.locator(".desk-group-head").first).to_contain_text("Las juntó quien facilita.")


def test_an_entry_is_edited_and_objected_to_over_the_desk(visit, world):
    desk = Desk(world)
    world.add(MembershipActor(membership_id=world.membership.marcela, actor_id=world.actor.ong))
    page = visit("marcela", expect_complaints=True)  # an objection without its reason is refused
    go(page, desk.address)
    item, drawer, dialog = (
        page.locator(f"#p{desk.entry['quinua']}"),
        page.locator(".desk-side"),
        page.locator("#dialog"),
    )
    item.focus()
    page.keyboard.press("v")
    drawer.get_by_role("link", name="Editar").click()
    dialog.get_by_role("textbox").fill("Que el Estado compre la quinua que falta")
    dialog.get_by_role("button", name="Guardar").click()
    expect(item).to_contain_text("la quinua que falta")
    expect(drawer.locator(".drawer-words")).to_have_text("Que el Estado compre la quinua que falta")
    drawer.get_by_role("link", name="Objetar").click()
    dialog.get_by_role("textbox").fill(" ")
    dialog.get_by_role("button", name="Guardar mi postura").click()
    expect(dialog).to_contain_text("Escribe la razón de la objeción")
    dialog.get_by_role("textbox").fill("Encarece la ración")
    dialog.get_by_role("button", name="Guardar mi postura").click()
    expect(drawer.locator(".voice-reason.objects")).to_contain_text("«Encarece la ración»")
    expect(page).to_have_url(re.compile(re.escape(desk.address)))
