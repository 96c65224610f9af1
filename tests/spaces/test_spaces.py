"""Spaces from templates, their actors and organizations, reading and archiving."""

import re
import threading

from forum import colours
from forum.actions import spaces
from forum.errors import Invalid
from forum.extensions import db
from forum.models import Actor, Membership, Organization, Space, User


def open_space(client, **data):
    return client.post(
        "/spaces", data={"title": "Mesa de Yocalla", "template": "course", "visibility": "members"} | data
    )


def settings(**over):
    return {
        "title": "Compras públicas",
        "description": "",
        "visibility": "members",
        "timezone": "America/La_Paz",
        "opens_on": "",
        "closes_on": "",
        "edit_minutes": "60",
    } | over


def test_a_facilitator_opens_a_course_and_finds_it_laid_out(world):
    client = world.client("marcela")
    made = open_space(client)
    assert made.status_code == 303 and made.location.endswith("/spaces/mesa-de-yocalla")
    page = client.get(made.location).text
    for name in ("Municipio", "Productores", "Universidad", "ONG", "Foros virtuales", "Matriz de actores"):
        assert name in page
    assert open_space(client).location.endswith("/spaces/mesa-de-yocalla-2")


def test_spaces_of_one_title_opened_at_the_same_instant_get_an_address_each(world):
    outcomes = at_once(world, 6, lambda client, _number: open_space(client))
    assert [(status, place.rpartition("/")[2]) for status, place in outcomes] == [
        (303, "mesa-de-yocalla"),
        *((303, f"mesa-de-yocalla-{number}") for number in range(2, 7)),
    ]


def test_of_those_who_ask_for_one_address_at_the_same_instant_one_gets_it(world):
    outcomes = []

    def ask(_client, number):
        with world.app.app_context():
            try:
                user = db.session.get(User, world.user.ana)
                outcomes.append(spaces.create(user, f"Mesa {number}", slug="mesa").slug)
            except Invalid as refused:
                outcomes.append(str(refused.fields["slug"])[:28])
            finally:
                db.session.remove()

    at_once(world, 4, ask)
    assert sorted(outcomes) == ["Ya hay un espacio en la dire"] * 3 + ["mesa"]


