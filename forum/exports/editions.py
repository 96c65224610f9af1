"""How the papers of an edition are written: by what it froze of itself, and nothing else."""

from datetime import date

from . import Options


def options(told: dict, digest: str, url: str) -> Options:
    """`told` is what `exchange.from_frozen` gives beside the table."""
    return Options(
        states=("accepted", "proposed") if told["proposals"] else ("accepted",),
        authors=told["names"],
        sources=True,
        space=told["space"],
        edition=str(told["number"]),
        digest=digest,
        date=date.fromisoformat(told["date"]),
        url=url,
    )
