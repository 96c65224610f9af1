"""The long form for spreadsheets."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options
from forum.exports.csv import QUOTED

from .samples import full, hostile, seed, tables, visible


def lines(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def undone(text):
    return text[1:] if QUOTED.match(text) else text


def test_what_excel_in_spanish_opens():
    data = exports.write(seed(), "csv", full())
    assert data.startswith(b"\xef\xbb\xbfFila;Columna;Entrada;Estado;Autor\xc3\xada;Actor;Motivo;Fuentes\r\n")


def test_one_line_an_entry():
    said = lines(exports.write(seed(), "csv", full()))
    assert len([line for line in said if line["Entrada"]]) == len(list(seed().entries()))
    line = next(line for line in said if line["Entrada"] == "Productores hace 1.1")
    assert line == {
        "Fila": "Productores",
        "Columna": "Rol para promover compras públicas hacia › Los pequeños productores",
        "Entrada": "Productores hace 1.1",
        "Estado": "no recogida",
        "Autoría": "Nélida Quispe",
        "Actor": "Productores",
        "Motivo": "no es rol de este actor",
        "Fuentes": "«palabras del aporte 111» Julián Mamani, Productores, OECOM Totora Pampa, Foro 2, "
        "12 de noviembre de 2026 https://tinkuy.example/aportes/111",
    }


def test_an_empty_cell_of_the_first_row_still_names_its_column():
    said = lines(exports.write(seed(), "csv", Options()))
    assert [line["Entrada"] for line in said if (line["Fila"], line["Columna"]) == ("Municipio", "Propuestas")] == [""]


@pytest.mark.parametrize("options", [Options(), full()])
def test_no_field_begins_as_a_formula_does(options):
    data = exports.write(hostile(), "csv", options)
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not [field for field in row if re.match(r"[=+\-@\t\r]", field)]


def test_the_hostile_matrix_comes_back_to_the_letter():
    said = [undone(line["Entrada"]) for line in lines(exports.write(hostile(), "csv", full()))]
    assert [text for text in said if text] == [visible(entry.text) for entry in hostile().entries()]


@given(st.text(st.sampled_from("'=+-@\t\r a;\"\n"), min_size=1).filter(lambda text: text.strip()))
def test_the_guard_can_be_undone(text):
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry(text)]])])
    (line,) = lines(exports.write(table, "csv", Options()))
    assert undone(line["Entrada"]) == visible(text)


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    said = [undone(line["Entrada"]) for line in lines(exports.write(table, "csv", Options()))]
    assert [text for text in said if text] == [visible(entry.text) for entry in table.entries()]
