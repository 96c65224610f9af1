"""What who comes by a link sees and chooses; lists of people that are pasted; the picture of a link."""

import re

import pytest

from forum.extensions import db
from forum.models import Actor, Invitation, Membership, Organization, Space, User
from forum.models.base import now
from tests.letters import letters, link_in
from tests.spaces.test_members import link, member_of


def test_a_visitor_reads_who_invites_to_what_and_logs_in_first(world):
    page = world.client().get(link(world)).text
    assert "Compras públicas" in page and "Marcela Iporre te invita a participar" in page
    assert "Participas: escribes y propones" in page
    assert "/register?next=/join/enlace" in page and "/login?next=/join/enlace" in page
    assert "Elige…" not in page  # what there is to choose is for who has an account
    assert world.client().post("/join/enlace", data={"actors": world.actor.ong}).location.startswith("/login?next=")


def test_who_takes_part_already_goes_to_the_space_and_uses_nothing_up(world):
    address = link(world, max_uses=3, role="facilitator")
    client = world.client("nelida")
    assert client.get(address).location == "/spaces/compras"
    assert client.post(address, data={"actors": world.actor.ong}).location == "/spaces/compras"
    assert member_of(world, "nelida") == ("participant", ["Productores"], "Asociación Wara Quinua")
    assert world.get(Invitation, 1).uses == 0


@pytest.mark.parametrize("role", ["observer", "moderator", "facilitator"])
def test_a_link_gives_its_role(world, role):
    page = world.client("pedro").get(link(world, role=role)).text
    assert "Elige…" not in page
    world.client("pedro").post("/join/enlace")
    assert member_of(world, "pedro")[0] == role


def test_an_organization_that_exists_is_not_made_twice_by_joining(world):
    data = {"actors": world.actor.productores, "new_organization": "  asociación  WARA quinua ", "territory": "Otro"}
    world.client("pedro").post(link(world), data=data)
    assert member_of(world, "pedro") == ("participant", ["Productores"], "Asociación Wara Quinua")
    with world.app.app_context():
        assert db.session.query(Organization).count() == 1


def test_what_a_link_fixed_and_is_there_no_more_is_asked(world):
    old = world.add(Actor(space_id=world.space, name="Antiguo", weave=9, removed_at=now()))
    client = world.client("pedro")
    assert "Elige…" in client.get(link(world, actor_id=old)).text
    assert client.post("/join/enlace", data={"actors": world.actor.ong}).status_code == 303
    assert member_of(world, "pedro") == ("participant", ["ONG"], None)


def test_an_actor_of_another_space_cannot_be_chosen(world):
    other = world.add(Space(slug="otro", title="Otro"))
    actor = world.add(Actor(space_id=other, name="Ajeno"))
    refused = world.client("pedro").post(link(world), data={"actors": actor})
    assert refused.status_code == 422
    assert member_of(world, "pedro") is None


def test_an_archived_space_takes_nobody_in(world):
    address = link(world)
    world.client("marcela").post("/spaces/compras/archival")
    for answer in (world.client("pedro").get(address), world.client("pedro").post(address)):
        assert answer.status_code == 409 and "está archivado" in answer.text
    world.client("marcela").delete("/spaces/compras/archival")
    assert world.client("pedro").get(address).status_code == 200


def test_one_joins_again_in_the_role_of_the_new_link(world):
    client = world.client("elena")
    client.delete(f"/members/{world.membership.elena}")
    assert client.get("/spaces/compras").status_code == 404
    client.post(link(world), data={"actors": world.actor.ong})
    assert member_of(world, "elena") == ("participant", ["ONG"], None)
    client.delete(f"/members/{world.membership.elena}")
    client.post(link(world, token="otro", role="observer"))
    assert member_of(world, "elena") == ("observer", [], None)


