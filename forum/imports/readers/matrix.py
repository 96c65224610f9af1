"""A table as it stands on paper understood as a matrix: title, headers, labels of rows, entries."""

import re
from collections import Counter

from . import bullets
from .bounds import check_size

LABEL = 80  # characters; a longer text beside a merged cell is an entry rather than a row's name
NUMBER = re.compile(r"\d{1,4}[.)]?")


def understand(grid):
    """The table as plain data (see the package), or None where it has no rows and columns to take entries from."""
    at = _positions(grid)
    if not at:
        return None
    n_rows = max(row for row, _ in at) + 1
    n_columns = max(column for _, column in at) + 1
    understood = _Understood(grid, at, n_rows, n_columns)
    return understood.table() if n_columns > 1 else None


def _positions(grid):
    """(row, column) → the cell there, with grid lines that no cell begins at taken out."""
    rows = {row: i for i, row in enumerate(sorted({cell.row for cell in grid.cells}))}
    columns = {column: i for i, column in enumerate(sorted({cell.column for cell in grid.cells}))}
    dropped = [row for row in range(grid.head_rows or 0) if row not in rows]
    if grid.head_rows:
        grid.head_rows -= len(dropped)
    at = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        covered_rows = [rows[row] for row in range(cell.row, cell.row + cell.height) if row in rows]
        covered_columns = [
            columns[column] for column in range(cell.column, cell.column + cell.width) if column in columns
        ]
        cell.row, cell.column = covered_rows[0], covered_columns[0]
        cell.height, cell.width = len(covered_rows), len(covered_columns)
        for row in covered_rows:
            for column in covered_columns:
                at.setdefault((row, column), cell)
    return at


