"""From the actors' words to the edition, in browsers."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import go

pytestmark = pytest.mark.browser


def test_voices_are_heard_live_and_the_matrix_is_published(visit, world):
    facilitator, nelida = visit("marcela"), visit("nelida", expect_complaints=True)
    go(facilitator, f"/matrices/{world.matrix}?entry={world.accepted}")
    expect(facilitator.locator("[data-matrix]")).to_have_attribute("data-live", "yes")
    go(nelida, f"/matrices/{world.matrix}?entry={world.accepted}")
    expect(nelida.locator("[data-table]")).to_have_attribute("role", "grid")
    agenda = visit("olga")
    go(agenda, f"/matrices/{world.matrix}/convergence")
    nelida.get_by_role("button", name="Apoyar").click()
    voice = facilitator.locator("#voces .voices li", has_text="Productores")
    expect(voice.locator(".voice-word")).to_have_text("Apoya")
    nelida.get_by_role("link", name="Objetar").click()
    dialog = nelida.locator("#dialog")
    dialog.get_by_role("button", name="Guardar mi postura").click()
    expect(dialog).to_contain_text("Escribe la razón de la objeción")
    dialog.get_by_label("Razón o condición").fill("El flete no alcanza")
    dialog.get_by_role("button", name="Guardar mi postura").click()
    expect(dialog).to_be_hidden()
    expect(voice.locator(".voice-word")).to_have_text("Objeta")
    expect(voice).to_contain_text("«El flete no alcanza»")
    expect(agenda.locator("#separan")).to_contain_text("1 entrada separa a los actores")

    facilitator.get_by_role("link", name="Publicar edición 1").click()
    expect(facilitator.get_by_text("Hay 1 propuesta sin decidir")).to_be_visible()
    facilitator.get_by_label("Nota").fill("La primera")
    facilitator.get_by_role("button", name="Publicar la edición 1").click()
    expect(facilitator.locator(".paper-table")).to_contain_text("Asociarse para cumplir")
    expect(facilitator.locator(".edition-note")).to_have_text("La primera")
