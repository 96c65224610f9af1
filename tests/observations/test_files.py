"""Observations in files: the ISO template and sheets with like headings, comments of a Word file, and out again."""

import io

import docx
import openpyxl
import xlsxwriter

from forum.extensions import db
from forum.models import Observation
from tests.worktables.story import CLAUSES, open_worktable

ISO = (
    "MB/\nNC",
    "Line number",
    "Clause/\nSubclause",
    "Paragraph/ Figure/ Table",
    "Type of comment",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
)
ROWS = (
    (
        "Asociación Wara Quinua",
        "12",
        "3.1",
        "«cuero vacuno plena flor»",
        "te",
        "No hay plena flor.",
        "flor corregida",
        "",
    ),
    ("Taller Illimani", "", "4", "Párrafo 2", "ed", "Falta una coma.", "", ""),
    ("", "", "", "", "ge", "La ficha es clara.", "", "Gracias"),
)


def template(rows, heads=ISO):
    """As Word has it: a heading above, the heads twice, on the second page too."""
    document = docx.Document()
    document.add_paragraph("Template for comments and secretariat observations")
    table = document.add_table(rows=0, cols=len(heads))
    for row in (heads, *rows[:1], heads, *rows[1:]):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(rows, heads):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("Observaciones")
    page.merge_range(0, 0, 0, len(heads) - 1, "Observaciones a las fichas")
    for row, cells in enumerate([heads, *rows], start=2):
        for column, words in enumerate(cells):
            page.write(row, column, words)
    book.close()
    return out.getvalue()


def look(client, told, data, name):
    place = f"/documents/{told.document}/observations/import"
    return client.post(place, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def take(client, told, preview):
    token = preview.text.partition('name="file" value="')[2].partition('"')[0]
    return client.put(f"/documents/{told.document}/observations/import", data={"file": token})


def kept(world):
    with world.app.app_context():
        return db.session.scalars(db.select(Observation).order_by(Observation.number)).all()


def test_the_iso_template_is_looked_at_and_then_written(world):
    told, marcela = open_worktable(world), world.client("marcela")
    preview = look(marcela, told, template(ROWS), "comentarios.docx")
    assert preview.status_code == 200 and "Importar las 3 observaciones" in preview.text and kept(world) == []
    assert take(marcela, told, preview).status_code == 303
    first, second, third = kept(world)
    assert (first.clause_id, first.quote, first.kind) == (told.clauses[1], "cuero vacuno plena flor", "technical")
    assert (first.organization_id, first.actor_id) == (world.organization.wara, world.actor.productores)
    assert first.proposal == "flor corregida" and first.origin == "table" and first.author_id is None
    assert (second.organization_name, second.comment) == ("Taller Illimani", "(Párrafo 2) Falta una coma.")
    assert second.clause_id == told.clauses[3] and second.kind == "editorial"
    assert (third.clause_id, third.kind) == (None, "general")
    assert world.client("nelida").get(f"/documents/{told.document}/observations/import").status_code == 403


def test_wrong_rows_are_named_and_nothing_is_written_until_they_are_right(world):
    told, marcela = open_worktable(world), world.client("marcela")
    heads = ("Ficha", "Organización", "Apartado", "Tipo", "Observación", "Razón", "Redacción propuesta")
    rows = [
        ("FT-07", "Taller Illimani", 3.2, "Técnica", "El forro irrita.", "Ensayo 5", "de tela"),
        ("FT-07", "Taller Illimani", "9.9", "técnica", "No existe.", "", ""),
        ("FT-12", "Taller Illimani", "3.2", "técnica", "De otra.", "", ""),
        ("FT-07", "Taller Illimani", "3.2", "urgente", "¿Qué tipo?", "", ""),
        ("FT-07", "Taller Illimani", "3.2", "te", "", "", "Algo"),
    ]
    preview = look(marcela, told, sheet(rows, heads), "observaciones.xlsx")
    assert "4 filas no se pueden importar" in preview.text and 'name="file" value' not in preview.text
    for said in ("Fila 5", "no hay apartado «9.9»", "es de «FT-12»", "«urgente» no se entiende", "falta el comentario"):
        assert said in preview.text, said
    assert marcela.put(f"/documents/{told.document}/observations/import", data={"file": "x"}).status_code == 422
    take(marcela, told, look(marcela, told, sheet(rows[:1], heads), "observaciones.xlsx"))
    (one,) = kept(world)
    assert (one.clause_id, one.reason, one.proposal) == (told.clauses[2], "Ensayo 5", "de tela")
    nothing = look(marcela, told, sheet([], ("Una", "tabla")), "otra.xlsx")
    assert nothing.status_code == 422 and "no tiene observaciones que se entiendan" in nothing.text


def test_word_comments_of_the_document_that_went_round_stand_at_their_clauses(world):
    told, marcela = open_worktable(world), world.client("marcela")
    document = docx.Document()
    document.add_heading("3 Materiales", 1)
    leather = document.add_paragraph("3.1 La capellada será de ")
    quoted = leather.add_run("cuero vacuno plena flor")
    leather.add_run(CLAUSES[1][3].partition("plena flor")[2])
    lining = document.add_paragraph("El forro será de cuero o de tela no tejida, y sin costuras en la zona del talón.")
    other = document.add_paragraph("Algo que nadie había escrito.")
    document.add_comment([quoted], "Casi nadie lo consigue.", author="Lic. Rojas", initials="R")
    document.add_comment(lining.runs, "¿Y la costura?", author="Taller Sur", initials="T")
    document.add_comment(other.runs, "Esto es nuevo.", author="Taller Sur", initials="T")
    assert take(marcela, told, look(marcela, told, saved(document), "FT-07.docx")).status_code == 303
    first, second, third = kept(world)
    assert (first.clause_id, first.quote, first.name) == (told.clauses[1], "cuero vacuno plena flor", "Lic. Rojas")
    assert first.origin == "word" and first.kind == "general"
    assert (second.clause_id, second.quote) == (told.clauses[2], "")
    assert third.clause_id is None and third.comment.startswith("«Algo que nadie había escrito.»")


def test_what_goes_out_comes_in_again(world):
    told, marcela = open_worktable(world), world.client("marcela")
    take(marcela, told, look(marcela, told, template(ROWS), "comentarios.docx"))
    place = f"/worktables/{told.table}/observations/file"
    word = docx.Document(io.BytesIO(world.client("olga").get(f"{place}?format=docx").data))
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert "Cambio propuesto" in cells and "flor corregida" in cells and "técnica" in cells
    excel = marcela.get(f"{place}?format=xlsx&kind=technical").data
    rows = list(openpyxl.load_workbook(io.BytesIO(excel)).worksheets[0].values)
    assert len(rows) == 2 and "No hay plena flor." in rows[1]
    assert marcela.get(f"{place}?format=exe").status_code == 422
    again = look(marcela, told, excel, "otra-vez.xlsx").text
    assert "Importar 1 observación" in again and "No hay plena flor." in again and "«cuero vacuno plena flor»" in again
