"""A document in Word: each clause under a bookmark (`_tk_c_0001`), by which it is known when the file comes back. What
stands above the first clause has a style by which it is not taken for one."""

import io

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..docx_parts import SANS, SERIF
from ..docx_running import INK
from ..spans import clean
from . import Paper

HANG = Cm(1.25)
GREY = RGBColor(0x4B, 0x50, 0x5B)
WIDEST = Cm(13)


def write(paper: Paper) -> bytes:
    made = Document()
    made.core_properties.title, made.core_properties.author = clean(f"{paper.code} {paper.title}"), clean(paper.place)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    _letters(made)
    made.add_paragraph(clean(paper.title), style="Title")
    head = " · ".join(part for part in (paper.code, paper.about, paper.version) if part)
    made.styles.add_style("Tk Head", WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    for words in (head, paper.place):
        _small(made.add_paragraph(style="Tk Head"), clean(words))
    for place, clause in enumerate(paper.clauses):
        _clause(made, clause, place, paper.picture)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _letters(made):
    for name in ("Normal", "Title", *(f"Heading {n}" for n in range(1, 7))):
        style = made.styles[name]
        style.font.name, style.font.color.rgb = SERIF, INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    for n in range(1, 7):
        made.styles[f"Heading {n}"].font.italic = False
        made.styles[f"Heading {n}"].font.size = Pt(14 if n == 1 else 11.5)
    for rule in made.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        rule.getparent().remove(rule)
    made.styles["Title"].font.size = Pt(20)


def _small(paragraph, words):
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.color.rgb = SANS, Pt(9), GREY


def _clause(made, clause, place, picture):
    paragraphs = []
    numbered = f"{clause.number}\t" if clause.number else ""
    if clause.heading:
        level = min(max(clause.level, 1), 6)
        paragraphs.append(made.add_paragraph(clean(numbered + clause.heading), style=f"Heading {level}"))
        numbered = ""
    for words in clause.text.split("\n\n") if clause.text else []:
        paragraphs.append(made.add_paragraph(clean(numbered + words)))
        numbered = ""
    if numbered and not paragraphs:
        paragraphs.append(made.add_paragraph(clean(numbered)))
    for paragraph in paragraphs:
        paragraph.paragraph_format.left_indent = HANG if clause.number else None
        paragraph.paragraph_format.tab_stops.add_tab_stop(HANG)
    if clause.number and paragraphs:
        paragraphs[0].paragraph_format.first_line_indent = -HANG
    if not paragraphs:
        paragraphs.append(made.add_paragraph())
    _bookmark(paragraphs, clause.clause_id, place)
    for table in clause.tables:
        if table["caption"]:
            _caption(made, table["caption"])
        _table(made, table["rows"])
    for figure in clause.figures:
        data = picture(figure["digest"])
        if data is not None:
            _picture(made, data)
        if figure["caption"]:
            _caption(made, figure["caption"])


def _bookmark(paragraphs, clause, place):
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(place + 1))
    start.set(qn("w:name"), f"_tk_c_{clause:04d}")
    first = paragraphs[0]._p
    first.insert(1 if first.pPr is not None else 0, start)
    paragraphs[-1]._p.append(end)


def _caption(made, words):
    paragraph = made.add_paragraph(style="Caption")
    _small(paragraph, clean(words))


def _table(made, rows):
    table = made.add_table(len(rows), max(len(row) for row in rows), style="Table Grid")
    cells = table._cells  # asked once: the library walks the table for each question
    width = len(table.columns)
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            cell = cells[y * width + x]
            run = cell.paragraphs[0].add_run(clean(words))
            run.font.size, run.font.bold = Pt(9.5), y == 0
    if rows:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    made.add_paragraph()


def _picture(made, data):
    try:
        shape = made.add_picture(io.BytesIO(data))
    except UnrecognizedImageError:
        return
    if shape.width > WIDEST:
        shape.height, shape.width = int(shape.height * WIDEST / shape.width), WIDEST
