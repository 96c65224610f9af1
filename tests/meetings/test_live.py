"""Minutes in browsers: what one saves the other sees, who writes where, and a second wording meets the first."""

import pytest
from playwright.sync_api import expect

from forum.models import Meeting
from tests.browser.walking import go
from tests.worktables.story import open_worktable

from .story import begin_minutes, call_meetings

pytestmark = pytest.mark.browser


def test_two_write_the_minutes_of_a_meeting_and_a_third_comes_in_by_the_code(world, visit):
    called = call_meetings(world, open_worktable(world))
    begin_minutes(world, called)
    olga, marcela, elena = visit("olga"), visit("marcela", expect_complaints=True), world.client("elena")
    writing = f"/agenda-items/{called.item}/minutes"
    go(olga, f"/meetings/{called.meeting}/minutes")
    go(marcela, writing)
    shown = olga.locator(f"#item-{called.item}")
    expect(shown).to_contain_text("Marcela Iporre está escribiendo")
    marcela.get_by_label("Qué se trató").fill("Hubo preguntas.")
    elena.put(writing, data={"body": "Se leyó la ficha.", "version": "1"})
    expect(shown).to_contain_text("Se leyó la ficha.")
    expect(marcela.get_by_text("Elena Poma guardó otra redacción mientras escribías.")).to_be_visible()
    expect(marcela.get_by_label("Qué se trató")).to_have_value("Hubo preguntas.")  # and nothing of hers is gone
    marcela.get_by_role("button", name="Guardar en el acta").click()
    expect(marcela.get_by_label("Combinado")).to_contain_text("Se leyó la ficha.")
    marcela.get_by_role("button", name="Guardar el combinado").click()
    expect(shown).to_contain_text("Hubo preguntas.")

    elena.post(f"/meetings/{called.meeting}/code")
    go(marcela, f"/meetings/{called.meeting}/code")
    expect(marcela.get_by_text("Ya están 2 personas en la lista.")).to_be_visible()
    phone = visit(java_script_enabled=False, viewport={"width": 360, "height": 740})
    phone.goto(f"/attend/{world.get(Meeting, called.meeting).code}")
    phone.get_by_label("Nombre y apellidos").fill("Justa Canaviri")
    phone.get_by_role("button", name="Anotar mi asistencia").click()
    expect(marcela.get_by_text("Ya están 3 personas en la lista.")).to_be_visible()
