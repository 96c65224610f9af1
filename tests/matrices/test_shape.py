"""Rows and columns: added, named, grouped, moved, removed; and how the table says it."""

import re

from forum.extensions import db
from forum.models import Entry, Matrix, MatrixColumn, MatrixRow


def page(world, who="marcela", query=""):
    return world.client(who).get(f"/matrices/{world.matrix}{query}").text


def heads(html):
    """(scope, label, colspan, rowspan) of every cell of the table's head."""
    found = []
    for attributes, label in re.findall(
        r"<th([^>]*)>([^<]*)</th>", html.partition("<thead>")[2].partition("</thead>")[0]
    ):
        named = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        found.append((named["scope"], label, int(named.get("colspan", 1)), int(named.get("rowspan", 1))))
    return found


def rows(html):
    return re.findall(r'<span class="row-label">([^<]*)</span>', html)


def test_grouped_heads_are_one_cell_over_their_columns(world):
    assert heads(page(world)) == [
        ("col", "Actor", 1, 2),
        ("colgroup", "Rol para promover las compras públicas hacia", 2, 1),
        ("col", "Propuestas", 1, 2),
        ("col", "Desafíos", 1, 2),
        ("col", "La producción nacional", 1, 1),
        ("col", "Los pequeños productores", 1, 1),
    ]


def test_a_cell_names_the_heads_it_stands_under(world):
    html = page(world)
    cell = re.search(rf'<td id="k{world.row.ong}-{world.column[1]}" headers="([^"]*)"', html)[1].split()
    names = dict(re.findall(r'<th id="([^"]+)"[^>]*>([^<]*)</th>', html))
    assert [names.get(id, "ONG") for id in cell] == [
        "ONG",
        "Rol para promover las compras públicas hacia",
        "Los pequeños productores",
    ]


def test_a_row_is_added_behind_another_with_its_group_and_actor(world):
    form = {"label": "Transportistas", "groups": "Sociedad", "after": world.row.municipio, "actor": world.actor.ong}
    assert world.client("marcela").post(f"/matrices/{world.matrix}/rows", data=form).status_code == 303
    html = page(world)
    assert rows(html) == ["Municipio", "Transportistas", "Productores", "Universidad", "ONG"]
    assert re.search(r'<th id="[^"]+" scope="rowgroup" class="row-group">Sociedad</th>', html)


def test_rows_of_one_group_share_its_head(world):
    for row in (world.row.productores, world.row.universidad):
        label = {world.row.productores: "Productores", world.row.universidad: "Universidad"}[row]
        world.client("marcela").put(f"/rows/{row}", data={"label": label, "groups": "Sociedad", "actor": 0})
    assert re.findall(r'scope="rowgroup" class="row-group" rowspan="2">([^<]*)<', page(world)) == ["Sociedad"]


def test_a_column_is_added_under_a_head_and_another_level(world):
    form = {"label": "En compras menores", "groups": "Propuestas; Del actor"}
    world.client("marcela").post(f"/matrices/{world.matrix}/columns", data=form)
    found = heads(page(world))
    assert ("colgroup", "Del actor", 1, 1) in found
    assert ("col", "Desafíos", 1, 3) in found


def test_a_head_over_several_columns_is_renamed_in_all_of_them(world):
    form = {"axis": "columns", "path": ["Rol para promover las compras públicas hacia"], "label": "Rol hacia"}
    assert world.client("marcela").put(f"/matrices/{world.matrix}/headers", data=form).status_code == 303
    with world.app.app_context():
        paths = [db.session.get(MatrixColumn, id).path for id in world.column]
    assert paths[:3] == [
        ["Rol hacia", "La producción nacional"],
        ["Rol hacia", "Los pequeños productores"],
        ["Propuestas"],
    ]


def test_rows_and_columns_are_moved(world):
    client = world.client("marcela")
    client.put(f"/rows/{world.row.ong}/position", data={"by": -3})
    assert rows(page(world))[0] == "ONG"
    client.put(f"/columns/{world.column[3]}/position", data={"by": -1})
    assert [label for _scope, label, *_spans in heads(page(world))][2:4] == ["Desafíos", "Propuestas"]


def test_removing_a_row_with_entries_asks_first(world):
    client = world.client("marcela")
    asked = client.delete(f"/rows/{world.row.productores}")
    assert asked.status_code == 409
    assert "«Productores» tiene 1 entrada." in asked.text
    assert world.get(MatrixRow, world.row.productores).removed_at is None
    client.delete(f"/rows/{world.row.productores}", data={"confirmed": "1"})
    assert rows(page(world)) == ["Municipio", "Universidad", "ONG"]
    assert world.get(Entry, world.accepted).removed_at is None  # it stays with its row
    client.post(f"/matrices/{world.matrix}/undo")
    assert "Asociarse para cumplir" in page(world)


