"""Excel: a sheet with one line an observation, to filter; and one with what there is of each answer."""

import io

import xlsxwriter
from flask_babel import gettext as _

from ..spans import clean
from . import counted, headings, records

WIDTHS = (12, 30, 20, 6, 28, 20, 14, 10, 30, 12, 50, 40, 40, 20, 50, 40, 10, 12, 12, 12)
LONGEST = 32_767


def write(content, imprint) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(imprint.title), "author": clean(imprint.space), "comments": imprint.digest})
    look = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
    body, head = book.add_format(look), book.add_format(look | {"bold": True, "bg_color": "#F9F8F6", "bottom": 2})
    sheet = book.add_worksheet(_("Observaciones"))
    for column, (heading, width) in enumerate(zip(headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width, body)
        sheet.write_string(0, column, heading, head)
    row = 0
    for row, record in enumerate(records(content), start=1):
        for column, words in enumerate(record):
            if words:
                sheet.write_rich_string(row, column, *_runs(words, body)) if _odd(words) else sheet.write_string(
                    row, column, clean(words)[:LONGEST], body
                )
    sheet.autofilter(0, 0, max(1, row), len(WIDTHS) - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:T{row + 2}"})
    _about(book, content, imprint, body, head)
    book.close()
    return out.getvalue()


def _about(book, content, imprint, body, head):
    sheet = book.add_worksheet(_("Resumen"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    facts = [
        (imprint.title, imprint.name),
        (_("Publicación"), imprint.published),
        (_("Nota"), imprint.note),
        (_("Dirección"), imprint.address),
        (_("Huella (SHA-256)"), imprint.digest),
        *((name, str(count)) for name, count in counted(content)),
    ]
    for row, (name, words) in enumerate(facts):
        sheet.write_string(row, 0, clean(name), head)
        sheet.write_string(row, 1, clean(words), body)


def _odd(words):
    """XlsxWriter takes a text that begins with "<r>" and ends with "</r>" for its own."""
    return words.startswith("<r>") and words.endswith("</r>")


def _runs(words, format):
    return format, words[:1], format, clean(words[1:])[:LONGEST], format