class _Understood:
    """Where the title, the headers, the labels and the entries are."""

    def __init__(self, grid, at, n_rows, n_columns):
        self.grid = grid
        self.at = at
        self.n_rows = n_rows
        self.n_columns = n_columns
        self.left_out = []
        self.titles = self._title_rows()
        self.top = len(self.titles)
        self.first = self._first_data_row()
        self._straighten()
        self.numbered = False  # the first column only counts the rows
        self.labels = self._label_columns()
        self.leaves = self._leaf_columns()

    def table(self):
        if self.first >= self.n_rows or self.labels >= self.n_columns:
            return None
        rows = self._rows()
        columns = [self._path_down(column) for column in range(self.labels, self.n_columns)]
        kept = [i for i in range(len(columns)) if self._is_column(i, columns) or any(cells[i] for _, cells in rows)]
        if not rows or not kept:
            return None
        row_headers = self._row_headers(max(len(path) for path, _ in rows))
        entries = sum(len(cell) for _, cells in rows for cell in cells)
        check_size(rows=len(rows), columns=len(kept), entries=entries)
        return {
            "title": self.titles[0] if self.titles else "",
            "question": "",
            "row_headers": row_headers,
            "columns": [columns[i] for i in kept],
            "rows": [[path, [cells[i] for i in kept]] for path, cells in rows],
            "left_out": [["above", {"text": text}] for text in self.titles[1:]] + self.left_out,
        }

    def _is_column(self, i, columns):
        """Whether a column has a header, and it is not the rest of the one before under the same header."""
        return bool(columns[i]) and (i == 0 or self.labels + i in self.leaves or columns[i] != columns[i - 1])

    # Title and headers

    def _title_rows(self):
        """Texts that stand alone in the first rows: one cell over the full width, or nothing beside the first."""
        titles = []
        if self.grid.ours:
            return titles
        for row in range(self.n_rows - 1):
            alone = self.at.get((row, 0))
            if alone is None or alone.blank or alone.height > 1:
                break
            others = {id(cell): cell for cell in self._across(row) if cell is not alone}
            if any(not cell.blank or cell.row < row or cell.height > 1 for cell in others.values()):
                break
            titles.append(bullets.label(alone.paragraphs))
        return titles

    def _across(self, row):
        return [cell for column in range(self.n_columns) if (cell := self.at.get((row, column)))]

    def _first_data_row(self):
        """The header rows are those the file marks as such, and those that merged cells tie to the first."""
        marked = self.grid.head_rows or 0
        if self.grid.ours and marked:
            return marked
        first = max(marked, self.top + 1)
        while True:
            end = max(
                (
                    cell.row + cell.height
                    for row in range(self.top, min(first, self.n_rows))
                    for cell in self._across(row)
                ),
                default=first,
            )
            if end <= first < self.n_rows and self._opens_a_group(first - 1) and not self._is_data(first):
                end = first + 1
            if end <= first:
                return first
            first = end

    def _opens_a_group(self, row):
        """Whether a cell of the row stands over several columns, so that their own headers must be below."""
        return any(
            cell.row + cell.height - 1 == row and cell.column > 0 and 1 < cell.width < self.n_columns
            for cell in self._across(row)
        )

    def _is_data(self, row):
        """Whether a row under a group is a row of the matrix after all: no more cells, or a label and list items."""
        if len(self._cells_of(row)) <= len(self._cells_of(row - 1)):
            return True
        corner, label = self.at.get((row - 1, 0)), self.at.get((row, 0))
        if label is None or label is corner or label.blank or corner is None or corner.blank:
            return False
        return any(paragraph.bullet for cell in self._across(row) if cell is not label for paragraph in cell.paragraphs)

    def _cells_of(self, row):
        """The different cells of a row."""
        return list({id(cell): cell for cell in self._across(row)}.values())

    def _straighten(self):
        """Puts every cell under its header where somebody dragged the borders, if each row has as many as headers."""
        if self.grid.ours:
            return
        heads = self._cells_of(self.first - 1)
        lines = {row: self._cells_of(row) for row in range(self.first, self.n_rows)}
        lines = {row: cells for row, cells in lines.items() if cells and not self._is_banner(cells[0])}
        starts = [cell.column for cell in heads]
        if any(len(cells) != len(heads) for cells in lines.values()) or all(
            [cell.column for cell in cells] == starts for cells in lines.values()
        ):
            return
        headers = {(row, column): cell for (row, column), cell in self.at.items() if row < self.first}
        if {id(cell) for cell in headers.values()} != {id(c) for (_, column), c in headers.items() if column in starts}:
            return
        at = {}
        for (row, column), cell in self.at.items():
            if row not in lines and column in starts:
                at[row, starts.index(column)] = cell
        for row, cells in lines.items():
            at |= {(row, place): cell for place, cell in enumerate(cells)}
        self.at = at
        self.n_columns = len(heads)
        for row in range(self.n_rows):
            for cell in self._cells_of(row):
                covered = [place for place in range(self.n_columns) if at.get((row, place)) is cell]
                cell.column, cell.width = covered[0], len(covered)

    def _path_down(self, column):
        """The headers over a column, from the outermost in."""
        return _labels(self.at.get((row, column)) for row in range(self.top, self.first))

    def _row_headers(self, depth):
        headers = []
        seen = set()
        for column in range(self.numbered, self.labels):
            own = [cell for row in range(self.top, self.first) if (cell := self.at.get((row, column)))]
            headers.append(" ".join(_labels(cell for cell in own if id(cell) not in seen)))
            seen.update(id(cell) for cell in own)
        return [""] * (depth - len(headers)) + headers

    # Labels of rows

    def _label_columns(self):
        """One, unless the file says so, the header of the first spans several, or merged cells in it group the rows.

        A first column that only counts the rows does not count.
        """
        if self.grid.label_columns is not None:
            return self.grid.label_columns
        if self.n_columns > 2 and self._counts_rows() and self._names_rows(1):
            self.numbered = True
            self.left_out.append(["row_numbers", {"column": " › ".join(self._path_down(0))}])
            return 2
        corner = self.at.get((self.first - 1, 0))
        labels = corner.width if corner and corner.width < self.n_columns else 1
        while labels < self.n_columns - 1 and self._groups_rows(labels - 1) and self._names_rows(labels):
            labels += 1
        return labels

    def _counts_rows(self):
        cells = {id(cell): cell for row in range(self.first, self.n_rows) if (cell := self.at.get((row, 0)))}
        texts = [bullets.label(cell.paragraphs) for cell in cells.values() if not self._is_banner(cell)]
        return bool(texts) and all(NUMBER.fullmatch(text) for text in texts)

    def _leaf_columns(self):
        """The columns in which a cell of the last header row begins."""
        last = self.first - 1
        return [
            column
            for column in range(self.n_columns)
            if (cell := self.at.get((last, column))) is None or cell.column == column
        ]

    def _groups_rows(self, column):
        return any(
            cell.height > 1 and cell.width < self.n_columns
            for row in range(self.first, self.n_rows)
            if (cell := self.at.get((row, column))) and cell.row == row
        )

    def _names_rows(self, column):
        """Whether the cells of a column read like labels: each one short line, no list."""
        cells = [self.at.get((row, column)) for row in range(self.first, self.n_rows)]
        cells = [cell for cell in cells if cell is None or not self._is_banner(cell)]
        return bool(cells) and all(
            cell is not None
            and not cell.blank
            and len(cell.paragraphs) == 1
            and not cell.paragraphs[0].bullet
            and not bullets.TYPED.match(cell.paragraphs[0].text)
            and len(cell.paragraphs[0].text) <= LABEL
            for cell in cells
        )

    def _is_banner(self, cell):
        return cell.width >= self.n_columns

    # Rows

    def _rows(self):
        """[path, cells] of each row; a row without a label of its own goes on with the one above."""
        rows = []
        banners = []  # labels over the full width: the group of the rows below
        after_banner = False
        labelled_by = None
        merged = 0
        for row in range(self.first, self.n_rows):
            across = self._across(row)
            if all(cell.blank for cell in across):
                continue
            if self.labels and not self.grid.ours and self._is_banner(across[0]):
                if across[0].row == row:
                    banners = [
                        *(banners if after_banner else []),
                        bullets.label(across[0].paragraphs),
                    ]
                    after_banner = True
                continue
            labels = [self.at.get((row, column)) for column in range(self.numbered, self.labels)]
            path = _labels(labels)
            same = [id(cell) for cell in labels] == labelled_by
            labelled_by = [id(cell) for cell in labels]
            if not rows or after_banner or not (same or (not path and not self.grid.ours)):
                rows.append(
                    [
                        [*banners, *path],
                        [[] for _ in range(self.labels, self.n_columns)],
                    ]
                )
            after_banner = False
            for column in range(self.labels, self.n_columns):
                cell = self.at.get((row, column))
                if cell is not None and (cell.row, cell.column) == (row, column):
                    rows[-1][1][column - self.labels] += self._entries(cell, rows[-1][0], column)
                    merged += not cell.blank and (cell.height > 1 or self._covers(cell))
            check_size(rows=len(rows))
        if after_banner and banners:
            self.left_out += [
                ["below", {"text": text}] for text in banners if not any(text in path for path, _ in rows)
            ]
        if merged:
            self.left_out.append(["merged_cells", {"n": merged}])
        return rows

    def _covers(self, cell):
        """Whether a cell takes up more than the column of its header."""
        return sum(cell.column <= column < cell.column + cell.width for column in self.leaves) > 1

    def _entries(self, cell, path, column):
        texts, empty = bullets.entries(cell.paragraphs)
        passed_over = cell.left_out + Counter({"empty_bullets": empty})
        for code, n in passed_over.items():
            if n:
                where = {
                    "row": " › ".join(path),
                    "column": " › ".join(self._path_down(column)),
                }
                self.left_out.append([code, {"n": n, **where}])
        return texts


def _labels(cells):
    """The texts of different cells in a line, without the blank ones."""
    texts = []
    last = None
    for cell in cells:
        if cell is not None and cell is not last and not cell.blank:
            texts.append(bullets.label(cell.paragraphs))
        last = cell
    return texts
