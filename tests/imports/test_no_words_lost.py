"""Whatever a table looks like: every word in it comes out, as header, label, entry or something left out."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.imports.readers import bullets, grid, matrix


@st.composite
def grids(draw):
    """A table of cells with any spans that fit beside one another, each with words of its own, some of them blank."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    table = grid.Grid(head_rows=draw(st.one_of(st.none(), st.integers(1, 3))))
    taken = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            wide = draw(st.sampled_from([1, 1, 1, 2, width]))
            tall = draw(st.sampled_from([1, 1, 1, 2, height]))
            wide = next(n for n in range(1, wide + 1) if n == wide or (row, column + n) in taken or column + n == width)
            area = {(row + i, column + j) for i in range(min(tall, height - row)) for j in range(wide)}
            taken |= area
            texts = draw(st.lists(st.sampled_from(["", "- ", "• ", "palabra"]), max_size=3))
            paragraphs = [
                bullets.Paragraph(f"{text}<{row}.{column}.{i}>" if text != "" else "", draw(st.booleans()))
                for i, text in enumerate(texts)
            ]
            table.cells.append(grid.Cell(row, column, min(tall, height - row), wide, paragraphs))
    return table


@settings(max_examples=100)
@given(grids())
def test_every_word_comes_out(table):
    words = {
        word
        for cell in table.cells
        for paragraph in cell.paragraphs
        for word in re.findall("<.*?>", paragraph.text)
    }  # fmt: skip
    understood = matrix.understand(table)
    if understood is not None:
        assert set(re.findall("<.*?>", json.dumps(understood))) == words
        assert all(len(cells) == len(understood["columns"]) for _, cells in understood["rows"])
        assert all(len(path) <= len(understood["row_headers"]) for path, _ in understood["rows"])
        assert all(text == text.strip() != "" for _, cells in understood["rows"] for cell in cells for text in cell)


@settings(max_examples=100)
@given(grids())
def test_a_cell_gives_no_entry_twice(table):
    understood = matrix.understand(table)
    if understood is not None:
        found = [
            word
            for _, cells in understood["rows"]
            for cell in cells
            for text in cell
            for word in re.findall("<.*?>", text)
        ]
        assert len(found) == len(set(found))
