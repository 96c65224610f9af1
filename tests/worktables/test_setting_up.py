"""A working table: opened, read, changed, taken away and brought back; its page for anybody where it is open."""

from forum.extensions import db
from forum.models import Worktable

from .story import open_worktable

FORM = {"title": "Uniformes", "purpose": "Revisar 35 fichas.\n\nCon los gremios.", "starts_on": "03/04/2027"}


def test_a_facilitator_opens_a_working_table_and_says_what_it_is_for(world):
    marcela = world.client("marcela")
    assert ">Mesas</a>" not in world.client("nelida").get("/spaces/compras").text
    assert "todavía no tiene una mesa" in marcela.get("/spaces/compras/worktables").text
    answer = marcela.post("/spaces/compras/worktables", data=FORM | {"ends_on": "14/04/2027"})
    assert answer.status_code == 303
    home = world.client("nelida").get("/spaces/compras").text
    assert "Mesas de trabajo" in home and answer.location in home
    assert ">Mesas</a>" in world.client("nelida").get("/spaces/compras").text
    html = world.client("nelida").get(answer.location).text
    assert "Revisar 35 fichas." in html and "Con los gremios." in html and "Ajustes de la mesa" not in html
    assert world.client("nelida").get("/spaces/compras/worktables").location == answer.location


def test_days_that_run_backwards_bring_the_form_back_with_what_was_typed(world):
    answer = world.client("marcela").post("/spaces/compras/worktables", data=FORM | {"ends_on": "01/04/2027"})
    assert answer.status_code == 422
    assert "El fin debe ser el mismo día del inicio o después." in answer.text and "Revisar 35 fichas." in answer.text
    assert 'value="01/04/2027"' in answer.text
    with world.app.app_context():
        assert db.session.query(Worktable).count() == 0


def test_it_is_changed_taken_away_and_brought_back(world):
    table, marcela = open_worktable(world).table, world.client("marcela")
    assert "Revisamos fichas técnicas." in marcela.get(f"/worktables/{table}/settings").text
    assert marcela.put(f"/worktables/{table}", data=FORM | {"outcome": "Se entregaron."}).status_code == 303
    assert "Se entregaron." in marcela.get(f"/worktables/{table}").text
    marcela.delete(f"/worktables/{table}")
    assert marcela.get(f"/worktables/{table}").status_code == 404
    assert "Retiradas" in marcela.get("/spaces/compras/worktables").text
    marcela.delete(f"/spaces/compras/worktables/{table}/removal")
    assert marcela.get(f"/worktables/{table}").status_code == 200


def test_anybody_reads_the_page_of_an_open_one_and_nobody_else_of_another(world):
    closed, opened = open_worktable(world), open_worktable(world, public=True)
    for person in (None, "pedro"):
        assert world.client(person).get(f"/worktables/{closed.table}").status_code == 404
        html = world.client(person).get(f"/worktables/{opened.table}").text
        assert "Revisamos fichas técnicas." in html and "/spaces/compras" not in html
