"""Tables that several people filled in, brought into one matrix as proposals."""

import io
from datetime import timedelta

import docx

from forum.extensions import db
from forum.models import Entry, MatrixColumn, MatrixRow, TableFile, TableImport
from forum.models.base import now
from forum.readings.matrices.table_imports import author_of
from tests.house.test_doors import NO_NUMBERS


def word(rows, heads, creator=""):
    """A Word file with a table: {row label: [cell, …]}; a cell is a list of bullets."""
    document = docx.Document()
    document.core_properties.author = creator
    table = document.add_table(rows=1, cols=len(heads) + 1)
    for cell, text in zip(table.rows[0].cells, ["Actor", *heads], strict=True):
        cell.text = text
    for label, cells in rows.items():
        line = table.add_row().cells
        line[0].text = label
        for cell, texts in zip(line[1:], cells, strict=True):
            cell.text = texts[0] if texts else ""
            for text in texts[1:]:
                cell.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(world, client, **files):
    sent = [(io.BytesIO(data), name) for name, data in files.items()]
    address = f"/matrices/{world.matrix}/imports"
    return client.post(address, data={"files": sent}, content_type="multipart/form-data")


def test_tables_of_several_people_become_proposals_under_their_names(world):
    world.entry("productores", 2, "Vender juntos")
    marcela = world.client("marcela")
    heads = ["Propuestas", "DESAFIOS"]
    files = {
        # A member, by the file's name; rows called a little otherwise; one that the matrix does not have.
        "Matriz_final-Nelida Quispe v2.docx": word(
            {
                "Productoras": [["Vender juntos", "Entregar cada semana"], []],
                "Comité escolar": [["Probar la ración"], ["Pagar"]],
            },
            heads,
        ),
        # Nobody of the space, by who wrote it; turned round.
        "tabla 2.docx": word(
            {"Propuestas": [["Abrir el registro"], []], "Desafíos": [[], ["Falta flete"]]},
            ["Municipio", "ONG"],
            "Rosa Condori",
        ),
        "roto.docx": b"nada de esto es un documento",
    }
    answer = send(world, marcela, **files)
    assert answer.status_code == 303
    address = answer.location
    page = marcela.get(address).text
    for words in (
        "3 archivos",
        'value="Nélida Quispe"',
        "Participa en este espacio",
        "«Productoras» = «Productores»",
        "1 propuesta nueva; 1 ya está en la matriz",
        "La fila «Comité escolar» no está en la matriz: 2 entradas quedan fuera.",
        'value="Rosa Condori"',
        "sus columnas son las filas de esta matriz",
        "No se pudo leer",
        "3 propuestas nuevas caben en la matriz",
    ):
        assert words in page, words
    with world.app.app_context():
        first, second, _broken = (file.id for file in db.session.get(TableImport, 1).files)
        before = db.session.query(Entry).count()
        assert not (world.app.config["INSTANCE"] / "table-imports" / "1").exists(), "what was read is thrown away"

    form = {f"take-{first}": "1", f"author-{first}": "Nélida Quispe", f"seen-{first}": "1"}
    form |= {f"take-{second}": "1", f"author-{second}": " Rosa  Condori Mamani ", f"seen-{second}": "2"}
    proposals = f"{address}/proposals"
    assert "Di primero dónde van las filas" in marcela.post(proposals, data=form).text
    assert marcela.put(f"{address}/places", data={"row:comite escolar": "out"}).status_code == 303
    assert "Marca al menos un archivo" in marcela.post(proposals, data={}).text
    nameless = marcela.post(proposals, data=form | {f"author-{second}": " "})
    assert nameless.status_code == 422 and "Escribe de quién es cada archivo" in nameless.text
    for typed in ("7", *NO_NUMBERS[:2]):
        assert marcela.post(proposals, data=form | {f"seen-{second}": typed}).status_code == 409
    assert world.client("elena").post(proposals, data=form).status_code in (403, 404)
    with world.app.app_context():
        assert db.session.query(Entry).count() == before, "nothing is written before it is confirmed"
    assert marcela.post(proposals, data=form).status_code == 303
    assert marcela.post(proposals, data=form).status_code == 409, "once"
    with world.app.app_context():
        new = {entry.text: entry for entry in db.session.query(Entry).order_by(Entry.id).offset(before)}
        weekly = new["Entregar cada semana"]
        assert (weekly.author_id, weekly.actor_id) == (world.user.nelida, world.actor.productores)
        assert (weekly.row_id, weekly.column_id, weekly.state) == (world.row.productores, world.column[2], "proposed")
        freight = new["Falta flete"]
        assert freight.origin == {"author": "Rosa Condori Mamani", "actor": "ONG"}
        assert (freight.row_id, freight.column_id) == (world.row.ong, world.column[3])
        assert [file.added for file in db.session.query(TableFile).order_by(TableFile.id)] == [1, 2, None]
    assert "Marcela Iporre importó 3 entradas" in marcela.get(f"/matrices/{world.matrix}/history").text
    assert "Entregar cada semana" in world.client("nelida").get("/spaces/compras/words").text
    marcela.post(f"/matrices/{world.matrix}/undo")
    assert "Falta flete" not in marcela.get(f"/matrices/{world.matrix}").text
    assert marcela.delete(address).status_code == 303 and marcela.get(address).status_code == 404


