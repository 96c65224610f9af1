"""PAPERS of commitments: a board in, a file's bytes out."""

import csv
import io

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import Format, _slug
from .csv import SEPARATOR, guarded


def filename(title, format) -> str:
    return f"{_slug(title)[:60].strip('-') or 'tinkuy'}-{_slug(_('Compromisos'))}.{format}"


def write(board, states, format, named) -> bytes:
    """`board` is what `readings.commitments` gives; `named` tells who answers for each."""
    heads = [_("Compromiso"), _("De quién es"), _("Quién responde"), _("Hasta cuándo"), _("Estado"), _("Último avance")]
    lines = [
        [
            row.text,
            row.owner,
            (row.responsible or "") if named else "",
            row.due_on,
            str(states[board.section_of(row)]),
            row.note_text or "",
        ]
        for row in board.rows
    ]
    return FORMATS[format].write(heads, lines)


def _csv(heads, lines) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(heads)
    for line in lines:
        writer.writerow([f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else guarded(cell or "") for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(heads, lines) -> bytes:
    import xlsxwriter  # heavy, and seldom needed

    out = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **texts})
    head, cell = book.add_format({"bold": True, "bottom": 2}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    sheet = book.add_worksheet(_("Compromisos"))
    for place, (name, width) in enumerate(zip(heads, (60, 32, 26, 14, 14, 60), strict=True)):
        sheet.set_column(place, place, width, cell)
        sheet.write_string(0, place, name, head)
    for number, line in enumerate(lines, start=1):
        for place, said in enumerate(line):
            if place == 3:
                sheet.write_datetime(number, place, said, day) if said else None
            else:
                sheet.write_string(number, place, said)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(lines)), len(heads) - 1)
    book.close()
    return out.getvalue()


FORMATS = {
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)"), _csv),
    "xlsx": Format(
        "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _l("Excel (XLSX)"), _xlsx
    ),
}
