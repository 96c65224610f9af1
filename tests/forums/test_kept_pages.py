"""Pages of a thread are kept for all who see the same: nobody gets another's, and nothing that is over."""

import re
from datetime import timedelta

import pytest

from forum import text
from forum.actions import accounts, forums, matrices, spaces
from forum.blueprints.articles import SHEETS
from forum.extensions import db
from forum.models import Actor, Entry, Forum, Matrix, MatrixColumn, MatrixRow, Membership, Post, Space, Thread, User
from forum.models.base import now


def page(world, name):
    return world.client(name).get(f"/threads/{world.thread}").text


def article(world, name, post):
    return re.search(rf'<article[^>]*id="aporte-{post}".*?</article>', page(world, name), re.S)[0]


def do(world, verb, name, model, id, *args, **values):
    """Have `name` do it, between two readings."""
    with world.app.app_context():
        verb(db.session.get(User, getattr(world.user, name)), db.session.get(model, id), *args, **values)


@pytest.fixture
def twin(world):
    """Julián speaks for the producers too, as Nélida does."""
    speak_for_producers(world, "julian")
    return "julian"


def speak_for_producers(world, name):
    do(
        world,
        spaces.change_member,
        "marcela",
        Membership,
        getattr(world.membership, name),
        "participant",
        [world.actor.productores],
    )


def test_a_page_is_kept_for_who_sees_the_same(world, twin, queries):
    speak_for_producers(world, "wilfredo")
    page(world, "wilfredo")
    kept = len(SHEETS)
    with queries() as seen:
        page(world, twin)
    assert len(SHEETS) == kept
    assert not any("posts.html" in statement for statement in seen)
    page(world, "teresa")  # of another actor
    assert len(SHEETS) == kept + 1


def test_each_reader_s_own_marks_stay_theirs(world, twin):
    opening = world.post.opening
    for name in ("nelida", twin):
        assert 'aria-pressed="false"' in article(world, name, opening)
    do(world, forums.support, twin, Post, opening)
    assert 'aria-pressed="true"' in article(world, twin, opening)
    assert 'aria-pressed="false"' in article(world, "nelida", opening)
    assert f"/posts/{opening}/edit" in article(world, "nelida", opening)
    assert f"/posts/{opening}/edit" not in article(world, twin, opening)


def test_the_words_of_a_hidden_post_are_its_author_s_alone(world, twin):
    do(world, forums.hide, "elena", Post, world.post.opening, "Fuera de tema")
    assert "juntando tres asociaciones" in article(world, "nelida", world.post.opening)
    assert "juntando tres asociaciones" not in article(world, twin, world.post.opening)
    assert "juntando tres asociaciones" not in page(world, "olga")


def test_nobody_gets_another_s_token(world, twin):
    def tokens(name):
        return set(re.findall(r'name="csrf_token" value="([^"]+)"', page(world, name)))

    assert len(tokens("nelida")) == len(tokens(twin)) == 1
    assert tokens("nelida").isdisjoint(tokens(twin))


CHANGES = {
    "an answer": (lambda w: do(w, forums.reply, "teresa", Thread, w.thread, "Nuevo."), "Nuevo."),
    "a correction": (lambda w: do(w, forums.edit, "elena", Post, w.post.answer, "Corregido así.", 1), "Corregido así."),
    "a hiding": (lambda w: do(w, forums.hide, "elena", Post, w.post.answer, "Fuera de tema"), "Fuera de tema"),
    "a support": (lambda w: do(w, forums.support, "teresa", Post, w.post.answer), "Apoyo · 1"),
    "a lock": (lambda w: do(w, forums.lock, "elena", Thread, w.thread), "Este hilo está cerrado"),
    "a title": (lambda w: do(w, forums.change_thread, "elena", Thread, w.thread, "Otro título", None), "Otro título"),
    "a name": (
        lambda w: do(w, accounts.change, "wilfredo", User, w.user.wilfredo, "Wilfredo Nuevo Nombre", "es"),
        "Wilfredo Nuevo Nombre",
    ),
    "an actor's name": (
        lambda w: do(w, spaces.change_actor, "marcela", Actor, w.actor.municipio, "Gobierno local", "el gobierno"),
        "Gobierno local",
    ),
    "a source": (lambda w: cite(w), "Municipio × La producción nacional"),
    "a decision": (
        lambda w: do(w, matrices.decide, "marcela", Entry, w.accepted, "declined", 1, "Ya está"),
        "no recogida",
    ),
    "a row's name": (
        lambda w: do(w, matrices.change_row, "marcela", MatrixRow, w.row.productores, ["Quienes siembran"]),
        "Quienes siembran ×",
    ),
    "a matrix that is taken away": (lambda w: do(w, matrices.remove_matrix, "marcela", Matrix, w.matrix), None),
    "the archive": (lambda w: do(w, spaces.archive, "marcela", Space, w.space), "archivado"),
    "the forum's closing": (lambda w: close(w), "Este foro no está abierto"),
}


def cite(world):
    with world.app.app_context():
        get = db.session.get
        passage = text.Passage(quote="dividir la licitación", prefix="", suffix="")
        row, column = get(MatrixRow, world.row.municipio), get(MatrixColumn, world.column[0])
        marcela, post = get(User, world.user.marcela), get(Post, world.post.answer)
        matrices.propose(marcela, get(Matrix, world.matrix), row, column, "Dividir", "accepted", None, post, passage)


def close(world):
    do(world, forums.change, "marcela", Forum, world.forum, "El rol", "", [], closes_at=now() - timedelta(hours=1))


@pytest.mark.parametrize("change", CHANGES)
def test_what_happened_shows_at_once(world, change):
    happen, trace = CHANGES[change]
    before = page(world, "nelida")
    happen(world)
    after = page(world, "nelida")
    if trace is None:
        assert "en la matriz" in before and "en la matriz" not in after
    else:
        assert trace not in before and trace in after


def test_where_no_names_are_shown_one_s_own_is_shown_to_oneself_alone(world, twin):
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    opening, forum = world.post.opening, f"/forums/{world.forum}"
    for name in (twin, "nelida", twin):  # the second and the third are given kept pages
        mine = name == "nelida"
        assert ("Nélida Quispe" in article(world, name, opening)) == mine
        assert ("tu aporte: solo tú" in article(world, name, opening)) == mine
        assert "Wilfredo Ancasi" not in article(world, name, world.post.answer)
        alone = world.client(name).get(f"/posts/{opening}", headers={"HX-Request": "true"}).text
        assert ("Nélida Quispe" in alone) == mine
        assert ("lo abriste tú" in world.client(name).get(forum).text) == mine
    assert "tu aporte: solo tú" not in article(world, "elena", opening)  # who moderates reads every name