def test_removing_an_empty_column_does_not_ask(world):
    assert world.client("marcela").delete(f"/columns/{world.column[3]}").status_code == 303
    assert world.get(MatrixColumn, world.column[3]).removed_at is not None


def test_only_facilitators_shape(world):
    client = world.client("elena")
    assert client.get(f"/matrices/{world.matrix}/shape").status_code == 403
    assert client.post(f"/matrices/{world.matrix}/rows", data={"label": "X", "actor": 0, "after": 0}).status_code == 403
    assert client.put(f"/rows/{world.row.ong}", data={"label": "X", "actor": 0}).status_code == 403
    assert client.delete(f"/rows/{world.row.ong}").status_code == 403
    assert client.put(f"/rows/{world.row.ong}/position", data={"by": 1}).status_code == 403
    form = {"axis": "columns", "path": ["Propuestas"], "label": "X"}
    assert client.put(f"/matrices/{world.matrix}/headers", data=form).status_code == 403
    with world.app.app_context():
        assert {row.path[-1] for row in db.session.query(MatrixRow)} == {
            "Municipio",
            "Productores",
            "Universidad",
            "ONG",
        }


def test_a_name_that_is_missing_comes_back_with_its_sentence(world):
    form = {"label": " ", "groups": "Sociedad", "actor": 0, "after": 0}
    answer = world.client("marcela").post(f"/matrices/{world.matrix}/rows", data=form)
    assert answer.status_code == 422
    assert "Escribe un nombre." in answer.text
    assert 'value="Sociedad"' in answer.text


def test_a_space_gets_a_matrix_laid_out_by_its_actors(world):
    form = {"title": "Segunda matriz", "template": "actors"}
    answer = world.client("marcela").post("/spaces/compras/matrices", data=form)
    assert answer.status_code == 303
    html = world.client("olga").get(answer.location).text
    assert rows(html) == ["Municipio", "Productores", "Universidad", "ONG"]
    assert ("colgroup", "Rol para promover compras públicas hacia", 2, 1) in heads(html)
    assert world.client("nelida").post("/spaces/compras/matrices", data=form).status_code == 403


def test_an_empty_matrix_says_what_to_do(world):
    answer = world.client("marcela").post("/spaces/compras/matrices", data={"title": "Vacía", "template": "empty"})
    assert "Poner filas y columnas" in world.client("marcela").get(answer.location).text
    assert "Poner filas y columnas" not in world.client("nelida").get(answer.location).text


def test_of_a_space_with_one_matrix_the_list_is_that_one(world):
    assert world.client("nelida").get("/spaces/compras/matrices").location == f"/matrices/{world.matrix}"
    world.client("marcela").post("/spaces/compras/matrices", data={"title": "Otra", "template": "empty"})
    page_of_two = world.client("nelida").get("/spaces/compras/matrices").text
    assert "Matriz de actores" in page_of_two
    assert "Otra" in page_of_two


def test_a_matrix_is_taken_away_and_brought_back(world):
    client = world.client("marcela")
    assert world.client("elena").delete(f"/matrices/{world.matrix}").status_code == 403
    assert client.delete(f"/matrices/{world.matrix}").status_code == 303
    for path in (f"/matrices/{world.matrix}", f"/entries/{world.accepted}", f"/matrices/{world.matrix}/history"):
        assert client.get(path).status_code == 404
    back = f"/spaces/compras/matrices/{world.matrix}/removal"
    assert world.client("elena").delete(back).status_code == 403
    assert client.delete(back).status_code == 303
    assert "Asociarse para cumplir" in page(world)


def test_settings_are_the_facilitator_s(world):
    form = {"title": "Matriz nueva", "question": "¿Qué toca?", "row_headers": "Sector; Actor", "open_editing": "y"}
    assert world.client("elena").put(f"/matrices/{world.matrix}", data=form).status_code == 403
    assert world.client("marcela").put(f"/matrices/{world.matrix}", data=form).status_code == 303
    matrix = world.get(Matrix, world.matrix)
    assert (matrix.title, matrix.row_headers, matrix.open_editing) == ("Matriz nueva", ["Sector", "Actor"], True)
    world.client("marcela").post(f"/matrices/{world.matrix}/undo")
    assert world.get(Matrix, world.matrix).title == "Matriz de actores"
