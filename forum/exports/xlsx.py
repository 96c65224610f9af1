"""Excel: the matrix as one sees it, and behind it one line an entry with where it comes from.

Whatever people typed is written as text, never as a formula, a number or a link. The second sheet is the one to read
back: a cell of the first holds many entries and at most 32,767 characters.
"""

import io
import math
from datetime import UTC, datetime, time

import xlsxwriter
from flask_babel import gettext as _

from . import layout

SERIF = "Cambria"
SANS = "Calibri"
INK = "#1A1E27"
INK2 = "#4B505B"
RULE = "#3A3D44"
LONGEST = 32_767  # characters of a cell
TALLEST = 409  # points of a row
LINE = 12.75  # points
FIT = 1.08  # letters of ours that go into the width of one of Excel's
ACROSS = {"a4": 200, "a3": 290}  # letters side by side that can still be read on a sheet
PAPER = {"a4": 9, "a3": 8}
LINK = 12  # column of the second sheet


def write(table, options) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    paper = layout.lay(table, options)
    made = datetime.combine(options.date, time(12), UTC) if options.date else datetime.now(UTC)
    book.set_properties(
        {
            "title": paper.title[:255],
            "subject": paper.question[:255],
            "author": paper.space[:255],
            "created": made.replace(tzinfo=None),
        }
    )
    if options.export:
        book.set_custom_property(layout.PROPERTY, options.export)
    formats = _formats(book)
    _matrix(book.add_worksheet(_("Matriz")), paper, formats, options.progress)
    _entries(book.add_worksheet(_("Entradas")), paper, table, formats)
    if paper.sums:
        _sums(book.add_worksheet(_("Sumas")), paper)
    book.close()
    return out.getvalue()


def _formats(book):
    sans = {"font_name": SANS, "font_color": INK, "font_size": 10}
    serif = {"font_name": SERIF, "font_color": INK, "font_size": 10}
    cell = {"border": 1, "border_color": RULE, "text_wrap": True, "valign": "top"}
    return {
        name: book.add_format(properties)
        for name, properties in {
            "title": {**serif, "bold": True, "font_size": 16},
            "question": {**serif, "font_size": 11},
            "imprint": {**sans, "font_color": INK2, "font_size": 9},
            "head": {**sans, **cell, "bold": True, "bg_color": "#F0F0EE", "align": "center", "valign": "vcenter"},
            "label": {**sans, **cell, "bold": True, "align": "left", "indent": 1},
            "cell": {**serif, **cell, "align": "left", "indent": 1},
            "text": serif,
            "struck": {**serif, "font_strikeout": True, "font_color": INK2},
            "marks": {**sans, "font_script": 1, "font_color": INK2},
            "aside": {**sans, "font_size": 8, "font_color": INK2},
            "record": {**serif, "text_wrap": True, "valign": "top"},
            "fact": {**sans, "text_wrap": True, "valign": "top"},
        }.items()
    }


# The matrix


def _sums(sheet, paper):
    sheet.set_column(0, 0, 120)
    for number, text in enumerate(paper.sums):
        sheet.write_string(number, 0, text)


def _matrix(sheet, paper, formats, progress):
    top = 0
    for name, text in (("title", paper.title), ("question", paper.question), ("imprint", _about(paper))):
        if text:
            _write(sheet, top, 0, text, formats[name])
            top += 1
    top += 1 if top else 0
    widths = _widths(paper)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(paper.heads):
        narrow = [span for span in dict.fromkeys(row) if span.rows == 1]
        sheet.set_row(top + number, max([21, *(_height([span.text], _width(span, widths)) for span in narrow)]))
        for span in paper.head_rows[number]:
            _span(sheet, span, top, formats["head"])
    body = top + len(paper.heads)
    begun = paper.label_rows
    for number, labels, line in layout.walk(paper, progress):
        for span in begun[number]:
            _span(sheet, span, body, formats["label"])
        cells = [_height(map(_line, items), widths[paper.stub + place]) for place, items in enumerate(line.cells)]
        names = [_height([span.text], _width(span, widths)) for span in labels if span.rows == 1]
        sheet.set_row(body + number, min(TALLEST, max([21, *cells, *names])))
        for place, items in enumerate(line.cells):
            _cell(sheet, body + number, paper.stub + place, items, formats)
    _page(sheet, paper, top, body, widths)


def _about(paper):
    return " · ".join(part for part in (paper.space, paper.imprint, paper.url) if part)


def _widths(paper):
    """In letters; a column whose fullest cell would be cut off at Excel's tallest row gets wider."""
    widths = []
    for number, millimetres in enumerate(paper.widths):
        letters = max(14, millimetres / 1.75)
        if number >= paper.stub:
            cells = [line.cells[number - paper.stub] for line in paper.lines]
            while letters < 110 and any(_height(map(_line, cell), letters) > TALLEST for cell in cells):
                letters += 8
        widths.append(letters)
    return widths


def _line(item):
    return f"• {item.text}  {item.aside}"


def _height(texts, letters):
    """Points that texts under one another take: rows are given their height, for not every program finds it itself."""
    room = max(4, letters * FIT)
    lines = sum(1 + int(len(line) / room) for text in texts for line in text.split("\n"))
    return lines * LINE + 7


def _width(span, widths):
    return sum(widths[span.column : span.column + span.columns])


def _span(sheet, span, top, format):
    row, column = top + span.row, span.column
    if span.rows * span.columns > 1:
        sheet.merge_range(row, column, row + span.rows - 1, column + span.columns - 1, "", format)
    if span.text:
        _write(sheet, row, column, span.text, format)
    elif span.rows * span.columns == 1:
        sheet.write_blank(row, column, None, format)


