"""The process that reads the lines of a table as they stand: bytes on standard input, JSON on standard output.

The answer is `{"kind": …, "sheets": [[name, [[row, {column: text}], …]], …]}`, rows and columns counted from one as the
program of the sheet counts them, or `{"refused": code, "detail": {…}}`. A merged cell's text stands in each of the
places it covers; a number in a cell is told with as many places as leave no doubt which sign parts its decimals.
"""

import json
import sys
import traceback
import warnings

from . import bounds, kinds
from .bounds import Refused
from .main import _size, limit

MOST_FILLED = 20_000  # places that merged cells cover


def main(arguments):
    limit()
    warnings.simplefilter("ignore")
    answer = answer_to(sys.stdin.buffer.read(), arguments[0])
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def answer_to(data, suffix):
    try:
        kind, sheets = read(data, suffix)
        if _size(sheets) > bounds.MAX_TEXT:
            raise Refused("too_big")
        return {"kind": kind, "sheets": sheets}
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        return {"refused": "too_big", "detail": {}}
    except Exception:  # a file that no reader expected; the log of the server gets the rest
        traceback.print_exc()
        return {"refused": "damaged", "detail": {}}


def read(data, suffix):
    kind = kinds.of_bytes(data, suffix)
    if kind == "zip":
        from .package import Package

        package = Package(data)
        kind = kinds.of_package(package)
        kinds.check_name(kind, suffix)
        if kind != "xlsx":
            raise Refused("not_read", kind=kind)
        return kind, _workbook(package)
    kinds.check_name(kind, suffix)
    if kind != "csv":
        raise Refused("not_read", kind=kind)
    from .csv import _lines

    rows = [
        [row, {str(column): text.strip() for column, text in enumerate(line, start=1) if text.strip()}]
        for row, line in enumerate(_lines(kinds.decode(data)), start=1)
    ]
    return kind, [["", [row for row in rows if row[1]]]]


def _workbook(package):
    import openpyxl

    from . import xlsx
    from .package import refuse_declarations

    for name in package.names:
        if name.endswith((".xml", ".rels")):
            refuse_declarations(package.read(name))
    book = openpyxl.load_workbook(package.file, read_only=True, data_only=True, keep_links=False)
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        data = package.read(sheet._worksheet_path)
        shape, texts = xlsx.Shape(data), {}
        for cell in xlsx._cells(sheet, data):
            if text := _text(cell, xlsx.text_of).strip():
                texts[cell.row, cell.column] = text
        filled = 0
        for top, left, height, width in shape.merged:
            text = texts.get((top, left))
            filled += height * width
            if text is None or filled > MOST_FILLED:
                continue
            for row in range(top, top + height):
                for column in range(left, left + width):
                    texts.setdefault((row, column), text)
        rows = {}
        for (row, column), text in sorted(texts.items()):
            if row not in shape.hidden_rows and not shape.hides_column(column):
                rows.setdefault(row, {})[str(column)] = text
        if len(rows) > bounds.MAX_SHEET_ROWS:
            bounds.too_large()
        sheets.append([sheet.title, [[row, cells] for row, cells in rows.items()]])
    return sheets


def _text(cell, text_of):
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" not in (cell.number_format or ""):
        whole, _point, behind = f"{value:.15g}".partition(".")
        if "e" in whole + behind:
            return f"{value:f}".replace(".", ",")
        return f"{whole},{behind}0" if len(behind) == 3 else f"{whole},{behind}" if behind else whole
    return text_of(cell)