def test_an_organization_brings_its_actor_and_no_other(world):
    client = world.client("marcela")
    data = {"role": "participant", "actor": 0, "organization": world.organization.wara}
    client.post("/spaces/compras/invitations", data=data)
    assert world.get(Invitation, 1).actor_id == world.actor.productores
    wrong = client.post("/spaces/compras/invitations", data=data | {"actor": world.actor.ong})
    assert wrong.status_code == 422 and "habla por otro actor" in wrong.text


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"expires_at": "30/2/2027"}, "Febrero no tiene día 30"),
        ({"expires_at": "1/1/2020"}, "Elige un día que no haya pasado"),
        ({"max_uses": "0"}, "Escribe un número entre 1 y 10 000"),
        ({"max_uses": "muchos"}, "max_uses"),
    ],
)
def test_a_link_that_could_not_serve_is_not_made(world, over, sentence):
    data = {"role": "participant", "actor": 0, "organization": 0} | over
    answer = world.client("marcela").post("/spaces/compras/invitations", data=data)
    assert answer.status_code == 422 and sentence in answer.text
    assert next(iter(over.values())) in answer.text  # what was typed stays
    with world.app.app_context():
        assert db.session.query(Invitation).count() == 0


def test_a_link_can_be_read_from_a_wall(world):
    data = {"role": "observer", "actor": 0, "organization": 0}
    page = world.client("marcela").post("/spaces/compras/invitations", data=data, follow_redirects=True).text
    (token,) = set(re.findall(r"/join/([\w-]+)", page))
    assert re.fullmatch("[a-hj-km-np-z2-9]{12}", token)  # without 0, o, 1, i, l


def test_the_picture_of_a_link_obeys_the_page_s_policy(world):
    link(world)
    page = world.client("marcela").get("/invitations/1").text
    (picture,) = re.findall(r'<svg[^>]*class="qr".*?</svg>', page, re.S)
    assert "style" not in picture and "script" not in picture and "viewBox" in picture
    assert 'data-copy="http://127.0.0.1:8000/join/enlace"' in page
    assert world.client("elena").get("/invitations/1").status_code == 404
    assert world.client("pedro").get("/invitations/1").status_code == 404


def test_a_link_that_no_longer_serves_says_so_on_its_page(world):
    link(world, uses=30, max_uses=30)
    assert "ya se usó 30 veces" in world.client("marcela").get("/invitations/1").text


def test_the_list_of_invitations_takes_the_same_queries_however_many(world, queries):
    client = world.client("marcela")
    link(world, actor_id=world.actor.ong, organization_id=world.organization.wara)
    with queries() as few:
        client.get("/spaces/compras/invitations")
    for number in range(20):
        actor = list(vars(world.actor).values())[number % 4]
        link(world, token=f"enlace-{number}", actor_id=actor, organization_id=world.organization.wara)
    with queries() as many:
        client.get("/spaces/compras/invitations")
    assert len(many) == len(few)


PASTED = """Rosmery Choque <rosmery@ejemplo.org>, pedro@tinkuy.example
"Quispe, Adela" <ADELA@ejemplo.org>; Vilca, Juan <juan@ejemplo.org>
Ma. Elena O’Higgins\telena@ejemplo.org
rosmery@ejemplo.org
"""


def test_a_pasted_list_is_shown_as_it_was_understood_before_anybody_is_written_to(world):
    client = world.client("marcela")
    data = {"people": PASTED, "role": "participant", "actor": world.actor.ong, "organization": 0}
    page = client.post("/spaces/compras/people/preview", data=data).text
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", page)
    assert rows == [
        ("Rosmery Choque", "rosmery@ejemplo.org"),
        ("—", "pedro@tinkuy.example"),
        ("Quispe, Adela", "adela@ejemplo.org"),
        ("Vilca, Juan", "juan@ejemplo.org"),
        ("Ma. Elena O’Higgins", "elena@ejemplo.org"),
    ]
    assert "Enviar 5 invitaciones" in page
    assert letters(world.app) == []
    hidden = dict(re.findall(r'<input type="hidden" name="(people|role|actor|organization)" value="([^"]*)"', page))
    assert hidden["role"] == "participant" and hidden["actor"] == str(world.actor.ong)
    assert client.post("/spaces/compras/people", data=data).status_code == 303
    assert len(letters(world.app)) == 5


