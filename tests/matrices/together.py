"""Several people on one matrix at once, over bad lines: what each of them sees in the end, and what the log says.

Clients do verbs on what they saw last; they hear of events late, twice, or not at all until they ask from the last
number they know, and fetch again the cells that an event names, as browsers do.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from sqlalchemy.orm.util import identity_key

from forum import events
from forum.actions import matrices
from forum.actions.matrices.steps import snapshot
from forum.errors import TinkuyError
from forum.extensions import db
from forum.models import Entry, Event, Matrix, MatrixColumn, MatrixRow, User
from forum.readings.matrices import Filters, grid

WHOLE = ("matrix.reshaped", "matrix.filled", "matrix.changed", "matrix.combined", "moment.restored")
TAKEN_BACK = ("step.undone", "step.redone")  # without cells: rows or columns
VERBS = (
    *("propose", "propose", "edit", "edit", "move", "decide", "decline", "merge", "unite", "separate", "remove"),
    *("propose", "edit", "edit", "move", "decide", "remove", "undo", "undo", "redo"),
)
LINES = [f"{what} {line}" for what in ("add", "move", "rename", "remove") for line in ("row", "column")]
VERBS += (*VERBS, *LINES)
FEWEST, MOST = 3, 9  # rows, and columns


def fitting(verb, rows, columns):
    """`verb`, or its contrary where a matrix would get too small or too large to tell much."""
    what, _space, line = verb.partition(" ")
    count = len({"row": rows, "column": columns}.get(line, ()))
    if what == "remove" and line and count <= FEWEST:
        return f"add {line}"
    return f"remove {line}" if what == "add" and count >= MOST else verb


@dataclass
class Client:
    """A person's browser: `cells` as they show them, `seq` the last number it heard."""

    user: int
    matrix: int
    seq: int = 0
    rows: list = field(default_factory=list)
    columns: list = field(default_factory=list)
    cells: dict = field(default_factory=dict)
    said: list = field(default_factory=list)  # texts that were acknowledged

    def hear(self):
        """Catch up from the last number known; what was heard twice changes nothing."""
        missed = events.since(f"matrix:{self.matrix}", self.seq)
        if missed is None or any(map(is_whole, missed)):
            return self.reload()
        wanted = {tuple(pair) for message in missed for pair in message.get("cells", ())} & self.cells.keys()
        if wanted:
            shape = self._grid(sorted(wanted))
            self.cells |= {pair: seen(shape, pair) for pair in wanted}
        if missed:
            self.seq = missed[-1]["seq"]

    def reload(self):
        shape = self._grid()
        self.rows, self.columns = ([(one.id, one.label) for one in line] for line in (shape.rows, shape.columns))
        self.cells = {
            (row.id, column.id): seen(shape, (row.id, column.id)) for row in shape.rows for column in shape.columns
        }
        self.seq = shape.seq

    def _grid(self, cells=None):
        user, matrix = thing_of(User, self.user), thing_of(Matrix, self.matrix)
        return grid(user, matrix, Filters(state="all"), cells=cells)

    @property
    def table(self):
        return self.rows, self.columns, self.cells

    def entries(self):
        return [(pair, entry) for pair, entries in sorted(self.cells.items()) for entry in entries]

    def act(self, verb, pick, number):
        """Do something to what this client sees; `pick` chooses from a list. Tells whether it was done."""
        user, matrix = thing_of(User, self.user), thing_of(Matrix, self.matrix)
        shown = self.entries()
        entry = pick(shown)[1] if shown else None
        thing = thing_of(Entry, entry[0]) if entry else None
        row, column = thing_of(MatrixRow, pick(self.rows)[0]), thing_of(MatrixColumn, pick(self.columns)[0])
        words = f"Palabras {number} de {self.user}"
        try:
            verb = fitting(verb, self.rows, self.columns)
            if verb == "propose":
                matrices.propose(user, matrix, row, column, words, pick(("proposed", "accepted")))
            elif verb == "undo":
                matrices.undo(user, matrix)
            elif verb == "redo":
                matrices.redo(user, matrix)
            elif verb == "add row":
                matrices.add_row(user, matrix, [words], after=pick((None, row)))
            elif verb == "move row":
                matrices.move_row(user, row, pick((-1, 1, 2)))
            elif verb == "rename row":
                matrices.change_row(user, row, [words], row.actor_id)
            elif verb == "remove row":
                matrices.remove_row(user, row, confirmed=True)
            elif verb == "add column":
                matrices.add_column(user, matrix, [words], pick((None, column)))
            elif verb == "move column":
                matrices.move_column(user, column, pick((-1, 1)))
            elif verb == "rename column":
                matrices.change_column(user, column, [words])
            elif verb == "remove column":
                matrices.remove_column(user, column, confirmed=True)
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
                into = thing_of(Entry, pick(shown)[1][0])
                matrices.merge(user, thing, into, entry[3])
            elif verb == "unite":
                other = pick(shown)[1]
                matrices.unite(user, matrix, [(thing, entry[3]), (thing_of(Entry, other[0]), other[3])], words)
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


