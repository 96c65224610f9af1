"""In whose name a member speaks: chosen once, by themselves or by a facilitator."""

import pytest

from forum.extensions import db
from forum.models import Membership, Space
from tests.spaces.test_members import member_of

ADDRESS = "/spaces/compras/membership"


@pytest.fixture
def voiceless(world):
    """Pedro takes part and has not said in whose name."""
    world.membership.pedro = world.add(Membership(space_id=world.space, user_id=world.user.pedro))
    return world


def allow_several(world):
    with world.app.app_context():
        db.session.get(Space, world.space).many_actors = True
        db.session.commit()


def test_who_has_no_actor_is_asked_for_one_before_writing(voiceless):
    client = voiceless.client("pedro")
    assert "Falta elegir en nombre de quién participas" in client.get("/spaces/compras").text
    reply = f"/posts/{voiceless.post.opening}/replies"
    refused = client.post(reply, data={"body": "Hola"})
    assert refused.status_code == 403 and "Elige primero en nombre de qué actor" in refused.text
    assert client.put(ADDRESS, data={"actors": 0}).status_code == 422
    assert client.put(ADDRESS, data={"actors": voiceless.actor.ong}).status_code == 303
    assert member_of(voiceless, "pedro") == ("participant", ["ONG"], None)
    assert "Falta elegir" not in client.get("/spaces/compras").text
    assert client.post(reply, data={"body": "Hola"}).status_code == 303


def test_who_has_one_asks_a_facilitator_for_another(world):
    client = world.client("nelida")
    assert "pídeselo a quien facilita" in client.get(ADDRESS).text
    refused = client.put(ADDRESS, data={"actors": world.actor.ong})
    assert refused.status_code == 409 and "pídeselo a quien facilita" in refused.text
    assert member_of(world, "nelida")[1] == ["Productores"]


def test_where_several_are_allowed_one_adds_and_the_usual_stays_first(world):
    allow_several(world)
    client = world.client("julian")
    assert "checked" in client.get(ADDRESS).text
    data = {"several": [world.actor.municipio, world.actor.ong]}
    assert client.put(ADDRESS, data=data).status_code == 303
    assert member_of(world, "julian")[1] == ["ONG", "Municipio"]
    assert client.put(ADDRESS, data={"several": []}).status_code == 422


def test_where_one_is_allowed_two_cannot_be_slipped_in(voiceless):
    client = voiceless.client("pedro")
    both = [voiceless.actor.municipio, voiceless.actor.ong]
    client.put(ADDRESS, data={"several": both, "actors": voiceless.actor.ong})
    assert member_of(voiceless, "pedro")[1] == ["ONG"]


def test_observers_speak_for_nobody_and_outsiders_have_no_participation(world):
    client = world.client("olga")
    assert "sin hablar por ningún actor" in client.get(ADDRESS).text
    assert client.put(ADDRESS, data={"actors": world.actor.ong}).status_code == 409
    assert world.client("pedro").get(ADDRESS).status_code == 404
    assert world.client("ana").get(ADDRESS).status_code == 404  # who administers reads, without taking part
    assert world.client("ana").put(ADDRESS, data={"actors": world.actor.ong}).status_code == 404


def test_a_new_organization_speaks_as_its_first_member_does(voiceless):
    data = {"actors": voiceless.actor.municipio, "new_organization": "GAM de Yocalla", "territory": "Yocalla"}
    voiceless.client("pedro").put(ADDRESS, data=data)
    assert member_of(voiceless, "pedro") == ("participant", ["Municipio"], "GAM de Yocalla")
    page = voiceless.client("marcela").get("/spaces/compras/organizations").text
    assert "GAM de Yocalla" in page and "Yocalla" in page


def test_an_organization_of_another_actor_is_not_one_s_own(voiceless):
    data = {"actors": voiceless.actor.municipio, "organization": voiceless.organization.wara}
    refused = voiceless.client("pedro").put(ADDRESS, data=data)
    assert refused.status_code == 422 and "habla por otro actor" in refused.text
    voiceless.client("pedro").put(ADDRESS, data=data | {"actors": voiceless.actor.productores})
    assert member_of(voiceless, "pedro") == ("participant", ["Productores"], "Asociación Wara Quinua")


def test_what_was_typed_stays_when_something_is_wrong(voiceless):
    data = {"actors": 0, "new_organization": "GAM de Yocalla", "territory": "Yocalla"}
    page = voiceless.client("pedro").put(ADDRESS, data=data)
    assert page.status_code == 422 and 'value="GAM de Yocalla"' in page.text and "Elige en nombre" in page.text


def test_a_change_by_the_facilitator_leaves_what_was_said_as_it_was(world):
    data = {"role": "participant", "actors": [world.actor.ong], "usual": 0, "organization": 0}
    world.client("marcela").put(f"/members/{world.membership.nelida}", data=data)
    thread = world.client("nelida").get(f"/threads/{world.thread}").text
    assert "Productores" in thread and "Asociación Wara Quinua" in thread


def test_members_of_other_spaces_are_nobody_s_business(world):
    other = world.add(Space(slug="otro", title="Otro"))
    alien = world.add(Membership(space_id=other, user_id=world.user.pedro, role="facilitator"))
    assert world.client("marcela").get(f"/members/{alien}").status_code == 404
    data = {"role": "observer", "usual": 0, "organization": 0}
    assert world.client("marcela").put(f"/members/{alien}", data=data).status_code == 404
    assert world.client("pedro").put(f"/members/{world.membership.nelida}", data=data).status_code == 404
    assert world.client("marcela").put(f"/members/{world.membership.nelida}", data=data).status_code == 303


def test_who_left_is_nobody_to_change(world):
    world.client("nelida").delete(f"/members/{world.membership.nelida}")
    assert world.client("marcela").get(f"/members/{world.membership.nelida}").status_code == 404
    assert "Nélida" not in world.client("marcela").get("/spaces/compras/members").text
