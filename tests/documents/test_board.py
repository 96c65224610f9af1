"""The documents of a working table: the board and the table; opening one, taking it away, bringing it back."""

from forum.extensions import db
from forum.models import AgendaItem, Document, Meeting, Observation
from forum.models.base import now
from tests.worktables.story import open_worktable

CHAIR = {"code": "FT-21", "title": "Silla de oficina", "sector": "Muebles de madera", "demander": "Policía"}


def test_a_facilitator_adds_changes_removes_and_brings_back_a_document(world):
    table, marcela = open_worktable(world).table, world.client("marcela")
    form = marcela.get(f"/worktables/{table}/documents/new").text
    assert "Metalmecánica" in form and "Nélida Quispe" in form and "Pedro Vilca" not in form
    answer = marcela.post(f"/worktables/{table}/documents", data=CHAIR | {"responsible_id": world.user.nelida})
    assert answer.status_code == 303
    html = marcela.get(answer.location).text
    assert "Silla de oficina" in html and "Nélida Quispe" in html and "todavía no tiene una versión" in html
    taken = marcela.post(f"/worktables/{table}/documents", data=CHAIR)
    assert taken.status_code == 422 and "El código FT-21 ya es de «Silla de oficina»." in taken.text
    outsider = marcela.put(answer.location, data=CHAIR | {"responsible_id": world.user.pedro})
    assert outsider.status_code == 422 and "Elige a alguien que participe en el espacio." in outsider.text
    for typed in ("9" * 30, "x"):
        assert marcela.put(answer.location, data=CHAIR | {"responsible_id": typed}).status_code in (303, 422)
    assert marcela.put(answer.location, data=CHAIR | {"title": "Silla giratoria"}).status_code == 303
    assert marcela.delete(answer.location).status_code == 303
    assert marcela.get(answer.location).status_code == 404
    assert "Silla giratoria" in marcela.get(f"/worktables/{table}/documents").text
    assert "Silla giratoria" not in world.client("nelida").get(f"/worktables/{table}/documents").text
    number = answer.location.rsplit("/", 1)[1]
    assert marcela.delete(f"/worktables/{table}/documents/{number}/removal").status_code == 303
    assert "Silla giratoria" in world.client("nelida").get(answer.location).text
    assert marcela.delete(f"/worktables/{table}/documents/{number}/removal").status_code == 404


def test_board_and_table_narrow_sort_and_count_in_a_constant_number_of_queries(world, queries):
    story = open_worktable(world)
    with world.app.app_context():
        for n in range(3):
            db.session.add(
                Observation(
                    document_id=story.document,
                    number=n + 1,
                    version_id=story.version,
                    kind="general",
                    comment="Algo",
                    standing="waiting" if n == 2 else "published",
                )
            )
        meeting = Meeting(worktable_id=story.table, number=4, starts_at=now())
        shoe = db.session.get(Document, story.document)
        db.session.add_all([meeting, AgendaItem(meeting=meeting, position=0, title="Calzado", documents=[shoe])])
        db.session.commit()
    olga, page = world.client("olga"), f"/worktables/{story.table}/documents"
    html = olga.get(page).text
    assert "Camisa de faena" in html and "2 por responder" in html and "Ninguno" in html
    assert "Sesión 4" in html and "sesión 4" in olga.get(f"/documents/{story.document}").text
    piece = olga.get(page, headers={"HX-Request": "true"}).text
    assert "Sesión 4" in piece and "<html" not in piece
    narrowed = olga.get(f"{page}?view=table&sector=Textil&order=open").text
    assert "Camisa de faena" in narrowed and "Zapato de vestir" not in narrowed and "↑" in narrowed
    assert "Ningún documento es así." in olga.get(f"{page}?state=delivered&responsible=99999999999").text
    counts = []
    for more in (0, 35):
        with world.app.app_context():
            for n in range(more):
                db.session.add(Document(worktable_id=story.table, code=f"X-{n}", title="Otro", state="review"))
            db.session.commit()
        for view in ("", "?view=table"):
            with queries() as seen:
                olga.get(page + view)
            counts.append(len(seen))
    assert len(set(counts)) == 1 and counts[0] <= 12


def test_a_draft_is_for_who_takes_part_and_the_rest_for_anybody_where_the_table_is_open(world):
    closed, opened = open_worktable(world), open_worktable(world, public=True)
    visitor = world.client()
    for address in (f"/worktables/{closed.table}/documents", f"/documents/{closed.document}"):
        assert visitor.get(address).status_code == 404
    html = visitor.get(f"/worktables/{opened.table}/documents").text
    assert "Zapato de vestir" in html and "Camisa de faena" not in html and "Retirados" not in html
    column = "<h2>Borrador"  # that it is empty would not be true
    assert column not in html and column in world.client("olga").get(f"/worktables/{opened.table}/documents").text
    paper = visitor.get(f"/documents/{opened.document}").text
    assert f'id="clause-{opened.clauses[1]}"' in paper and "La capellada será de cuero" in paper
    assert "Cambiar de estado" not in paper
    assert visitor.get(f"/versions/{opened.version}").status_code == 200
    assert visitor.get(f"/documents/{opened.draft}").status_code == 404
    assert world.client("olga").get(f"/documents/{opened.draft}").status_code == 200
