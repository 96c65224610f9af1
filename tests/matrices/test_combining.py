"""Matrices copied as templates, and several brought into one with nobody's words lost."""

import re

import pytest

from forum.extensions import db
from forum.models import Actor, Entry, Forum, Matrix, MatrixColumn, MatrixRow, Membership, Space


def entries(world, matrix):
    """[(row, column, words, state, author, sources)] of what stands."""
    with world.app.app_context():
        query = (
            db.select(Entry)
            .join(Entry.row)
            .join(Entry.column)
            .where(Entry.matrix_id == matrix, Entry.removed_at.is_(None), MatrixRow.removed_at.is_(None))
            .order_by(MatrixRow.position, MatrixColumn.position, Entry.position)
        )
        return [
            (
                one.row.path[-1],
                one.column.path[-1],
                one.text,
                one.state,
                one.author.name,
                [source.quote[:13] for source in one.sources if not source.removed_at],
            )
            for one in db.session.scalars(query)
        ]


def number(answer):
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


@pytest.fixture
def elsewhere(world):
    """A space that Marcela facilitates, with an actor of a name that is here, too."""
    space = Space(
        slug="otro", title="Otro curso", visibility="members", created_by_id=world.user.marcela, template="course"
    )
    world.elsewhere = world.add(space)
    world.add(
        Membership(space_id=world.elsewhere, user_id=world.user.marcela, role="facilitator"),
        Actor(space_id=world.elsewhere, name="PRODUCTORES", phrase="los productores", position=0, weave=1),
        Membership(space_id=world.elsewhere, user_id=world.user.elena, role="participant"),
    )
    return world


SAID = ("Productores", "Los pequeños productores", "Asociarse para cumplir el volumen semanal")
ASKED = ("Municipio", "Propuestas", "Pagar en treinta días")


def test_a_copy_is_a_template_with_or_without_entries_here_or_elsewhere(elsewhere):
    world, marcela = elsewhere, elsewhere.client("marcela")
    address = f"/matrices/{world.matrix}/copy"
    assert "Otro curso" in marcela.get(address).text
    bare = number(marcela.post(address, data={"title": "Grupo 1", "space": "compras"}))
    assert entries(world, bare) == []
    page = marcela.get(f"/matrices/{bare}").text
    assert re.findall(r'<span class="row-label">([^<]*)', page) == ["Municipio", "Productores", "Universidad", "ONG"]
    assert "Rol para promover las compras públicas hacia" in page

    full = number(marcela.post(address, data={"title": "Grupo 2", "space": "compras", "entries": "y"}))
    assert entries(world, full) == [
        (*ASKED, "proposed", "Wilfredo Ancasi", []),
        (*SAID, "proposed", "Nélida Quispe", ["juntando tres"]),
    ]

    # In another space nobody is named and no post quoted; the actor of that name takes the row.
    away = number(marcela.post(address, data={"title": "Otra", "space": "otro", "entries": "y"}))
    assert [found[4:] for found in entries(world, away)] == [("Marcela Iporre", [])] * 2
    with world.app.app_context():
        rows = db.session.scalars(db.select(MatrixRow).where(MatrixRow.matrix_id == away)).all()
        assert [row.path[0] for row in rows if row.actor_id] == ["Productores"]
    said = marcela.get(f"/matrices/{away}").text.partition("data-table")[2].partition("</table>")[0]
    assert "Asociarse" in said
    assert "Nélida" not in said and "juntando" not in said

    # Who facilitates nowhere makes no copy; who does, makes it there alone.
    assert world.client("nelida").post(address, data={"title": "Mía", "space": "compras"}).status_code == 403
    world.add(
        Membership(
            space_id=world.add(Space(slug="tercero", title="Tercero", created_by_id=1)), user_id=world.user.marcela
        )
    )
    assert marcela.post(address, data={"title": "Mía", "space": "tercero"}).status_code == 422


