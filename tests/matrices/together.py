"""Several people on one matrix at once, over bad lines: what each of them sees in the end, and what the log says.

Clients do verbs on what they saw last; they hear of events late, twice, or not at all until they ask from the last
number they know, and fetch again the cells that an event names, as browsers do.
"""

from dataclasses import dataclass, field

from forum import events
from forum.actions import matrices
from forum.errors import TinkuyError
from forum.extensions import db
from forum.models import Entry, Event, Matrix, MatrixColumn, MatrixRow, User
from forum.readings.matrices import Filters, grid

WHOLE = ("matrix.reshaped", "matrix.filled", "matrix.changed", "step.undone", "step.redone")
VERBS = (
    *("propose", "propose", "edit", "edit", "move", "decide", "decline", "merge", "unite", "separate", "remove"),
    *("undo", "redo", "add row", "move column", "rename row"),
)


@dataclass
class Client:
    """A person's browser: `cells` as they show them, `seq` the last number it heard."""

    user: int
    matrix: int
    seq: int = 0
    cells: dict = field(default_factory=dict)
    said: list = field(default_factory=list)  # texts that were acknowledged

    def hear(self):
        """Catch up from the last number known; what was heard twice changes nothing."""
        missed = events.since(f"matrix:{self.matrix}", self.seq)
        if missed is None or any(message["name"] in WHOLE for message in missed):
            return self.reload()
        wanted = {tuple(pair) for message in missed for pair in message.get("cells", ())}
        if wanted:
            shape = self._grid(sorted(wanted))
            self.cells |= {pair: seen(shape, pair) for pair in wanted}
        if missed:
            self.seq = missed[-1]["seq"]

    def reload(self):
        shape = self._grid()
        self.cells = {
            (row.id, column.id): seen(shape, (row.id, column.id)) for row in shape.rows for column in shape.columns
        }
        self.seq = shape.seq

    def _grid(self, cells=None):
        user, matrix = db.session.get(User, self.user), db.session.get(Matrix, self.matrix)
        return grid(user, matrix, Filters(state="all"), cells=cells)

    def entries(self):
        return [(pair, entry) for pair, entries in sorted(self.cells.items()) for entry in entries]

    def act(self, verb, pick, number):
        """Do something to what this client sees; `pick` chooses from a list. Tells whether it was done."""
        user, matrix = db.session.get(User, self.user), db.session.get(Matrix, self.matrix)
        shown = self.entries()
        entry = pick(shown)[1] if shown else None
        thing = db.session.get(Entry, entry[0]) if entry else None
        row, column = (
            db.session.get(model, n)
            for model, n in zip((MatrixRow, MatrixColumn), pick(sorted(self.cells)), strict=True)
        )
        words = f"Palabras {number} de {self.user}"
        try:
            if verb == "propose":
                matrices.propose(user, matrix, row, column, words, pick(("proposed", "accepted")))
            elif verb == "undo":
                matrices.undo(user, matrix)
            elif verb == "redo":
                matrices.redo(user, matrix)
            elif verb == "add row":
                matrices.add_row(user, matrix, [words])
            elif verb == "move column":
                matrices.move_column(user, column, pick((-1, 1)))
            elif verb == "rename row":
                matrices.change_row(user, row, [words], row.actor_id)
            elif thing is None:
                return False
            elif verb == "edit":
                matrices.edit(user, thing, words, entry[3])
            elif verb == "move":
                matrices.move(user, thing, row, column, entry[3])
            elif verb == "decide":
                matrices.decide(user, thing, pick(("accepted", "proposed")), entry[3])
            elif verb == "decline":
                matrices.decide(user, thing, "declined", entry[3], "No viene al caso")
            elif verb == "merge":
                into = db.session.get(Entry, pick(shown)[1][0])
                matrices.merge(user, thing, into, entry[3])
            elif verb == "unite":
                other = pick(shown)[1]
                matrices.unite(user, matrix, [(thing, entry[3]), (db.session.get(Entry, other[0]), other[3])], words)
            elif verb == "separate":
                matrices.separate(user, thing)
            elif verb == "remove":
                matrices.remove(user, thing)
        except TinkuyError:
            db.session.rollback()
            return False  # a conflict is told, and nothing is lost: the words are still in the field
        if verb in ("propose", "edit", "unite"):
            self.said.append(words)
        return True


def seen(shape, pair):
    """What a cell shows: number, words, state, version, into which it was united."""
    return [(one.id, one.text, one.state, one.version, one.into_id) for one in shape.cell(*pair)]


def run(clients, draw, steps):
    """`draw(list)` chooses. Each step one client acts; any may hear of what happened, late or twice."""
    for client in clients:
        client.reload()
    done = 0
    for number in range(steps):
        client = draw(clients)
        done += client.act(draw(VERBS), draw, number)
        if draw((True, False, False)):  # the others' lines are slow, or cut
            other = draw(clients)
            other.hear()
            if draw((True, False)):
                other.seq = max(0, other.seq - draw((0, 1, 3)))  # and say some of it twice
                other.hear()
        db.session.expire_all()
    for client in clients:
        client.hear()
    return done


def replayed(matrix):
    """{entry: its fields} as the steps of the log make them, from nothing."""
    state = {}
    query = db.select(Event).where(Event.room == f"matrix:{matrix}").order_by(Event.seq)
    for event in db.session.scalars(query):
        for step in (event.kept or {}).get("steps", ()):
            if step["kind"] == "entry":
                state.setdefault(step["id"], {}).update(step["after"])
    return state


def texts_of(matrix):
    """Every text that an entry of the matrix has or had, by the entries and by the log."""
    found = set(db.session.scalars(db.select(Entry.text).where(Entry.matrix_id == matrix)))
    for kept in db.session.scalars(db.select(Event.kept).where(Event.room == f"matrix:{matrix}")):
        for step in (kept or {}).get("steps", ()):
            found |= {side["text"] for side in (step["before"], step["after"]) if side and "text" in side}
    return found
