"""LibreOffice: the same as in Word. odfdo makes the package; content and styles are written as XML text."""

import io
import re
from xml.sax.saxutils import escape

import odfdo
from flask_babel import gettext as _

from .. import layout
from ..odt_styles import INK, INK2, NAMESPACES, SANS, SERIF, VERSION
from ..spans import clean

ACROSS = 160  # mm between the margins
EDGE = "0.5pt solid #82858c"
BLANKS = re.compile(r"^ +| +$| {2,}")
# style: (its family's parent, paragraph properties, text properties)
LOOKS = {
    "title": ('fo:margin-bottom="2mm" fo:keep-with-next="always"', f"{SERIF}|20|bold|{INK}"),
    "subtitle": ('fo:margin-bottom="2mm"', f"{SANS}|9.5|bold|{INK2}"),
    "heading": ('fo:margin-top="7mm" fo:margin-bottom="2mm" fo:keep-with-next="always"', f"{SERIF}|13|bold|{INK}"),
    "item": ('fo:margin-top="4mm" fo:margin-bottom="1.5mm" fo:keep-with-next="always"', f"{SERIF}|10.5|bold|{INK}"),
    "text": ('fo:margin-bottom="2.5mm"', f"{SERIF}|10.5|normal|{INK}"),
    "note": ('fo:margin-bottom="2mm"', f"{SANS}|8.5|normal|{INK2}"),
    "list": ('fo:margin-left="8mm" fo:text-indent="-8mm" fo:margin-bottom="1.5mm"', f"{SERIF}|10.5|normal|{INK}"),
    "quote": (
        f'fo:margin-left="6mm" fo:margin-bottom="2mm" fo:border-left="1.2pt solid {INK2}" fo:padding-left="3mm"',
        f"{SERIF}|10.5|normal|{INK}",
    ),
    "head": ("", f"{SANS}|8.5|bold|{INK}"),
    "cell": ("", f"{SANS}|8.5|normal|{INK}"),
    "foot": (f'fo:border-top="{EDGE}" fo:padding-top="1.8mm"', f"{SANS}|8|normal|{INK2}"),
}
LEVELS = {"title": 1, "heading": 2, "item": 3}


def write(paper) -> bytes:
    document = odfdo.Document("text")
    document.del_part("Thumbnails/thumbnail.png")
    document.manifest.del_full_path("Thumbnails/thumbnail.png")
    document.set_part("content.xml", _content(paper).encode())
    document.set_part("styles.xml", _styles(paper).encode())
    document.meta.set_title(clean(paper.title))
    out = io.BytesIO()
    for name in ("meta.xml", "META-INF/manifest.xml"):
        document.container.set_part(name, document.get_part(name).serialize())
    document.container.save(out)
    return out.getvalue()


def _content(paper):
    tables = [block for block in paper.blocks if block.kind == "table"]
    widths = "".join(
        f'<style:style style:name="W{number}-{place}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{ACROSS * width / sum(block.widths):.1f}mm"/></style:style>'
        for number, block in enumerate(tables)
        for place, width in enumerate(block.widths)
    )
    body = "".join(
        _table(block, tables.index(block)) if block.kind == "table" else _words(block) for block in paper.blocks
    )
    automatic = (
        '<style:style style:name="Table" style:family="table"><style:table-properties '
        f'style:width="{ACROSS}mm" table:align="left" fo:margin-bottom="3mm"/></style:style>'
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="{EDGE}" fo:padding="1.5mm" style:vertical-align="middle"/></style:style>'
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        '<style:style style:name="Tall" style:family="table-row"><style:table-row-properties '
        'style:min-row-height="12mm" fo:keep-together="always"/></style:style>'
        '<style:style style:name="Label" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="{VERSION}">'
        f"<office:automatic-styles>{automatic}{widths}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _words(block):
    label = f'<text:span text:style-name="Label">{_text(block.label)}</text:span>' if block.label else ""
    label += ("<text:tab/>" if block.kind == "list" else " ") if block.label else ""
    if (level := LEVELS.get(block.kind)) is not None:
        return f'<text:h text:style-name="M{block.kind}" text:outline-level="{level}">{_text(block.words)}</text:h>'
    return f'<text:p text:style-name="M{block.kind}">{label}{_text(block.words)}</text:p>'


def _table(block, number):
    columns = "".join(f'<table:table-column table:style-name="W{number}-{n}"/>' for n in range(len(block.widths)))
    heads = _row(block.heads, "Mhead", "Row")
    rows = "".join(_row(cells, "Mcell", "Tall" if block.tall else "Row") for cells in block.rows)
    return (
        f'<table:table table:name="T{number}" table:style-name="Table">{columns}'
        f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}</table:table>"
    )


def _row(cells, look, style):
    told = "".join(
        '<table:table-cell table:style-name="Cell" office:value-type="string">'
        f'<text:p text:style-name="{look}">{_text(words)}</text:p></table:table-cell>'
        for words in cells
    )
    return f'<table:table-row table:style-name="{style}">{told}</table:table-row>'


def _text(words):
    """Line ends and several blanks as the format has them."""
    text = escape(clean(words)).replace("\t", "<text:tab/>")
    text = BLANKS.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', text)
    return text.replace("\n", "<text:line-break/>")


def _styles(paper):
    page = "".join(
        {"page": "<text:page-number/>", "pages": "<text:page-count/>"}.get(name) or _text(words)
        for name, words in layout.pieces(_("Página {page} de {pages}"))
    )
    looks = "".join(_look(name, paragraph, text) for name, (paragraph, text) in LOOKS.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="{VERSION}">'
        f"<office:font-face-decls>{_font(SERIF, 'Caladea, Noto Serif')}{_font(SANS, 'Carlito, Noto Sans')}"
        f"</office:font-face-decls><office:styles>{looks}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="210mm" fo:page-height="297mm" fo:margin="22mm" fo:margin-left="25mm" fo:margin-right="25mm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="5mm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        f'<text:p text:style-name="Mfoot">{_text(paper.foot)}<text:tab/>{page}</text:p></style:footer>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def _look(name, paragraph, text):
    font, size, weight, ink = text.split("|")
    tabs = {"foot": ("right", ACROSS), "list": ("left", 0)}.get(name)
    stops = (
        f'<style:tab-stops><style:tab-stop style:type="{tabs[0]}" style:position="{tabs[1]}mm"/></style:tab-stops>'
        if tabs
        else ""
    )
    return (
        f'<style:style style:name="M{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>{stops}'
        f'</style:paragraph-properties><style:text-properties style:font-name="{font}" fo:font-size="{size}pt" '
        f'fo:font-weight="{weight}" fo:color="{ink}"/></style:style>'
    )


def _font(name, others):
    return f'<style:font-face style:name="{name}" svg:font-family="{name}, {others}"/>'
