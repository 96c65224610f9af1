"""How the papers of an edition are written: by what it froze of itself, and nothing else."""

from dataclasses import replace
from datetime import date

from ..exchange import Table
from . import Options

ROWS = ("csv", "xlsx")  # have columns for whose an entry is


def options(told: dict, digest: str, url: str, export: str = "") -> Options:
    """`told` is what `exchange.from_frozen` gives beside the table; by `export` a file is known when it comes back."""
    return Options(
        states=("accepted", "proposed") if told["proposals"] else ("accepted",),
        authors=told["names"],
        sources=True,
        space=told["space"],
        edition=str(told["number"]),
        digest=digest,
        date=date.fromisoformat(told["date"]),
        url=url,
        export=export,
    )


def unsigned(table: Table) -> Table:
    """The table without a name after every entry: what is agreed is everybody's; the notes say who spoke."""
    return replace(
        table,
        rows=[
            replace(row, cells=[[replace(entry, author="", actor="") for entry in cell] for cell in row.cells])
            for row in table.rows
        ],
    )
