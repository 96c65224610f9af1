"""Tables as people type them: a line a row, its cells parted by «|», an empty line between two tables; a first line
without «|» is the caption."""

import re

CELLS = re.compile(r"(?<!\\)\|")
BREAK = "<br>"  # a line end within a cell


def to_tables(typed: str) -> list[dict]:
    """`[{"caption": "…", "rows": [["head", …], …]}]`, every row as long as the longest."""
    tables = []
    for block in re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        caption = "" if CELLS.search(lines[0]) else lines.pop(0)
        rows = [_cells(line) for line in lines if not re.fullmatch(r"[\s|:\-–]+", line) or "-" not in line]
        width = max((len(row) for row in rows), default=0)
        tables.append({"caption": caption, "rows": [row + [""] * (width - len(row)) for row in rows]})
    return tables


def from_tables(tables: list[dict]) -> str:
    """What one would have typed."""
    return "\n\n".join(
        "\n".join([*([table["caption"]] if table["caption"] else []), *(_line(row) for row in table["rows"])])
        for table in tables
    )


def _cells(line):
    line = re.sub(r"^\||(?<!\\)\|$", "", line)
    return [cell.strip().replace(r"\|", "|").replace(BREAK, "\n") for cell in CELLS.split(line)]


def _line(row):
    cells = [cell.replace("|", r"\|").replace("\n", BREAK) for cell in row]
    return f"| {' | '.join(cells)} |"
