"""Running text for Word: paragraphs as XML text, parsed once, for the library takes milliseconds for each."""

import io
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from .docx_parts import SANS, SERIF
from .spans import clean

INK = RGBColor(0x1A, 0x1E, 0x27)
SMALL = (
    f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:color w:val="4B505B"/>'
    '<w:sz w:val="18"/><w:szCs w:val="18"/>'
)
BOLD_SMALL = SMALL.replace("<w:color", "<w:b/><w:color")  # in the order that the format asks for


def document(title: str, author: str, parts: list[str], landscape=False, foot="") -> bytes:
    """A4, in the house's ink and letters, where the library's model has letter paper and blue. `foot` is the paragraph
    below each page."""
    made = Document()
    made.core_properties.title, made.core_properties.author = clean(title), clean(author)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.3)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.name, style.font.color.rgb = SANS if name == "Heading 2" else SERIF, INK
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    made.styles["Heading 2"].font.size = Pt(10.5)
    for rule in made.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        rule.getparent().remove(rule)
    if foot:
        below = section.footer._element
        below[:] = list(parse_xml(f"<w:body {nsdecls('w')}>{foot}</w:body>"))
    made.element.body[:0] = list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def run(words: str, properties="") -> str:
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(clean(words)).split("\n"))
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'
