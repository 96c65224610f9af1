"""The block of signatures in a Word file: a table with room to sign in."""

from xml.sax.saxutils import escape

from .docx_parts import SANS

HIGH = 964  # twentieths of a point: 17 mm
HEAD = f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:b/><w:bCs/>'


def heading(block, fresh) -> str:
    """`fresh`: on a page of its own."""
    turn = "<w:pageBreakBefore/>" if fresh else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Heading1"/>{turn}</w:pPr>{_run(block.title)}</w:p>'


def statement(block) -> str:
    return f'<w:p><w:pPr><w:keepNext/><w:spacing w:after="240"/></w:pPr>{_run(block.statement)}</w:p>'


def table(block, room: int) -> str:
    """`room` in twentieths of a point."""
    whole = sum(block.widths)
    widths = [round(room * width / whole) for width in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(block.heads, widths, "<w:tblHeader/>", HEAD)]
    rows += [_row(cells, widths, f'<w:trHeight w:val="{HIGH}" w:hRule="atLeast"/>') for cells in block.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TinkuyMatrix"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(cells, widths, height, properties=""):
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_run(words, properties)}</w:p></w:tc>'
        for words, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{told}</w:tr>"


def _run(words, properties=""):
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(words).split("\n"))
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>' if words else ""
