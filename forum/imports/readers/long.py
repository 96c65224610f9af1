"""The long form of our own exports: a table with one line an entry.

Its headings are those of the house in one of its languages; which words these are comes with `words`:
`{"headings": {"fila": "row", …}, "states": {"propuesta": "proposed", …}}`.
"""

import re

from .bounds import check_size

STEP = " › "  # between the labels of a path; a "›" inside a label is doubled
QUOTED = re.compile(r"'+[=+\-@\t\r]")  # a text that would be a formula, with the "'" that keeps it from being one
FIELDS = ("author", "actor", "reason")


def is_long(line, words):
    """Whether a line is the head of the long form."""
    fields = [words["headings"].get(text.strip().lower()) for text in line]
    return all(name in fields for name in ("row", "column", "text"))


def matrix(lines, words, quoted=False):
    """The table that the lines tell, or None where they are not the long form; `quoted` in comma-separated values."""
    start = next((i for i, line in enumerate(lines) if any(text.strip() for text in line)), None)
    if start is None or not is_long(lines[start], words):
        return None
    places = {words["headings"].get(text.strip().lower()): i for i, text in reversed(list(enumerate(lines[start])))}
    columns = {}
    rows = {}
    entries = 0
    for line in lines[start + 1 :]:

        def said(name, line=line):
            place = places.get(name, -1)
            text = line[place].strip() if 0 <= place < len(line) else ""
            return text[1:] if quoted and QUOTED.match(text) else text

        row, column, text = said("row"), said("column"), said("text")
        if not row and not column:
            continue
        columns.setdefault(column, len(columns))
        cells = rows.setdefault(row, {})
        check_size(rows=len(rows), columns=len(columns), entries=entries)
        if text:
            entries += 1
            entry = {
                "text": text,
                "state": words["states"].get(said("state").lower(), "accepted"),
            }
            entry |= {name: said(name) for name in FIELDS}
            if said("id").isdecimal() and len(said("id")) < 10:
                entry["marks"] = {"ids": [[int(said("id")), False]], "hands": [], "comments": []}
            cells.setdefault(column, []).append(entry)
    if not rows or not columns:
        return None
    paths = [path(row) for row in rows]
    return {
        "title": "",
        "question": "",
        "row_headers": [""] * max(len(row) for row in paths),
        "columns": [path(column) for column in columns],
        "rows": [[path(row), [cells.get(column, []) for column in columns]] for row, cells in rows.items()],
        "left_out": [],
    }


def path(text):
    """«Rol hacia › La producción nacional» → ["Rol hacia", "La producción nacional"]."""
    return [label.replace("››", "›") for label in text.split(STEP) if label]
