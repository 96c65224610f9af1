"""What is taken away while somebody sits at the desk: nothing of it is lost, and neither is what they were typing."""

from forum.extensions import db
from forum.models import Entry
from tests.matrices.test_desk import Desk
from tests.matrices.test_entries import text_of


def words_of(world, numbers):
    """Whether each of these entries still says something and stands."""
    with world.app.app_context():
        return {
            entry.text for entry in db.session.query(Entry).filter(Entry.id.in_(numbers), Entry.removed_at.is_(None))
        }


def test_a_column_that_goes_takes_no_words_and_comes_back_with_its_proposals(world):
    desk, ana = Desk(world), world.client("ana")
    before = words_of(world, desk.entry.values())
    ana.delete(f"/columns/{world.column[0]}", data={"confirmed": "1"})
    late = desk.post("unions", "registro", "compartido", words="Un solo registro sanitario para las asociaciones")
    assert late.status_code == 409
    page = text_of(late.text)
    assert "alguien quitó la fila o la columna" in page and "Un solo registro sanitario para las asociaciones" in page
    ana.post(f"/matrices/{world.matrix}/undo")
    assert words_of(world, desk.entry.values()) == before
    assert desk.groups() == [{"registro", "compartido"}, {"quinua", "volumen"}]


def test_a_proposal_taken_out_under_the_desk_is_told_and_the_reason_typed_comes_back(world):
    desk = Desk(world)
    world.client("ana").delete(f"/entries/{desk.entry['quinua']}")
    late = desk.post(
        "decisions?state=declined", "quinua", part="alone", reason="No es rol de este actor, sino del Estado"
    )
    assert late.status_code == 409
    assert "Algo de lo marcado ya no está en esta celda" in late.text
    assert "No es rol de este actor, sino del Estado" in late.text
    assert desk.groups()[0] == {"registro", "compartido"}


def test_an_actor_a_post_and_a_member_may_go_and_the_proposals_stay_with_their_words(world):
    desk, ana = Desk(world), world.client("ana")
    before = words_of(world, desk.entry.values())
    assert ana.delete(f"/actors/{world.actor.productores}").status_code == 409  # it has spoken: it stays
    assert ana.post(f"/posts/{world.post.opening}/hiding", data={"reason": "Datos personales"}).status_code < 400
    assert ana.delete(f"/members/{world.membership.nelida}").status_code < 400
    assert words_of(world, desk.entry.values()) == before
    assert desk.groups() == [{"registro", "compartido"}, {"quinua", "volumen"}]
    assert "Nélida Quispe" in desk.page()
    assert desk.post("decisions?state=accepted", "registro").status_code == 303
    assert desk.state("registro")["state"] == "accepted"
