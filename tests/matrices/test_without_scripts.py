"""Everything by plain pages and forms: where there is no JavaScript, or it did not come."""

from forum.extensions import db
from forum.models import Entry, MatrixRow, Source

from .plain_browser import press


def newest(world):
    with world.app.app_context():
        return db.session.scalar(db.select(Entry).order_by(Entry.id.desc()).limit(1)).id


def test_a_participant_proposes_rewords_and_withdraws(world):
    client = world.client("wilfredo")
    where = f"/matrices/{world.matrix}/entries/new?row={world.row.municipio}&column={world.column[3]}"
    answer = press(client, where, "Proponer la entrada", text="Subir la parte local")
    assert answer.status_code == 303
    entry = newest(world)
    assert answer.location == f"/matrices/{world.matrix}#e{entry}"
    assert world.get(Entry, entry).column_id == world.column[3]
    assert press(client, f"/entries/{entry}/edit", "Guardar la entrada", text="Subir más").status_code == 303
    assert world.get(Entry, entry).text == "Subir más"
    assert press(client, f"/entries/{entry}", "Retirar").status_code == 303
    assert world.get(Entry, entry).removed_at is not None


def test_a_facilitator_decides_moves_unites_and_undoes(world):
    client = world.client("marcela")
    page = f"/entries/{world.proposed}"
    assert press(client, page, "Aceptar").status_code == 303
    assert world.get(Entry, world.proposed).state == "accepted"
    press(client, page, "Volver a propuesta")
    press(client, f"{page}/decision", "No recoger", reason="no toca aquí")
    assert world.get(Entry, world.proposed).state == "declined"
    press(client, page, "Volver a propuesta")
    press(
        client, f"{page}/position", "Mover la entrada", row=world.row.productores, column=world.column[1], place="start"
    )
    press(client, f"{page}/merging", "Unir las entradas", into=world.accepted)
    assert world.get(Entry, world.proposed).merged_into_id == world.accepted
    press(client, page, "Separar")
    assert world.get(Entry, world.proposed).state == "proposed"
    press(client, f"/matrices/{world.matrix}", "Deshacer")
    assert world.get(Entry, world.proposed).state == "merged"


def test_a_conflict_is_settled_on_its_page(world):
    client = world.client("marcela")
    html = client.get(f"/entries/{world.accepted}/edit").text
    assert 'name="version" value="1"' in html
    world.client("ana").put(f"/entries/{world.accepted}", data={"text": "Asociarse y vender", "version": 1})
    answer = client.post(f"/entries/{world.accepted}?_method=PUT", data={"text": "Asociarse juntos", "version": 1})
    assert answer.status_code == 409
    assert "<h1>Ana Choque guardó esta entrada mientras escribías</h1>" in answer.text
    assert "Guardar el combinado" in answer.text
    assert "Dejar el mío como propuesta aparte" in answer.text


def test_a_source_is_added_and_taken_away(world):
    client = world.client("marcela")
    words = "dividir la licitación por distritos"
    page = f"/entries/{world.accepted}"
    assert (
        press(client, f"{page}/sources", "Añadir la fuente", post=str(world.post.answer), quote=words).status_code
        == 303
    )
    assert words in client.get(page).text
    press(client, page, "Quitar esta fuente")
    with world.app.app_context():
        left = db.session.query(Source).filter_by(entry_id=world.accepted, removed_at=None).count()
    assert left == 1


def test_a_passage_is_carried(world):
    address = f"/posts/{world.post.opening}/citation?quote=juntando+tres+asociaciones"
    answer = press(world.client("julian"), address, "Llevar a la matriz", column=world.column[2], text="Juntarse")
    assert answer.status_code == 303
    entry = world.get(Entry, newest(world))
    assert (entry.row_id, entry.text) == (world.row.productores, "Juntarse")


def test_rows_and_columns_are_shaped(world):
    client = world.client("marcela")
    page = f"/matrices/{world.matrix}/shape"
    assert press(client, page, "Añadir la fila", label="Transportistas").status_code == 303
    assert press(client, page, "Añadir la columna", label="Plazos").status_code == 303
    press(client, f"/rows/{world.row.ong}/edit", "Guardar la fila", label="ONG y fundaciones")
    assert world.get(MatrixRow, world.row.ong).path == ["ONG y fundaciones"]
    press(client, f"/columns/{world.column[2]}/edit", "Guardar la columna", label="Lo que propone")
    press(client, page, "Guardar el nombre", label="Rol hacia")
    html = client.get(f"/matrices/{world.matrix}").text
    for words in ("Transportistas", "Plazos", "ONG y fundaciones", "Lo que propone", "Rol hacia"):
        assert words in html
    asked = press(client, page, "Quitar «Productores»")
    assert asked.status_code == 409
    assert "Quitar con sus entradas" in asked.text


def test_settings_and_taking_away(world):
    client = world.client("marcela")
    page = f"/matrices/{world.matrix}/settings"
    assert press(client, page, "Guardar los ajustes", title="Otra", open_editing="y").status_code == 303
    assert "Otra" in client.get(f"/matrices/{world.matrix}").text
    assert press(client, page, "Retirar la matriz").status_code == 303
    assert press(client, "/spaces/compras/matrices", "Recuperar").status_code == 303
    assert press(client, "/spaces/compras/matrices/new", "Crear la matriz", title="Nueva").status_code == 303