def test_what_is_no_address_is_named_with_its_line_and_nothing_is_sent(world):
    data = {"people": "rosmery@ejemplo.org\n\nsin arroba\nana@ejemplo, bien@ejemplo.org", "role": "participant"}
    for door in ("/spaces/compras/people/preview", "/spaces/compras/people"):
        answer = world.client("marcela").post(door, data=data | {"actor": 0, "organization": 0})
        assert answer.status_code == 422
        assert "Línea 3: «sin arroba»" in answer.text and "Línea 4: «ana@ejemplo»" in answer.text
        assert "Línea 1" not in answer.text and "Enviar" not in re.findall(r"<button[^>]*>(.*?)<", answer.text)
        assert "bien@ejemplo.org" in answer.text  # the list is still there to be corrected
    assert letters(world.app) == []


def test_who_has_an_account_is_invited_like_who_has_none(world):
    data = {"people": "pedro@tinkuy.example\nrosmery@ejemplo.org", "role": "participant", "actor": 0, "organization": 0}
    client = world.client("marcela")
    client.post("/spaces/compras/people", data=data)
    known, new = (words for _to, words in letters(world.app))
    assert re.sub(r"/join/\S+", "", known) == re.sub(r"/join/\S+", "", new)
    made = client.get("/spaces/compras/invitations").text
    assert made.count("todavía no entró") == 2
    answer = world.client("pedro").post(link_in(known), data={"actors": world.actor.ong})
    assert answer.status_code == 303 and member_of(world, "pedro")[0] == "participant"


def test_the_letter_of_an_invitation_is_polite(world):
    world.client("marcela").post(
        "/spaces/compras/people",
        data={"people": "rosmery@ejemplo.org", "role": "observer", "actor": 0, "organization": 0},
    )
    (words,) = (words for _to, words in letters(world.app))
    assert "Marcela Iporre le invita" in words and "abra este enlace" in words


def test_pasting_is_the_facilitator_s(world):
    data = {"people": "a@ejemplo.org", "role": "participant", "actor": 0, "organization": 0}
    for door in ("/spaces/compras/people/preview", "/spaces/compras/people", "/spaces/compras/invitations"):
        assert world.client("elena").post(door, data=data).status_code == 403
        assert world.client("pedro").post(door, data=data).status_code == 404
    assert letters(world.app) == []


def test_five_hundred_at_once_and_no_more(world):
    many = "\n".join(f"p{n}@ejemplo.org" for n in range(501))
    data = {"people": many, "role": "participant", "actor": 0, "organization": 0}
    answer = world.client("marcela").post("/spaces/compras/people/preview", data=data)
    assert answer.status_code == 422 and "Son 501 correos y se pueden pegar 500" in answer.text


def test_hostile_lists_are_words(world):
    bad = '<img src=x onerror=alert(1)>"><script>alert(1)</script> <"@x.org>'
    data = {"people": bad, "role": "participant", "actor": 0, "organization": 0}
    page = world.client("marcela").post("/spaces/compras/people/preview", data=data).text
    assert "<img src=x" not in page and "<script>alert" not in page


def test_a_member_who_left_is_asked_again_and_not_doubled(world):
    client = world.client("nelida")
    client.delete(f"/members/{world.membership.nelida}")
    client.post(link(world), data={"actors": world.actor.ong})
    with world.app.app_context():
        rows = db.session.query(Membership).filter_by(user_id=world.user.nelida).all()
        assert [row.left_at for row in rows] == [None]
        assert db.session.query(User).count() == 9