def test_who_facilitates_says_where_labels_go_that_fit_nowhere(world):
    marcela = world.client("marcela")
    files = {
        "Nélida Quispe.docx": word(
            {"Comité escolar": [["Probar la ración"], ["Falta tiempo"]], "Amas de casa": [["Cocinar"], []]},
            ["Propuestas", "Trabas"],
        ),
        "Teresa Lizárraga.docx": word({"COMITÉ  ESCOLAR": [["Medir la aceptación"], []]}, ["Propuestas", "Desafíos"]),
    }
    address = send(world, marcela, **files).location
    places = f"{address}/places"

    page = marcela.get(address).text
    assert "3 no están en la matriz con ese nombre" in page and page.count("<select") == 3
    assert "Columna nueva «Trabas»" in page and "3 entradas, 2 archivos" in page
    with world.app.app_context():
        shape = db.session.query(MatrixRow).count(), db.session.query(MatrixColumn).count()
        first, second = (file.id for file in db.session.get(TableImport, 1).files)
    gone = marcela.put(places, data={"row:comite escolar": "9999"})
    assert gone.status_code == 422 and "ya no está en la matriz" in gone.text
    for typed in NO_NUMBERS:
        assert (
            marcela.put(places, data={"row:comite escolar": typed, "row:nadie": "new", "x:y": "1"}).status_code == 303
        )
    marcela.put(places, data={"row:comite escolar": "new", "row:amas de casa": "out", "column:trabas": world.column[3]})
    page = marcela.get(address).text
    assert "Cada una tiene su lugar" in page and "«Trabas» = «Desafíos»" in page
    with world.app.app_context():
        assert (db.session.query(MatrixRow).count(), db.session.query(MatrixColumn).count()) == shape, "nothing yet"
    form = {f"take-{first}": "1", f"author-{first}": "Nélida Quispe", f"seen-{first}": "2"}
    form |= {f"take-{second}": "1", f"author-{second}": "Teresa Lizárraga", f"seen-{second}": "1"}
    assert marcela.post(f"{address}/proposals", data=form).status_code == 303
    assert marcela.put(places, data={"row:comite escolar": "out"}).status_code == 409, "too late"
    with world.app.app_context():
        row = db.session.scalar(db.select(MatrixRow).order_by(MatrixRow.id.desc()))
        query = db.select(Entry.text, Entry.column_id, Entry.author_id).where(Entry.row_id == row.id)
        assert row.path == ["Comité escolar"] and set(db.session.execute(query).all()) == {
            ("Probar la ración", world.column[2], world.user.nelida),
            ("Falta tiempo", world.column[3], world.user.nelida),
            ("Medir la aceptación", world.column[2], world.user.teresa),
        }
    assert marcela.post(f"/matrices/{world.matrix}/undo").status_code == 303
    assert "Comité escolar" not in marcela.get(f"/matrices/{world.matrix}").text


def test_whose_a_file_is_is_said_by_its_name_or_by_who_wrote_it():
    for filename, creator, author in (
        ("matriz_maría de la cruz_v3.docx", "Usuario", "María de la Cruz"),
        ("Tabla de Rosa CONDORI (final).docx", "", "Rosa CONDORI"),
        ("tabla 2.docx", "Julio Apaza", "Julio Apaza"),
        ("tabla.docx", "", ""),
    ):
        assert author_of(filename, creator, {}) == author


def test_what_was_stopped_in_the_middle_is_read_again(world):
    with world.app.app_context():
        waits = TableImport(matrix_id=world.matrix, user_id=world.user.marcela, created_at=now() - timedelta(minutes=5))
        waits.files = [TableFile(filename="Nélida Quispe.docx")]
        db.session.add(waits)
        db.session.commit()
        number, file = waits.id, waits.files[0].id
    folder = world.app.config["INSTANCE"] / "table-imports" / str(number)
    folder.mkdir(parents=True)
    (folder / str(file)).write_bytes(word({"ONG": [["Dar talleres"]]}, ["Propuestas"]))
    marcela, address = world.client("marcela"), f"/table-imports/{number}"
    waiting = marcela.get(address).text
    assert "Se están leyendo los archivos" in waiting and "Volver a leer los que faltan" in waiting
    assert marcela.post(f"{address}/proposals", data={f"take-{file}": "1"}).status_code == 409
    piece = marcela.get(address, headers={"HX-Request": "true"})
    assert "0 de 1" in piece.text and "HX-Refresh" not in piece.headers
    assert marcela.post(f"{address}/reading").status_code == 303
    assert "1 propuesta nueva" in marcela.get(address).text
    assert marcela.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_files_are_asked_for_and_not_too_many(world):
    marcela = world.client("marcela")
    assert "Elige los archivos" in send(world, marcela).text
    many = {f"{number}.docx": b"x" for number in range(61)}
    answer = send(world, marcela, **many)
    assert answer.status_code == 422 and "como mucho 60" in answer.text
