"""The front page and the home of a space; what templates lay out."""

from datetime import date, timedelta

import pytest

from forum.extensions import db
from forum.models import Actor, Forum, Matrix, MatrixColumn, MatrixRow, Membership, Space
from forum.models.base import now
from tests.spaces.test_spaces import open_space, settings


def test_a_visitor_reads_what_this_is_and_which_spaces_are_open(world):
    page = world.client().get("/").text
    assert "sin perder las palabras de nadie" in page and "/login" in page
    assert "Compras públicas" not in page
    world.client("marcela").put("/spaces/compras", data=settings(visibility="public"))
    assert "Compras públicas" in world.client().get("/").text


def test_a_person_finds_their_spaces_and_the_other_public_ones(world):
    world.add(Space(slug="abierto", title="Consulta de riego", visibility="public"))
    world.add(Space(slug="cerrado", title="Reunión privada", visibility="members"))
    page = world.client("nelida").get("/").text
    assert page.index("Compras públicas") < page.index("Otros espacios") < page.index("Consulta de riego")
    assert "Reunión privada" not in page
    everything = world.client("ana").get("/").text
    assert "Reunión privada" in everything  # who administers the site reads all of it


def test_the_first_run_of_who_may_open_a_space_says_how_to_begin(world):
    page = world.client("ana").get("/").text
    assert "Abre tu primer espacio" in page and "Curso con foros y matriz" in page and "{actor}" in page
    without = world.client("pedro").get("/").text
    assert "Todavía no participas en ningún espacio" in without and "Curso con foros" not in without


def test_the_front_page_takes_the_same_queries_however_many_spaces(world, queries):
    client = world.client("nelida")
    with queries() as few:
        client.get("/")
    for number in range(15):
        space = world.add(Space(slug=f"e{number}", title=f"Espacio {number}", visibility="public"))
        if number % 2:
            world.add(Membership(space_id=space, user_id=world.user.nelida))
    with queries() as many:
        client.get("/")
    assert len(many) == len(few)


def test_a_space_says_what_it_is(world):
    world.client("marcela").put(
        "/spaces/compras",
        data=settings(
            opens_on="3/11/2031", closes_on="28/11/2031", description="Léase el [programa](https://x.org/p)."
        ),
    )
    page = world.client("nelida").get("/spaces/compras").text
    assert "Curso con foros y matriz · del 3 al 28 de noviembre de 2031 · 7 participantes de 4 actores" in page
    assert '<a href="https://x.org/p"' in page
    assert "¿Cuál es el rol de <strong>los productores</strong> en las compras públicas?" in page
    assert "3 aportes" in page
    assert "1 aceptada" in page and "1 por decidir" in page


def test_a_presentation_harms_nobody(world):
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    world.client("marcela").put("/spaces/compras", data=settings(description=bad))
    for name, address in (("nelida", "/spaces/compras"), ("marcela", "/spaces/compras/edit")):
        page = world.client(name).get(address).text
        assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript:' not in page


def test_who_reads_a_public_space_without_taking_part_is_told_how_to(world):
    world.client("marcela").put("/spaces/compras", data=settings(visibility="public"))
    visitor, outsider = world.client().get("/spaces/compras").text, world.client("pedro").get("/spaces/compras").text
    assert "pide una invitación" in visitor and "/login?next=/spaces/compras" in visitor
    assert "pide una invitación" in outsider and "Ya participo" not in outsider
    assert "Participantes" not in visitor and "Ajustes" not in outsider
    assert "pide una invitación" not in world.client("nelida").get("/spaces/compras").text


def test_a_facilitator_alone_is_shown_how_to_invite(world):
    address = open_space(world.client("marcela")).location
    assert "ahora, las personas" in world.client("marcela").get(address).text
    assert "ahora, las personas" not in world.client("marcela").get("/spaces/compras").text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2031, 11, 3), date(2031, 11, 28), "del 3 al 28 de noviembre de 2031"),
        (date(2031, 11, 28), date(2031, 12, 5), "del 28 de noviembre al 5 de diciembre de 2031"),
        (date(2031, 12, 28), date(2032, 1, 5), "del 28 de diciembre de 2031 al 5 de enero de 2032"),
        (date(2031, 11, 3), None, "desde el 3 de noviembre de 2031"),
        (None, date(2031, 11, 3), "hasta el 3 de noviembre de 2031"),
        (date(2031, 11, 3), date(2031, 11, 3), "el 3 de noviembre de 2031"),
        (None, None, "7 participantes"),
    ],
)
def test_dates_are_said_as_people_say_them(world, first, last, said):
    with world.app.app_context():
        space = db.session.get(Space, world.space)
        space.opens_on, space.closes_on = first, last
        db.session.commit()
    assert said in world.client("nelida").get("/spaces/compras").text


