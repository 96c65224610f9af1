"""Word tables as people make them."""

import io

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from forum import imports
from tests.imports.files import bullet, consultation, docx, p, run, tbl, tc, tr

pytestmark = pytest.mark.usefixtures("without_process")


def course_table():
    """A twin of the table that started the project, in our own words: grouped header by merged cells, bullets by
    style, an empty bullet, Word's `_GoBack` bookmark, and an actor who typed the bullets."""
    document = python_docx.Document()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    document.add_paragraph("¿Qué puede hacer cada quien para que la escuela compre cerca?")
    document.add_paragraph("Pongo a consideración este cuadro.")
    table = document.add_table(rows=2, cols=5, style="Table Grid")
    for place, text in ((0, "ACTOR"), (1, "LO QUE PUEDE HACER POR:"), (3, "IDEAS"), (4, "RIESGOS")):
        table.cell(0, place).text = text
    table.cell(1, 1).text, table.cell(1, 2).text = "LA COSECHA", "LAS FAMILIAS QUE COSECHAN"
    table.cell(0, 1).merge(table.cell(0, 2))
    for place in (0, 3, 4):
        table.cell(0, place).merge(table.cell(1, place))
    _go_back(table.cell(0, 0).paragraphs[0])
    for label, *cells in (
        (
            "ALCALDÍA",
            ["Comprar amaranto", "Publicar el menú"],
            ["Visitar las ferias", ""],
            ["Un calendario  común"],
            [],
        ),
        ("FAMILIAS", ["Sembrar haba", "Guardar semilla"], ["Juntarse"], ["Un precio justo"], ["La helada", ""]),
        ("ESCUELA", ["- Probar recetas", "• Medir el hambre", "3. Avisar"], [], ["Una huerta"], ["El agua"]),
    ):
        row = table.add_row().cells
        row[0].text = label
        for cell, texts in zip(row[1:], cells, strict=True):
            for text in texts:
                cell.add_paragraph(text, style=None if label == "ESCUELA" else "List Bullet")
            if texts:
                cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    document.add_paragraph()
    return saved(document)


def _go_back(paragraph):
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), "0")
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), "_GoBack")
        paragraph._p.append(mark)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def entries(best, *cell):
    """The entries of a cell with this content."""
    _, _, rows = best(docx(consultation(*cell)), "tabla.docx")
    return rows[0][1][0]


def test_the_table_of_the_course_is_understood():
    reading = imports.read(course_table(), "cuadro.docx")
    found = reading.tables[reading.best]
    assert (reading.kind, found.name, found.table.title, found.table.counts) == ("docx", "Tabla 1", "", (3, 4, 14))
    assert found.table.row_headers == ["ACTOR"]
    assert [column.path for column in found.table.columns] == [
        ["LO QUE PUEDE HACER POR:", "LA COSECHA"],
        ["LO QUE PUEDE HACER POR:", "LAS FAMILIAS QUE COSECHAN"],
        ["IDEAS"],
        ["RIESGOS"],
    ]
    assert [(row.path, [[entry.text for entry in cell] for cell in row.cells]) for row in found.table.rows] == [
        (
            ["ALCALDÍA"],
            [["Comprar amaranto", "Publicar el menú"], ["Visitar las ferias"], ["Un calendario  común"], []],
        ),
        (["FAMILIAS"], [["Sembrar haba", "Guardar semilla"], ["Juntarse"], ["Un precio justo"], ["La helada"]]),
        (["ESCUELA"], [["Probar recetas", "Medir el hambre", "Avisar"], [], ["Una huerta"], ["El agua"]]),
    ]
    assert [(left.where, left.what, left.why) for left in found.left_out] == [
        ("ALCALDÍA, LO QUE PUEDE HACER POR: › LAS FAMILIAS QUE COSECHAN", "1 viñeta vacía", "no tiene texto"),
        ("FAMILIAS, RIESGOS", "1 viñeta vacía", "no tiene texto"),
        ("Todo el documento", "2 párrafos fuera de las tablas", "solo se leen las tablas"),
    ]


