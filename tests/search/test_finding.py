"""Words are found however people write them, the same on both databases."""

import re
from datetime import timedelta

import pytest

from forum.actions import forums, matrices
from forum.extensions import db
from forum.models import Entry, Forum, Post, Source, Thread, User
from forum.models.base import now


def found(world, name, query, **filters):
    """The addresses of the hits, in their order."""
    answer = world.client(name).get("/search", query_string={"q": query} | filters)
    assert answer.status_code == 200, answer.status
    return re.findall(r'<h2><a href="([^"]+)">', answer.text)


def posts_found(world, name, query, **filters):
    return [int(href.rpartition("/")[2]) for href in found(world, name, query, kind="post", **filters)]


def do(world, verb, name, model, id, *args, **values):
    with world.app.app_context():
        return verb(db.session.get(User, getattr(world.user, name)), db.session.get(model, id), *args, **values)


@pytest.fixture
def said(world):
    """What each of these posts says, by its number."""
    bodies = {
        "community": "En la comunidad de Wara la educación es de todas y todos.",
        "communities": "Las comunidades se juntan para la **licitación** pública.",
        "schools": "Los desayunos escolares llegan tarde; el desayuno escolar es un derecho.",
        "children": "Niños y niñas: que coman pescado. ¡SÍ!",
        "links": "Mira [el registro sanitario](https://senasag.gob.bo/registro?x=1) y `código`.",
    }
    return {name: world.reply("nelida", world.post.opening, body) for name, body in bodies.items()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("comunidades", {"community", "communities"}),
        ("comunidad", {"community", "communities"}),
        ("COMUNIDÁD", {"community", "communities"}),
        ("educacion", {"community"}),
        ("educación", {"community"}),
        ("educaciones", {"community"}),
        ("licitaciones públicas", {"communities"}),
        ("comunidades licitación", {"communities"}),
        ("comunidades pescado", set()),
        ("desayuno escolar", {"schools"}),
        ("«desayuno escolar»", {"schools"}),
        ('"desayunos escolares"', {"schools"}),
        ("“escolar desayuno”", set()),
        ("«Las comunidades se juntan»", {"communities"}),
        ("«la comunidad» educacion", {"community"}),
        ("«las comunidad»", set()),
        ("nino", {"children"}),
        ("niña", {"children"}),
        ("SI coman", {"children"}),
        ("registro sanitario", {"links"}),
        ("senasag", set()),  # an address is not what was said
        ("el de la los", set()),  # alone they are looked for: nobody says all of them
        ("el pescado", {"children"}),  # words that say nothing by themselves are not needed
    ],
)
def test_words_are_found_as_people_write_them(world, said, query, names):
    assert set(posts_found(world, "nelida", query)) == {said[name] for name in names}


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "«",
        '""',
        "* OR *",
        "AND",
        "NOT pescado",
        "stems : x",
        "a' OR 'b",
        "(((",
        "-pescado",
        "pescado*",
        "NEAR(a b)",
        "x & | ! <-> y",
        "\\",
        "\x00pescado",
        "%",
        "½ ² ﷽",
        "日本語",
        "🙂",
        "a" * 5000,
        "«" * 300,
        "x " * 5000,
        "'; DROP TABLE posts; --",
        "e\u0301ducacio\u0301n",
    ],
)
def test_whatever_is_typed_is_answered(world, said, query):
    for filters in ({}, {"space": "compras"}, {"kind": "post"}):
        answer = world.client("nelida").get("/search", query_string={"q": query} | filters)
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "filters",
    [
        {"forum": "9" * 30},
        {"forum": "x"},
        {"author": "-1"},
        {"kind": "nothing"},
        {"page": "x"},
        {"page": "9" * 30},
        {"since": "31/02/2027"},
        {"until": "1/1/9999"},
        {"since": "28/2/27", "until": "27/2/27"},
    ],
)
def test_a_filter_that_means_nothing_is_answered(world, said, filters):
    answer = world.client("nelida").get("/search", query_string={"q": "pescado", "space": "compras"} | filters)
    assert answer.status_code in (200, 422)
    assert "pescado" in answer.text


