"""Comma-separated values: our own long form, or a table as it stands in a sheet."""

import csv
import io

from . import bounds, grid, long, matrix
from .bounds import Refused
from .kinds import decode

DELIMITERS = ";,\t|"


def read(data: bytes, words: dict):
    """The one table of the file, in a list."""
    lines = _lines(decode(data))
    understood = long.matrix(lines, words, quoted=True)
    if understood is None:
        texts = {
            (row, column): text
            for row, line in enumerate(lines)
            for column, text in enumerate(line)
            if text.strip()
        }  # fmt: skip
        understood = matrix.understand(grid.of_texts(texts))
    table = {"number": None, "inside": None, "name": "", "understood": understood is not None}
    return [table | (understood or {"left_out": []})]


def _lines(text):
    """Rows of texts, cut where most rows agree on how many there are."""
    csv.field_size_limit(bounds.MAX_PART)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:  # a hint that Excel writes and understands
        return _cut(rest, first[4])
    head = text[:20_000]
    return _cut(text, max(DELIMITERS, key=lambda delimiter: _agreement(head, delimiter)))


def _agreement(head, delimiter):
    widths = [len(line) for line in _cut(head, delimiter) if any(line)]
    common = max(set(widths), key=widths.count, default=1)
    return (common > 1, widths.count(common) / len(widths) if widths else 0, common)


def _cut(text, delimiter):
    lines = []
    cells = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(line)
            if len(lines) > bounds.MAX_SHEET_ROWS or cells > bounds.MAX_SHEET_CELLS:
                bounds.too_large()
            lines.append(line)
    except csv.Error as error:
        raise Refused("damaged") from error
    return lines