class TestBullets:
    def test_a_list_by_style_chain_is_kept_to_the_letter(self, best):
        assert entries(best, bullet("- con guion"), bullet("1. con número"), bullet("  dos  blancos  ")) == [
            "- con guion",
            "1. con número",
            "dos  blancos",
        ]

    def test_a_style_that_takes_the_list_away_makes_plain_paragraphs(self, best):
        assert entries(best, p("- uno", style="SinVineta"), p("- dos", style="Vineta", num=0)) == ["uno", "dos"]

    def test_styles_in_a_circle_are_no_list(self, best):
        assert entries(best, p("- uno", style="Uno"), p("- dos", style="NoExiste")) == ["uno", "dos"]

    @pytest.mark.parametrize(
        "typed", ["• ", "· ", "- ", "– ", "— ", "* ", "1. ", "12) ", "a) ", "iv) ", "•", "\uf0b7\t"]
    )
    def test_typed_bullets_are_taken_off(self, best, typed):
        assert entries(best, f"{typed}Sembrar", f"  {typed}Regar") == ["Sembrar", "Regar"]

    @pytest.mark.parametrize(
        "text", ["-5 grados", "1.9 Bs la ración", "*nota", "2016 fue seco", "A. Mamani habló", "·Sí"]
    )
    def test_what_only_looks_like_one_stays(self, best, text):
        assert entries(best, text) == [text]

    def test_a_bullet_of_a_symbol_font_is_one(self, best):
        assert entries(best, p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', " Sembrar")) == ["Sembrar"]

    def test_lines_with_typed_bullets_are_entries_and_others_belong_to_the_one_above(self, best):
        lines = p("Antes", "<w:r><w:br/></w:r>", "- uno", "<w:r><w:br/></w:r>", "sigue", "<w:r><w:cr/></w:r>", "- dos")
        assert entries(best, lines) == ["Antes", "uno\nsigue", "dos"]

    def test_a_line_break_in_a_list_item_is_part_of_it(self, best):
        assert entries(best, bullet("uno", "<w:r><w:br/></w:r>", "- dos")) == ["uno\n- dos"]

    def test_several_paragraphs_are_several_entries(self, best):
        assert entries(best, bullet("uno"), p("suelto"), p(), bullet("dos")) == ["uno", "suelto", "dos"]

    def test_empty_bullets_are_left_out_and_told_as_a_number_where_there_are_many(self):
        rows = [tr(f"Actor {i}", tc(bullet("algo"), bullet(), p("• "))) for i in range(15)]
        found = imports.read(docx(tbl(tr("Actor", "Ideas"), *rows)), "tabla.docx").tables[0]
        assert found.table.counts == (15, 1, 15)
        assert [(left.where, left.what) for left in found.left_out] == [("15 celdas", "30 viñetas vacías")]


class TestWords:
    def test_tabs_hyphens_and_symbols(self, best):
        text = p("a", "<w:r><w:tab/><w:noBreakHyphen/></w:r>", "b", "<w:r><w:softHyphen/></w:r>", "c")
        assert entries(best, text) == ["a\t\u2011b\u00adc"]

    def test_links_controls_and_fields_give_what_is_seen(self, best):
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("visto")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        simple = f'<w:fldSimple w:instr=" DATE ">{run(" hoy")}</w:fldSimple>'
        link = f"<w:hyperlink>{run(' enlace')}</w:hyperlink>"
        control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' control')}</w:sdtContent></w:sdt>"
        whole = f"<w:sdt><w:sdtContent>{p('párrafo')}</w:sdtContent></w:sdt>"
        assert entries(best, p(field, simple, link, control), whole) == ["visto hoy enlace control", "párrafo"]

    def test_tracked_changes_are_read_as_accepted_and_said(self):
        changed = p(
            "Comprar ",
            f"<w:del>{run('lejos').replace('w:t', 'w:delText')}</w:del>",
            f"<w:ins>{run('cerca')}</w:ins>",
            f"<w:moveFrom>{run(' antes')}</w:moveFrom>",
        )
        joined = p("Dos ", mark="<w:rPr><w:del/></w:rPr>") + p("mitades")
        gone = tr("Nadie", "nada", properties="<w:del/>")
        table = tbl(tr("Actor", "Ideas"), tr("Municipio", tc(changed, joined)), gone)
        found = imports.read(docx(table), "tabla.docx").tables[0]
        assert [entry.text for entry in found.table.entries()] == ["Comprar cerca", "Dos mitades"]
        assert found.table.counts == (1, 1, 2)
        assert [(left.what, left.why) for left in found.left_out] == [
            ("5 cambios marcados", "se leyó el texto como si todos los cambios estuvieran aceptados")
        ]

    def test_what_is_no_text_of_the_cell_is_said(self):
        cell = tc(
            p(
                "Sembrar",
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                "<w:r><w:drawing/></w:r>",
                '<w:commentRangeStart w:id="1"/>',
                '<w:r><w:commentReference w:id="1"/></w:r>',
                run("secreto", "<w:vanish/>"),
            )
        )
        found = imports.read(docx(tbl(tr("Actor", "Ideas"), tr("Municipio", cell))), "tabla.docx").tables[0]
        assert [entry.text for entry in found.table.entries()] == ["Sembrar"]
        assert {left.what for left in found.left_out} == {
            "1 nota al pie",
            "1 imagen o cuadro de texto",
            "1 comentario",
            "1 texto oculto",
        }

    def test_numbers_of_our_own_notes_are_no_part_of_an_entry(self, best):
        noted = bullet("Sembrar", run("3, 4", '<w:rStyle w:val="TinkuyNote"/>'))
        assert entries(best, noted) == ["Sembrar"]
        other = bullet("Sembrar", run("3, 4", '<w:rStyle w:val="Emphasis"/>'))
        assert entries(best, other) == ["Sembrar3, 4"]


