"""Figures that come in with a file: wrong cells are named by row and column, nothing is written before."""

import io
import re
from datetime import date
from html import unescape

import openpyxl
from openpyxl import Workbook

from forum.extensions import db
from forum.models import Figure

from .story import count_services
from .test_figures import plain, told


def workbook(rows, merged=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, indicator, data, filename, **more):
    return client.post(
        f"/indicators/{indicator}/imports", data={"file": (io.BytesIO(data), filename), "source": "Registro"} | more
    )


def carried(html):
    """What a preview would send."""
    return {name: unescape(re.search(rf'name="{name}" value="([^"]*)"', html)[1]) for name in ("lines", "source")}


def test_a_sheet_with_merged_cells_and_dates_as_text_is_refused_cell_by_cell_and_then_taken(world):
    made, marcela = count_services(world), world.client("marcela")
    head = ["Servicios de 2025", None, None, None], ["Centro", "Mes", "Valor", "Fuente"]
    wrong = [
        *head,
        ["Asociación Wara Quinua", "01/07/2025", "1.204", "Cuaderno"],
        [None, "agosto de 2025", "1,5", None],
        ["Cooperativa Ila", date(2025, 7, 1), 860, None],
        ["Cooperativa Illa", "mediados de julio", "muchos", None],
        ["Asociación Wara Quinua", "2025-07", 3, None],
        ["Total", None, 2000, None],
    ]
    answer = send(marcela, made.indicator, workbook(wrong, ["A3:A4"]), "datos.xlsx")
    assert answer.status_code == 422
    for sentence in (
        "Fila 4, columna C: Esto se cuenta en enteros: «1,5» tiene decimales.",
        "Fila 5, columna A: no hay una organización «Cooperativa Ila» en este espacio.",
        "Fila 6, columna B: No se entiende el período «mediados de julio».",
        "Fila 6, columna C: «muchos» no es un número.",
        "Fila 7, columna C: repite el dato de la fila 3.",
        "5 celdas por corregir",
    ):
        assert sentence in plain(unescape(answer.text)), sentence
    assert len(told(world)) == 1
    # Corrected, a preview says how it was understood, and only its own button writes.
    right = [
        *head,
        ["Asociación Wara Quinua", "01/07/2025", "1.204", "Cuaderno"],
        [None, "agosto de 2025", "1,500", None],
        [None, date(2025, 9, 1), 118, None],
        ["Cooperativa Illa", "jul. 2025", 860, None],
    ]
    answer = send(marcela, made.indicator, workbook(right, ["A3:A5"]), "datos.xlsx")
    assert answer.status_code == 200 and "4 datos por importar" in answer.text and len(told(world)) == 1
    assert "septiembre de 2025 118 120" in plain(answer.text) and "1 cambia un dato que ya estaba" in answer.text
    door, form = f"/indicators/{made.indicator}/imports", carried(answer.text)
    assert marcela.post(door, data=form).status_code == 422
    assert len(told(world)) == 1
    assert marcela.post(door, data=form | {"lines": form["lines"].replace("1.204", "x")}).status_code == 422
    assert marcela.post(door, data=form | {"lines": "[{}]"}).status_code == 422
    assert marcela.post(door, data=form | {"reason": "Faltaba una devolución"}).status_code == 303
    wara = world.organization.wara
    assert sorted(told(world)) == [
        (wara, "2025-07-01", "1204"),
        (wara, "2025-08-01", "1500"),
        (wara, "2025-09-01", "118"),
        (made.other, "2025-07-01", "860"),
    ]
    assert "Nada nuevo" in marcela.post(door, data=form | {"reason": "Otra vez"}).text
    assert world.client("elena").post(door, data=form).status_code == 403


def test_months_as_columns_under_their_year_and_a_csv_of_ours(world):
    made, marcela = count_services(world), world.client("marcela")
    lines = (
        "Ventas;2025;2025;2025\r\nInstitución;Ene;Feb;Mar\r\nCooperativa Illa;4 914;;12.000\r\nSuma;4914;0;12000\r\n"
    )
    answer = send(marcela, made.indicator, lines.encode("cp1252"), "meses.csv")
    assert "2 datos por importar" in answer.text and "enero de 2025 4 914" in plain(answer.text), answer.text
    marcela.post(f"/indicators/{made.indicator}/imports", data=carried(answer.text))
    assert {row[1:] for row in told(world)} >= {("2025-01-01", "4914"), ("2025-03-01", "12000")}
    # What went out as a file comes in again; the sheet to fill in has the organizations.
    out = marcela.get(f"/indicators/{made.indicator}/file?format=csv&period=2025-01").data
    assert "1 dato por importar" in send(marcela, made.indicator, out, "servicios.csv").text
    sheet = openpyxl.load_workbook(io.BytesIO(marcela.get(f"/indicators/{made.indicator}/template").data)).active
    assert [row[0].value for row in sheet] == ["Organización", "Asociación Wara Quinua", "Cooperativa Illa"]
    for data, name, sentence in (
        (b"Nombre;Edad\r\nAna;3\r\n", "otra.csv", "no se encontraron los encabezados"),
        ("Organización;Período;Dato\r\n".encode(), "nada.csv", "y debajo ningún dato"),
        (b"PK\x03\x04nada", "rota.xlsx", "No se pudo leer"),
    ):
        answer = send(marcela, made.indicator, data, name)
        assert answer.status_code == 422 and sentence in answer.text, name
    with world.app.app_context():
        assert db.session.query(Figure).count() == 3
