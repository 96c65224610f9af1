"""The matrix as it stood: walked back step by step, and brought back as a new step."""

import re

from hypothesis import given, note, settings
from hypothesis import strategies as st

from forum import events
from forum.actions import matrices
from forum.errors import Conflict, Forbidden, Invalid
from forum.extensions import db
from forum.models import Entry, Matrix, MatrixColumn, MatrixRow, Post, Source, User
from forum.readings.matrices.moments import moments_of, standing, state_at, state_now
from forum.readings.matrices.restoring import plan
from forum.text import Passage


class Table:
    """Random things done to the world's matrix by a facilitator and a participant, who may edit it too."""

    def __init__(self, world):
        self.world = world

    def do(self, what, who, one, other):
        user = db.session.get(User, self.world.user.marcela if who else self.world.user.nelida)
        try:
            getattr(self, what)(user, one, other)
        except (Conflict, Forbidden, Invalid) as error:
            note(f"{what} {who}: {error.message or error.fields}")

    @property
    def matrix(self):
        return db.session.get(Matrix, self.world.matrix)

    @property
    def seq(self):
        return events.last(f"matrix:{self.world.matrix}")

    def pick(self, model, number, *window):
        query = db.select(model).where(model.matrix_id == self.world.matrix, model.removed_at.is_(None), *window)
        found = db.session.scalars(query.order_by(model.id)).all()
        if not found:
            raise Invalid("none left")
        return found[number % len(found)]

    def entry(self, number, *window):
        rows = db.select(MatrixRow.id).where(MatrixRow.removed_at.is_(None))
        columns = db.select(MatrixColumn.id).where(MatrixColumn.removed_at.is_(None))
        return self.pick(Entry, number, Entry.row_id.in_(rows), Entry.column_id.in_(columns), *window)

    def propose(self, user, one, other):
        place = self.pick(MatrixRow, one), self.pick(MatrixColumn, other)
        post = db.session.get(Post, self.world.post.opening) if one % 3 == 0 else None
        passage = Passage("Solos nadie llega", "", "") if post else None
        matrices.propose(user, self.matrix, *place, f"Propuesta {one}-{other}", post=post, passage=passage)

    def edit(self, user, one, other):
        entry = self.entry(one)
        matrices.edit(user, entry, f"Palabras {other}", entry.version)

    def move(self, user, one, other):
        entry, row, column = self.entry(one), self.pick(MatrixRow, other), self.pick(MatrixColumn, one + other)
        there = db.session.scalars(db.select(Entry.id).where(Entry.row_id == row.id, Entry.column_id == column.id))
        matrices.move(user, entry, row, column, entry.version, before=there.first() if other % 2 else None)

    def decide(self, user, one, other):
        entry = self.entry(one)
        matrices.decide(user, entry, ("accepted", "declined", "proposed")[other % 3], entry.version, "porque sí")

    def merge(self, user, one, other):
        entry = self.entry(one)
        matrices.merge(user, entry, self.entry(other), entry.version)

    def unite(self, user, one, other):
        some = [self.entry(one), self.entry(other), self.entry(one + other)]
        matrices.unite(user, self.matrix, [(entry, entry.version) for entry in some], f"Unión {one}", bool(other % 2))

    def unmerge(self, user, one, other):
        matrices.unmerge(user, self.entry(one, Entry.state == "merged"))

    def separate(self, user, one, other):
        matrices.separate(user, self.entry(one))

    def remove(self, user, one, other):
        matrices.remove(user, self.entry(one))

    def unsource(self, user, one, other):
        mine = (
            db.select(Entry.id)
            .join(Entry.row)
            .join(Entry.column)
            .where(Entry.matrix_id == self.world.matrix, Entry.removed_at.is_(None))
            .where(MatrixRow.removed_at.is_(None), MatrixColumn.removed_at.is_(None))
        )
        source = db.session.scalar(db.select(Source).where(Source.entry_id.in_(mine), Source.removed_at.is_(None)))
        if source is not None:
            matrices.remove_source(user, source.entry, source)

    def shape(self, user, one, other):
        row, column = self.pick(MatrixRow, one), self.pick(MatrixColumn, other)
        (
            lambda: matrices.add_row(user, self.matrix, [f"Fila {one}"], None, row),
            lambda: matrices.move_column(user, column, other - 8),
            lambda: matrices.change_row(user, row, ["Grupo", f"Otra {other}"], self.world.actor.ong),
            lambda: matrices.remove_row(user, row, confirmed=True),
            lambda: matrices.add_column(user, self.matrix, [f"Columna {one}"], column),
            lambda: matrices.change(user, self.matrix, f"Título {one}", "", ["Actor"], True),
        )[(one + other) % 6]()

    def undo(self, user, one, other):
        matrices.undo(user, self.matrix)

    def redo(self, user, one, other):
        matrices.redo(user, self.matrix)

    def restore(self, user, one, other):
        seqs = [step.seq for step in moments_of(self.matrix)]
        if not seqs:
            return
        seq = seqs[one % len(seqs)]
        if other % 3 == 0:
            matrices.restore_moment(user, self.matrix, seq, plan(self.matrix, seq).seen)
            now, then = state_now(self.matrix), state_at(self.matrix, seq)
            for kind in ("row", "column", "entry", "source"):
                assert bare(standing(now, kind)) == bare(standing(then, kind))
        elif other % 3 == 1:
            id = self.entry(one).id
            matrices.restore_entries(user, self.matrix, seq, plan(self.matrix, seq, id).seen, entry=id)
        else:
            cell = (self.pick(MatrixRow, one).id, self.pick(MatrixColumn, other).id)
            matrices.restore_entries(user, self.matrix, seq, plan(self.matrix, seq, cell=cell).seen, cell=cell)


