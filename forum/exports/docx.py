"""Word: the matrix as a native table, its entries as real list items.

python-docx makes the package; the rows are written as XML text and parsed once, because its cell interface is sixty
times slower. What a reader needs in order to read the table back:

* header rows carry `tblHeader`; an entry is a paragraph with a `numPr`, and nothing else has one inside the table;
* what stands in a cell and is not the entry's text (note numbers, words of state, names, weaves) is in runs of the
  character style `TinkuyNote`;
* an entry's text lies inside the range bookmark `_tk_e_0123` where 123 is its id: what survives of it in a word
  processor tells a reworded entry from a new one.
"""

import io
from datetime import UTC, datetime, time
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from flask_babel import gettext as _

from . import docx_signing, layout, signing, weaves
from .docx_parts import (
    ENTRY_LIST,
    INK2,
    NOTE_LIST,
    RULE,
    SANS,
    compatibility,
    numbering,
    own_property,
    picture,
    styles,
)

UNDERLINE = '<w:u w:val="single"/>'
NOTE = (
    f'<w:rStyle w:val="TinkuyNote"/><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{SANS}" w:cs="{SANS}"/>'
    f'<w:color w:val="{INK2}"/>'
)
HEAD_FILL = "F0F0EE"
NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")


def write(table, options) -> bytes:
    paper = layout.lay(table, options)
    document = docx.Document()
    _prepare(document, paper, options)
    body = document.element.body
    for part in _body(document, paper, options):
        body.append(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document, paper, options):
    """Our styles, lists and properties in the place of the template's."""
    part = document.part
    for holder, kinds in (
        (part.rels, ("/stylesWithEffects", RELATION.CUSTOM_XML)),
        (part.package.rels, ("/metadata/thumbnail",)),
    ):
        for key in [key for key, relation in holder.items() if relation.reltype.endswith(kinds)]:
            del holder[key]
    _fill(document.styles.element, styles(paper))
    _fill(part.numbering_part.element, numbering())
    compatibility(document.settings.element, paper.language)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = paper.title, paper.question, paper.space
    properties.comments = properties.keywords = ""
    properties.language = paper.language
    made = datetime.combine(options.date, time(12), UTC) if options.date else datetime.now(UTC)
    properties.created = properties.modified = made.replace(microsecond=0)
    if options.export:
        own_property(part.package, layout.PROPERTY, options.export)
    document.element.body.clear()


