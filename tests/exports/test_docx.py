"""The Word file, read with python-docx and lxml."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options, layout

from .samples import EVERYTHING, big, full, hostile, part, seed, tables, texts, visible

# The order that the schema asks for, of the children that we write: Word calls a file with another one damaged.
ORDER = {
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs bidi spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs strike color position sz szCs u vertAlign rtl lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl lvl",
    "numbering": "abstractNum num",
    "styles": "docDefaults style",
}


def opened(data):
    return docx.Document(io.BytesIO(data))


def own_text(paragraph):
    """The paragraph's text but for the runs that are not the entry's own."""
    words = ""
    for run in paragraph.iter(qn("w:r")):
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is not None and style.get(qn("w:val")) == "TinkuyNote":
            continue
        for child in run:
            words += {qn("w:t"): child.text or "", qn("w:br"): "\n", qn("w:tab"): "\t"}.get(child.tag, "")
    return words


def is_listed(paragraph):
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def read(data):
    """(paths of the columns, paths of the rows, entries) as one who only looks at the table would."""
    table = opened(data).element.body.find(qn("w:tbl"))
    rows = table.findall(qn("w:tr"))
    depth = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    grid, above = [], {}
    for row in rows:
        line, place = [], 0
        for cell in row.findall(qn("w:tc")):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            width = int(span.get(qn("w:val"))) if span is not None else 1
            if merge is not None and merge.get(qn("w:val")) == "continue":
                cell = above[place]
            above[place] = cell
            line += [cell] * width
            place += width
        grid.append(line)
    assert len({len(line) for line in grid}) == 1
    stub = sum(style(cell.find(qn("w:p"))) == "TinkuyLabel" for cell in grid[depth])
    return (
        [[label(cell) for cell in dict.fromkeys(line[n] for line in grid[:depth])] for n in range(stub, len(grid[0]))],
        [[label(cell) for cell in dict.fromkeys(line[:stub])] for line in grid[depth:]],
        [
            [[own_text(p) for p in cell.iter(qn("w:p")) if is_listed(p)] for cell in line[stub:]]
            for line in grid[depth:]
        ],
    )


def items(data):
    """The entries' paragraphs, in order."""
    table = part(data, "word/document.xml").find(f".//{qn('w:tbl')}")
    return [paragraph for paragraph in table.iter(qn("w:p")) if is_listed(paragraph)]


def style(paragraph):
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else ""


def label(cell):
    return "\n".join(own_text(paragraph) for paragraph in cell.findall(qn("w:p")))


def paths(things):
    return [[visible(label) for label in thing.path] for thing in things]


@pytest.mark.parametrize("options", [Options(states=EVERYTHING), full()], ids=["bare", "everything"])
@pytest.mark.parametrize("table", [seed(), hostile(), big()], ids=["seed", "hostile", "big"])
def test_rows_columns_and_entries_are_in_the_table_to_the_letter(table, options):
    columns, rows, entries = read(exports.write(table, "docx", options))
    assert columns == paths(table.columns)
    assert rows == paths(table.rows)
    assert entries == texts(table)


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    columns, rows, entries = read(exports.write(table, "docx", Options()))
    assert (columns, rows, entries) == (paths(table.columns), paths(table.rows), texts(table))


@pytest.mark.parametrize("table", [seed(), hostile(), Table("Vacía")], ids=["seed", "hostile", "empty"])
def test_elements_stand_in_the_order_of_the_schema(table):
    data = exports.write(table, "docx", full())
    seen = set()
    for name in ("document", "styles", "numbering", "header1", "footer1"):
        for element in part(data, f"word/{name}.xml").iter():
            order = ORDER.get(element.tag.rpartition("}")[2])
            if order:
                seen.add(element.tag.rpartition("}")[2])
                places = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
                assert places == sorted(places), element.tag
    assert seen >= set(ORDER) - {"tblCaption"}


