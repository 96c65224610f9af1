"""OpenDocument text: the same paper as the Word one, for LibreOffice.

odfdo makes the package; content and styles are written as XML text. What a reader needs is where the Word file has it:
heads in `table:table-header-rows`, spans with covered cells, entries as list items, everything that is not an entry's
own text in spans of the style `TinkuyNote`, the text itself inside the bookmark `_tk_e_0123`.
"""

import io
import re
from datetime import UTC, datetime, time
from xml.sax.saxutils import escape, quoteattr

import odfdo
from flask_babel import gettext as _

from . import layout, weaves
from .odt_styles import NAMESPACES, VERSION, automatic_styles, styles

WEAVE_SIDE = "3.7mm"
_BLANKS = re.compile(r"^ +| +$| {2,}")


def write(table, options) -> bytes:
    paper = layout.lay(table, options)
    document = odfdo.Document("text")
    document.del_part("Thumbnails/thumbnail.png")
    document.manifest.del_full_path("Thumbnails/thumbnail.png")
    pictures = {}
    for weave in {line.weave for line in paper.lines if line.weave}:
        pictures[weave] = f"Pictures/weave-{weave}.png"
        document.set_part(pictures[weave], weaves.png(weave))
        document.manifest.add_full_path(pictures[weave], "image/png")
    document.set_part("content.xml", _content(paper, pictures, options).encode())
    document.set_part("styles.xml", styles(paper, _header(paper), _footer(paper)).encode())
    _describe(document.meta, paper, options)
    out = io.BytesIO()
    # Document.save() would parse the content again to normalise tables that are in order.
    for name in ("meta.xml", "META-INF/manifest.xml"):
        document.container.set_part(name, document.get_part(name).serialize())
    document.container.save(out)
    return out.getvalue()


def _describe(meta, paper, options):
    made = datetime.combine(options.date, time(12), UTC) if options.date else datetime.now(UTC)
    made = made.replace(tzinfo=None, microsecond=0)
    meta.set_title(paper.title)
    meta.set_subject(paper.question)
    meta.set_language(paper.language)
    meta.set_creation_date(made)
    meta.set_modification_date(made)
    if paper.space:
        meta.set_creator(paper.space)
    if options.export:
        meta.set_user_defined_metadata(layout.PROPERTY, options.export)


def _content(paper, pictures, options):
    body = ""
    if paper.title:
        body += _heading("Title", paper.title)
    if paper.question:
        body += _paragraph("Subtitle", paper.question)
    body += _table(paper, pictures, options)
    if paper.sums:
        body += _heading("NotesHeading", _("Qué suman los valores"))
        body += "".join(_paragraph("TinkuySource", text) for text in paper.sums)
    if paper.notes:
        body += _notes(paper)
    if paper.url:
        body += _paragraph("TinkuySource", paper.url)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="{VERSION}">'
        f"<office:automatic-styles>{automatic_styles(paper)}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


# The table


def _table(paper, pictures, options):
    columns = "".join(f'<table:table-column table:style-name="Column{n}"/>' for n in range(len(paper.widths)))
    heads = "".join(_head_row(paper, number) for number in range(len(paper.heads)))
    rows = "".join(
        _row(paper, number, labels, line, pictures) for number, labels, line in layout.walk(paper, options.progress)
    )
    described = f"<table:title>{escape(paper.title)}</table:title>" if paper.title else ""
    described += f"<table:desc>{escape(paper.question)}</table:desc>" if paper.question else ""
    return (
        f'<table:table table:name="Matriz" table:style-name="Matrix">{described}{columns}'
        f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}</table:table>"
    )


def _head_row(paper, number):
    cells = "".join(
        _cell(span, "HeadCell", _paragraph("TinkuyHead", span.text))
        if (span.row, span.column) == (number, column)
        else "<table:covered-table-cell/>"
        for column, span in enumerate(paper.heads[number])
    )
    return f'<table:table-row table:style-name="Whole">{cells}</table:table-row>'


def _row(paper, number, labels, line, pictures):
    cells = []
    for column, span in enumerate(labels):
        if (span.row, span.column) != (number, column):
            cells.append("<table:covered-table-cell/>")
            continue
        last = span.column + span.columns == paper.stub
        cells.append(_cell(span, "Cell", _label(span, pictures.get(line.weave) if last else None)))
    cells += [
        f'<table:table-cell table:style-name="Cell" office:value-type="string">{_entries(items)}</table:table-cell>'
        for items in line.cells
    ]
    style = "Tall" if line.tall else "Whole"
    return f'<table:table-row table:style-name="{style}">{"".join(cells)}</table:table-row>'


