"""What an edition may hold: of the matrix as it is now, what every one of its readers may read."""

from dataclasses import dataclass

from sqlalchemy import func, select

from ... import events, exchange
from ...extensions import db
from ...models import Entry, Matrix, Source
from ...visibility import open_posts
from ..matrices import table


@dataclass
class Figures:
    """What will be frozen, in figures; `seq` tells whether the matrix is still what was counted."""

    seq: int
    accepted: int
    declined: int
    merged: int
    sources: int
    left_out: int  # quotations of posts that not everybody may read
    open: list[tuple[str, str, str]]  # (row, column, words) of what is not decided yet

    @property
    def total(self):
        return self.accepted + self.declined + self.merged + len(self.open)


def shared(matrix: Matrix) -> exchange.Table:
    """The matrix as somebody reads it who has written nothing and moderates nothing: no name of a forum without names,
    no word of a post that is hidden, waits, or is an answer that not everybody may read yet."""
    return table(None, matrix, known=open_posts())


def figures(matrix: Matrix) -> Figures:
    seq = events.last(f"matrix:{matrix.id}")
    content = shared(matrix)
    states = [entry.state for entry in content.entries()]
    sources = sum(len(entry.sources) for entry in content.entries())
    numbers = [entry.id for entry in content.entries()]
    every = (
        select(Source.entry_id, func.count().label("times"))
        .join(Entry, Entry.id == Source.entry_id)
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None), Source.removed_at.is_(None))
        .group_by(Source.entry_id)
    )
    counts = {one.entry_id: one.times for one in db.session.execute(every)}
    return Figures(
        seq=seq,
        accepted=states.count("accepted"),
        declined=states.count("declined"),
        merged=states.count("merged"),
        sources=sources,
        left_out=sum(counts.get(number, 0) for number in numbers) - sources,
        open=[
            (row.path[-1], column.path[-1], entry.text)
            for row in content.rows
            for column, cell in zip(content.columns, row.cells, strict=True)
            for entry in cell
            if entry.state == "proposed"
        ],
    )