def _fill(element, xml):
    """Put the children of `xml` in the place of the element's."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _body(document, paper, options):
    """The elements of the body in order, the last of them its section."""
    section = _section(document, paper)
    if paper.title:
        yield _element(_paragraph("Title", paper.title))
    if paper.question:
        yield _element(_paragraph("Subtitle", paper.question))
    yield _table(document, paper, options)
    if paper.sums:
        yield _element(_paragraph("Heading1", _("Qué suman los valores")))
        for text in paper.sums:
            yield _element(_paragraph("TinkuySource", text))
    if options.signers:
        yield from _signed(paper, options, section)
        return
    if not paper.notes:
        if paper.url:
            yield _element(_paragraph("TinkuySource", paper.url))
        else:
            yield _element(_paragraph("TinkuyEnd", ""))
        yield _element(section)
        return
    yield _end_of(section)
    yield from _notes(paper)
    yield _element(_page_setup(paper, columns=2))


def _notes(paper):
    yield _element(_paragraph("Heading1", _("De dónde sale cada entrada")))
    for note in paper.notes:
        yield _element(_note(note))
    if paper.url:
        yield _element(_paragraph("TinkuySource", paper.url))


def _signed(paper, options, section):
    """What comes after the table where it is signed: the notes, and a page of signatures."""
    block = signing.block(options)
    if paper.notes:
        yield _end_of(section)
        yield from _notes(paper)
        yield _end_of(_page_setup(paper, columns=2))
    yield _element(docx_signing.heading(block, fresh=not paper.notes))
    yield _element(docx_signing.statement(block))
    yield _element(docx_signing.table(block, _twips(layout.SHEETS[paper.sheet][0] - 2 * layout.MARGIN)))
    yield _element(_paragraph("TinkuyEnd", ""))
    yield _element(_page_setup(paper) if paper.notes else section)


def _end_of(section):
    return _element(f'<w:p><w:pPr><w:pStyle w:val="TinkuyEnd"/>{section}</w:pPr></w:p>')


# The table


def _table(document, paper, options):
    size = sum(paper.widths)
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in paper.widths)
    pictures = {
        line.weave: document.part.get_or_add_image(io.BytesIO(weaves.png(line.weave)))[0]
        for line in paper.lines
        if line.weave
    }
    rows = [_head_row(paper, number) for number in range(len(paper.heads))]
    rows += [
        _row(paper, number, labels, line, pictures) for number, labels, line in layout.walk(paper, options.progress)
    ]
    described = f"<w:tblCaption w:val={quoteattr(paper.title)}/>" if paper.title else ""
    described += f"<w:tblDescription w:val={quoteattr(paper.question)}/>" if paper.question else ""
    return _element(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TinkuyMatrix"/><w:tblW w:w="{_twips(size)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _head_row(paper, number):
    cells = "".join(
        _cell(
            paper,
            span,
            number,
            _paragraph("TinkuyHead", span.text if span.row == number else ""),
            fill=HEAD_FILL,
            align="center",
        )
        for span in dict.fromkeys(paper.heads[number])
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(paper, number, labels, line, pictures):
    cells = []
    for span in dict.fromkeys(labels):
        last = span.column + span.columns == paper.stub
        image = picture(pictures[line.weave], number + 1) if last and line.weave else ""
        cells.append(_cell(paper, span, number, _label(span, image) if span.row == number else _label(None, "")))
    for place, items in enumerate(line.cells):
        content = "".join(_entry(item) for item in items) or _paragraph("TinkuyEntry", "")
        width = _twips(paper.widths[paper.stub + place])
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
    split = "" if line.tall else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{split}{''.join(cells)}</w:tr>"


def _cell(paper, span, number, content, fill="", align=""):
    width = sum(paper.widths[span.column : span.column + span.columns])
    wide = f'<w:gridSpan w:val="{span.columns}"/>' if span.columns > 1 else ""
    tall = f'<w:vMerge w:val="{"restart" if span.row == number else "continue"}"/>' if span.rows > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    place = f'<w:vAlign w:val="{align}"/>' if align else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{wide}{tall}{shade}{place}</w:tcPr>{content}</w:tc>'
    )


def _label(span, image):
    if span is None:
        return '<w:p><w:pPr><w:pStyle w:val="TinkuyLabel"/></w:pPr></w:p>'
    weave = (
        f'<w:r><w:rPr><w:rStyle w:val="TinkuyNote"/><w:position w:val="-3"/></w:rPr>{image}<w:tab/></w:r>'
        if image
        else ""
    )
    plain = "" if image else '<w:ind w:left="0" w:firstLine="0"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="TinkuyLabel"/>{_bidi(span.text)}{plain}</w:pPr>{weave}{_run(span.text)}</w:p>'


def _entry(item):
    struck = '<w:strike/><w:color w:val="4B505B"/>' if item.state == "declined" else ""
    text = _run(item.text, struck)
    if item.id is not None:
        text = f'<w:bookmarkStart w:id="{item.id}" w:name="_tk_e_{item.id:04}"/>{text}<w:bookmarkEnd w:id="{item.id}"/>'
    marks = _aside(item.marks, '<w:vertAlign w:val="superscript"/>', size=20) if item.marks else ""
    words = _aside(f"  {item.aside}") if item.aside else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TinkuyEntry"/>{_listed(ENTRY_LIST)}{_bidi(item.text)}</w:pPr>'
        f"{text}{marks}{words}</w:p>"
    )


# Notes


def _note(note):
    who = f" {note.who}." if note.who else ""
    where = _link(note.where or _("Abrir"), note.url) if note.url else _aside(note.where) if note.where else ""
    changed = _aside(" " + _("El aporte cambió desde entonces.")) if note.changed else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TinkuySource"/>{_listed(NOTE_LIST)}{_bidi(note.quote)}</w:pPr>'
        f"{_run(f'«{note.quote}»')}{_aside(who) if who else ''}"
        f"{_aside(' ') if where else ''}{where}{changed}</w:p>"
    )


def _link(text, url):
    """A field, not a relationship: thousands of those make python-docx slow."""
    instruction = quoteattr(f' HYPERLINK "{url}" ')
    return f"<w:fldSimple w:instr={instruction}>{_aside(text, UNDERLINE)}</w:fldSimple>"


# Around it


def _section(document, paper):
    """The section with its header and footer, as XML."""
    room = layout.SHEETS[paper.sheet][0] - 2 * layout.MARGIN
    rule = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="5" w:color="{RULE}"/></w:pBdr>'
    explained = paper.title
    if paper.notes:
        explained = _("Los números remiten a las palabras de las que sale cada entrada, al final.")
    page = "".join(
        f'<w:fldSimple w:instr=" {text} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' if name else _run(text)
        for name, text in layout.pieces(_("Página {page} de {pages}"), page="PAGE", pages="NUMPAGES")
    )
    tab = "<w:r><w:tab/></w:r>"
    header = (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{_tabs(("right", room))}</w:pPr>'
        f"{_run(paper.space)}{tab}{_run(paper.imprint)}</w:p>"
    )
    footer = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{rule}{_tabs(("center", room * 0.6), ("right", room))}</w:pPr>'
        f"{_run(explained)}{tab}{_run(paper.footing)}{tab}{page}</w:p>"
    )
    part, references = document.part, ""
    for kind, (new, key), content in (
        ("header", part.add_header_part(), header),
        ("footer", part.add_footer_part(), footer),
    ):
        _fill(new.element, f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>")
        references += f'<w:{kind}Reference w:type="default" r:id="{key}"/>'
    return _page_setup(paper, references)


def _page_setup(paper, references="", columns=1):
    wide, high = layout.SHEETS[paper.sheet]
    code = {"a4": 9, "a3": 8}[paper.sheet]
    margin = _twips(layout.MARGIN)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{_twips(wide)}" w:h="{_twips(high)}" w:orient="landscape" w:code="{code}"/>'
        f'<w:pgMar w:top="{_twips(22)}" w:right="{margin}" w:bottom="{_twips(19)}" w:left="{margin}" '
        f'w:header="{_twips(12)}" w:footer="{_twips(9)}" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="{_twips(10)}"/></w:sectPr>'
    )


# Bricks


def _element(xml):
    """The XML as python-docx's elements; the first tag takes the namespaces."""
    end = min(place for place in (xml.find(" "), xml.find(">"), xml.find("/")) if place > 0)
    return parse_xml(f"{xml[:end]} {NAMESPACES}{xml[end:]}")


def _paragraph(style, text):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_bidi(text)}</w:pPr>{_run(text) if text else ""}</w:p>'


def _run(text, properties=""):
    """The text as a run, its line breaks and tabs as Word's own."""
    if not text:
        return ""
    properties += "<w:rtl/>" if layout.right_to_left(text) else ""
    properties = properties and f"<w:rPr>{properties}</w:rPr>"
    text = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    for sign, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        text = text.replace(sign, f'</w:t>{element}<w:t xml:space="preserve">')
    return f"<w:r>{properties}{text}</w:r>"


def _aside(text, properties="", size=16):
    """What is not the entry's own text. Its look is said again beside the style: LibreOffice forgets it in tables."""
    return _run(text, f'{NOTE}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{properties}')


def _listed(number):
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _tabs(*stops):
    told = "".join(f'<w:tab w:val="{kind}" w:pos="{_twips(place)}"/>' for kind, place in stops)
    return f"<w:tabs>{told}</w:tabs>"


def _bidi(text):
    return "<w:bidi/>" if layout.right_to_left(text) else ""


def _twips(millimetres):
    return round(millimetres * 1440 / 25.4)