class TestHeaders:
    def columns(self, best, *rows):
        return best(docx(tbl(*rows)), "tabla.docx")[1]

    def test_three_levels_by_merged_cells(self, best):
        rows = (
            tr(tc("Actor", merge="restart"), tc("Todo", span=3), tc("Aparte", merge="restart")),
            tr(tc(merge="continue"), tc("Uno", span=2), tc("Dos", merge="restart"), tc(merge="continue")),
            tr(tc(merge="continue"), "a", "b", tc(merge="continue"), tc(merge="continue")),
            tr("Municipio", "1", "2", "3", "4"),
        )
        assert self.columns(best, *rows) == [["Todo", "Uno", "a"], ["Todo", "Uno", "b"], ["Todo", "Dos"], ["Aparte"]]

    def test_groups_without_vertical_merges_reach_into_the_next_row(self, best):
        rows = (tr("", tc("Rol", span=2), "Ideas"), tr("Actor", "a", "b", ""), tr("Municipio", "1", "2", "3"))
        assert best(docx(tbl(*rows)), "t.docx")[:2] == (["Actor"], [["Rol", "a"], ["Rol", "b"], ["Ideas"]])

    def test_a_group_over_cells_that_are_data_stays_alone(self, best):
        rows = (tr("Actor", tc("Rol", span=2)), tr("Municipio", tc(bullet("1")), tc(bullet("2"))), tr("ONG", "3", "4"))
        assert best(docx(tbl(*rows)), "t.docx")[1:] == (
            [["Rol"], ["Rol"]],
            [(["Municipio"], [["1"], ["2"]]), (["ONG"], [["3"], ["4"]])],
        )

    def test_rows_marked_as_header_are_header(self, best):
        rows = (tr("Actor", "Ideas", head=True), tr("", "para 2027", head=True), tr("ONG", "1"), tr("MyPE", "2"))
        assert self.columns(best, *rows) == [["Ideas", "para 2027"]]
        unmarked = (tr("Actor", "Ideas"), tr("¿?", "para 2027"), tr("ONG", "1"))
        assert self.columns(best, *unmarked) == [["Ideas"]]

    def test_a_mark_that_is_turned_off_is_none(self, best):
        rows = (tr("Actor", "Ideas", head=True), tr("ONG", "1", properties='<w:tblHeader w:val="0"/>'))
        assert best(docx(tbl(*rows)), "t.docx")[2] == [(["ONG"], [["1"]])]

    def test_a_first_row_over_the_full_width_is_the_title(self):
        table = tbl(tr(tc("Matriz de actores", span=3)), tr("Actor", "a", "b"), tr("ONG", "1", "2"))
        found = imports.read(docx(p("Un capítulo", style="Ttulo1"), table), "t.docx").tables[0].table
        assert (found.title, found.counts) == ("Matriz de actores", (1, 2, 2))

    def test_else_the_heading_above_is(self):
        data = docx(p("Un capítulo", style="Ttulo1"), p("Texto"), consultation("1"), consultation("2"))
        assert [found.table.title for found in imports.read(data, "t.docx").tables] == ["Un capítulo", ""]

    def test_grid_lines_that_no_cell_uses_are_no_columns(self, best):
        rows = (tr("Actor", tc("Ideas", span=3)), tr("ONG", tc("1", span=3)), tr("MyPE", tc("2", span=3)))
        assert best(docx(tbl(*rows)), "t.docx")[1:] == ([["Ideas"]], [(["ONG"], [["1"]]), (["MyPE"], [["2"]])])

    def test_a_row_that_begins_or_ends_early(self, best):
        before, after = '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="1"/>'
        rows = (tr("a", "b", properties=before), tr("ONG", "1", "2"), tr("MyPE", "3", properties=after))
        assert best(docx(tbl(*rows)), "t.docx")[1:] == (
            [["a"], ["b"]],
            [(["ONG"], [["1"], ["2"]]), (["MyPE"], [["3"], []])],
        )

    def test_columns_and_rows_without_a_name_get_one_or_go(self, best):
        rows = (tr("Actor", "a", "", ""), tr("ONG", "1", "2", ""), tr("", "", "", ""))
        assert best(docx(tbl(*rows)), "t.docx")[1:] == ([["a"], ["Columna 2"]], [(["ONG"], [["1"], ["2"]])])