def test_a_wrong_date_is_said_and_what_was_typed_stays(world):
    answer = world.client("nelida").get("/search?q=pescado&space=compras&since=31/02/2027")
    assert answer.status_code == 422
    assert "Febrero no tiene día 31" in answer.text
    assert 'value="31/02/2027"' in answer.text


def test_excerpts_mark_what_was_found_and_nothing_else_is_html(world):
    world.reply(
        "nelida",
        world.post.opening,
        "Palabras `<b>` antes. " * 40 + "La comunidad <i>dice</i> basta. " + "Y más. " * 60,
    )
    text = world.client("nelida").get("/search?q=comunidades").text
    assert "La <mark>comunidad</mark>" in text
    assert "<b>" not in text.split("search-hits")[1]
    excerpt = re.search(r'search-words-found">(.*?)</p>', text)[1]
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 400


def test_a_phrase_is_marked_as_one(world, said):
    assert "<mark>desayuno escolar</mark>" in world.client("nelida").get("/search?q=«desayuno escolar»").text


def test_what_says_it_more_and_shorter_comes_first(world):
    long = world.reply("nelida", world.post.opening, "Una vez la quinua. " + "Y mucho de otras cosas. " * 30)
    short = world.reply("nelida", world.post.opening, "La quinua, siempre la quinua.")
    newer = world.reply("nelida", world.post.opening, "Otra vez la quinua. " + "Y mucho de otras cosas. " * 30)
    assert posts_found(world, "nelida", "quinua") == [short, newer, long]


def test_titles_forums_questions_entries_and_sources_are_found(world):
    assert f"/threads/{world.thread}" in found(world, "nelida", "juntarse vender")
    assert f"/forums/{world.forum}?question={world.question[1]}" in found(world, "nelida", "propone")
    assert f"/matrices/{world.matrix}?entry={world.proposed}#e{world.proposed}" in found(
        world, "nelida", "treinta dias"
    )
    hrefs = found(world, "nelida", "tres asociaciones", kind="source")
    assert hrefs == [f"/matrices/{world.matrix}?entry={world.accepted}#e{world.accepted}"]


def test_a_written_post_is_found_at_once_and_a_corrected_one_by_its_new_words(world):
    client = world.client("nelida")
    client.post(f"/threads/{world.thread}/replies", data={"body": "Hablemos de la chirimoya."})
    (post,) = posts_found(world, "nelida", "chirimoyas")
    client.put(f"/posts/{post}", data={"body": "Hablemos de la lúcuma.", "version": 1})
    assert posts_found(world, "nelida", "chirimoya") == []
    assert posts_found(world, "nelida", "lucuma") == [post]


def test_a_new_title_a_new_question_and_a_new_wording_are_found(world):
    do(world, forums.change_thread, "marcela", Thread, world.thread, "La maca del valle")
    assert found(world, "nelida", "maca") == [f"/threads/{world.thread}"]
    assert found(world, "nelida", "juntarnos", kind="thread") == []
    do(
        world,
        forums.change,
        "marcela",
        Forum,
        world.forum,
        "El foro del tarwi",
        "Introducción al olluco",
        [(world.question[0], "¿Y la cañahua?")],
    )
    assert found(world, "nelida", "tarwi olluco") == [f"/forums/{world.forum}"]
    assert found(world, "nelida", "canahua") == [f"/forums/{world.forum}?question={world.question[0]}"]
    assert found(world, "nelida", "propone", kind="question") == []  # it was taken away
    do(world, matrices.edit, "marcela", Entry, world.proposed, "Pagar con oca", 1)
    assert len(found(world, "nelida", "oca", kind="entry")) == 1
    assert found(world, "nelida", "treinta", kind="entry") == []


def test_what_was_taken_away_is_not_found(world):
    with world.app.app_context():
        db.session.get(Entry, world.accepted).removed_at = now()
        db.session.commit()
    assert found(world, "nelida", "volumen semanal", kind="entry") == []
    assert found(world, "nelida", "tres asociaciones", kind="source") == []


