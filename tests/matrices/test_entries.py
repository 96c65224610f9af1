"""Entries on the page: proposing, rewording, moving, deciding, uniting, withdrawing; and who may."""

import re

import pytest

from forum.extensions import db
from forum.models import Entry, Matrix, MembershipActor


def propose(client, world, words="Comprar quinua del lugar", row="productores", column=2, **data):
    form = {"row": getattr(world.row, row), "column": world.column[column], "text": words}
    return client.post(f"/matrices/{world.matrix}/entries", data=form | data)


def newest(world):
    with world.app.app_context():
        return db.session.scalar(db.select(Entry).order_by(Entry.id.desc()).limit(1)).id


def open_editing(world):
    with world.app.app_context():
        db.session.get(Matrix, world.matrix).open_editing = True
        db.session.commit()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_participant_proposes_and_the_matrix_shows_it_in_its_cell(world):
    answer = propose(world.client("nelida"), world)
    assert answer.status_code == 303
    page = world.client("julian").get(f"/matrices/{world.matrix}").text
    cell = re.search(rf'<td id="k{world.row.productores}-{world.column[2]}".*?</td>', page, re.S)[0]
    assert "Comprar quinua del lugar" in cell
    assert "propuesta" in text_of(cell)
    entry = world.get(Entry, newest(world))
    assert (entry.state, entry.author_id, entry.actor_id) == ("proposed", world.user.nelida, world.actor.productores)
    assert entry.organization_id == world.organization.wara


def test_a_participant_cannot_add_an_accepted_entry(world):
    assert propose(world.client("nelida"), world, state="accepted").status_code == 403


def test_a_facilitator_adds_an_accepted_entry(world):
    propose(world.client("marcela"), world, state="accepted")
    entry = world.get(Entry, newest(world))
    assert (entry.state, entry.decided_by_id) == ("accepted", world.user.marcela)


def test_in_an_open_matrix_members_add_accepted_entries_and_change_others(world):
    assert (
        world.client("julian").put(f"/entries/{world.accepted}", data={"text": "Otra", "version": 1}).status_code == 403
    )
    open_editing(world)
    propose(world.client("nelida"), world, state="accepted")
    assert world.get(Entry, newest(world)).state == "accepted"
    changed = world.client("julian").put(f"/entries/{world.accepted}", data={"text": "Asociarse", "version": 1})
    assert changed.status_code == 303
    assert world.get(Entry, world.accepted).text == "Asociarse"


def test_who_observes_reads_and_writes_nothing(world):
    client = world.client("olga")
    assert client.get(f"/matrices/{world.matrix}").status_code == 200
    assert propose(client, world).status_code == 403
    assert client.put(f"/entries/{world.proposed}", data={"text": "x", "version": 1}).status_code == 403
    assert client.delete(f"/entries/{world.proposed}").status_code == 403


def test_outsiders_and_visitors_know_of_nothing(world):
    for path in (f"/matrices/{world.matrix}", f"/entries/{world.accepted}", f"/matrices/{world.matrix}/history"):
        assert world.client("pedro").get(path).status_code == 404
        assert world.client().get(path).status_code == 404


def test_who_speaks_for_two_actors_chooses_in_whose_name(world):
    world.add(MembershipActor(membership_id=world.membership.nelida, actor_id=world.actor.ong, position=1))
    propose(world.client("nelida"), world, row="ong")
    assert world.get(Entry, newest(world)).actor_id == world.actor.ong  # the row's, being hers
    propose(world.client("nelida"), world, "Otra", row="ong", actor=world.actor.productores)
    assert world.get(Entry, newest(world)).actor_id == world.actor.productores
    refused = propose(world.client("nelida"), world, "Una más", row="ong", actor=world.actor.municipio)
    assert refused.status_code == 422


def test_an_empty_entry_comes_back_with_its_sentence(world):
    answer = propose(world.client("nelida"), world, "   ")
    assert answer.status_code == 422
    assert "Escribe la entrada antes de guardarla." in answer.text


def test_a_cell_of_another_matrix_is_none_of_this_one(world):
    with world.app.app_context():
        other = Matrix(space_id=world.space, title="Otra", row_headers=["Actor"])
        db.session.add(other)
        db.session.commit()
        id = other.id
    form = {"row": world.row.ong, "column": world.column[0], "text": "Donde no es"}
    assert world.client("marcela").post(f"/matrices/{id}/entries", data=form).status_code == 422


