"""PAPERS of who took part: rows as plain data in, a file's bytes out; every column says what it is."""

import csv
import io

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import Format, _slug
from .csv import SEPARATOR, guarded


def columns() -> dict[str, str]:
    """The columns, each with what it says."""
    return {
        "name": _("la persona"),
        "role": _("su rol en el espacio"),
        "actors": _("los actores por los que habla, el de siempre primero"),
        "organization": _("su organización"),
        "posts": _("aportes publicados en el período, sin los ocultos"),
        "words": _("palabras de esos aportes"),
        "questions": _("a cuántas preguntas guía respondió, en hilos que las responden"),
        "supports": _("a cuántos aportes dio su apoyo en el período"),
        "seen_at": _("la última vez que leyó o escribió en los foros, en hora universal (UTC)"),
        "points": _("puntos de la rúbrica; vacío, si no hay"),
    }


def actor_columns() -> dict[str, str]:
    return {
        "actor": _("el actor"),
        "people": _("cuántas personas escribieron en su nombre en el período"),
        "posts": _("aportes publicados en el período, sin los ocultos"),
        "words": _("palabras de esos aportes"),
        "questions": _("a cuántas preguntas guía se respondió en su nombre"),
    }


def filename(title, format, of_actors=False) -> str:
    name = _("Participación por actor") if of_actors else _("Participación")
    return f"{_slug(title)[:60].strip('-') or 'tinkuy'}-{_slug(name)}.{format}"


def write(people, actors, format, of_actors=False) -> bytes:
    """A table of text has one kind of row: with `of_actors` those of actors; a workbook has both."""
    if format == "csv" and of_actors:
        return _table(actor_columns(), actors)
    return FORMATS[format].write(people, actors)


def _cell(value):
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="seconds")
    return "" if value is None else value


def _csv(people, actors) -> bytes:
    return _table(columns(), people)


def _table(named, rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(named)
    writer.writerows([[guarded(str(_cell(row[name]))) for name in named] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(people, actors) -> bytes:
    import xlsxwriter  # heavy, and seldom needed

    out = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **texts})
    head, cell = book.add_format({"bold": True, "bottom": 2}), book.add_format({"text_wrap": True, "valign": "top"})
    sheets = [(_("Personas"), columns(), people)]
    if actors:
        sheets.append((_("Actores"), actor_columns(), actors))
    for title, named, rows in sheets:
        sheet = book.add_worksheet(title)
        for place, name in enumerate(named):
            sheet.set_column(place, place, 28 if place in (0, 2, 3) else 14, cell)
            sheet.write_string(0, place, name, head)
        for line, row in enumerate(rows, start=1):
            for place, name in enumerate(named):
                said = _cell(row[name])
                (sheet.write_string if isinstance(said, str) else sheet.write_number)(line, place, said)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(named) - 1)
    explained = book.add_worksheet(_("Columnas"))
    explained.set_column(0, 0, 16)
    explained.set_column(1, 1, 80)
    lines = [line for title, named, _rows in sheets for line in ((title, ""), *named.items(), ("", ""))]
    for line, (name, words) in enumerate(lines):
        explained.write_string(line, 0, name, None if words else head)
        explained.write_string(line, 1, words)
    book.close()
    return out.getvalue()


FORMATS = {
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)"), _csv),
    "xlsx": Format(
        "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _l("Excel (XLSX)"), _xlsx
    ),
}