def test_the_page_lies_and_says_what_it_is():
    document = opened(exports.write(seed(), "docx", full()))
    for section in document.sections:
        assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(297, 0.01), pytest.approx(210, 0.01))
        assert section.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE
    assert [(p.style.name, p.text) for p in document.paragraphs[:2]] == [
        ("Title", "Matriz de actores"),
        ("Subtitle", "¿Cuál es el rol de cada actor?"),
    ]
    header = document.sections[0].header.paragraphs[0].text
    assert header == "Compras públicas\tEdición 2, 19 de noviembre de 2026"
    footer = document.sections[0].footer.paragraphs[0]
    assert "Edición 2, 19 de noviembre de 2026" in footer.text
    fields = [field.get(qn("w:instr")).strip() for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(t.text for t in footer._p.iter(qn("w:t"))).endswith("Página 1 de 1")
    assert document.sections[1].header.is_linked_to_previous
    assert document.core_properties.title == "Matriz de actores"
    assert document.core_properties.language == "es"
    assert document.core_properties.author == "Compras públicas"
    assert (
        part(exports.write(seed(), "docx", full()), "word/styles.xml").find(f".//{qn('w:lang')}").get(qn("w:val"))
        == "es-BO"
    )


def test_a_wide_matrix_lies_on_a3():
    section = opened(exports.write(big(), "docx", Options())).sections[0]
    assert section.page_width.mm == pytest.approx(420, 0.01)


def test_heads_are_merged_and_repeated_on_every_page():
    table = opened(exports.write(seed(), "docx", Options())).tables[0]
    heads = [row._tr for row in table.rows][:2]
    assert all(head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for head in heads)
    assert table.cell(0, 1).text == table.cell(0, 2).text == "Rol para promover compras públicas hacia"
    assert table.cell(1, 1).text == "La producción nacional"
    assert table.cell(0, 0).text == table.cell(1, 0).text == "Actor"
    assert table.style.name == "Tinkuy Matrix"


def test_row_groups_are_merged():
    table = opened(exports.write(big(rows=10, columns=2), "docx", Options())).tables[0]
    labels = [table.cell(n, 0) for n in range(2, 12)]
    assert [cell.text for cell in labels] == ["Región 0"] * 8 + ["Región 1"] * 2
    assert len({id(cell._tc) for cell in labels}) == 2


def test_entries_are_items_of_a_real_bullet_list():
    data = exports.write(seed(), "docx", Options())
    kinds = {}
    numbering = part(data, "word/numbering.xml")
    for number in numbering.findall(qn("w:num")):
        key = number.find(qn("w:abstractNumId")).get(qn("w:val"))
        (lists,) = (n for n in numbering.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == key)
        kinds[number.get(qn("w:numId"))] = lists.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
    used = [found.get(qn("w:val")) for found in part(data, "word/document.xml").iter(qn("w:numId"))]
    assert len(used) == sum(entry.state == "accepted" for entry in seed().entries())
    assert {kinds[number] for number in used} == {"bullet"}


def test_an_entry_lies_in_a_bookmark_that_names_it():
    body = part(exports.write(seed(), "docx", full()), "word/document.xml")
    starts = list(body.iter(qn("w:bookmarkStart")))
    assert sorted(start.get(qn("w:name")) for start in starts) == sorted(f"_tk_e_{e.id:04}" for e in seed().entries())
    assert len({start.get(qn("w:id")) for start in starts}) == len(starts)
    texts = {entry.id: entry.text for entry in seed().entries()}
    for start in starts:
        run, end = start.getnext(), start.getnext().getnext()
        assert end.tag == qn("w:bookmarkEnd") and end.get(qn("w:id")) == start.get(qn("w:id"))
        assert (
            "".join(t.text for t in run.iter(qn("w:t"))) == texts[int(start.get(qn("w:name")).removeprefix("_tk_e_"))]
        )


def test_an_entry_without_a_number_has_no_bookmark():
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry("a")]])])
    assert not list(part(exports.write(table, "docx", Options()), "word/document.xml").iter(qn("w:bookmarkStart")))


