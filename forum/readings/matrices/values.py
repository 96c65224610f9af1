"""What the signed values of a matrix add up to, by objective and by pair of actors."""

from ... import values as reckoning
from ...models import Matrix
from ...models.matrices import rows_and_columns, standing_entries

STEP = " › "


def values_in(matrix: Matrix) -> reckoning.Values | None:
    """None for a matrix that holds no values."""
    rows, columns = rows_and_columns(matrix)
    cells = {}
    for entry in standing_entries(matrix):
        cells.setdefault((entry.row_id, entry.column_id), []).append((entry.text, entry.state))
    return reckoning.values(
        [STEP.join(row.path) for row in rows],
        [STEP.join(column.path) for column in columns],
        [[cells.get((row.id, column.id), ()) for column in columns] for row in rows],
    )


def valued(shape) -> bool:
    """Whether a grid that was read whole holds values: so that no other page asks for them."""
    texts = [
        [[(entry.text, entry.state) for entry in shape.cell(row.id, column.id)] for column in shape.columns]
        for row in shape.rows
    ]
    return reckoning.values([""] * len(shape.rows), [""] * len(shape.columns), texts) is not None
