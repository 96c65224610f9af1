"""What the page of a matrix shows, and what it costs to read."""

import re

import pytest

from forum.exchange import Column, Row, Source, Table
from forum.exchange import Entry as PlainEntry
from forum.extensions import db
from forum.models import Entry, Forum, Matrix, Space, User
from forum.readings.matrices import Filters, grid, provenance, table


def shown(world, query=""):
    page = world.client("olga").get(f"/matrices/{world.matrix}{query}").text
    return re.findall(r'<li id="e\d+"[^>]*><span class="words">([^<]*)</span>', page)


def large(world, per_cell):
    """A matrix of 10 rows and 10 columns with so many entries in each cell; gives its number."""
    from forum.actions import matrices

    cell = [
        PlainEntry(
            text=f"Entrada {n}", state="proposed", sources=[Source(quote="Solos nadie llega", post=world.post.opening)]
        )
        for n in range(per_cell)
    ]
    content = Table(
        title=f"De {per_cell}",
        row_headers=["Actor"],
        columns=[Column(path=[f"Columna {n}"]) for n in range(10)],
        rows=[Row(path=[f"Fila {n}"], cells=[list(cell) for _ in range(10)]) for n in range(10)],
    )
    with world.app.app_context():
        user, space = db.session.get(User, world.user.marcela), db.session.get(Space, world.space)
        return matrices.import_table(user, space, content).id


def test_filters_leave_what_was_asked_for(world):
    world.entry("ong", 0, "Acompañar la primera oferta", "declined")
    assert shown(world) == ["Pagar en treinta días", "Asociarse para cumplir el volumen semanal"]
    assert shown(world, "?state=accepted") == ["Asociarse para cumplir el volumen semanal"]
    assert shown(world, "?state=declined") == ["Acompañar la primera oferta"]
    assert shown(world, "?state=all") == [
        "Pagar en treinta días",
        "Asociarse para cumplir el volumen semanal",
        "Acompañar la primera oferta",
    ]
    assert shown(world, "?source=without") == ["Pagar en treinta días"]
    assert shown(world, "?q=TREINTA+dias") == ["Pagar en treinta días"]
    assert shown(world, f"?actor={world.actor.productores}") == ["Asociarse para cumplir el volumen semanal"]
    assert shown(world, "?state=nonsense&actor=x") == [
        "Pagar en treinta días",
        "Asociarse para cumplir el volumen semanal",
    ]


def test_a_voice_is_also_heard_through_the_words_it_was_quoted_with(world):
    world.entry("ong", 0, "De otros", "proposed", author="julian", source=world.post.deeper, quote="precio de costo")
    assert shown(world, f"?actor={world.actor.universidad}") == ["De otros"]


def test_states_and_sources_are_in_the_text_that_is_heard(world):
    page = world.client("olga").get(f"/matrices/{world.matrix}").text
    heard = {
        id: " ".join(re.sub(r"<[^>]+>", " ", re.sub(r'<b aria-hidden="true">[^<]*</b>', "", body)).split())
        for id, body in re.findall(r'<li id="e(\d+)"[^>]*>(.*?)</li>', page, re.S)
    }
    assert heard[str(world.accepted)] == "Asociarse para cumplir el volumen semanal aceptada. 1 fuente"
    assert heard[str(world.proposed)] == "Pagar en treinta días propuesta · sin fuente"


def test_each_row_says_how_far_it_is(world):
    page = re.sub(r"<[^>]+>", " ", world.client("olga").get(f"/matrices/{world.matrix}").text)
    assert "1 aceptada" in page
    assert "1 por decidir" in page
    assert re.search(r"2 entradas\s*: 1 aceptada, 1 propuesta", page)


def test_an_empty_cell_says_so(world):
    assert "Nadie lo ha dicho todavía" in world.client("olga").get(f"/matrices/{world.matrix}").text
    assert "Nadie lo ha dicho todavía" not in world.client("olga").get(f"/matrices/{world.matrix}?q=pagar").text


