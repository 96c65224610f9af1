"""Where the actors of a matrix come together, and where not: for the agenda of the next meeting."""

from dataclasses import dataclass

from sqlalchemy import select

from .. import events
from ..extensions import db
from ..models import Actor, Entry, Matrix, MatrixColumn, MatrixRow
from .stances import Voice, voices_of


@dataclass(slots=True)
class Item:
    """An entry with the voices on it."""

    id: int
    text: str
    state: str
    row: str
    column: str
    voices: list[Voice]

    @property
    def against(self) -> list[Voice]:
        return [voice for voice in self.voices if voice.word == "object"]

    @property
    def silent(self) -> list[Voice]:
        return [voice for voice in self.voices if not voice.word]

    @property
    def heard(self) -> bool:
        return any(voice.word for voice in self.voices)


@dataclass(slots=True)
class Convergence:
    """`split`: an actor objects; `waiting`: nobody does, and somebody has not spoken; `shared`: all can live with it.
    `mute` are the actors that nobody speaks for: nothing waits for them."""

    split: list[Item]
    waiting: list[Item]
    shared: list[Item]
    mute: list[str]
    seq: int  # of the matrix's last event

    @property
    def begun(self) -> list[Item]:
        return [item for item in self.waiting if item.heard]

    @property
    def untouched(self) -> list[Item]:
        return [item for item in self.waiting if not item.heard]

    @property
    def items(self) -> list[tuple[str, Item]]:
        return [(name, item) for name in ("split", "waiting", "shared") for item in getattr(self, name)]


def convergence(matrix: Matrix) -> Convergence:
    """What is accepted or proposed. First what splits most actors; of what waits, first what fewest have still to speak
    on, for that is soonest settled."""
    query = (
        select(Entry.id, Entry.text, Entry.state, MatrixRow.path, MatrixColumn.path)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Entry.matrix_id == matrix.id,
            Entry.removed_at.is_(None),
            MatrixRow.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
            Entry.state.in_(("accepted", "proposed")),
        )
        .order_by(MatrixRow.position, MatrixColumn.position, Entry.position, Entry.id)
    )
    seq = events.last(f"matrix:{matrix.id}")
    voices = voices_of(matrix.space, matrix=matrix)
    split, waiting, shared = [], [], []
    for id, text, state, row, column in db.session.execute(query):
        item = Item(id, text, state, row[-1], column[-1], voices.get(id, []))
        (split if item.against else waiting if item.silent or not item.voices else shared).append(item)
    split.sort(key=lambda item: -len(item.against))
    waiting.sort(key=lambda item: (not item.heard, len(item.silent)))
    return Convergence(split, waiting, shared, _mute(matrix, voices), seq)


def _mute(matrix, voices):
    spoken_for = {voice.actor.id for voice in next(iter(voices.values()), [])}
    query = select(Actor.id, Actor.name).where(Actor.space_id == matrix.space_id, Actor.removed_at.is_(None))
    return [name for id, name in db.session.execute(query.order_by(Actor.position)) if id not in spoken_for]