def at_once(world, many, do):
    """(status, place) of what `many` facilitators' browsers were answered, who all did it at the same instant."""
    start, answers = threading.Barrier(many), []
    clients = [world.client("marcela") for _ in range(many)]

    def come(number):
        start.wait()
        if (answer := do(clients[number], number)) is not None:
            answers.append((answer.status_code, answer.location or ""))

    threads = [threading.Thread(target=come, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_every_template_opens_and_an_empty_one_says_how_to_begin(world):
    client = world.client("ana")
    for template in ("course", "consultation", "review", "empty"):
        made = open_space(client, template=template, title=template)
        assert client.get(made.location).status_code == 200
    assert "Todavía no hay foros" in client.get(made.location).text


def test_a_space_for_reviewing_documents_has_its_actors_and_a_working_table(world):
    client = world.client("ana")
    made = open_space(client, template="review", title="Uniformes")
    assert "Gremios" in client.get(f"{made.location}/actors").text
    table = client.get(client.get(f"{made.location}/worktables").location).text
    assert "Mesa de trabajo" in table and "propón cómo debería decir" in table


def test_participants_and_visitors_open_no_spaces(world):
    assert open_space(world.client("nelida")).status_code == 403
    assert open_space(world.client()).status_code == 401


def test_a_members_space_is_a_404_for_others_and_a_public_one_is_open(world):
    assert world.client("pedro").get("/spaces/compras").status_code == 404
    assert world.client().get("/spaces/compras").status_code == 404
    assert world.client("olga").get("/spaces/compras").status_code == 200
    assert "Compras públicas" not in world.client().get("/spaces").text
    world.client("marcela").put("/spaces/compras", data=settings(visibility="public"))
    assert world.client().get("/spaces/compras").status_code == 200
    assert "Compras públicas" in world.client().get("/spaces").text
    assert world.client("pedro").get(f"/threads/{world.thread}").status_code == 200


def test_settings_are_the_facilitator_s(world):
    assert world.client("elena").put("/spaces/compras", data=settings(title="Otro")).status_code == 403
    client = world.client("marcela")
    done = client.put(
        "/spaces/compras", data=settings(title="Compras 2027", opens_on="3/11/26", closes_on="28-11-2026")
    )
    assert done.status_code == 303
    assert "Compras 2027" in client.get("/spaces/compras").text
    wrong = client.put("/spaces/compras", data=settings(opens_on="28/11/26", closes_on="3/11/26"))
    assert wrong.status_code == 422 and "después" in wrong.text


def test_archiving_stops_all_writing_and_can_be_undone(world):
    client = world.client("marcela")
    assert world.client("elena").post("/spaces/compras/archival").status_code == 403
    assert client.post("/spaces/compras/archival").status_code == 303
    assert "archivado" in client.get("/spaces/compras").text
    assert world.client("nelida").post(f"/posts/{world.post.opening}/replies", data={"body": "Hola"}).status_code == 403
    assert client.put("/spaces/compras", data=settings()).status_code == 403
    assert world.client("elena").delete("/spaces/compras/archival").status_code == 403
    assert client.get("/spaces/compras/edit").status_code == 200
    assert client.delete("/spaces/compras/archival").status_code == 303
    assert world.client("nelida").post(f"/posts/{world.post.opening}/replies", data={"body": "Hola"}).status_code == 303


def test_archiving_asks_first_without_scripts_too(world):
    client = world.client("marcela")
    settings_page = client.get("/spaces/compras/edit").text
    assert 'href="/spaces/compras/archival" data-dialog-open="archive"' in settings_page
    asked = client.get("/spaces/compras/archival").text
    assert (
        "¿Archivar «Compras públicas»?" in asked and "No se borra nada." in asked and '<dialog id="archive' not in asked
    )
    assert "archivado" not in client.get("/spaces/compras").text  # asking archives nothing
    assert world.client("elena").get("/spaces/compras/archival").status_code == 403
    client.post("/spaces/compras/archival")
    assert client.get("/spaces/compras/archival").location == "/spaces/compras/edit"


def actor(**over):
    return {"name": "Juntas escolares", "phrase": "las juntas", "description": "", "weave": "5", "colour": ""} | over


def test_actors_are_added_changed_ordered_and_removed(world):
    client = world.client("marcela")
    assert client.post("/spaces/compras/actors", data=actor()).status_code == 303
    assert client.post("/spaces/compras/actors", data=actor(name="municipio")).status_code == 422
    assert world.client("elena").post("/spaces/compras/actors", data=actor(name="Otro")).status_code == 403
    with world.app.app_context():
        number = db.session.query(Actor).filter_by(name="Juntas escolares").one().id
    client.put(f"/actors/{number}", data=actor(name="Juntas"))
    client.put(f"/actors/{number}/position", data={"to": "up"})
    page = client.get("/spaces/compras/actors").text
    assert page.index("Universidad") < page.index(">Juntas<") < page.index(">ONG<")
    assert client.delete(f"/actors/{number}").status_code == 303
    assert ">Juntas<" not in client.get("/spaces/compras/actors").text


def test_an_actor_that_has_spoken_stays(world):
    answer = world.client("marcela").delete(f"/actors/{world.actor.productores}")
    assert answer.status_code == 409 and "hay aportes en su nombre" in answer.text
    assert "Productores" in world.client("nelida").get("/spaces/compras").text


def test_a_colour_of_one_s_own_is_made_readable_and_said_so(world):
    client = world.client("marcela")
    done = client.post("/spaces/compras/actors", data=actor(colour="#ffe000"), follow_redirects=True)
    assert "se oscureció un poco para que se lea" in done.text
    sheet = client.get("/spaces/compras/actors.css").text
    light, dark = re.findall(r"--actor:(#[0-9a-f]{6})", sheet)[:2]
    for ground in colours.GROUNDS["light"]:
        assert colours.contrast(light, ground) >= 4.5
    for ground in colours.GROUNDS["dark"]:
        assert colours.contrast(dark, ground) >= 4.5
    assert client.post("/spaces/compras/actors", data=actor(name="X", colour="red;}")).status_code == 422


def test_organizations_are_kept_once(world):
    client = world.client("marcela")
    data = {"name": "GAM de Yocalla", "territory": "Yocalla", "actor": world.actor.municipio}
    assert client.post("/spaces/compras/organizations", data=data).status_code == 303
    assert client.post("/spaces/compras/organizations", data=data | {"name": "gam de yocalla"}).status_code == 422
    with world.app.app_context():
        number = db.session.query(Organization).filter_by(name="GAM de Yocalla").one().id
    assert client.put(f"/organizations/{number}", data=data | {"name": "GAM Yocalla"}).status_code == 303
    assert "GAM Yocalla" in client.get("/spaces/compras/organizations").text
    assert client.delete(f"/organizations/{number}").status_code == 303
    assert "GAM Yocalla" not in client.get("/spaces/compras/organizations").text


def test_the_home_of_a_space_takes_the_same_queries_however_full(world, queries):
    client = world.client("nelida")
    with queries() as few:
        client.get("/spaces/compras")
    for number in range(20):
        world.reply("julian", world.post.opening, f"Respuesta {number}")
        world.entry("ong", 2, f"Entrada {number}")
        world.add(Organization(space_id=world.space, name=f"Organización {number}"))
    with queries() as many:
        client.get("/spaces/compras")
    assert len(many) == len(few) <= 13


def test_hostile_titles_and_names_are_words(world):
    client = world.client("marcela")
    bad = '"><img src=x onerror=alert(1)>'
    made = open_space(client, title=bad)
    assert "<img src=x" not in client.get(made.location).text
    client.post("/spaces/compras/actors", data=actor(name=bad, phrase=bad))
    for address in ("/spaces/compras", "/spaces/compras/actors", "/", f"/threads/{world.thread}"):
        assert "<img src=x" not in client.get(address).text


def test_a_space_that_is_gone_is_not_listed_twice(world):
    with world.app.app_context():
        db.session.query(Membership).filter_by(user_id=world.user.nelida).update({"left_at": None})
        assert db.session.query(Space).count() == 1
    assert world.client("nelida").get("/").text.count('href="/spaces/compras"') == 1
