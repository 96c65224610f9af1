"""PAPERS of the moderators' log: rows as plain data in, a file's bytes out; every column says what it is."""

import csv
import io

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import Format, _slug
from .csv import SEPARATOR, guarded

WIDTHS = {"number": 8, "date": 20, "undone": 20, "reason": 60, "thread": 40, "url": 36}


def columns() -> dict[str, str]:
    """The columns of the tables, each with what it says."""
    return {
        "number": _("el número de la decisión en este sitio"),
        "date": _("cuándo se decidió, en hora universal (UTC)"),
        "moderator": _("quién decidió"),
        "kind": _("qué se decidió"),
        "person": _("sobre quién, o de quién es el aporte; vacío, si es sobre un hilo"),
        "thread": _("el hilo, con el título de ahora"),
        "url": _("dónde se lee el aporte; vacío, si no es sobre uno"),
        "reason": _("el motivo o la nota, como se escribió"),
        "undone": _("cuándo se deshizo, en hora universal (UTC); vacío, si está en pie"),
        "undone_by": _("quién la deshizo"),
    }


def filename(title, format) -> str:
    return f"{_slug(title)[:60].strip('-') or 'tinkuy'}-{_slug(_('Registro'))}.{format}"


def write(rows, format) -> bytes:
    return FORMATS[format].write(rows)


def _cells(row):
    moment = {name: row[name].isoformat(timespec="seconds") if row[name] else "" for name in ("date", "undone")}
    return [{**row, **moment}[name] for name in columns()]


def _csv(rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(columns())
    writer.writerows([[guarded(str(cell)) for cell in _cells(row)] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(rows) -> bytes:
    import xlsxwriter  # heavy, and seldom needed

    out = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **texts})
    head, cell = book.add_format({"bold": True, "bottom": 2}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Registro"))
    for place, name in enumerate(columns()):
        sheet.set_column(place, place, WIDTHS.get(name, 24), cell)
        sheet.write_string(0, place, name, head)
    for line, row in enumerate(rows, start=1):
        for place, said in enumerate(_cells(row)):
            (sheet.write_number if isinstance(said, int) else sheet.write_string)(line, place, said)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns()) - 1)
    explained = book.add_worksheet(_("Columnas"))
    explained.set_column(0, 0, 16)
    explained.set_column(1, 1, 80)
    for line, (name, words) in enumerate(columns().items()):
        explained.write_string(line, 0, name, head)
        explained.write_string(line, 1, words)
    book.close()
    return out.getvalue()


FORMATS = {
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)"), _csv),
    "xlsx": Format(
        "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _l("Excel (XLSX)"), _xlsx
    ),
}
