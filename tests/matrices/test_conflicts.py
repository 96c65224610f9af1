"""Two people at one entry: the second gets both texts, and nothing is overwritten in silence."""

import pytest

from forum.actions import matrices
from forum.errors import Conflict
from forum.extensions import db
from forum.models import Entry, MatrixColumn, MatrixRow, User


def reword(world, who, words, version):
    return world.client(who).put(f"/entries/{world.accepted}", data={"text": words, "version": version})


def test_the_second_gets_both_texts_and_a_draft_of_both(world):
    assert reword(world, "marcela", "Asociarse para cumplir siempre el volumen semanal", 1).status_code == 303
    answer = reword(world, "ana", "Asociarse para cumplir el volumen semanal y mensual", 1)
    assert answer.status_code == 409
    assert "Marcela Iporre guardó esta entrada mientras escribías" in answer.text
    assert "<ins>siempre </ins>" in answer.text or "<ins> siempre</ins>" in answer.text
    assert "Asociarse para cumplir siempre el volumen semanal y mensual</textarea>" in answer.text
    assert "Antes decía: «Asociarse para cumplir el volumen semanal»" in answer.text
    assert world.get(Entry, world.accepted).text == "Asociarse para cumplir siempre el volumen semanal"


def test_the_combined_text_is_saved_upon_the_version_that_was_seen(world):
    reword(world, "marcela", "Asociarse siempre", 1)
    assert reword(world, "ana", "Asociarse y vender", 2).status_code == 303
    assert world.get(Entry, world.accepted).text == "Asociarse y vender"


def test_the_same_words_twice_are_no_conflict(world):
    reword(world, "marcela", "Asociarse siempre", 1)
    assert reword(world, "ana", "Asociarse siempre", 1).status_code == 303


def test_a_decision_meanwhile_does_not_hold_up_who_writes(world):
    """Only words stand against words: that the state or the place is another one now overwrites nothing."""
    world.client("marcela").put(f"/entries/{world.accepted}/decision", data={"state": "proposed"})
    assert reword(world, "ana", "Asociarse siempre", 1).status_code == 303


def test_nobody_accepts_words_they_have_not_seen(world):
    world.client("wilfredo").put(f"/entries/{world.proposed}", data={"text": "Pagar en un año", "version": 1})
    form = {"state": "accepted", "version": 1}
    answer = world.client("marcela").put(f"/entries/{world.proposed}/decision", data=form)
    assert answer.status_code == 409
    assert "Wilfredo Ancasi cambió las palabras" in answer.text
    assert world.get(Entry, world.proposed).state == "proposed"


def test_who_moves_what_another_moved_elsewhere_is_told(world):
    place = {"row": world.row.ong, "column": world.column[0], "version": 1}
    assert world.client("marcela").put(f"/entries/{world.accepted}/position", data=place).status_code == 303
    place = {"row": world.row.universidad, "column": world.column[0], "version": 1}
    answer = world.client("ana").put(f"/entries/{world.accepted}/position", data=place)
    assert answer.status_code == 409
    assert "Marcela Iporre movió esta entrada" in answer.text
    assert world.get(Entry, world.accepted).row_id == world.row.ong


def test_a_conflict_carries_what_is_needed_to_choose(world):
    with world.app.app_context():
        marcela, ana = db.session.get(User, world.user.marcela), db.session.get(User, world.user.ana)
        matrices.edit(marcela, db.session.get(Entry, world.accepted), "Una", 1)
        with pytest.raises(Conflict) as caught:
            matrices.edit(ana, db.session.get(Entry, world.accepted), "Dos", 1)
        details = caught.value.details
        assert (details["mine"], details["theirs"], details["by"]) == ("Dos", "Una", "Marcela Iporre")
        assert details["base"] == "Asociarse para cumplir el volumen semanal"
        assert (details["version"], details["by_id"]) == (2, world.user.marcela)


def test_words_after_an_undo_are_compared_too(world):
    with world.app.app_context():
        marcela, ana = db.session.get(User, world.user.marcela), db.session.get(User, world.user.ana)
        entry = db.session.get(Entry, world.accepted)
        matrices.edit(marcela, entry, "Una", 1)
        matrices.undo(marcela, entry.matrix)
        assert db.session.get(Entry, world.accepted).version == 3
        with pytest.raises(Conflict) as caught:  # who saw «Una» saves upon what it is again now
            matrices.edit(ana, db.session.get(Entry, world.accepted), "Una y media", 2)
        assert caught.value.details["base"] == "Una"


def test_a_place_that_was_taken_away_meanwhile_takes_no_entry(world):
    with world.app.app_context():
        marcela = db.session.get(User, world.user.marcela)
        row = db.session.get(MatrixRow, world.row.ong)
        matrices.remove_row(marcela, row)
    form = {"row": world.row.ong, "column": world.column[0], "text": "Tarde"}
    assert world.client("marcela").post(f"/matrices/{world.matrix}/entries", data=form).status_code == 422
    place = {"row": world.row.ong, "column": world.column[0]}
    assert world.client("marcela").put(f"/entries/{world.accepted}/position", data=place).status_code == 404
    assert world.get(MatrixColumn, world.column[0]).removed_at is None
