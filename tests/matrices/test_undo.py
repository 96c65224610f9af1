"""Undo takes back one's own last step, and never anybody else's."""

import re

import pytest

from forum.actions import forums, matrices
from forum.errors import Conflict, Forbidden
from forum.extensions import db
from forum.models import Entry, Event, Matrix, MatrixColumn, MatrixRow, Membership, Post, Source, User
from forum.permissions import is_readable
from forum.readings.matrices import grid
from forum.readings.matrices.provenance import quotations_of
from forum.text import Passage


@pytest.fixture
def stage(world):
    """Everything at hand inside the domain: `stage.marcela`, `stage.entry()`, …"""
    with world.app.app_context():
        yield Stage(world)


class Stage:
    def __init__(self, world):
        self.world = world

    def __getattr__(self, name):
        return db.session.get(User, getattr(self.world.user, name))

    def entry(self, id=None):
        return db.session.get(Entry, id or self.world.accepted)

    def proposal(self):
        return db.session.get(Entry, self.world.proposed)

    def matrix(self):
        return db.session.get(Matrix, self.world.matrix)

    def row(self, name):
        return db.session.get(MatrixRow, getattr(self.world.row, name))

    def shown(self):
        """The words of the entries that the page shows."""
        page = grid(self.marcela, self.matrix())
        return [entry.text for row in page.rows for column in page.columns for entry in page.cell(row.id, column.id)]

    def column(self, number):
        return db.session.get(MatrixColumn, self.world.column[number])


def test_words_place_state_and_union_are_taken_back_one_after_the_other(stage):
    first = stage.entry().text
    matrices.edit(stage.marcela, stage.entry(), "Asociarse", 1)
    matrices.move(stage.marcela, stage.entry(), stage.row("ong"), stage.column(0), 2)
    matrices.decide(stage.marcela, stage.entry(), "declined", 3, "no toca")
    matrices.undo(stage.marcela, stage.matrix())
    assert (stage.entry().state, stage.entry().reason, stage.entry().decided_by_id) == (
        "accepted",
        "",
        stage.world.user.marcela,
    )
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().row_id == stage.world.row.productores
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().text == first
    with pytest.raises(Conflict, match="No hay ningún paso tuyo"):
        matrices.undo(stage.marcela, stage.matrix())


def test_a_new_entry_goes_and_a_withdrawn_one_comes_back_with_its_sources(stage):
    made = matrices.propose(stage.nelida, stage.matrix(), stage.row("ong"), stage.column(0), "Nueva").id
    matrices.undo(stage.nelida, stage.matrix())
    assert stage.entry(made).removed_at is not None
    matrices.remove(stage.marcela, stage.entry())
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().removed_at is None
    assert [one.quote[:13] for one in quotations_of(stage.marcela, stage.entry())] == ["juntando tres"]


def test_a_removed_row_comes_back_with_its_entries(stage):
    matrices.remove_row(stage.marcela, stage.row("productores"), confirmed=True)
    assert stage.shown() == ["Pagar en treinta días"]
    assert not is_readable(stage.marcela, stage.entry())
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.shown() == ["Pagar en treinta días", "Asociarse para cumplir el volumen semanal"]


def test_nobody_s_undo_touches_what_another_did(stage):
    matrices.edit(stage.marcela, stage.entry(), "De Marcela", 1)
    with pytest.raises(Conflict, match="No hay ningún paso tuyo"):
        matrices.undo(stage.ana, stage.matrix())
    assert stage.entry().text == "De Marcela"


def test_a_step_on_which_another_built_is_not_taken_back_and_the_other_is_named(stage):
    matrices.edit(stage.marcela, stage.entry(), "De Marcela", 1)
    matrices.edit(stage.ana, stage.entry(), "De Marcela y Ana", 2)
    with pytest.raises(Conflict, match="Ana Choque cambió lo mismo después de ti"):
        matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().text == "De Marcela y Ana"
    matrices.undo(stage.ana, stage.matrix())
    matrices.undo(stage.marcela, stage.matrix())  # now nothing stands upon it
    assert stage.entry().text == "Asociarse para cumplir el volumen semanal"


