"""Excel workbooks: each visible sheet is a table; of our own, the sheet with one row an entry is read to the letter."""

import datetime
import io
import re
from bisect import bisect_right

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries

# What openpyxl's own reading uses; its rows are filled up with empty cells, sixteen thousand a row if a sheet wills it.
from openpyxl.worksheet._reader import WorkSheetParser

from . import bounds, grid, long, matrix
from .package import Package, name_in, refuse_declarations, refused_xml

S = name_in("http://schemas.openxmlformats.org/spreadsheetml/2006/main")

RETURN = re.compile("(?:\r|_x000D_)\n|\r")  # as some programs end lines, in Excel's spelling too
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read(package: Package, words: dict):
    """A table for each visible sheet that has something in it (see the package's docstring)."""
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            refuse_declarations(package.read(name))
    book = openpyxl.load_workbook(package.file, read_only=True, data_only=True, keep_links=False)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = [Sheet(sheet, package.read(sheet._worksheet_path), words) for sheet in visible]
    sheets = [sheet for sheet in sheets if sheet.texts]
    entries = [sheet.table(number, words) for number, sheet in enumerate(sheets, start=1) if sheet.is_long]
    tables = [sheet.table(number, words) for number, sheet in enumerate(sheets, start=1) if not sheet.is_long]
    for table in entries:
        table["title"] = _plain(book.properties.title)
        table["question"] = _plain(book.properties.subject)
        for on_paper in [other for other in tables if _same_frame(table, other)]:
            tables.remove(on_paper)
            table["row_headers"] = on_paper["row_headers"]
            table["left_out"].append(["on_paper", {"where": on_paper["name"], "entries": table["name"]}])
    return entries + tables


def _plain(property):
    """A property without the mark that Excel puts before what looks like one of its escapes; openpyxl leaves it in."""
    return (property or "").replace("x005F_", "")


def _same_frame(one, other):
    """Whether two tables have the same rows and columns: then one is the other as it is printed."""
    return (
        one["understood"]
        and other["understood"]
        and one["columns"] == other["columns"]
        and [path for path, _ in one["rows"]] == [path for path, _ in other["rows"]]
    )


class Sheet:
    """The texts of a sheet by (row, column), and what its table is."""

    def __init__(self, sheet, data, words):
        self.name = sheet.title
        self.shape = Shape(data)
        self.texts = {}
        lines = set()
        for cell in _cells(sheet, data):
            text = text_of(cell).strip()
            if text:
                self.texts[cell.row, cell.column] = text
                lines.add(cell.row)
                if len(lines) > bounds.MAX_SHEET_ROWS:
                    bounds.too_large()
        top = min(lines, default=0)
        self.is_long = long.is_long([text for (row, _), text in self.texts.items() if row == top], words)
        self.left_out = {"formulas": self.shape.formulas}

    def table(self, number, words):
        understood = self._entries(words) if self.is_long else self._matrix()
        table = {"number": number, "inside": None, "name": self.name, "understood": understood is not None}
        table |= understood or {"left_out": []}
        table["left_out"] += [[code, {"n": n}] for code, n in self.left_out.items() if n]
        return table

    def _entries(self, words):
        """One row an entry: what is hidden there (an entry's number, or what was filtered out) is data all the same."""
        places = {column: i for i, column in enumerate(sorted({column for _, column in self.texts}))}
        lines = {}
        for (row, column), text in sorted(self.texts.items()):
            lines.setdefault(row, [""] * len(places))[places[column]] = text
        return long.matrix(list(lines.values()), words)

    def _matrix(self):
        rows = {row for row, _ in self.texts if row in self.shape.hidden_rows}
        columns = {column for _, column in self.texts if self.shape.hides_column(column)}
        self.left_out |= {"hidden_rows": len(rows), "hidden_columns": len(columns)}
        shown = {at: text for at, text in self.texts.items() if at[0] not in rows and at[1] not in columns}
        placed = grid.of_texts(shown, self.shape.merged)
        if self.shape.frozen:
            placed.label_columns = bisect_right(sorted({column for _, column in shown}), self.shape.frozen) or None
        return matrix.understand(placed)


def _cells(sheet, data):
    """Every cell of a sheet that has a value."""
    book = sheet.parent
    parser = WorkSheetParser(
        io.BytesIO(data),
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    for _, row in parser.parse():
        for cell in row:
            if cell["value"] is not None:
                yield ReadOnlyCell(sheet, **cell)


class Shape:
    """What openpyxl does not tell when it reads with little memory: merged cells, hidden rows and columns."""

    def __init__(self, data):
        self.merged = []
        self.hidden_rows = set()
        self.hidden_columns = []
        self.frozen = 0  # columns, where rows are frozen too
        self.formulas = 0  # without a result
        self._cells = 0
        tags = [S(name) for name in ("pane", "row", "c", "mergeCell", "col")]
        try:
            for _, element in etree.iterparse(
                io.BytesIO(data),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            ):
                self._take(element)
        except etree.XMLSyntaxError as error:
            raise refused_xml(error) from error

    def _take(self, element):
        if element.tag == S("c"):
            self._cells += 1
            if self._cells > bounds.MAX_SHEET_CELLS:
                bounds.too_large()
            self.formulas += element.find(S("f")) is not None and not element.findtext(S("v"))
            return
        if element.tag == S("row"):
            if element.get("hidden") in ("1", "true") and (element.get("r") or "").isdigit():
                self.hidden_rows.add(int(element.get("r")))
        elif element.tag == S("pane"):
            if element.get("state") == "frozen" and (element.get("ySplit") or "0") != "0":
                self.frozen = int(float(element.get("xSplit") or 0))
        elif element.tag == S("col"):
            if element.get("hidden") in ("1", "true"):
                self.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
        elif len(self.merged) < bounds.MAX_SHEET_ROWS:
            left, top, right, bottom = range_boundaries(element.get("ref"))
            self.merged.append((top, left, bottom - top + 1, right - left + 1))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]

    def hides_column(self, column):
        return any(first <= column <= last for first, last in self.hidden_columns)


def text_of(cell):
    """A cell as somebody who uses Spanish sees it: 5, 1,9, 26,7 %, 19/11/2026."""
    value = cell.value
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, (int, float)):
        if "%" in (cell.number_format or ""):
            return f"{_number(value * 100)}\u00a0%"
        return _number(value)
    if isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return UNSEEN.sub("", RETURN.sub("\n", str(value)))


def _number(value):
    return f"{value:.15g}".replace(".", ",")