class TestRows:
    head = tr("Actor", "Ideas")

    def rows(self, best, *rows):
        return best(docx(tbl(*rows)), "tabla.docx")[2]

    def test_vertical_merges_group_the_rows(self, best):
        table = tbl(
            tr(tc("Sector", merge=None), "Actor", "Ideas"),
            tr(tc("Público", merge="restart"), "Municipio", "1"),
            tr(tc(merge="continue"), "Gobernación", "2"),
            tr("Privado", "MyPE", "3"),
        )
        headers, columns, rows = best(docx(table), "t.docx")
        assert (headers, columns) == (["Sector", "Actor"], [["Ideas"]])
        assert [path for path, _ in rows] == [["Público", "Municipio"], ["Público", "Gobernación"], ["Privado", "MyPE"]]

    def test_a_header_over_two_columns_says_that_both_are_labels(self, best):
        rows = (tr(tc("Actor", span=2), "Ideas"), tr("Público", "Municipio", "1"), tr("Privado", "MyPE", "2"))
        assert best(docx(tbl(*rows)), "t.docx")[0] == ["Actor", ""]

    def test_an_actor_over_several_rows_of_entries_is_one_row(self, best):
        rows = (
            self.head,
            tr(tc("Municipio", merge="restart"), tc(bullet("1"))),
            tr(tc(merge="continue"), tc(bullet("2"))),
            tr("ONG", tc(bullet("3"))),
        )
        assert self.rows(best, *rows) == [(["Municipio"], [["1", "2"]]), (["ONG"], [["3"]])]

    def test_a_row_without_a_label_goes_on_with_the_one_above(self, best):
        assert self.rows(best, self.head, tr("Municipio", "1"), tr("", "2")) == [(["Municipio"], [["1", "2"]])]

    def test_labels_over_the_full_width_group_what_is_below(self, best):
        rows = (
            self.head,
            tr(tc("Sector público", span=2)),
            tr("Municipio", "1"),
            tr(tc("Sector privado", span=2)),
            tr(tc("Rural", span=2)),
            tr("MyPE", "2"),
        )
        headers, _, found = best(docx(tbl(*rows)), "t.docx")
        assert headers == ["", "", "Actor"]
        assert [path for path, _ in found] == [["Sector público", "Municipio"], ["Sector privado", "Rural", "MyPE"]]

    def test_a_last_line_over_the_full_width_is_no_row(self):
        table = tbl(self.head, tr("ONG", "1"), tr(tc("Fuente: el taller", span=2)))
        found = imports.read(docx(table), "t.docx").tables[0]
        assert found.table.counts == (1, 1, 1)
        assert [left.what for left in found.left_out] == ["«Fuente: el taller»"]

    def test_merged_entries_stay_in_the_first_cell_and_it_is_said(self):
        table = tbl(tr("Actor", "a", "b"), tr("ONG", tc("1", span=2)), tr("MyPE", "2", "3"))
        found = imports.read(docx(table), "t.docx").tables[0]
        assert [[len(cell) for cell in row.cells] for row in found.table.rows] == [[1, 0], [1, 1]]
        assert [left.what for left in found.left_out] == ["1 celda unida con otras"]


