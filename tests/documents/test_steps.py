"""The states of a document: one step after the other, on which days anybody may observe, and the last step back."""

from datetime import date, timedelta

from forum.extensions import db
from forum.models import Document, Observation, is_open_to_public, today_in
from tests.worktables.story import open_worktable

WINDOW = {"state": "prepublished", "opens_on": "03/04/2027", "closes_on": "10/04/2027", "note": "A pedido del gremio"}


def test_a_document_goes_its_way_and_the_last_step_back_while_nobody_acted_on_it(world):
    story = open_worktable(world, state="draft")
    marcela, page = world.client("marcela"), f"/documents/{story.document}"
    missing = marcela.post(f"{page}/steps", data=WINDOW | {"closes_on": ""})
    assert missing.status_code == 422 and "Escribe hasta qué día se puede observar." in missing.text
    assert "A pedido del gremio" in missing.text and 'value="03/04/2027"' in missing.text
    turned = marcela.post(f"{page}/steps", data=WINDOW | {"closes_on": "01/04/2027"})
    assert "El último día debe ser el mismo del primero o después." in turned.text
    assert "Publica primero una versión" in marcela.post(f"/documents/{story.draft}/steps", data=WINDOW).text
    assert marcela.post(f"{page}/steps", data=WINDOW).status_code == 303
    html = marcela.get(page).text
    assert "Prepublicado, del 3 al 10 de abril" in html and "A pedido del gremio" in html and "Marcela Iporre" in html
    assert marcela.post(f"{page}/steps", data=WINDOW | {"closes_on": "15/04/2027"}).status_code == 303
    assert "del 3 al 15 de abril" in marcela.get(page).text
    assert (
        "Deshacer este paso" in marcela.get(page).text
        and "Deshacer este paso" not in world.client("nelida").get(page).text
    )
    assert marcela.delete(f"{page}/steps/1").status_code == 409  # the first one, which is not the last
    assert marcela.delete(f"{page}/steps/2").status_code == 303
    html = marcela.get(page).text
    assert "del 3 al 10 de abril" in html and "se deshizo" in html
    seen = Observation(document_id=story.document, number=1, version_id=story.version, kind="general", comment="Algo")
    world.add(seen)
    html = marcela.get(page).text
    assert "No se puede deshacer." in html and "llegaron observaciones" in html
    refused = marcela.delete(f"{page}/steps/1")
    assert refused.status_code == 409 and "llegaron observaciones" in refused.text
    assert marcela.post(f"{page}/steps", data={"state": "closed"}).status_code == 303
    again = marcela.post(f"{page}/steps", data={"state": "review"})
    assert again.status_code == 422 and "ya pasó por ese estado" in again.text


def test_anybody_observes_on_the_days_of_the_window_as_the_space_counts_them(world):
    story = open_worktable(world, state="prepublished")
    with world.app.app_context():
        document = db.session.get(Document, story.document)
        assert is_open_to_public(document)  # no days were said
        document.opens_on, document.closes_on = date(2027, 4, 3), date(2027, 4, 10)
        days = [date(2027, 4, day) for day in (2, 3, 10, 11)]
        assert [is_open_to_public(document, day) for day in days] == [False, True, True, False]
        today = today_in(document.worktable.space)
        document.opens_on, document.closes_on = today - timedelta(2), today - timedelta(1)
        db.session.commit()
    assert (
        "Hoy no se reciben observaciones del público" in world.client("olga").get(f"/documents/{story.document}").text
    )
    with world.app.app_context():
        document = db.session.get(Document, story.document)
        document.state, document.closes_on = "review", today
        assert not is_open_to_public(document)
        db.session.rollback()