def _cell(sheet, row, column, items, formats):
    """Entries as lines that begin with a bullet."""
    if not items:
        sheet.write_blank(row, column, None, formats["cell"])
        return
    parts = []
    for item in items:
        text = item.text.replace("\n", "\n   ")
        parts.append(("\n• " if parts else "• ", "text"))
        parts.append((text, "struck" if item.state == "declined" else "text"))
        parts.append((item.marks, "marks"))
        parts.append((f"  {item.aside}" if item.aside else "", "aside"))
    whole = "".join(text for text, _kind in parts)
    if len(whole) > LONGEST:
        more = "\n… " + _("(sigue en la hoja «Entradas»)")
        sheet.write_string(row, column, whole[: LONGEST - len(more)] + more, formats["cell"])
    elif all(kind == "text" for text, kind in parts if text):
        sheet.write_string(row, column, whole, formats["cell"])
    else:
        sheet.write_rich_string(row, column, *_runs(parts, formats), formats["cell"])


def _runs(parts, formats):
    """Format, text, format, text …, neighbours of one kind together."""
    runs = []
    for text, kind in parts:
        if text and runs and runs[-1][0] == kind:
            runs[-1][1] += text
        elif text:
            runs.append([kind, text])
    for kind, text in runs:
        yield formats[kind]
        yield text


def _page(sheet, paper, top, body, widths):
    """The set-up for print: as many sheets side by side as it takes to be read, each with heads and row labels."""
    sheet.freeze_panes(body, paper.stub)
    sheet.repeat_rows(top, body - 1)
    sheet.repeat_columns(0, paper.stub - 1)
    sheet.set_landscape()
    sheet.set_paper(PAPER[paper.sheet])
    sheet.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.7)
    sheet.fit_to_pages(math.ceil(sum(widths) / ACROSS[paper.sheet]), 0)
    page = "".join(
        text if name else text.replace("&", "&&")
        for name, text in layout.pieces(_("Página {page} de {pages}"), page="&P", pages="&N")
    )
    imprint = paper.footing[:120].replace("&", "&&")
    sheet.set_footer(f'&L&"{SANS},Regular"&9{imprint}&R&"{SANS},Regular"&9{page}')
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{body + len(paper.lines) + 1}"})


# One line an entry


def _entries(sheet, paper, table, formats):
    columns = _columns()
    for number, (_heading, width, _kind) in enumerate(columns):
        sheet.set_column(number, number, width, None, {"hidden": width == 0})
    items = (item for line in paper.lines for cell in line.cells for item in cell)
    states = layout.state_names()
    row = links = 0
    for name, path, entry in layout.records(table):
        row += 1
        texts = [name, path, *(_record(entry, next(items), states) if entry else ())]
        sheet.set_row(row, min(TALLEST, max(_height([text], columns[n][1] or 99) for n, text in enumerate(texts))))
        for column, text in enumerate(texts):
            format = formats[columns[column][2]]
            if column == LINK and text.startswith("http") and "\n" not in text and len(text) < 2000 and links < 60_000:
                links += 1
                sheet.write_url(row, column, text, format, text)
            elif text:
                _write(sheet, row, column, text, format)
    sheet.add_table(
        0,
        0,
        max(1, row),
        len(columns) - 1,
        {
            "name": "Entradas",
            "columns": [{"header": heading, "header_format": formats["head"]} for heading, _width, _kind in columns],
            "style": "Table Style Light 1",
            "banded_rows": False,
        },
    )
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(PAPER["a3"])
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:P{row + 2}"})


def _columns():
    """(heading, width in letters, format) of the second sheet; the last is for machines and hidden."""
    widths = (16, 30, 60, 13, 20, 16, 24)
    kinds = ("fact", "fact", "record", "fact", "fact", "fact", "fact")
    return [
        *zip(layout.headings(), widths, kinds, strict=True),
        (_("Notas"), 8, "fact"),
        (_("Palabras citadas"), 60, "record"),
        (_("Autoría de las palabras"), 30, "fact"),
        (_("Lugar"), 18, "fact"),
        (_("Fecha"), 24, "fact"),
        (_("Enlace"), 30, "fact"),
        (_("Cambió"), 10, "fact"),
        (_("Unida a"), 30, "fact"),
        (_("Id"), 0, "fact"),
    ]


def _record(entry, item, states):
    notes = [layout.note(number, source) for number, source in zip(item.numbers, entry.sources, strict=True)]
    return [
        layout.clean(text)
        for text in (
            entry.text,
            states[entry.state],
            entry.author,
            entry.actor,
            entry.reason,
            item.marks,
            "\n".join(f"«{note.quote}»" for note in notes),
            "\n".join(note.who for note in notes),
            "\n".join(source.place for source in entry.sources),
            "\n".join(layout.long_date(source.date) for source in entry.sources),
            "\n".join(note.url for note in notes),
            "\n".join(_("sí") if note.changed else "" for note in notes).strip(),
            item.words if entry.state == "merged" else "",
            "" if entry.id is None else str(entry.id),
        )
    ]


def _write(sheet, row, column, text, format):
    """A text in a cell, whatever it says.

    XlsxWriter takes a text that begins with "<r>" and ends with "</r>" for its own and does not escape it; in two runs
    it is a text like any other.
    """
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, format, text[:1], format, text[1:], format)
    else:
        sheet.write_string(row, column, text, format)