def test_filters_narrow(world, said):
    def municipio(**filters):
        return posts_found(world, "nelida", "municipio", **filters)

    answer, today = [world.post.answer], now()
    assert municipio(space="compras", author=world.user.wilfredo) == answer
    assert municipio(space="compras", author=world.user.nelida) == []
    assert municipio(space="compras", actor=world.actor.municipio) == answer
    assert municipio(space="compras", actor=world.actor.ong) == []
    assert municipio(space="compras", organization=world.organization.wara) == []
    assert len(posts_found(world, "nelida", "asociaciones", space="compras", organization=world.organization.wara)) == 1
    assert municipio(space="compras", question=world.question[0]) == answer
    assert municipio(space="compras", question=world.question[1]) == []
    assert municipio(space="compras", forum=world.forum) == answer
    assert municipio(space="compras", forum=world.forum + 1) == []
    assert municipio(since=f"{today - timedelta(days=2):%d/%m/%Y}") == answer
    assert municipio(until=f"{today - timedelta(days=2):%d/%m/%Y}") == []
    assert municipio(since=f"{today + timedelta(days=2):%d/%m/%Y}") == []


def test_pages_and_their_counts(world):
    for number in range(45):
        world.reply("nelida", world.post.opening, f"Aporte {number} sobre el amaranto")
    client = world.client("nelida")
    pages = [client.get(f"/search?q=amaranto&page={number}").text for number in (1, 2, 3)]
    hrefs = [re.findall(r'<h2><a href="([^"]+)">', text) for text in pages]
    assert [len(one) for one in hrefs] == [20, 20, 5]
    assert len(set().union(*map(set, hrefs))) == 45
    assert "45 resultados" in pages[0]
    assert 'rel="next"' in pages[0]
    assert "Quitar los filtros" not in pages[0]
    beyond = client.get("/search?q=amaranto&page=9").text
    assert re.findall(r'<h2><a href="([^"]+)">', beyond) == hrefs[2]


def test_nothing_found_says_what_to_do(world):
    client = world.client("nelida")
    assert "Nada de lo que puedes leer dice «zzz»." in client.get("/search?q=zzz").text
    assert "Buscar en todo" in client.get("/search?q=zzz&space=compras").text
    assert "Escribe al menos una palabra" in client.get("/search?q=%22%22").text
    assert client.get("/search").status_code == 200


def test_the_queries_do_not_grow(world, said, queries):
    client = world.client("nelida")
    client.get("/search?q=amaranto")
    world.reply("nelida", world.post.opening, "amaranto")
    with queries() as few:
        client.get("/search?q=amaranto&space=compras")
    for number in range(40):
        world.reply("wilfredo", world.post.opening, f"amaranto {number}")
    with queries() as many:
        client.get("/search?q=amaranto&space=compras")
    assert len(few) == len(many)


def test_rebuilding_finds_the_same(world, said):
    with world.app.app_context():
        db.session.execute(db.text("DELETE FROM search_words"))
        db.session.execute(db.text("DELETE FROM search_documents"))
        db.session.commit()
    assert found(world, "nelida", "comunidades") == []
    result = world.app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.exit_code == 0
    assert "post: 8" in result.output
    assert set(posts_found(world, "nelida", "comunidades")) == {said["community"], said["communities"]}
    assert world.app.test_cli_runner().invoke(args=["search", "rebuild"]).output == result.output


def test_what_is_rolled_back_is_not_found(world):
    with world.app.app_context():
        db.session.add(Source(entry_id=world.accepted, quote="la mashua", created_by_id=world.user.nelida))
        db.session.flush()
        db.session.rollback()
    assert found(world, "nelida", "mashua") == []
    with world.app.app_context():
        post = db.session.get(Post, world.post.deeper)
        post.html = "<p>la mashua</p>"
        db.session.commit()
    assert posts_found(world, "nelida", "mashua") == [world.post.deeper]
