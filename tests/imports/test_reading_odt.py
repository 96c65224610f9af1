"""LibreOffice texts."""

import pytest

from forum import imports
from tests.imports.files import odt

pytestmark = pytest.mark.usefixtures("without_process")


def cell(*content, attributes=""):
    inner = "".join(text if text.startswith("<") else f"<text:p>{text}</text:p>" for text in content)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def span(text, columns=1, rows=1):
    return cell(text, attributes=f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"')


COVERED = "<table:covered-table-cell/>"


def row(*cells, attributes=""):
    cells = "".join(text if text.startswith("<table") else cell(text) for text in cells)
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def table(*rows, head=()):
    head = f"<table:table-header-rows>{''.join(head)}</table:table-header-rows>" if head else ""
    return f"<table:table><table:table-column/>{head}{''.join(rows)}</table:table>"


def consultation(*content):
    return table(row("Actor", "Propuestas"), row("Municipio", cell(*content)))


def entries(best, *content):
    return best(odt(consultation(*content)), "tabla.odt")[2][0][1][0]


def items(*texts):
    listed = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f"<text:list>{listed}</text:list>"


def test_covered_cells_and_header_rows(best):
    heads = (
        row(span("ACTOR", rows=2), span("ROL HACIA", columns=2), COVERED, span("IDEAS", rows=2)),
        row(COVERED, "LO NACIONAL", "LO PEQUEÑO", COVERED),
    )
    data = odt(table(row("ONG", cell(items("1", "2")), "3", ""), row("MYPE", "", "4", "5"), head=heads))
    assert best(data, "tabla.odt") == (
        ["ACTOR"],
        [["ROL HACIA", "LO NACIONAL"], ["ROL HACIA", "LO PEQUEÑO"], ["IDEAS"]],
        [(["ONG"], [["1", "2"], ["3"], []]), (["MYPE"], [[], ["4"], ["5"]])],
    )


def test_the_same_without_marks(best):
    rows = (
        row(span("ACTOR", rows=2), span("ROL", columns=2), COVERED),
        row(COVERED, "a", "b"),
        row("ONG", "1", "2"),
    )
    assert best(odt(table(*rows)), "tabla.odt")[1] == [["ROL", "a"], ["ROL", "b"]]


def test_groups_of_rows(best):
    rows = (
        row("Sector", "Actor", "Ideas"),
        row(span("Público", rows=2), "Municipio", "1"),
        row(COVERED, "Gobernación", "2"),
    )
    headers, _, found = best(odt(table(*rows)), "tabla.odt")
    assert (headers, [path for path, _ in found]) == (
        ["Sector", "Actor"],
        [["Público", "Municipio"], ["Público", "Gobernación"]],
    )


def test_repeated_cells_and_rows(best):
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = (
        row("Actor", "a", "b", blank),
        row("ONG", cell("igual", attributes='table:number-columns-repeated="2"'), blank),
        row(blank, attributes='table:number-rows-repeated="1000000"'),
    )
    assert best(odt(table(*rows)), "t.odt")[1:] == ([["a"], ["b"]], [(["ONG"], [["igual"], ["igual"]])])


class TestWords:
    def test_list_items_are_kept_to_the_letter(self, best):
        assert entries(best, items("- con guion", "1. con número", "", "fin")) == [
            "- con guion",
            "1. con número",
            "fin",
        ]

    def test_an_item_with_two_paragraphs_and_a_list_within(self, best):
        inner = items("dentro")
        nested = (
            f"<text:list><text:list-item><text:p>uno</text:p><text:p>sigue</text:p>{inner}</text:list-item></text:list>"
        )
        assert entries(best, nested) == ["uno\nsigue", "dentro"]

    def test_typed_bullets_are_taken_off(self, best):
        assert entries(best, "- uno", "• dos<text:line-break/>• tres", "2. cuatro") == ["uno", "dos", "tres", "cuatro"]

    def test_blanks_as_opendocument_means_them(self, best):
        spelled = "  a  \n b <text:s/>c<text:s text:c='3'/>d<text:tab/>e<text:line-break/>f "
        assert entries(best, spelled) == ["a b  c   d\te\nf"]

    def test_what_is_no_text_of_the_cell(self):
        content = (
            "Sembrar<text:note><text:note-body><text:p>al pie</text:p></text:note-body></text:note>"
            "<office:annotation><text:p>ojo</text:p></office:annotation>"
            "<draw:frame><draw:text-box><text:p>cuadro</text:p></draw:text-box></draw:frame>"
            "<text:span text:style-name='T1'> hoy</text:span><text:a>, ya</text:a>"
        )
        found = imports.read(odt(consultation(content)), "t.odt").tables[0]
        assert [entry.text for entry in found.table.entries()] == ["Sembrar hoy, ya"]
        assert {left.what for left in found.left_out} == {
            "1 nota al pie",
            "1 comentario",
            "1 imagen o cuadro de texto",
        }

    def test_deleted_text_is_not_there_and_it_is_said(self):
        tracked = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>lejos</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
        )
        found = imports.read(odt(consultation("cerca<text:change/>"), tracked=tracked), "t.odt").tables[0]
        assert [entry.text for entry in found.table.entries()] == ["cerca"]
        assert [left.what for left in found.left_out] == ["1 cambio marcado"]

    @pytest.mark.parametrize(("style", "text"), [("TinkuyNote", "Sembrar"), ("T9", "Sembrar"), ("T8", "Sembrar3")])
    def test_numbers_of_our_own_notes_are_no_part_of_an_entry(self, best, style, text):
        automatic = '<style:style style:name="T9" style:family="text" style:parent-style-name="TinkuyNote"/>'
        data = odt(
            consultation(items(f"Sembrar<text:span text:style-name='{style}'>3</text:span>")), automatic=automatic
        )
        assert best(data, "t.odt")[2] == [(["Municipio"], [[text]])]


def test_titles_and_what_is_around():
    data = odt(
        "<text:h>Capítulo</text:h><text:p>Texto</text:p>",
        f"<text:section>{consultation('1')}</text:section>",
        consultation("2", "3"),
    )
    reading = imports.read(data, "dos.odt")
    assert [(found.name, found.table.title) for found in reading.tables] == [("Tabla 1", "Capítulo"), ("Tabla 2", "")]
    assert reading.best == 1
    assert [left.what for left in reading.tables[0].left_out] == ["2 párrafos fuera de las tablas"]


def test_a_table_within_a_cell_is_read_apart():
    reading = imports.read(odt(consultation("fuera", consultation("dentro"))), "dos.odt")
    assert [found.name for found in reading.tables] == ["Tabla 1", "Tabla 2 (dentro de la tabla 1)"]
    assert [[entry.text for entry in found.table.entries()] for found in reading.tables] == [["fuera"], ["dentro"]]
