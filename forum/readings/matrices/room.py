"""One cell of a matrix at a time, as a room sees it."""

from collections import namedtuple

from .grid import Grid, grid

# `before`, `after`: the cells beside it in the order of reading; `above`, `below`: those of its column. (row, column).
RoomCell = namedtuple("RoomCell", "row column entries number before after above below")


def room_cell(user, matrix, pair=None) -> tuple[Grid, RoomCell | None]:
    """The cell `pair` (row, column), the first where it is not (any more); None in a matrix without cells."""
    if pair is None:
        shape = grid(user, matrix, cells=[])
        if not shape.rows or not shape.columns:
            return shape, None
        pair = (shape.rows[0].id, shape.columns[0].id)
    shape = grid(user, matrix, cells=[pair])
    cells = [(row.id, column.id) for row in shape.rows for column in shape.columns]
    if pair not in cells:
        return room_cell(user, matrix) if cells else (shape, None)
    place, width = cells.index(pair), len(shape.columns)

    def at(index):
        return cells[index] if 0 <= index < len(cells) else None

    return shape, RoomCell(
        row=shape.rows[place // width],
        column=shape.columns[place % width],
        entries=shape.cell(*pair),
        number=place + 1,
        before=at(place - 1),
        after=at(place + 1),
        above=at(place - width),
        below=at(place + width),
    )
