"""Workbooks and comma-separated values."""

import datetime
import io

import openpyxl
import pytest

from forum import imports
from tests.imports.files import cell, xlsx

pytestmark = pytest.mark.usefixtures("without_process")


def workbook(*sheets):
    """An Excel file; each sheet is (name, rows, merged ranges)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestWorkbook:
    def test_merged_cells_are_groups(self, best):
        rows = [
            ["Matriz de actores"],
            [],
            ["SECTOR", "ACTOR", "ROL HACIA", None, "IDEAS"],
            [None, None, "LO NACIONAL", "LO PEQUEÑO"],
            ["Público", "Municipio", "• Comprar\n• Publicar", "Visitar", None],
            [None, "Gobernación", None, None, "Un mapa\nUn censo"],
            ["Privado", "MyPE", "- Vender\n  cerca", None, None],
        ]
        data = workbook(("Hoja", rows, ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "A5:A6"]))
        assert best(data, "matriz.xlsx") == (
            ["SECTOR", "ACTOR"],
            [["ROL HACIA", "LO NACIONAL"], ["ROL HACIA", "LO PEQUEÑO"], ["IDEAS"]],
            [
                (["Público", "Municipio"], [["Comprar", "Publicar"], ["Visitar"], []]),
                (["Público", "Gobernación"], [[], [], ["Un mapa", "Un censo"]]),
                (["Privado", "MyPE"], [["Vender\n  cerca"], [], []]),
            ],
        )
        assert imports.read(data, "matriz.xlsx").tables[0].table.title == "Matriz de actores"

    def test_actors_with_a_line_for_each_entry(self, best):
        rows = [["ACTOR", "IDEAS"], ["ONG", "1"], [None, "2"], [], ["MyPE", "3"], [None, "4"]]
        assert best(workbook(("Hoja", rows, [])), "m.xlsx")[2] == [(["ONG"], [["1", "2"]]), (["MyPE"], [["3", "4"]])]

    def test_numbers_dates_and_truths_as_somebody_reads_them(self, best):
        book = openpyxl.Workbook()
        book.active.append(["Actor", *"abcdefgh"])
        values = [5, 1.9, 0.267, datetime.date(2026, 11, 9), datetime.datetime(2026, 11, 9, 8, 5), True, "=1+1", "007"]
        book.active.append(["ONG", *values])
        book.active["D2"].number_format = "0.0%"
        found = imports.read(saved(book), "m.xlsx").tables[0]
        assert [entry.text for entry in found.table.entries()] == [
            "5",
            "1,9",
            "26,7\u00a0%",
            "09/11/2026",
            "09/11/2026 08:05",
            "VERDADERO",
            "007",
        ]
        assert [(left.what, left.why) for left in found.left_out] == [
            ("1 fórmula", "su resultado no está guardado en el archivo")
        ]

    def test_every_visible_sheet_is_a_table(self):
        rows = [["Actor", "Ideas"], ["ONG", "1"]]
        book = openpyxl.load_workbook(
            io.BytesIO(
                workbook(("Uno", rows, []), ("Oculta", rows, []), ("Vacía", [], []), ("Dos", [*rows, ["M", "2"]], []))
            )
        )
        book["Oculta"].sheet_state = "hidden"
        reading = imports.read(saved(book), "m.xlsx")
        assert [found.name for found in reading.tables] == ["Uno", "Dos"]
        assert reading.tables[reading.best].name == "Dos"

    def test_hidden_rows_and_columns_are_left_out_and_it_is_said(self):
        book = openpyxl.load_workbook(
            io.BytesIO(workbook(("Hoja", [["Actor", "id", "Ideas"], ["ONG", "1", "a"], ["MyPE", "2", "b"]], [])))
        )
        book.active.column_dimensions["B"].hidden = True
        book.active.row_dimensions[3].hidden = True
        found = imports.read(saved(book), "m.xlsx").tables[0]
        assert found.table.counts == (1, 1, 1)
        assert [left.what for left in found.left_out] == ["1 fila oculta", "1 columna oculta"]

    def test_cells_far_apart_are_read_as_neighbours(self, best):
        sheet = f'<row r="1">{cell("A1", "Actor")}{cell("XFD1", "Ideas")}</row>'
        sheet += f'<row r="1048576">{cell("A1048576", "ONG")}{cell("XFD1048576", "1")}</row>'
        data = xlsx(f"<dimension ref='A1:XFD1048576'/><sheetData>{sheet}</sheetData>")
        assert best(data, "m.xlsx") == (["Actor"], [["Ideas"]], [(["ONG"], [["1"]])])

    def test_merges_over_the_whole_sheet_cost_nothing(self, best):
        sheet = f'<row r="1">{cell("A1", "Actor")}{cell("B1", "Ideas")}</row>'
        sheet += f'<row r="2">{cell("A2", "ONG")}{cell("B2", "1")}</row>'
        merged = '<mergeCells count="2"><mergeCell ref="C3:XFD1048576"/><mergeCell ref="C1:XFD2"/></mergeCells>'
        assert best(xlsx(f"<sheetData>{sheet}</sheetData>{merged}"), "m.xlsx")[2] == [(["ONG"], [["1"]])]


LONG = "Fila;Columna;Entrada;Estado;Autoría;Actor;Motivo;Fuentes\r\n"


class TestCommaSeparated:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_a_plain_table(self, best, encoding, delimiter):
        lines = [["Actor", "Ideas", "Desafíos"], ["Niñez", "Sembrar, regar; podar", ""], ["ONG", "1", "2"]]
        text = "\r\n".join(
            delimiter.join(f'"{text}"' if text.strip("abc") else text for text in line) for line in lines
        )
        assert best(text.encode(encoding), "tabla.csv") == (
            ["Actor"],
            [["Ideas"], ["Desafíos"]],
            [(["Niñez"], [["Sembrar, regar; podar"], []]), (["ONG"], [["1"], ["2"]])],
        )

    def test_lines_in_a_cell_and_typed_bullets(self, best):
        data = b'Actor,Ideas\nONG,"- uno\n- dos"\nMyPE,"tres\ncuatro"\n'
        assert best(data, "tabla.csv")[2] == [(["ONG"], [["uno", "dos"]]), (["MyPE"], [["tres", "cuatro"]])]

    def test_the_hint_of_excel(self, best):
        assert best(b"sep=|\nActor|Ideas, varias\nONG|1\n", "tabla.csv")[1] == [["Ideas, varias"]]

    def test_a_file_without_extension_is_read_by_its_content(self, best):
        assert best(b"Actor;Ideas\nONG;1\n", "tabla")[2] == [(["ONG"], [["1"]])]

    def test_our_own_long_form(self):
        data = (
            LONG + "Público › Municipio;Rol › Lo nacional;'=Comprar;aceptada;Nélida;Municipio;;\r\n"
            'Público › Municipio;Rol › Lo nacional;"\'- con guion\n1. y número";propuesta;;;;«cita»\r\n'
            "Público › Municipio;Ideas ››;;;;;;\r\n"
            "ONG;Ideas ››;''+1;no recogida;;;fuera de tema;\r\n"
        )
        table = imports.read(b"\xef\xbb\xbf" + data.encode(), "matriz.csv").tables[0].table
        assert [column.path for column in table.columns] == [["Rol", "Lo nacional"], ["Ideas ›"]]
        assert [row.path for row in table.rows] == [["Público", "Municipio"], ["ONG"]]
        assert [(e.text, e.state, e.author, e.actor, e.reason) for e in table.entries()] == [
            ("=Comprar", "accepted", "Nélida", "Municipio", ""),
            ("- con guion\n1. y número", "proposed", "", "", ""),
            ("'+1", "declined", "", "", "fuera de tema"),
        ]

    def test_an_apostrophe_elsewhere_stays(self):
        data = (LONG + "ONG;Ideas;'hola;;;;;\r\nONG;Ideas;el '=;;;;;\r\n").encode()
        table = imports.read(data, "matriz.csv").tables[0].table
        assert [entry.text for entry in table.entries()] == ["'hola", "el '="]


def test_the_exchange_form():
    data = (
        '{"format": "tinkuy.matrix", "version": 1, "title": "Compras", "question": "¿Qué?", "row_headers": ["ACTOR"],'
        ' "columns": [{"path": ["Ideas"]}], "rows": [{"path": ["ONG"], "cells": [[{"text": "Sembrar",'
        ' "state": "proposed", "sources": [{"post": 3, "quote": "hay que sembrar"}]}]]}]}'
    ).encode()
    for name in ("matriz.json", "matriz"):
        reading = imports.read(data, name)
        found = reading.tables[0]
        assert (reading.kind, found.name, found.table.title, found.table.counts) == (
            "json",
            "matriz",
            "Compras",
            (1, 1, 1),
        )
        assert [(e.text, e.state, e.sources[0].post) for e in found.table.entries()] == [("Sembrar", "proposed", 3)]