def _cell(span, style, content):
    wide = f' table:number-columns-spanned="{span.columns}"' if span.columns > 1 else ""
    tall = f' table:number-rows-spanned="{span.rows}"' if span.rows > 1 else ""
    start = f'<table:table-cell table:style-name="{style}" office:value-type="string"{wide}{tall}>'
    return f"{start}{content}</table:table-cell>"


def _label(span, picture):
    if not picture:
        return _paragraph("TinkuyGroup", span.text)
    frame = (
        f'<draw:frame draw:style-name="Weave" text:anchor-type="as-char" svg:y="-3.1mm" svg:width="{WEAVE_SIDE}" '
        f'svg:height="{WEAVE_SIDE}" loext:decorative="true"><draw:image xlink:href="{picture}" xlink:type="simple" '
        f'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )
    aside = f'<text:span text:style-name="TinkuyNote">{frame}<text:tab/></text:span>'
    return f'<text:p text:style-name="TinkuyLabel">{aside}{_text(span.text)}</text:p>'


def _entries(items):
    if not items:
        return '<text:p text:style-name="TinkuyEntry"/>'
    listed = "".join(f"<text:list-item>{_entry(item)}</text:list-item>" for item in items)
    return f'<text:list text:style-name="TinkuyEntries">{listed}</text:list>'


def _entry(item):
    text = _text(item.text)
    if item.state == "declined":
        text = f'<text:span text:style-name="TinkuyDeclined">{text}</text:span>'
    if item.id is not None:
        name = f'text:name="_tk_e_{item.id:04}"'
        text = f"<text:bookmark-start {name}/>{text}<text:bookmark-end {name}/>"
    raised = f'<text:span text:style-name="TinkuyMarks">{item.marks}</text:span>'
    marks = f'<text:span text:style-name="TinkuyNote">{raised}</text:span>' if item.marks else ""
    words = _aside(f"  {item.aside}") if item.aside else ""
    style = "EntryRight" if layout.right_to_left(item.text) else "TinkuyEntry"
    return f'<text:p text:style-name="{style}">{text}{marks}{words}</text:p>'


# Notes, header and footer


def _notes(paper):
    items = "".join(f"<text:list-item>{_note(note)}</text:list-item>" for note in paper.notes)
    return (
        '<text:section text:style-name="Notes" text:name="Notas">'
        f"{_heading('NotesHeading', _('De dónde sale cada entrada'))}"
        f'<text:list text:style-name="TinkuyNotes">{items}</text:list></text:section>'
    )


def _note(note):
    parts = [f"{_text(f'«{note.quote}»')}"]
    if note.who:
        parts.append(_aside(f" {note.who}."))
    if note.url:
        parts.append(
            f'{_aside(" ")}<text:a text:style-name="TinkuyLink" text:visited-style-name="TinkuyLink" '
            f'xlink:type="simple" xlink:href={quoteattr(note.url)}>{_text(note.where or _("Abrir"))}</text:a>'
        )
    elif note.where:
        parts.append(_aside(f" {note.where}"))
    if note.changed:
        parts.append(_aside(" " + _("El aporte cambió desde entonces.")))
    style = "SourceRight" if layout.right_to_left(note.quote) else "TinkuySource"
    return f'<text:p text:style-name="{style}">{"".join(parts)}</text:p>'


def _header(paper):
    return f'<text:p text:style-name="Header">{_text(paper.space)}<text:tab/>{_text(paper.imprint)}</text:p>'


def _footer(paper):
    explained = paper.title
    if paper.notes:
        explained = _("Los números remiten a las palabras de las que sale cada entrada, al final.")
    page = "".join(
        text if name else _text(text)
        for name, text in layout.pieces(
            _("Página {page} de {pages}"),
            page='<text:page-number text:select-page="current">1</text:page-number>',
            pages="<text:page-count>1</text:page-count>",
        )
    )
    parts = "<text:tab/>".join((_text(explained), _text(paper.footing), page))
    return f'<text:p text:style-name="Footer">{parts}</text:p>'


# Bricks


def _paragraph(style, text):
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _heading(style, text):
    return f'<text:h text:style-name="{style}" text:outline-level="1">{_text(text)}</text:h>'


def _aside(text):
    return f'<text:span text:style-name="TinkuyNote">{_text(text)}</text:span>'


def _text(text):
    """The text with its blanks, tabs and line breaks kept: OpenDocument folds them otherwise."""
    lines = []
    for line in escape(text).split("\n"):
        pieces = [_BLANKS.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', piece) for piece in line.split("\t")]
        lines.append("<text:tab/>".join(pieces))
    return "<text:line-break/>".join(lines)
