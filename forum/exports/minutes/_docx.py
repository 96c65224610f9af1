"""Word: headings, paragraphs, tables whose heads repeat, room to sign in, and the page's number below."""

from xml.sax.saxutils import escape

from flask_babel import gettext as _

from .. import layout
from ..docx_running import BOLD_SMALL, SMALL, clean, document, paragraph, run

ACROSS = 8300  # twentieths of a point between the margins
HIGH = 680  # 12 mm
BOLD = "<w:b/>"
STYLES = {"title": "Title", "heading": "Heading1", "item": "Heading2"}
SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F1F1EF"/>'
EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="82858C"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write(paper) -> bytes:
    parts = []
    for block in paper.blocks:
        parts.append(_table(block) if block.kind == "table" else _words(block))
        if block.kind == "table":
            parts.append(paragraph("Normal"))
    return document(paper.title, paper.space, parts, foot=_foot(paper))


def _words(block):
    if block.kind in STYLES:
        return paragraph(STYLES[block.kind], run(block.words))
    if block.kind in ("subtitle", "note"):
        return paragraph("Normal", run(block.words, SMALL if block.kind == "note" else BOLD_SMALL))
    inward = {"list": 'w:left="454" w:hanging="454"', "quote": 'w:left="340"'}.get(block.kind)
    label = run(block.label, BOLD) + (_TAB if block.kind == "list" else run(" ")) if block.label else ""
    indent = f"<w:ind {inward}/>" if inward else ""
    return f"<w:p><w:pPr>{indent}</w:pPr>{label}{run(block.words)}</w:p>"


_TAB = "<w:r><w:tab/></w:r>"


def _table(block):
    whole = sum(block.widths)
    widths = [round(ACROSS * width / whole) for width in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    high = f'<w:trHeight w:val="{HIGH}" w:hRule="atLeast"/>' if block.tall else ""
    head = _row(block.heads, widths, "<w:tblHeader/>", BOLD_SMALL, SHADE)
    rows = "".join(_row(cells, widths, high, SMALL) for cells in block.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{EDGES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _row(cells, widths, kind, look, shade=""):
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>{run(words, look)}</w:p></w:tc>'
        for words, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{told}</w:tr>"


def _foot(paper):
    fields = "".join(
        f'<w:fldSimple w:instr="{words}"><w:r><w:rPr>{SMALL}</w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
        if name
        else f'<w:r><w:rPr>{SMALL}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        for name, words in layout.pieces(_("Página {page} de {pages}"), page="PAGE", pages="NUMPAGES")
    )
    tabs = f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{ACROSS}"/></w:tabs></w:pPr>'
    return f"<w:p>{tabs}{run(clean(paper.foot), SMALL)}{_TAB}{fields}</w:p>"
