"""PAPERS of an indicator in a period: its ranking as plain data in, a file's bytes out; and empty sheets to fill in."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...figures import written
from .. import Format, _slug
from ..csv import SEPARATOR, guarded
from . import _pdf, _svg


@dataclass(slots=True)
class PaperRow:
    name: str
    value: Decimal
    share: Decimal | None
    before: Decimal | None
    source: str
    reported: str
    validated: str
    invented: bool


@dataclass(slots=True)
class Paper:
    """What all of the files say. `sum_label` is «Suma de los 4 centros mostrados»; `rest` what of the published total
    is not among them; `chart` where its bars stand (`readings.figures.Chart`)."""

    title: str
    space: str
    unit: str
    definition: str
    period: str
    category: str
    reporter: str
    finding: str
    rows: list[PaperRow]
    missing: list[str]
    sum: Decimal
    sum_label: str
    total: Decimal | None
    rest: Decimal | None
    places: int
    sources: list[str]
    corrections: list[str]
    chart: object


def write(paper: Paper, format: str) -> bytes:
    return FORMATS[format].write(paper)


def filename(paper: Paper, format: str) -> str:
    return f"{_slug(paper.title)[:60].strip('-') or 'tinkuy'}-{_slug(paper.period)}.{format}"


def headings() -> list[str]:
    """Of a line a figure: those that a file which comes back is read by."""
    return [_("Organización"), _("Período"), _("Categoría"), _("Dato"), _("Fuente"), _("Inventado")]


def _heads():
    return [*headings(), _("Parte"), _("Antes"), _("Anotado por"), _("Validado por")]


def _lines(paper):
    for row in paper.rows:
        yield [
            row.name,
            paper.period,
            paper.category,
            row.value,
            row.source,
            _("sí") if row.invented else _("no"),
            row.share,
            row.before,
            row.reported,
            row.validated,
        ]


def _csv(paper) -> bytes:
    """Plain figures: without thousands apart, with a decimal comma, as spreadsheets here take them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(_heads())
    for line in _lines(paper):
        writer.writerow([_plain(cell) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell):
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return written(round(cell, 4), grouped=False).replace("−", "-")
    return guarded(cell)


def _book(write):
    import xlsxwriter  # heavy, and seldom needed

    out = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **texts})
    write(book, book.add_format({"bold": True, "bottom": 2, "text_wrap": True}))
    book.close()
    return out.getvalue()


def _xlsx(paper) -> bytes:
    def fill(book, head):
        places = f"0{'.' if paper.places else ''}{'0' * paper.places}"
        number, share = book.add_format({"num_format": f"#,##{places}"}), book.add_format({"num_format": "0.0"})
        bold = book.add_format({"bold": True, "num_format": f"#,##{places}"})
        sheet = book.add_worksheet(_("Datos"))
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 9, 18)
        for place, name in enumerate(_heads()):
            sheet.write_string(0, place, name, head)
        line = 0
        for line, cells in enumerate(_lines(paper), start=1):
            for place, cell in enumerate(cells):
                if isinstance(cell, Decimal):
                    sheet.write_number(line, place, float(cell), share if place == 6 else number)
                elif cell:
                    sheet.write_string(line, place, cell)
        sheet.freeze_panes(1, 1)
        about = book.add_worksheet(_("Resumen"))
        about.set_column(0, 0, 44)
        about.set_column(1, 1, 60)
        for line, (name, value) in enumerate(_about(paper)):
            about.write_string(line, 0, name, head if not line else None)
            if isinstance(value, Decimal):
                about.write_number(line, 1, float(value), bold)
            else:
                about.write_string(line, 1, value)

    return _book(fill)


def _about(paper):
    yield paper.title, f"{paper.period}{' · ' + paper.category if paper.category else ''}"
    yield _("Unidad"), paper.unit
    yield _("Definición"), paper.definition
    yield paper.sum_label, paper.sum
    if paper.total is not None:
        yield _("Total publicado"), paper.total
        yield _("Por desglosar"), paper.rest
    for source in paper.sources:
        yield _("Fuente"), source
    for name in paper.missing:
        yield _("Sin dato en este período"), name
    for words in paper.corrections:
        yield _("Corrección"), words


def template(names: list[str], period: str, categories: list[str], format: str) -> bytes:
    """A sheet to fill in: a line for each organization of the period."""
    lines = [[name, period, category, "", "", ""] for name in names for category in categories or [""]]
    if format == "csv":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
        writer.writerow(headings())
        writer.writerows([[guarded(cell) for cell in line] for line in lines])
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    def fill(book, head):
        sheet = book.add_worksheet(_("Datos"))
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 5, 20)
        for place, name in enumerate(headings()):
            sheet.write_string(0, place, name, head)
        for line, cells in enumerate(lines, start=1):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell) if cell else None
        sheet.freeze_panes(1, 1)

    return _book(fill)


FORMATS = {
    "xlsx": Format(
        "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _l("Excel (XLSX)"), _xlsx
    ),
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)"), _csv),
    "pdf": Format("pdf", "pdf", "application/pdf", _l("PDF"), _pdf.write),
    "svg": Format("svg", "svg", "image/svg+xml", _l("Dibujo (SVG)"), _svg.write),
}