def test_its_author_rewords_a_proposal_and_nobody_else_does(world):
    assert world.client("nelida").put(f"/entries/{world.proposed}", data={"text": "Y", "version": 1}).status_code == 403
    answer = world.client("wilfredo").put(f"/entries/{world.proposed}", data={"text": "Pagar en 20 días", "version": 1})
    assert answer.status_code == 303
    assert (world.get(Entry, world.proposed).text, world.get(Entry, world.proposed).version) == ("Pagar en 20 días", 2)


def test_a_decided_entry_is_no_more_its_author_s_to_change(world):
    decided = world.client("marcela").put(f"/entries/{world.proposed}/decision", data={"state": "accepted"})
    assert decided.status_code == 303
    answer = world.client("wilfredo").put(f"/entries/{world.proposed}", data={"text": "Otra cosa", "version": 2})
    assert answer.status_code == 403
    assert "Esta entrada ya fue decidida" in answer.text


def test_an_entry_is_moved_to_another_cell_and_before_another_entry(world):
    first = world.entry("ong", 2, "Primera")
    second = world.entry("ong", 2, "Segunda")
    place = {"row": world.row.ong, "column": world.column[2], "version": 1, "before": second}
    assert world.client("marcela").put(f"/entries/{world.proposed}/position", data=place).status_code == 303
    page = world.client("olga").get(f"/matrices/{world.matrix}").text
    cell = re.search(rf'<td id="k{world.row.ong}-{world.column[2]}".*?</td>', page, re.S)[0]
    assert re.findall(r'<li id="e(\d+)"', cell) == [str(first), str(world.proposed), str(second)]


def test_entries_find_room_between_two_neighbours_any_number_of_times(world):
    low, high = world.entry("ong", 2, "Abajo"), world.entry("ong", 2, "Arriba")
    client = world.client("marcela")
    moving = [world.entry("ong", 2, f"Número {n}") for n in range(3)]
    for turn in range(70):
        place = {"row": world.row.ong, "column": world.column[2], "after": low}
        client.put(f"/entries/{moving[turn % 3]}/position", data=place)
    with world.app.app_context():
        cell = db.select(Entry.id).where(Entry.row_id == world.row.ong).order_by(Entry.position, Entry.id)
        order = db.session.scalars(cell).all()
        assert len(set(db.session.scalars(db.select(Entry.position).where(Entry.row_id == world.row.ong)))) == 5
    assert (order[0], order[1], order[-1]) == (low, moving[69 % 3], high)


def test_an_entry_is_not_taken_up_with_a_reason_that_its_author_reads(world):
    client = world.client("marcela")
    refused = client.put(f"/entries/{world.proposed}/decision", data={"state": "declined"})
    assert refused.status_code == 422
    assert "Escribe por qué no se recoge" in refused.text
    assert world.get(Entry, world.proposed).state == "proposed"
    client.put(f"/entries/{world.proposed}/decision", data={"state": "declined", "reason": "no es rol de este actor"})
    assert "no es rol de este actor" in world.client("wilfredo").get(f"/entries/{world.proposed}").text
    shown = world.client("wilfredo").get(f"/matrices/{world.matrix}").text
    assert "Pagar en treinta días" not in shown
    assert "Pagar en treinta días" in world.client("wilfredo").get(f"/matrices/{world.matrix}?state=declined").text


def test_participants_do_not_decide(world):
    client = world.client("wilfredo")
    assert client.put(f"/entries/{world.proposed}/decision", data={"state": "accepted"}).status_code == 403
    assert client.put(f"/entries/{world.proposed}/merging", data={"into": world.accepted}).status_code == 403
    assert world.get(Entry, world.proposed).state == "proposed"


def test_united_entries_keep_their_sources_and_show_them_with_the_other(world):
    twin = world.entry("productores", 1, "Juntarse", "proposed", source=world.post.deeper, quote="a precio de costo")
    client = world.client("marcela")
    assert client.put(f"/entries/{twin}/merging", data={"into": world.accepted}).status_code == 303
    drawer = client.get(f"/entries/{world.accepted}").text
    assert "a precio de costo" in drawer
    assert "2 fuentes" in drawer
    assert world.get(Entry, twin).merged_into_id == world.accepted
    assert f'id="e{twin}"' not in client.get(f"/matrices/{world.matrix}").text
    client.delete(f"/entries/{twin}/merging")
    assert (world.get(Entry, twin).state, world.get(Entry, twin).merged_into_id) == ("proposed", None)
    assert "a precio de costo" not in client.get(f"/entries/{world.accepted}").text