def test_several_matrices_come_into_one_as_was_shown_and_undo_takes_them_out(elsewhere):
    world, marcela = elsewhere, elsewhere.client("marcela")
    course = number(marcela.post("/spaces/compras/matrices", data={"title": "Curso", "template": "empty"}))
    group = number(marcela.post(f"/matrices/{world.matrix}/copy", data={"title": "Grupo", "space": "compras"}))
    marcela.post(f"/matrices/{group}/rows", data={"label": "Transportistas"})
    with world.app.app_context():
        place = {
            "row": db.session.scalar(db.select(MatrixRow.id).where(MatrixRow.matrix_id == group)),
            "column": db.session.scalar(db.select(MatrixColumn.id).where(MatrixColumn.matrix_id == group)),
        }
    world.client("julian").post(f"/matrices/{group}/entries", data=place | {"text": "Acompañar"})
    beside = world.entry("productores", 1, "Juntarse", "proposed", author="julian")
    marcela.put(f"/entries/{beside}/merging", data={"into": world.accepted})
    away = number(
        marcela.post(f"/matrices/{world.matrix}/copy", data={"title": "Lejos", "space": "otro", "entries": "y"})
    )

    address, asked = f"/matrices/{course}/combination", {"from": [world.matrix, group]}
    assert "Lejos" in marcela.get(address).text
    shown = marcela.get(address, query_string=asked).text
    assert "5 filas nuevas:" in shown and "4 columnas nuevas:" in shown and "Traer 3 propuestas" in shown
    assert entries(world, course) == []
    seen = {"seen": re.search(r'name="seen" value="([^"]+)"', shown)[1]}
    world.client("julian").post(f"/matrices/{group}/entries", data=place | {"text": "Visitar"})
    late = marcela.post(address, data=asked | seen)
    assert late.status_code == 409 and "Una de las matrices cambió" in late.text and "Traer 4 propuestas" in late.text
    seen = {"seen": re.search(r'name="seen" value="([^"]+)"', late.text)[1]}
    assert world.client("nelida").post(address, data=asked | seen).status_code == 403
    assert marcela.post(address, data=asked | seen).status_code == 303
    came = [
        ("Municipio", "La producción nacional", "Acompañar", "proposed", "Julián Barrientos", []),
        ("Municipio", "La producción nacional", "Visitar", "proposed", "Julián Barrientos", []),
        (*ASKED, "proposed", "Wilfredo Ancasi", []),
        (*SAID, "proposed", "Nélida Quispe", ["juntando tres"]),
        (*SAID[:2], "Juntarse", "merged", "Julián Barrientos", []),
    ]
    assert entries(world, course) == came
    assert "trajo 4 entradas de otras matrices" in marcela.get(f"/matrices/{course}/history").text

    # What is there does not come twice; what another space says comes without its people.
    again = marcela.get(address, query_string=asked).text
    assert "Todo lo que dicen esas matrices ya está en esta." in again
    assert "Todo lo que dicen" in marcela.get(address, query_string={"from": [away]}).text
    marcela.post(f"/matrices/{course}/undo")
    assert entries(world, course) == []
    assert re.findall(r'<span class="row-label">', marcela.get(f"/matrices/{course}").text) == []
    marcela.post(f"/matrices/{course}/redo")
    assert entries(world, course) == came
    assert entries(world, world.matrix)[0][:4] == (*ASKED, "proposed")  # the others are as they were

    # One whose matrix one may not read, or take out, is none to choose.
    secret = world.add(Space(slug="secreto", title="Secreto", visibility="members", created_by_id=world.user.ana))
    hidden = world.add(Matrix(space_id=secret, title="Secreta", row_headers=["Actor"], created_by_id=world.user.ana))
    assert marcela.get(address, query_string={"from": [hidden]}).status_code == 404
    assert marcela.post(address, data={"from": [hidden], "seen": ""}).status_code == 404


def test_a_copy_names_nobody_whom_a_forum_without_names_keeps_back(world):
    marcela, julian = world.client("marcela"), world.client("julian")
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    copied = f"/matrices/{world.matrix}/copy"
    names = []
    for turn in range(2):
        made = number(marcela.post(copied, data={"title": "Copia", "space": "compras", "entries": "y"}))
        with world.app.app_context():
            mine = db.select(Entry.id).where(Entry.matrix_id == made, Entry.author_id == world.user.nelida)
            address = f"/entries/{db.session.scalar(mine)}"
        assert SAID[2] in julian.get(address).text
        names += ["Nélida Quispe" in client.get(address).text for client in (julian, marcela)]
        if not turn:  # what it once quoted counts, too
            assert marcela.delete("/sources/1").status_code == 303
    assert names == [False, True] * 2