def test_states_are_said_in_words_and_what_is_not_taken_up_is_struck():
    cell = opened(exports.write(seed(), "docx", full(sources=False, authors=False))).tables[0].cell(3, 2)
    assert [p.text for p in cell.paragraphs] == [
        "Productores hace 1.0  propuesta",
        "Productores hace 1.1  no recogida: no es rol de este actor",
        "Productores hace 1.2  unida a «Productores hace 2.0»",
    ]
    assert [bool(p.runs[0].font.strike) for p in cell.paragraphs] == [False, True, False]


def test_sources_are_numbered_notes_and_their_numbers_stand_raised_in_the_cells():
    document = opened(exports.write(seed(), "docx", full()))
    notes = [p for p in document.paragraphs if p.style.style_id == "TinkuySource"][:-1]
    expected = {source.quote for entry in seed().entries() for source in entry.sources}
    assert len(notes) == len(expected)
    first = notes[0].text
    assert first.startswith("«palabras del aporte 11» Julián Mamani, Productores, OECOM Totora Pampa.")
    fields = [field.get(qn("w:instr")) for field in notes[0]._p.iter(qn("w:fldSimple"))]
    assert fields == [' HYPERLINK "https://tinkuy.example/aportes/11" ']
    assert "".join(t.text for t in notes[0]._p.iter(qn("w:t"))).endswith("Foro 2, 12 de noviembre de 2026")
    raised = [run.text for run in document.tables[0].cell(3, 2).paragraphs[2].runs if run.font.superscript]
    assert raised and re.fullmatch(r"\d+–\d+|\d+, \d+", raised[0])
    assert "De dónde sale cada entrada" in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_a_source_that_changed_says_so():
    table = seed()
    table.rows[0].cells[1][1].sources[0].changed = True
    words = [p.text for p in opened(exports.write(table, "docx", full())).paragraphs]
    assert sum("El aporte cambió desde entonces." in text for text in words) == 1


def test_bare_paper_has_nothing_but_the_entries():
    document = opened(exports.write(seed(), "docx", Options()))
    cells = [cell for row in document.tables[0].rows for cell in row.cells[1:]]
    runs = [run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs]
    notes = [run.text for run in runs if run.style.style_id == "TinkuyNote"]
    assert notes == []
    assert len(document.sections) == 1


def test_an_address_that_is_no_web_address_is_not_followed():
    body = part(exports.write(hostile(), "docx", full(url="")), "word/document.xml")
    assert not list(body.iter(qn("w:fldSimple")))


def test_what_runs_from_right_to_left_says_so():
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry("مرحبا"), Entry("hola")]])])
    right, left = items(exports.write(table, "docx", Options()))
    assert right.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert left.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None


def test_weaves_are_ornaments_beside_the_actor():
    document = opened(exports.write(seed(), "docx", Options()))
    drawn = [row.cells[0]._tc.findall(f".//{qn('w:drawing')}") for row in document.tables[0].rows]
    assert [len(found) for found in drawn] == [0, 0, 1, 1, 1, 1]


def test_rows_break_over_pages_only_where_they_have_to():
    table = seed()
    table.rows[0].cells[0] = [Entry("una entrada larga como pocas " * 12) for _ in range(12)]
    rows = opened(exports.write(table, "docx", Options())).tables[0].rows
    assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]


def test_word_takes_the_file_for_one_of_its_own_time():
    settings_part = part(exports.write(seed(), "docx", Options()), "word/settings.xml")
    modes = [
        s.get(qn("w:val"))
        for s in settings_part.iter(qn("w:compatSetting"))
        if s.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_widths_of_the_grid_and_of_the_cells_agree():
    table = part(exports.write(seed(), "docx", full()), "word/document.xml").find(f".//{qn('w:tbl')}")
    grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert sum(grid) == pytest.approx((297 - 2 * layout.MARGIN) * 1440 / 25.4, abs=20)
    for row in table.findall(qn("w:tr")):
        widths = [int(w.get(qn("w:w"))) for w in row.iter(qn("w:tcW"))]
        assert sum(widths) == pytest.approx(sum(grid), abs=10)