def test_what_was_united_with_a_withdrawn_entry_stands_for_itself_again(world):
    twin = world.entry("productores", 1, "Juntarse", "proposed")
    client = world.client("marcela")
    client.put(f"/entries/{twin}/merging", data={"into": world.accepted})
    assert client.delete(f"/entries/{world.accepted}").status_code == 303
    assert world.get(Entry, twin).state == "proposed"
    assert client.get(f"/entries/{world.accepted}").status_code == 404


@pytest.mark.parametrize("into", ["itself", "merged"])
def test_an_entry_is_united_with_one_that_stands(world, into):
    twin = world.entry("productores", 1, "Juntarse", "proposed")
    third = world.entry("productores", 1, "Unirse", "proposed")
    client = world.client("marcela")
    client.put(f"/entries/{third}/merging", data={"into": world.accepted})
    target = {"itself": twin, "merged": third}[into]
    assert client.put(f"/entries/{twin}/merging", data={"into": target}).status_code == 422


def test_sent_again_after_a_broken_line_an_entry_stands_once(world):
    client = world.client("nelida")
    propose(client, world)
    propose(client, world, again="1")
    propose(world.client("julian"), world, again="1")  # the same words of another person are another entry
    with world.app.app_context():
        count = db.session.query(Entry).filter_by(text="Comprar quinua del lugar").count()
    assert count == 2


def test_pieces_are_the_cells_of_the_page(world):
    client = world.client("marcela")
    headers = {"HX-Request": "true"}
    key = f"{world.row.productores}-{world.column[1]}"
    whole = client.get(f"/matrices/{world.matrix}").text
    piece = client.get(f"/matrices/{world.matrix}/cells?of={key}", headers=headers).text
    cell = re.compile(rf'<td id="k{key}".*?</td>', re.S)
    assert cell.search(piece)[0] == cell.search(whole)[0]
    assert cell.search(client.get(f"/matrices/{world.matrix}/cells/{key}").text)[0] == cell.search(whole)[0]
    assert client.get(f"/matrices/{world.matrix}/cells?of=9999-1").status_code == 404


def test_what_others_did_says_by_whom_and_one_s_own_does_not(world):
    propose(world.client("nelida"), world)
    key = f"{world.row.productores}-{world.column[2]}"
    address = f"/matrices/{world.matrix}/cells?of={key}&since=0"
    assert "de Nélida Quispe, ahora" in world.client("julian").get(address).text
    assert "de Nélida Quispe, ahora" not in world.client("nelida").get(address).text


def test_a_write_from_the_page_answers_with_the_cells(world):
    form = {"row": world.row.ong, "column": world.column[0], "text": "Acompañar"}
    answer = world.client("julian").post(f"/matrices/{world.matrix}/entries", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 201
    assert "Entrada propuesta" in answer.text
    assert "Acompañar" in answer.text
    assert "<html" not in answer.text


def test_the_forms_stand_on_pages_of_their_own(world):
    client = world.client("marcela")
    for path, words in (
        (f"/matrices/{world.matrix}/entries/new?row={world.row.ong}", "Proponer una entrada"),
        (f"/entries/{world.proposed}/edit", "Editar la entrada"),
        (f"/entries/{world.proposed}/position", "Mover la entrada"),
        (f"/entries/{world.proposed}/decision", "No recoger la entrada"),
        (f"/entries/{world.proposed}/merging", "Unir con otra entrada"),
        (f"/entries/{world.proposed}/sources", "Añadir una fuente"),
        (f"/entries/{world.proposed}/history", "Historia de la entrada"),
        (f"/matrices/{world.matrix}/history", "Historia de la matriz"),
    ):
        page = client.get(path)
        assert page.status_code == 200, path
        assert f"<h1>{words}</h1>" in page.text, path
        piece = client.get(path, headers={"HX-Request": "true"}).text
        assert "<html" not in piece or "history" in path


def test_nothing_is_written_in_an_archived_space(world):
    from forum.models import Space
    from forum.models.base import now

    with world.app.app_context():
        db.session.get(Space, world.space).archived_at = now()
        db.session.commit()
    assert propose(world.client("marcela"), world).status_code == 403
    assert world.client("marcela").get(f"/matrices/{world.matrix}").status_code == 200
