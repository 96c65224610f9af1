"""The heads and the row labels of a matrix as grids of cells that may cover their neighbours."""

import re
from dataclasses import dataclass

from ..exchange import Table

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?")


@dataclass(slots=True, eq=False)
class Span:
    """A cell of the heads or of the row labels; the same object stands at every place that it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def heads(table: Table, stub: int) -> list[list[Span]]:
    """Neighbours under the same label are one head; a path that ends early reaches down to the entries."""
    depth = max(1, *(len(column.path) for column in table.columns)) if table.columns else 1
    grid = [[None] * (stub + len(table.columns)) for _ in range(depth)]
    for place in range(stub):
        text = table.row_headers[place] if place < len(table.row_headers) else ""
        _put(grid, Span(clean(text), 0, place, rows=depth))
    paths = [column.path or [""] for column in table.columns]
    for number, path in enumerate(paths):
        for level, label in enumerate(path):
            if grid[level][stub + number]:
                continue
            last = level == len(path) - 1
            wide = 1 if last else _run(paths, number, level)
            _put(grid, Span(clean(label), level, stub + number, depth - level if last else 1, wide))
    return grid


def labels(table: Table, stub: int) -> list[list[Span]]:
    """The same for rows: groups reach down, a path that ends early reaches right to the entries."""
    grid = [[None] * stub for _ in table.rows]
    paths = [row.path or [""] for row in table.rows]
    for number, path in enumerate(paths):
        for level, label in enumerate(path):
            if grid[number][level]:
                continue
            last = level == len(path) - 1
            tall = 1 if last else _run(paths, number, level)
            _put(grid, Span(clean(label), number, level, tall, stub - level if last else 1))
    return grid


def begun(grid: list[list[Span]]) -> list[list[Span]]:
    """For each row of a grid the cells that begin in it: what a table with `rowspan` and `colspan` is made of."""
    return [[span for span in dict.fromkeys(row) if span.row == number] for number, row in enumerate(grid)]


def clean(text: str) -> str:
    """The text without what XML 1.0 cannot carry; line breaks are "\\n"."""
    return _ILLEGAL.sub("", _BREAK.sub("\n", text))


def _run(paths, start, level):
    """How many paths from `start` on share its first labels up to `level` and go on below it."""
    length = 1
    while (
        start + length < len(paths)
        and len(paths[start + length]) > level + 1
        and paths[start + length][: level + 1] == paths[start][: level + 1]
    ):
        length += 1
    return length


def _put(grid, span):
    for row in range(span.row, span.row + span.rows):
        for column in range(span.column, span.column + span.columns):
            grid[row][column] = span
