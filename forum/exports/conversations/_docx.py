"""Word: headings for threads, a line for whose a post is, its words; an answer stands further in."""

import io

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from . import concluded, heading, lines

DEEPEST = 5
INK, SERIF = RGBColor(0x1A, 0x1E, 0x27), "Cambria"


def write(paper) -> bytes:
    document = Document()
    _dress(document)
    document.core_properties.title, document.core_properties.author = paper.title, "Tinkuy"
    document.add_heading(_clean(paper.title), 0)
    document.add_paragraph(_clean(paper.space))
    _conclude(document, paper)
    for thread in paper.threads:
        document.add_heading(_clean(thread.title), 1)
        if thread.question:
            document.add_paragraph().add_run(_clean(thread.question)).italic = True
        _conclude(document, thread)
        for post in thread.posts:
            inward = Cm(0.6 * min(post.depth, DEEPEST))
            line = document.add_paragraph()
            line.paragraph_format.left_indent, line.paragraph_format.keep_with_next = inward, True
            line.add_run(_clean(heading(post, paper))).bold = True
            for words in lines(post):
                document.add_paragraph(_clean(words)).paragraph_format.left_indent = inward
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _conclude(document, thing):
    for place, words in enumerate(concluded(thing)):
        document.add_paragraph().add_run(_clean(words)).bold = place == 0


def _dress(document):
    """A4, in the house's ink and serif, where the library's model has letter paper and blue."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = SERIF, INK
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    for rule in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        rule.getparent().remove(rule)


def _clean(text):
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
