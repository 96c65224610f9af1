"""Observing in a browser: words are selected, observed, and appear beside the clause of who has the page open."""

import pytest
from playwright.sync_api import expect

from tests.observations.story import observe_shoe
from tests.worktables.story import open_worktable

from .walking import go

pytestmark = pytest.mark.browser


def test_selected_words_are_observed_and_others_see_it_come(world, visit):
    told = open_worktable(world)
    shoe = observe_shoe(world, told)
    marcela = visit("marcela", viewport={"width": 1280, "height": 900})
    go(marcela, f"/documents/{told.document}?observation={shoe.observation}")
    expect(marcela.locator("mark.is-chosen").first).to_have_text("cuero vacuno plena flor")
    card, clause = (marcela.locator(where).bounding_box() for where in (f"#o-{shoe.observation}", "#paper"))
    assert card["x"] >= clause["x"] + clause["width"]  # in the margin
    marcela.get_by_label("Razón").fill("Una razón a medias")

    nelida = visit("nelida", viewport={"width": 360, "height": 780}, has_touch=True)
    go(nelida, f"/documents/{told.document}")
    card, clause = (nelida.locator(where).bounding_box() for where in (f"#o-{shoe.observation}", "#paper"))
    assert card["x"] + card["width"] <= clause["x"] + clause["width"]  # below its clause
    nelida.locator(f"#clause-{told.clauses[2]} [data-text]").select_text()
    nelida.get_by_role("button", name="Observar").click()
    expect(nelida.get_by_label("Pasaje")).to_have_value(
        "El forro será de cuero o de tela no tejida, sin costuras en la zona del talón."
    )
    expect(nelida.get_by_label("Redacción que propones")).to_have_value(nelida.get_by_label("Pasaje").input_value())
    nelida.get_by_label("Observación", exact=True).fill("El forro de tela irrita.")
    nelida.get_by_role("button", name="Observar", exact=True).click()
    expect(nelida.locator(f"#clause-{told.clauses[2]} .observation-card")).to_contain_text("El forro de tela irrita.")

    came = marcela.locator(f"#clause-{told.clauses[2]} .observation-card")
    expect(came).to_contain_text("El forro de tela irrita.")
    expect(marcela.locator(f"#clause-{told.clauses[2]} mark")).to_have_count(1)
    expect(marcela.get_by_label("Razón")).to_have_value("Una razón a medias")  # what is being typed stays
