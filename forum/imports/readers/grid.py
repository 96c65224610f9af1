"""A table as it stands on paper: cells with their spans."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from . import bullets
from .bounds import check_grid

LABEL = 80  # characters; a longer text beside a merged cell is an entry rather than a row's name


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    height: int = 1
    width: int = 1
    paragraphs: list = field(default_factory=list)  # of bullets.Paragraph
    left_out: Counter = field(default_factory=Counter)  # code → how often; what the reader passed over in this cell
    is_label: bool = False  # where the file says so: the name of a row

    @property
    def blank(self):
        return not any(paragraph.text.strip() for paragraph in self.paragraphs)


@dataclass(slots=True)
class Grid:
    """`head_rows` and `label_columns` are None where the file does not say; `ours` where they are not to be doubted."""

    cells: list = field(default_factory=list)
    head_rows: int | None = None
    label_columns: int | None = None
    ours: bool = False

    def place(self, cell):
        """Adds a cell; `Refused` where it reaches beyond what is read."""
        check_grid(cell.row + cell.height, cell.column + cell.width)
        self.cells.append(cell)

    def recognise(self):
        """Takes the file at its word where it says which cells are labels, as our own exports do."""
        labels = [cell.column + cell.width for cell in self.cells if cell.is_label]
        if labels and self.head_rows:
            self.ours = True
            self.label_columns = max(labels)


def of_texts(texts, merged=()):
    """A grid from (row, column) → text and ranges (row, column, height, width) of merged cells.

    Rows and columns without any text are left out, however far apart those with text may be.
    """
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    check_grid(len(rows), len(columns))
    spans = {}
    covered = set()
    for row, column, height, width in merged:
        top, bottom = bisect_left(rows, row), bisect_left(rows, row + height)
        left, right = bisect_left(columns, column), bisect_left(columns, column + width)
        area = {(i, j) for i in range(top, bottom) for j in range(left, right)}
        if len(area) > 1 and not area & covered:
            covered |= area
            spans[top, left] = (bottom - top, right - left)
    grid = Grid()
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (i, j) in covered and (i, j) not in spans:
                continue
            height, width = spans.get((i, j), (1, 1))
            text = texts.get((row, column), "")
            paragraphs = bullets.in_a_sheet(text) if text else []
            grid.cells.append(Cell(row=i, column=j, height=height, width=width, paragraphs=paragraphs))
    return grid