def test_another_field_of_the_same_entry_is_no_obstacle(stage):
    matrices.edit(stage.marcela, stage.entry(), "De Marcela", 1)
    matrices.move(stage.ana, stage.entry(), stage.row("ong"), stage.column(0), 2)
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().text == "Asociarse para cumplir el volumen semanal"
    assert stage.entry().row_id == stage.world.row.ong  # Ana's move stays


def test_a_proposal_that_was_decided_is_not_undone_by_its_author(stage):
    made = matrices.propose(stage.nelida, stage.matrix(), stage.row("ong"), stage.column(0), "Nueva").id
    matrices.decide(stage.marcela, stage.entry(made), "accepted", 1)
    with pytest.raises(Forbidden, match="ya fue decidida"):
        matrices.undo(stage.nelida, stage.matrix())
    assert stage.entry(made).removed_at is None


def test_a_proposal_with_others_sources_is_not_undone(stage):
    made = matrices.propose(stage.nelida, stage.matrix(), stage.row("ong"), stage.column(0), "Nueva").id
    post = db.session.get(Post, stage.world.post.answer)
    matrices.add_source(stage.marcela, stage.entry(made), post, Passage("dividir la licitación"))
    with pytest.raises(Conflict, match="trabajo de otras personas"):
        matrices.undo(stage.nelida, stage.matrix())
    assert stage.entry(made).removed_at is None


def test_a_row_in_which_others_wrote_is_not_undone(stage):
    row = matrices.add_row(stage.marcela, stage.matrix(), ["Transportistas"]).id
    there = db.session.get(MatrixRow, row)
    matrices.propose(stage.nelida, stage.matrix(), there, stage.column(0), "Llevar la carga")
    with pytest.raises(Conflict, match="trabajo de otras personas"):
        matrices.undo(stage.marcela, stage.matrix())
    assert db.session.get(MatrixRow, row).removed_at is None


def test_an_entry_does_not_come_back_to_a_row_that_is_gone(stage):
    matrices.move(stage.marcela, stage.entry(), stage.row("ong"), stage.column(0), 1)
    matrices.remove_row(stage.ana, stage.row("productores"))
    with pytest.raises(Conflict, match="ya no está en la matriz"):
        matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().row_id == stage.world.row.ong


def test_what_one_may_no_longer_do_one_may_no_longer_undo(stage):
    matrices.decide(stage.marcela, stage.proposal(), "accepted", 1)
    db.session.get(Membership, stage.world.membership.marcela).role = "participant"
    db.session.commit()
    with pytest.raises(Forbidden):
        matrices.undo(stage.marcela, stage.matrix())
    assert stage.proposal().state == "accepted"


def test_a_source_comes_and_goes_by_undo(stage):
    source = db.session.scalar(db.select(Source).where(Source.entry_id == stage.world.accepted)).id
    matrices.remove_source(stage.marcela, stage.entry(), db.session.get(Source, source))
    matrices.undo(stage.marcela, stage.matrix())
    assert db.session.get(Source, source).removed_at is None


def test_united_entries_are_parted_by_undo(stage):
    twin = stage.world.entry("productores", 1, "Juntarse", "proposed")
    follower = stage.world.entry("productores", 1, "Unirse", "proposed")
    matrices.merge(stage.marcela, stage.entry(follower), stage.entry(twin), 1)
    matrices.merge(stage.marcela, stage.entry(twin), stage.entry(), 1)
    assert stage.entry(follower).merged_into_id == stage.world.accepted  # it goes along
    matrices.undo(stage.marcela, stage.matrix())
    assert (stage.entry(twin).state, stage.entry(follower).merged_into_id) == ("proposed", twin)


def test_undo_is_itself_a_step_in_the_history_and_is_not_undone(stage):
    matrices.edit(stage.marcela, stage.entry(), "Otra", 1)
    undone = matrices.undo(stage.marcela, stage.matrix())
    assert (undone.name, undone.data["entries"]) == ("step.undone", [stage.world.accepted])
    assert undone.data["cells"] == [[stage.world.row.productores, stage.world.column[1]]]
    with pytest.raises(Conflict):
        matrices.undo(stage.marcela, stage.matrix())
    assert db.session.scalar(db.select(Event).where(Event.name == "entry.changed")).undone_at == undone.at