@pytest.mark.parametrize("path", ["", "/table", "/history"])
def test_a_page_costs_as_many_queries_for_100_entries_as_for_1000(world, queries, path):
    counts = []
    for per_cell in (1, 10):
        id = large(world, per_cell)
        client = world.client("marcela")
        client.get(f"/matrices/{id}{path}")
        with queries() as seen:
            assert client.get(f"/matrices/{id}{path}").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_the_plain_table_costs_as_many_queries_for_100_entries_as_for_1000(world, queries):
    counts = []
    for per_cell in (1, 10):
        id = large(world, per_cell)
        with world.app.app_context():
            user, matrix = db.session.get(User, world.user.marcela), db.session.get(Matrix, id)
            with queries() as seen:
                assert table(user, matrix).counts == (10, 10, 100 * per_cell)
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 6


def test_the_plain_table_names_the_words_behind_each_entry(world):
    with world.app.app_context():
        content = table(db.session.get(User, world.user.marcela), db.session.get(Matrix, world.matrix))
    (entry,) = content.rows[1].cells[1]
    (source,) = entry.sources
    assert (entry.author, entry.actor, entry.state) == ("Nélida Quispe", "Productores", "accepted")
    assert (source.author, source.actor, source.organization) == (
        "Nélida Quispe",
        "Productores",
        "Asociación Wara Quinua",
    )
    assert (source.place, source.url) == ("Foro 2", f"/posts/{world.post.opening}")
    assert source.date is not None
    assert content.rows[1].weave == 2


def test_the_words_of_a_united_entry_count_with_the_other(world):
    twin = world.entry("productores", 1, "Juntarse", "proposed", source=world.post.deeper, quote="precio de costo")
    world.client("marcela").put(f"/entries/{twin}/merging", data={"into": world.accepted})
    with world.app.app_context():
        user, matrix = db.session.get(User, world.user.marcela), db.session.get(Matrix, world.matrix)
        page = grid(user, matrix, Filters(state="all"))
        cell = {entry.id: entry for entry in page.cell(world.row.productores, world.column[1])}
        assert (cell[world.accepted].sources, cell[twin].sources) == (2, 1)
        assert cell[twin].into_text == "Asociarse para cumplir el volumen semanal"
        found = provenance(user, db.session.get(Entry, world.accepted))
        assert [one.via for one in found.quotations] == ["", "Juntarse"]
        assert [one.id for one in found.united] == [twin]


def test_the_filter_by_actor_does_not_tell_whose_secret_words_are_behind_an_entry(world):
    """Julián, who has not answered where one answers first, learns nothing by trying one actor after the other."""
    entry = world.entry(
        "productores", 2, "Dividir la compra", author="elena", source=world.post.answer, quote="dividir la licitación"
    )
    filtered = f"/matrices/{world.matrix}?actor={world.actor.municipio}"
    drawer = f"/entries/{entry}"
    julian = world.client("julian")
    assert "Dividir la compra" in julian.get(filtered).text and "Municipio" in julian.get(drawer).text
    with world.app.app_context():
        db.session.get(Forum, world.forum).mode = "first"
        db.session.commit()
    for actor in vars(world.actor).values():
        assert "Dividir la compra" not in julian.get(f"/matrices/{world.matrix}?actor={actor}").text
        table = f"/matrices/{world.matrix}/table?actor={actor}"
        assert "Dividir la compra" not in julian.get(table, headers={"HX-Request": "true"}).text
    behind = julian.get(drawer).text.partition('<ul class="quotations">')[2].partition("</ul>")[0]
    assert behind and "dividir la licitación" not in behind and "Municipio" not in behind
    assert "Dividir la compra" in julian.get(f"/matrices/{world.matrix}").text
    for name in ("elena", "wilfredo"):
        assert "Dividir la compra" in world.client(name).get(filtered).text
    julian.post(f"/threads/{world.thread}/replies", data={"body": "Desde las ONG ponemos la balanza."})
    assert "Dividir la compra" in julian.get(filtered).text
