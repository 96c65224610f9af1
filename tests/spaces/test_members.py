"""Invitations, joining, roles, leaving."""

import re
import threading
from datetime import timedelta

import pytest

from forum.actions import spaces
from forum.errors import TinkuyError
from forum.extensions import db
from forum.models import Invitation, Membership, Space, User
from forum.models.base import now
from tests.letters import letters


def member_of(world, name):
    with world.app.app_context():
        query = db.select(Membership).filter_by(space_id=world.space, user_id=getattr(world.user, name))
        member = db.session.scalar(query)
        if member is None:
            return None
        return member.role, [actor.name for actor in member.actors], member.organization and member.organization.name


def link(world, **values):
    values = {"token": "enlace", "space_id": world.space, "created_by_id": world.user.marcela} | values
    world.add(Invitation(**values))
    return f"/join/{values['token']}"


def test_a_facilitator_makes_a_link_and_somebody_joins_by_it(world):
    client = world.client("marcela")
    data = {
        "role": "participant",
        "actor": 0,
        "organization": 0,
        "expires_at": "31/12/2099",
        "max_uses": "30",
        "note": "WhatsApp",
    }
    made = client.post("/spaces/compras/invitations", data=data)
    assert made.status_code == 303
    page = client.get(made.location).text
    assert "<svg" in page and "Copiar el enlace" in page
    address = re.search(r"http://[^/\"]+(/join/[\w-]+)", page)[1]
    guest = world.client("pedro")
    assert "Compras públicas" in guest.get(address).text
    unchosen = guest.post(address, data={"actors": 0})
    assert unchosen.status_code == 422 and "Elige en nombre de qué actor" in unchosen.text
    data = {"actors": world.actor.productores, "new_organization": "OECOM Pampa Alta", "territory": "Yocalla"}
    assert guest.post(address, data=data).status_code == 303
    assert member_of(world, "pedro") == ("participant", ["Productores"], "OECOM Pampa Alta")
    assert "usado 1 de 30" in client.get("/spaces/compras/invitations").text


def test_what_the_link_fixes_is_not_asked(world):
    address = link(world, actor_id=world.actor.ong, organization_id=world.organization.wara)
    guest = world.client("pedro")
    assert "Elige…" not in guest.get(address).text
    guest.post(address, data={"actors": world.actor.municipio})
    assert member_of(world, "pedro") == ("participant", ["ONG"], "Asociación Wara Quinua")


def test_observers_choose_no_actor(world):
    world.client("pedro").post(link(world, role="observer"))
    assert member_of(world, "pedro") == ("observer", [], None)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"expires_at": now() - timedelta(minutes=1)}, "ya venció"),
        ({"max_uses": 30, "uses": 30}, "ya se usó 30 veces"),
        ({"revoked_at": now()}, "fue anulado"),
    ],
)
def test_a_link_that_no_longer_serves_says_why(world, values, sentence):
    address = link(world, **values)
    for answer in (world.client("pedro").get(address), world.client("pedro").post(address)):
        assert answer.status_code == 409 and sentence in answer.text
    assert member_of(world, "pedro") is None


def test_a_link_nobody_made_is_a_404(world):
    assert world.client("pedro").get("/join/nada").status_code == 404