def test_a_post_that_was_edited_is_no_step_in_the_matrix(stage):
    matrices.edit(stage.marcela, stage.entry(), "Otra", 1)
    post = db.session.get(Post, stage.world.post.opening)
    forums.edit(stage.marcela, post, "Ya no dice lo mismo", post.version)
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().text == "Asociarse para cumplir el volumen semanal"


def test_the_button_undoes_and_the_history_tells_it(world):
    client = world.client("marcela")
    client.put(f"/entries/{world.accepted}", data={"text": "Otra", "version": 1})
    assert client.post(f"/matrices/{world.matrix}/undo").status_code == 303
    assert world.get(Entry, world.accepted).text == "Asociarse para cumplir el volumen semanal"
    history = re.sub(r"<[^>]+>", "", client.get(f"/matrices/{world.matrix}/history").text)
    assert "Marcela Iporre deshizo un paso suyo" in history
    assert "Marcela Iporre escribió «Otra» donde decía «Asociarse para cumplir el volumen semanal»" in history
    assert client.post(f"/matrices/{world.matrix}/undo").status_code == 409
    assert world.client("olga").post(f"/matrices/{world.matrix}/undo").status_code == 403


def test_what_was_undone_is_done_again_in_order_until_one_does_something_else(stage):
    first = stage.entry().text
    matrices.edit(stage.marcela, stage.entry(), "Asociarse", 1)
    matrices.decide(stage.marcela, stage.entry(), "declined", 2, "no toca")
    row = matrices.add_row(stage.marcela, stage.matrix(), ["Transporte"]).id
    for _step in range(3):
        matrices.undo(stage.marcela, stage.matrix())
    assert (stage.entry().text, stage.entry().state) == (first, "accepted")
    matrices.redo(stage.marcela, stage.matrix())
    assert (stage.entry().text, stage.entry().state) == ("Asociarse", "accepted")
    matrices.redo(stage.marcela, stage.matrix())
    assert stage.entry().state == "declined"
    matrices.undo(stage.marcela, stage.matrix())
    assert stage.entry().state == "accepted"
    matrices.redo(stage.marcela, stage.matrix())
    matrices.redo(stage.marcela, stage.matrix())
    assert db.session.get(MatrixRow, row).removed_at is None
    with pytest.raises(Conflict, match="No hay ningún paso tuyo que rehacer"):
        matrices.redo(stage.marcela, stage.matrix())
    matrices.undo(stage.marcela, stage.matrix())
    matrices.edit(stage.marcela, stage.proposal(), "Pagar en diez días", 1)
    with pytest.raises(Conflict, match="No hay ningún paso tuyo que rehacer"):
        matrices.redo(stage.marcela, stage.matrix())


def test_redoing_never_takes_anothers_work(stage):
    def redo():
        matrices.redo(stage.marcela, stage.matrix())

    matrices.edit(stage.marcela, stage.proposal(), "Pagar en diez días", 1)
    matrices.undo(stage.marcela, stage.matrix())
    with pytest.raises(Conflict, match="No hay ningún paso tuyo"):  # nobody does another's again
        matrices.redo(stage.wilfredo, stage.matrix())
    matrices.edit(stage.wilfredo, stage.proposal(), "Pagar en veinte días", 3)
    with pytest.raises(Conflict, match="Wilfredo Ancasi cambió lo mismo después"):
        redo()
    assert stage.proposal().text == "Pagar en veinte días"

    # A row, an entry that would go again, and somebody worked there meanwhile.
    matrices.remove_row(stage.marcela, stage.row("ong"))
    matrices.undo(stage.marcela, stage.matrix())
    made = matrices.propose(stage.julian, stage.matrix(), stage.row("ong"), stage.column(0), "Acompañar").id
    with pytest.raises(Conflict, match="Otra persona trabajó después"):
        redo()
    matrices.remove(stage.marcela, stage.entry(made))
    matrices.undo(stage.marcela, stage.matrix())
    matrices.comment(stage.julian, stage.entry(made), "Es importante")
    with pytest.raises(Conflict, match="Otra persona trabajó después"):
        redo()
    matrices.remove(stage.marcela, stage.proposal())
    matrices.undo(stage.marcela, stage.matrix())
    redo()  # where nobody did, it goes
    assert stage.proposal().removed_at is not None