def test_a_course_is_laid_out_as_its_template_says(world):
    open_space(world.client("marcela"), title="Curso de prueba")
    with world.app.app_context():
        space = db.session.query(Space).filter_by(slug="curso-de-prueba").one()
        assert [(one.name, one.phrase, one.weave) for one in space.actors] == [
            ("Municipio", "el municipio", 1),
            ("Productores", "los productores", 2),
            ("Universidad", "la universidad", 3),
            ("ONG", "las ONG", 4),
        ]
        assert [forum.number for forum in space.forums] == [1, 2]
        assert all(len(forum.questions) >= 2 for forum in space.forums)
        assert any("{actor}" in question.text for question in space.forums[1].questions)
        (matrix,) = space.matrices
        role = "Rol para promover las compras públicas hacia"
        assert [column.path for column in ordered(MatrixColumn, matrix)] == [
            [role, "La producción nacional"],
            [role, "La producción de los pequeños productores"],
            ["Propuestas"],
            ["Desafíos"],
        ]
        assert matrix.row_headers == ["Actor"] and [row.path for row in ordered(MatrixRow, matrix)] == [
            ["Municipio"],
            ["Productores"],
            ["Universidad"],
            ["ONG"],
        ]
        assert [row.actor_id for row in ordered(MatrixRow, matrix)] == [actor.id for actor in space.actors]


def ordered(model, matrix):
    return db.session.query(model).filter_by(matrix_id=matrix.id).order_by(model.position).all()


def test_a_consultation_is_public_and_an_empty_space_is_empty(world):
    client = world.client("marcela")
    open_space(client, title="Consulta", template="consultation", visibility="public")
    open_space(client, title="Nada", template="empty")
    assert world.client().get("/spaces/consulta").status_code == 200
    with world.app.app_context():
        empty = db.session.query(Space).filter_by(slug="nada").one()
        for model in (Actor, Forum, Matrix):
            assert db.session.query(model).filter_by(space_id=empty.id).count() == 0


@pytest.mark.parametrize("over", [{"title": " "}, {"title": "ñ" * 201}, {"template": "nada"}, {"visibility": "todas"}])
def test_a_space_that_cannot_be_is_not_opened(world, over):
    answer = open_space(world.client("marcela"), **over)
    assert answer.status_code == 422
    with world.app.app_context():
        assert db.session.query(Space).count() == 1


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"title": " "}, "Escribe cómo se llama"),
        ({"timezone": "Luna/Mar"}, "timezone"),
        ({"edit_minutes": "-1"}, "Entre 0 y 43 200"),
        ({"closes_on": "31/11/2026"}, "Noviembre no tiene día 31"),
        ({"description": "ñ" * 20_001}, "Usa como mucho"),
    ],
)
def test_settings_that_cannot_be_are_said_beside_their_field(world, over, sentence):
    answer = world.client("marcela").put("/spaces/compras", data=settings(**over))
    assert answer.status_code == 422 and sentence in answer.text
    assert world.get(Space, world.space).title == "Compras públicas"


def test_colours_of_a_members_space_are_for_its_members(world):
    with world.app.app_context():
        actor = db.session.get(Actor, world.actor.ong)
        actor.light, actor.dark = "#123456", "#abcdef"
        db.session.commit()
    sheet = world.client("nelida").get("/spaces/compras/actors.css")
    assert sheet.mimetype == "text/css" and "#123456" in sheet.text and "#abcdef" in sheet.text
    assert world.client("pedro").get("/spaces/compras/actors.css").status_code == 404
    assert "actors.css" in world.client("nelida").get("/spaces/compras").text


def test_who_is_suspended_is_still_told_of_the_space(world):
    with world.app.app_context():
        db.session.get(Membership, world.membership.nelida).suspended_until = now() + timedelta(days=2)
        db.session.commit()
    assert world.client("nelida").get("/spaces/compras").status_code == 200