class TestSeveralTables:
    def test_each_is_found_and_the_one_with_most_entries_is_best(self):
        data = docx(consultation("1"), p("entre medio"), consultation("1", "2", "3"), consultation("1"))
        reading = imports.read(data, "tres.docx")
        assert [found.name for found in reading.tables] == ["Tabla 1", "Tabla 2", "Tabla 3"]
        assert reading.best == 1

    def test_a_table_within_a_cell_is_read_apart(self):
        inner = tbl(tr("Actor", "Ideas"), tr("ONG", "dentro"))
        reading = imports.read(docx(consultation("fuera", inner + p())), "dos.docx")
        assert [(found.name, [entry.text for entry in found.table.entries()]) for found in reading.tables] == [
            ("Tabla 1", ["fuera"]),
            ("Tabla 2 (dentro de la tabla 1)", ["dentro"]),
        ]
        assert ("Municipio, Propuestas", "1 tabla dentro de la celda") in [
            (left.where, left.what) for left in reading.tables[0].left_out
        ]

    def test_a_table_that_is_no_matrix_is_mentioned(self):
        reading = imports.read(docx(tbl(tr("Solo un título")), consultation("1")), "dos.docx")
        assert [found.name for found in reading.tables] == ["Tabla 2"]
        assert [(left.where, left.why) for left in reading.tables[0].left_out] == [
            ("Tabla 1", "no tiene filas y columnas propias")
        ]


class TestHandMadeTables:
    def test_borders_that_were_dragged(self, best):
        """Each cell stands a little beside its header, as Word writes it after the mouse slipped."""
        rows = (
            tr(tc("Actor", span=2), tc("Ideas", span=2), tc("Riesgos", span=2)),
            tr(tc("ONG", span=2), "1", tc("2", span=3)),
            tr("MyPE", tc("3", span=4), "4"),
        )
        assert best(docx(tbl(*rows)), "t.docx") == (
            ["Actor"],
            [["Ideas"], ["Riesgos"]],
            [(["ONG"], [["1"], ["2"]]), (["MyPE"], [["3"], ["4"]])],
        )

    def test_a_column_that_counts_the_rows(self):
        rows = (tr("N.º", "Actor", "Ideas"), tr("1", "ONG", "Sembrar"), tr("2", "MyPE", "Vender"))
        found = imports.read(docx(tbl(*rows)), "t.docx").tables[0]
        assert (found.table.row_headers, found.table.counts) == (["Actor"], (2, 1, 2))
        assert [row.path for row in found.table.rows] == [["ONG"], ["MyPE"]]
        assert [(left.where, left.what) for left in found.left_out] == [("N.º", "los números de las filas")]


def test_what_libreoffice_escapes_is_read_as_it_was_written(best):
    written = consultation("Sembrar _x005F_x0041_ maíz")
    saved_by = {"docProps__app.xml": b"<Properties><Application>LibreOffice/7.4</Application></Properties>"}
    assert best(docx(written, **saved_by), "t.docx")[2] == [(["Municipio"], [["Sembrar _x0041_ maíz"]])]
    assert best(docx(written), "t.docx")[2] == [(["Municipio"], [["Sembrar _x005F_x0041_ maíz"]])]