def bare(things):
    return [(id, {field: one[field] for field in one if field != "version"}) for id, one in things.items()]


VERBS = [name for name in vars(Table) if name[0] != "_" and name not in ("do", "matrix", "seq", "pick", "entry")]


@settings(max_examples=5)
@given(
    st.lists(
        st.tuples(st.sampled_from(VERBS), st.booleans(), st.integers(0, 40), st.integers(0, 40)),
        min_size=6,
        max_size=14,
    )
)
def test_every_moment_is_rebuilt_as_it_stood(app, world, done):
    with app.app_context():
        table, known = Table(world), {}
        db.session.rollback()
        if not table.matrix.open_editing:
            marcela = db.session.get(User, world.user.marcela)
            matrices.change(marcela, table.matrix, "Matriz", "", ["Actor"], True)
        for step in done:
            table.do(*step)
            known[table.seq] = state_now(table.matrix)
        for seq, stood in known.items():
            assert state_at(table.matrix, seq) == stood
        db.session.rollback()


def words(html):
    return re.findall(r'<span class="words">([^<]*)</span>', html)


def stand(client, world):
    return words(client.get(f"/matrices/{world.matrix}").text)


def test_one_walks_back_and_brings_back_a_cell_or_all_of_it(world):
    marcela, nelida = world.client("marcela"), world.client("nelida")
    entry, moments = f"/entries/{world.accepted}", f"/matrices/{world.matrix}/moments"
    first = "Asociarse para cumplir el volumen semanal"
    assert marcela.get(moments).location.endswith("/history")  # nothing happened yet
    nelida.post(
        f"/matrices/{world.matrix}/entries",
        data={"row": world.row.ong, "column": world.column[3], "text": "Nadie compra de noche"},
    )
    marcela.put(entry, data={"text": "Asociarse", "version": 1})
    marcela.put(f"{entry}/decision", data={"state": "declined", "reason": "repetida", "version": 2})
    marcela.delete(f"/rows/{world.row.municipio}", data={"confirmed": "1"})
    assert marcela.get(moments).location.endswith("/moments/4")
    second = nelida.get(f"{moments}/2").text
    assert "Paso 2 de 4" in second and "otras palabras" in second and "ya no está así" in second
    assert words(second) == ["Pagar en treinta días", "Asociarse", "Nadie compra de noche"]
    assert 'href="' + f"{moments}/1" in second and 'href="' + f"{moments}/3" in second
    assert words(nelida.get(f"{moments}/1").text)[1] == first
    assert "restoration" not in second and "restoration" in marcela.get(f"{moments}/2").text
    assert nelida.get(f"{moments}/9").status_code == 404

    # The cell, as a step that undo takes back; what the page said would change must still be so, and nothing else.
    cell = {"row": world.row.productores, "column": world.column[1]}
    asked = marcela.get(f"{moments}/1/restoration", query_string=cell).text
    assert "1 entrada recupera sus palabras" in asked and "1 entrada cambia de estado" in asked
    seen = cell | {"seen": re.search(r'name="seen" value="(\w+)"', asked)[1]}
    marcela.put(entry, data={"text": "Asociarse hoy", "version": 3})
    late = marcela.post(f"{moments}/1/restoration", data=seen)
    assert late.status_code == 409 and "La matriz cambió mientras mirabas" in late.text
    seen["seen"] = re.search(r'name="seen" value="(\w+)"', late.text)[1]
    nelida.post(f"{entry}/comments", data={"body": "¿Por qué no?"})
    assert nelida.post(f"{moments}/1/restoration", data=seen).status_code == 403
    assert marcela.post(f"{moments}/1/restoration", data=seen).status_code == 303
    assert stand(nelida, world) == [first, "Nadie compra de noche"]
    marcela.post(f"/matrices/{world.matrix}/undo")
    assert stand(nelida, world) == ["Nadie compra de noche"]

    # An entry that was withdrawn.
    marcela.delete(entry)
    asked = marcela.get(f"{moments}/1/restoration", query_string={"entry": world.accepted}).text
    assert "1 entrada vuelve" in asked
    one = {"entry": world.accepted, "seen": re.search(r'name="seen" value="(\w+)"', asked)[1]}
    assert marcela.post(f"{moments}/1/restoration", data=one).status_code == 303
    assert stand(nelida, world) == [first, "Nadie compra de noche"]

    # Everything: the row comes back with its entry.
    asked = marcela.get(f"{moments}/1/restoration").text
    assert "1 fila o columna vuelve" in asked
    seen = {"seen": re.search(r'name="seen" value="(\w+)"', asked)[1]}
    marcela.post(f"{moments}/1/restoration", data=seen)
    assert stand(nelida, world) == ["Pagar en treinta días", first, "Nadie compra de noche"]
    history = nelida.get(f"/matrices/{world.matrix}/history").text
    assert "Marcela Iporre restauró la matriz entera como estaba" in history
    again = marcela.post(f"{moments}/1/restoration", data=seen)
    assert again.status_code == 409 and "Ya está como en ese momento" in again.text


def test_a_moment_is_read_in_as_many_queries_with_a_long_history(world, queries):
    marcela = world.client("marcela")
    for version in (1, 2):
        marcela.put(f"/entries/{world.accepted}", data={"text": f"Palabras {version}", "version": version})
    address = f"/matrices/{world.matrix}/moments/1"
    marcela.get(address)
    with queries() as few:
        marcela.get(address)
    for version in range(3, 9):
        marcela.put(f"/entries/{world.accepted}", data={"text": f"Palabras {version}", "version": version})
        world.entry("ong", 2, f"Otra {version}")
    with queries() as many:
        marcela.get(address)
    assert len(many) == len(few)
