"""The workbook, read with openpyxl."""

import io

import openpyxl
import pytest
from hypothesis import given, settings

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options, layout

from .samples import EVERYTHING, big, full, hostile, part, seed, tables, visible

HEADINGS = [
    "Fila",
    "Columna",
    "Entrada",
    "Estado",
    "Autoría",
    "Actor",
    "Motivo",
    "Notas",
    "Palabras citadas",
    "Autoría de las palabras",
    "Lugar",
    "Fecha",
    "Enlace",
    "Cambió",
    "Unida a",
    "Id",
]


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def lines(data):
    """The second sheet as dicts, blanks as ""."""
    head, *rows = opened(data)["Entradas"].iter_rows(values_only=True)
    return [dict(zip(head, (str(value or "") for value in row), strict=True)) for row in rows]


@pytest.mark.parametrize("table", [seed(), hostile(), big()], ids=["seed", "hostile", "big"])
def test_the_second_sheet_has_every_entry_to_the_letter(table):
    said = [(line["Fila"], line["Columna"], line["Entrada"]) for line in lines(exports.write(table, "xlsx", full()))]
    expected = [
        (layout.joined(row.path), layout.joined(column.path), visible(entry.text))
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        for entry in cell
    ]
    assert [line for line in said if line[2]] == expected


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    said = [line["Entrada"] for line in lines(exports.write(table, "xlsx", Options()))]
    assert [text for text in said if text] == [visible(entry.text) for entry in table.entries()]


def test_no_row_and_no_column_is_lost_for_having_no_entry():
    table = Table(
        columns=[Column(["a"]), Column(["b"]), Column(["c"])],
        rows=[
            Row(["uno"], [[], [Entry("x")], []]),
            Row(["dos"], [[], [], []]),
            Row(["tres"], [[Entry("y")], [], []]),
        ],
    )
    said = [(line["Fila"], line["Columna"], line["Entrada"]) for line in lines(exports.write(table, "xlsx", Options()))]
    assert said == [
        ("uno", "a", ""),
        ("uno", "b", "x"),
        ("uno", "c", ""),
        ("dos", "a", ""),
        ("tres", "a", "y"),
    ]


def test_where_an_entry_comes_from():
    found = [line for line in lines(exports.write(seed(), "xlsx", full())) if line["Entrada"] == "Productores hace 1.2"]
    assert len(found) == 1
    line = found[0]
    assert list(line) == HEADINGS
    assert (line["Fila"], line["Estado"], line["Autoría"], line["Actor"]) == (
        "Productores",
        "unida",
        "Nélida Quispe",
        "Productores",
    )
    assert line["Columna"] == "Rol para promover compras públicas hacia › Los pequeños productores"
    assert line["Unida a"] == "unida a «Productores hace 2.0»"
    assert line["Palabras citadas"] == "«palabras del aporte 112»\n«palabras del aporte 113»"
    assert line["Autoría de las palabras"].split("\n") == ["Julián Mamani, Productores, OECOM Totora Pampa"] * 2
    assert line["Lugar"] == "Foro 2\nForo 2"
    assert line["Fecha"] == "12 de noviembre de 2026\n12 de noviembre de 2026"
    assert line["Enlace"].split("\n") == [f"https://tinkuy.example/aportes/{n}" for n in (112, 113)]
    assert line["Id"] == "112"
    declined = next(line for line in lines(exports.write(seed(), "xlsx", full())) if line["Estado"] == "no recogida")
    assert declined["Motivo"] == "no es rol de este actor"