def thing_of(model, id):
    """One that the session holds is not read here: the verb lets go of all and reads it again by itself."""
    known = db.session.identity_map.get(identity_key(model, id)) or db.session.get(model, id)
    db.session.info.setdefault("held", set()).add(known)  # else the session would forget it
    return known


def is_whole(message) -> bool:
    """Whether the whole table is read again."""
    return message["name"] in WHOLE or (message["name"] in TAKEN_BACK and not message["cells"])


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
    for client in clients:
        client.hear()
    return done


def snapshots(matrix) -> dict:
    """{(kind, number): fields} of every row, column and entry the matrix has or had."""
    return {
        (kind, thing.id): snapshot(thing)
        for kind, model in (("row", MatrixRow), ("column", MatrixColumn), ("entry", Entry))
        for thing in db.session.scalars(db.select(model).where(model.matrix_id == matrix))
    }


def replayed(matrix, start=None, since=0) -> dict:
    """The same as the steps of the log make them: from nothing, or from `start`, which was at the number `since`."""
    state = deepcopy(start or {})
    query = db.select(Event.kept).where(Event.room == f"matrix:{matrix}", Event.seq > since).order_by(Event.seq)
    for kept in db.session.scalars(query):
        for step in (*(kept or {}).get("steps", ()), *(kept or {}).get("renumbered", ())):
            if step["kind"] in ("row", "column", "entry"):
                state.setdefault((step["kind"], step["id"]), {}).update(step["after"])
    return state


def table_of(state) -> tuple:
    """(rows, columns, cells) as a page shows them that shows everything, of what `snapshots` or `replayed` give."""
    rows, columns = _line(state, "row"), _line(state, "column")
    cells = {(row, column): [] for row, _label in rows for column, _label in columns}
    entries = [(id, one) for (kind, id), one in state.items() if kind == "entry" and not one["removed_at"]]
    for id, one in sorted(entries, key=lambda entry: (entry[1]["position"], entry[0])):
        if (pair := (one["row_id"], one["column_id"])) in cells:
            cells[pair].append((id, one["text"], one["state"], one["version"], one["merged_into_id"]))
    return rows, columns, cells


def _line(state, kind):
    there = [(one["position"], id, one["path"][-1]) for (of, id), one in state.items() if of == kind]
    return [(id, label) for _position, id, label in sorted(there) if not state[kind, id]["removed_at"]]


@dataclass
class Differences:
    """What is other at the end than it should be: nothing, if all is well."""

    clients: list  # numbers of the clients that show something else than a fresh page
    log: bool  # whether the log tells of another matrix
    lost: set  # acknowledged words that are nowhere

    def __bool__(self):
        return bool(self.clients or self.log or self.lost)


def differences(clients, fresh, matrix, start, since) -> Differences:
    """Of clients and a fresh one, with `table` and `said`; `start` are the snapshots at the number `since`."""
    told = replayed(matrix, start, since)
    return Differences(
        [number for number, client in enumerate(clients) if client.table != fresh.table],
        told != snapshots(matrix) or table_of(told) != fresh.table,
        {words for client in clients for words in client.said} - texts_of(matrix),
    )


def texts_of(matrix):
    """Every text that an entry of the matrix has or had, by the entries and by the log."""
    found = set(db.session.scalars(db.select(Entry.text).where(Entry.matrix_id == matrix)))
    for kept in db.session.scalars(db.select(Event.kept).where(Event.room == f"matrix:{matrix}")):
        for step in (kept or {}).get("steps", ()):
            found |= {side["text"] for side in (step["before"], step["after"]) if side and "text" in side}
    return found