def test_a_link_for_one_lets_one_in_however_many_come_at_once(world):
    link(world, max_uses=1, role="observer")
    people = [world.add(User(email=f"{n}@tinkuy.example", name=f"Persona {n}")) for n in range(6)]
    start, outcomes = threading.Barrier(len(people)), []

    def come(number):
        with world.app.app_context():
            user, space = db.session.get(User, number), db.session.scalar(db.select(Space))
            start.wait()
            try:
                spaces.join(user, space, "enlace")
                outcomes.append("in")
            except TinkuyError:
                outcomes.append("out")
            db.session.remove()

    threads = [threading.Thread(target=come, args=(number,)) for number in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in"] + ["out"] * 5
    assert world.get(Invitation, 1).uses == 1


def test_revoking_is_the_facilitator_s(world):
    link(world)
    assert world.client("elena").delete("/invitations/1").status_code == 404
    assert world.client("marcela").delete("/invitations/1").status_code == 303
    assert world.client("pedro").get("/join/enlace").status_code == 409


def test_people_are_added_by_pasting_their_addresses(world):
    client = world.client("marcela")
    pasted = "Rosmery Choque <rosmery@ejemplo.org>, pedro@tinkuy.example\nsin-arroba\nOtra <otra@ejemplo.org>"
    wrong = client.post("/spaces/compras/people", data={"people": pasted, "role": "participant", "actor": 0})
    assert (
        wrong.status_code == 422 and "Línea 2" in wrong.text and "sin-arroba" in wrong.text and "Rosmery" in wrong.text
    )
    assert letters(world.app) == []
    done = client.post(
        "/spaces/compras/people",
        data={"people": pasted.replace("sin-arroba\n", ""), "role": "participant", "actor": world.actor.ong},
        follow_redirects=True,
    )
    assert "3 invitaciones" in done.text
    sent = dict(letters(world.app))
    assert set(sent) == {"rosmery@ejemplo.org", "pedro@tinkuy.example", "otra@ejemplo.org"}
    address = re.search(r"(/join/[\w-]+)", sent["pedro@tinkuy.example"])[1]
    world.client("pedro").post(address)
    assert member_of(world, "pedro") == ("participant", ["ONG"], None)
    assert world.client("ana").get(address).status_code == 409  # it serves once


def test_a_facilitator_lets_somebody_speak_for_two_actors(world):
    data = {
        "role": "participant",
        "actors": [world.actor.productores, world.actor.ong],
        "usual": world.actor.ong,
        "organization": 0,
    }
    assert world.client("elena").put(f"/members/{world.membership.nelida}", data=data).status_code == 403
    assert world.client("marcela").put(f"/members/{world.membership.nelida}", data=data).status_code == 303
    assert member_of(world, "nelida") == ("participant", ["ONG", "Productores"], None)
    page = world.client("nelida").get(f"/posts/{world.post.opening}/reply").text
    assert "<select" in page and "Elige…" in page


def test_the_only_facilitator_cannot_leave_or_be_demoted(world):
    client = world.client("marcela")
    assert client.delete(f"/members/{world.membership.marcela}").status_code == 409
    data = {"role": "participant", "usual": 0, "organization": 0}
    assert client.put(f"/members/{world.membership.marcela}", data=data).status_code == 409
    client.put(f"/members/{world.membership.elena}", data=data | {"role": "facilitator"})
    assert client.delete(f"/members/{world.membership.marcela}").status_code == 303


def test_who_leaves_keeps_their_words_there_and_reads_no_more(world):
    client = world.client("nelida")
    assert world.client("julian").delete(f"/members/{world.membership.nelida}").status_code == 403
    assert client.delete(f"/members/{world.membership.nelida}").status_code == 303
    assert client.get("/spaces/compras").status_code == 404
    assert "Nélida Quispe" in world.client("julian").get(f"/threads/{world.thread}").text
    client.post(link(world), data={"actors": world.actor.productores})
    assert client.get("/spaces/compras").status_code == 200


def test_going_and_taking_out_ask_first_without_scripts_too(world):
    address = f"/members/{world.membership.nelida}/departure"
    nelida = world.client("nelida")
    assert f'href="{address}" data-dialog-open="leave"' in nelida.get("/spaces/compras/membership").text
    assert "¿Salir de «" in nelida.get(address).text
    marcela = world.client("marcela")
    assert f'href="{address}" data-dialog-open="remove"' in marcela.get(f"/members/{world.membership.nelida}").text
    assert "¿Quitar a Nélida Quispe del espacio?" in marcela.get(address).text
    assert nelida.get("/spaces/compras").status_code == 200  # asking takes nobody out
    assert world.client("julian").get(address).status_code == 403


def test_a_facilitator_takes_somebody_out(world):
    assert world.client("elena").delete(f"/members/{world.membership.nelida}").status_code == 403
    assert world.client("marcela").delete(f"/members/{world.membership.nelida}").status_code == 303
    assert world.client("nelida").get(f"/threads/{world.thread}").status_code == 404


def test_the_list_of_people_takes_the_same_queries_however_many(world, queries):
    client = world.client("olga")
    with queries() as few:
        assert "Nélida Quispe" in client.get("/spaces/compras/members").text
    for number in range(30):
        user = world.add(User(email=f"m{number}@tinkuy.example", name=f"Persona {number}"))
        world.add(Membership(space_id=world.space, user_id=user))
    with queries() as many:
        client.get("/spaces/compras/members")
    assert len(many) == len(few)
    assert world.client("pedro").get("/spaces/compras/members").status_code == 404


def test_a_suspended_member_reads_and_no_more(world):
    with world.app.app_context():
        db.session.get(Membership, world.membership.nelida).suspended_until = now() + timedelta(days=1)
        db.session.commit()
    client = world.client("nelida")
    assert client.get(f"/threads/{world.thread}").status_code == 200
    refused = client.post(f"/posts/{world.post.opening}/replies", data={"body": "Hola"})
    assert refused.status_code == 403 and "suspendida" in refused.text