def test_the_second_sheet_is_a_native_table_whose_numbers_are_hidden():
    sheet = opened(exports.write(seed(), "xlsx", full()))["Entradas"]
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:P{sheet.max_row}"
    assert [column.name for column in table.tableColumns] == HEADINGS
    assert sheet.column_dimensions["P"].hidden
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("options", [Options(states=EVERYTHING), full()], ids=["bare", "everything"])
@pytest.mark.parametrize("table", [seed(), hostile()], ids=["seed", "hostile"])
def test_nothing_that_people_typed_is_a_formula_a_number_or_a_link(table, options):
    data = exports.write(table, "xlsx", options)
    for sheet in opened(data):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n") and (cell.data_type == "s" or cell.value is None)
                assert cell.hyperlink is None or cell.hyperlink.target.startswith("https://tinkuy.example/")
    for number in (1, 2):
        assert not list(part(data, f"xl/worksheets/sheet{number}.xml").iter("{*}f"))


def test_a_text_of_digits_stays_a_text():
    table = Table(columns=[Column(["2026"])], rows=[Row(["007"], [[Entry("1e5")]])])
    book = opened(exports.write(table, "xlsx", Options()))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(isinstance(value, str) for value in values)
    assert "007" in values and "1e5" in values


def test_the_first_sheet_is_the_matrix_with_its_heads_merged():
    sheet = opened(exports.write(seed(), "xlsx", full(sources=False, authors=False))).worksheets[0]
    assert sheet.title == "Matriz"
    assert [sheet[f"A{n}"].value for n in (1, 2, 3)] == [
        "Matriz de actores",
        "¿Cuál es el rol de cada actor?",
        "Compras públicas · Edición 2, 19 de noviembre de 2026 · https://tinkuy.example/matrices/7",
    ]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A5:A6", "B5:C5", "D5:D6", "E5:E6"]
    assert sheet["B5"].value == "Rol para promover compras públicas hacia"
    assert [sheet.cell(6, column).value for column in (2, 3)] == ["La producción nacional", "Los pequeños productores"]
    assert str(sheet["C8"].value) == (
        "• Productores hace 1.0  propuesta\n"
        "• Productores hace 1.1  no recogida: no es rol de este actor\n"
        "• Productores hace 1.2  unida a «Productores hace 2.0»"
    )
    struck = [run for run in sheet["C8"].value if not isinstance(run, str) and run.font.strike]
    assert [run.text for run in struck] == ["Productores hace 1.1"]
    assert sheet["C8"].alignment.wrap_text


def test_the_first_sheet_is_set_up_for_print():
    sheet = opened(exports.write(seed(), "xlsx", full())).worksheets[0]
    assert sheet.freeze_panes == "B7"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.print_title_cols == "$A:$A"
    assert sheet.oddFooter.right.text == "Página &P de &N"


def test_a_wide_matrix_goes_over_several_sheets_side_by_side():
    table = big(rows=2)
    for row in table.rows:
        row.cells = [[Entry("palabra " * 12) for _ in range(20)] for _ in row.cells]
    assert opened(exports.write(table, "xlsx", Options())).worksheets[0].page_setup.fitToWidth > 1


def test_row_groups_are_merged():
    sheet = opened(exports.write(big(rows=10, columns=2), "xlsx", Options())).worksheets[0]
    assert {"A5:A12", "A13:A14"} <= set(map(str, sheet.merged_cells.ranges))


def test_more_than_a_cell_holds_goes_on_in_the_second_sheet():
    long = ["palabra " * 500 + str(n) for n in range(20)]
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry(text) for text in long]])])
    data = exports.write(table, "xlsx", Options())
    cell = str(opened(data).worksheets[0]["B2"].value)
    assert len(cell) <= 32_767 and cell.endswith("(sigue en la hoja «Entradas»)")
    assert [line["Entrada"] for line in lines(data)] == long


def test_a_text_longer_than_a_cell_is_cut_with_a_sign():
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry("x" * 40_000)]])])
    (line,) = lines(exports.write(table, "xlsx", Options()))
    assert len(line["Entrada"]) == 32_767 and line["Entrada"].endswith("…")


def test_properties():
    properties = opened(exports.write(seed(), "xlsx", full())).properties
    assert (properties.title, properties.subject, properties.creator) == (
        "Matriz de actores",
        "¿Cuál es el rol de cada actor?",
        "Compras públicas",
    )
