"""The modes of a forum: what each lets people do, until when it can be chosen, and what a forum asks of a post."""

from datetime import timedelta

import pytest

from forum.extensions import db
from forum.models import Event, Forum, Post, Thread, User
from forum.models.base import now

FORM = {"title": "Otro foro", "introduction": "", "opens_at": "", "closes_at": "", "due_at": ""}


@pytest.fixture
def terms(world):
    """Set the terms of the forum of the world."""

    def settle(**values):
        with world.app.app_context():
            forum = db.session.get(Forum, world.forum)
            for name, value in values.items():
                setattr(forum, name, value)
            db.session.commit()

    return settle


def say(world, name, words, thread=None):
    return world.client(name).post(f"/threads/{thread or world.thread}/replies", data={"body": words})


def open_thread(world, name, title="Hilo", forum=None, **data):
    form = {"title": title, "body": "Abro este hilo.", "question": 0} | data
    return world.client(name).post(f"/forums/{forum or world.forum}/threads", data=form)


def make(world, **data):
    answer = world.client("marcela").post("/spaces/compras/forums", data=FORM | data)
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def test_the_mode_and_the_limits_are_chosen_with_the_forum(world):
    id = make(
        world, mode="each", min_words="5", max_words="50", posts_a_day="3", anonymous="y", due_at="1/2/2027 18:00"
    )
    forum = world.get(Forum, id)
    assert (forum.mode, forum.min_words, forum.max_words, forum.posts_a_day) == ("each", 5, 50, 3)
    assert forum.anonymous and not forum.holds_new and not forum.asks_question
    assert forum.due_at.isoformat() == "2027-02-01T22:00:00+00:00"  # La Paz is four hours behind
    page = world.client("nelida").get(f"/forums/{id}").text
    assert "Cada participante abre su propio hilo." in page
    assert "Hasta 3 aportes al día." in page
    assert "18:00" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"mode": "otro"}, "Not a valid choice"),
        ({"min_words": "9", "max_words": "3"}, "El máximo de palabras es menor que el mínimo."),
        ({"min_words": "-4"}, "Escribe un número de 1 a 5000"),
        ({"posts_a_day": "101"}, "Escribe un número de 1 a 100"),
        ({"due_at": "5/2/2027", "closes_at": "1/2/2027"}, "La fecha de entrega debe ser antes del cierre."),
    ],
)
def test_terms_that_cannot_be_come_back_with_what_was_typed(world, data, sentence):
    answer = world.client("marcela").post("/spaces/compras/forums", data=FORM | {"mode": "each"} | data)
    assert answer.status_code == 422
    assert sentence in answer.text or sentence.startswith("Not")
    assert 'value="Otro foro"' in answer.text


def test_the_mode_can_be_changed_until_somebody_writes(world):
    id = make(world, mode="each")
    marcela = world.client("marcela")
    assert 'name="mode"' in marcela.get(f"/forums/{id}/edit").text
    assert marcela.put(f"/forums/{id}", data=FORM | {"mode": "discussion"}).status_code == 303
    assert world.get(Forum, id).mode == "discussion"
    open_thread(world, "nelida", forum=id)
    page = marcela.get(f"/forums/{id}/edit").text
    assert 'name="mode"' not in page
    assert "La forma ya no se cambia" in page
    assert marcela.put(f"/forums/{id}", data=FORM | {"mode": "news"}).status_code == 303
    assert world.get(Forum, id).mode == "discussion"
    from forum.actions import forums
    from forum.errors import Invalid

    with world.app.app_context():
        user = db.session.get(User, world.user.marcela)
        with pytest.raises(Invalid):
            forums.change(user, db.session.get(Forum, id), "Otro foro", "", [], mode="news")


def test_a_promise_of_no_names_is_not_taken_back_once_somebody_wrote(world):
    id = make(world, anonymous="y")
    marcela = world.client("marcela")
    marcela.put(f"/forums/{id}", data=FORM)
    assert not world.get(Forum, id).anonymous  # nobody had written
    marcela.put(f"/forums/{id}", data=FORM | {"anonymous": "y"})
    open_thread(world, "nelida", forum=id)
    assert "Ya no se puede deshacer" in marcela.get(f"/forums/{id}/edit").text
    marcela.put(f"/forums/{id}", data=FORM)
    assert world.get(Forum, id).anonymous
    from forum.actions import forums
    from forum.errors import Invalid

    with world.app.app_context():
        user = db.session.get(User, world.user.marcela)
        with pytest.raises(Invalid):
            forums.change(user, db.session.get(Forum, id), "Otro foro", "", [], anonymous=False)


def test_a_thread_for_each_participant(world, terms):
    terms(mode="each")
    assert open_thread(world, "nelida").status_code == 403  # hers is the one of the world
    assert open_thread(world, "julian").status_code == 303
    assert open_thread(world, "julian").status_code == 403
    assert open_thread(world, "elena").status_code == 303
    assert open_thread(world, "elena").status_code == 303
    assert say(world, "wilfredo", "Respondo en el hilo de otra.").status_code == 303


def test_a_single_thread(world):
    id = make(world, mode="single")
    assert open_thread(world, "nelida", forum=id).status_code == 403
    assert open_thread(world, "elena", forum=id).status_code == 303
    assert open_thread(world, "elena", forum=id).status_code == 403
    assert "Abrir un hilo" not in world.client("elena").get(f"/forums/{id}").text


def test_announcements_are_written_by_moderators(world, terms):
    terms(mode="news")
    for name, status in (("nelida", 403), ("olga", 403), ("elena", 303), ("marcela", 303)):
        assert say(world, name, "Un aviso.").status_code == status
        assert open_thread(world, name).status_code == status
    assert "Este foro es de anuncios" in world.client("nelida").get(f"/threads/{world.thread}").text


def test_a_post_has_as_many_words_as_are_asked_for(world, terms):
    terms(min_words=3, max_words=5)
    few, many = say(world, "nelida", "**Dos** palabras"), say(world, "nelida", "Una dos tres cuatro cinco seis")
    assert few.status_code == many.status_code == 422
    assert "Tu aporte tiene 2 palabras y aquí se piden al menos 3." in few.text
    assert "Tu aporte tiene 6 palabras y aquí caben 5." in many.text
    assert "Una dos tres cuatro cinco seis" in many.text
    assert say(world, "nelida", "Estas son cuatro palabras").status_code == 303
    assert say(world, "elena", "Breve").status_code == 303
    assert 'data-words="3-5"' in world.client("nelida").get(f"/threads/{world.thread}").text
    post = world.client("nelida")
    assert post.put(f"/posts/{world.post.opening}", data={"body": "Corta", "version": 1}).status_code == 422


def test_so_many_posts_a_day_by_ones_own_clock(world, terms):
    terms(posts_a_day=1)
    with world.app.app_context():  # what was written yesterday does not count
        db.session.get(Post, world.post.opening).created_at = now() - timedelta(hours=30)
        db.session.commit()
    assert say(world, "nelida", "El de hoy.").status_code == 303
    answer = say(world, "nelida", "Uno más.")
    assert answer.status_code == 422
    assert "mañana podrás escribir otra vez" in answer.text
    assert "Uno más." in answer.text
    assert say(world, "elena", "Quien modera.").status_code == say(world, "elena", "Dos veces.").status_code == 303


def test_a_thread_answers_a_question_where_that_is_asked(world, terms):
    terms(asks_question=True)
    answer = open_thread(world, "julian")
    assert answer.status_code == 422
    assert "En este foro cada hilo responde a una pregunta guía." in answer.text
    assert open_thread(world, "julian", question=world.question[0]).status_code == 303
    change = world.client("nelida").put(f"/threads/{world.thread}", data={"title": "Otro", "question": 0})
    assert change.status_code == 422


def newest(world):
    with world.app.app_context():
        return db.session.scalar(db.select(Post.id).order_by(Post.id.desc()).limit(1))


def test_the_first_post_of_a_person_waits_and_is_published(world, terms):
    terms(holds_new=True)
    assert say(world, "julian", "Palabras nuevas de Julián").status_code == 303
    post = newest(world)
    assert "Palabras nuevas" in world.client("julian").get(f"/threads/{world.thread}").text
    assert "Espera la revisión" in world.client("julian").get(f"/threads/{world.thread}").text
    assert "Palabras nuevas" not in world.client("nelida").get(f"/threads/{world.thread}").text
    assert "3 aportes" in world.client("nelida").get(f"/threads/{world.thread}").text
    assert world.client("nelida").get(f"/posts/{post}").status_code == 404
    page = world.client("elena").get(f"/threads/{world.thread}").text
    assert f'action="/posts/{post}/approval"' in page
    assert f'href="/posts/{post}/hiding"' in page
    assert world.client("elena").post(f"/posts/{post}/replies", data={"body": "¿Y?"}).status_code == 422
    assert world.client("elena").post(f"/posts/{post}/approval").status_code == 303
    assert "Palabras nuevas" in world.client("nelida").get(f"/threads/{world.thread}").text
    say(world, "julian", "Esto ya no espera")
    assert world.get(Post, newest(world)).held_at is None
    with world.app.app_context():
        about = db.select(Event.name, Event.room).where(Event.subject == f"post:{post}", Event.name.like("post.%"))
        rooms = dict(db.session.execute(about).all())
    waits = {"post.created": f"waiting:{world.forum}", "post.waits": f"moderation:{world.space}"}
    assert rooms == waits | {"post.approved": f"forum:{world.forum}"}


def test_a_thread_whose_opening_waits_is_there_for_its_author_and_moderators(world, terms):
    terms(holds_new=True)
    assert open_thread(world, "julian", title="Hilo que espera").status_code == 303
    post = newest(world)
    thread = world.get(Post, post).thread_id
    for name, shown in (("julian", True), ("elena", True), ("nelida", False), ("olga", False)):
        assert ("Hilo que espera" in world.client(name).get(f"/forums/{world.forum}").text) is shown
        assert (world.client(name).get(f"/threads/{thread}").status_code == 200) is shown
    assert world.client("elena").post(f"/threads/{thread}/replies", data={"body": "Hola"}).status_code == 403
    world.client("elena").post(f"/posts/{post}/approval")
    assert "Hilo que espera" in world.client("nelida").get(f"/forums/{world.forum}").text
    assert world.get(Thread, thread).held_at is None


def test_who_was_published_before_does_not_wait(world, terms):
    terms(holds_new=True)
    say(world, "nelida", "Ya escribí aquí")
    assert "Ya escribí aquí" in world.client("julian").get(f"/threads/{world.thread}").text


def test_one_answers_first_and_reads_then(world, terms):
    terms(mode="first")
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert "Responde primero" in page
    assert "Solos nadie llega" in page
    assert "dividir la licitación" not in page
    assert "1 aporte" in page
    assert say(world, "julian", "Mi respuesta").status_code == 303
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert "Responde primero" not in page
    assert "dividir la licitación" in page
    assert open_thread(world, "julian").status_code == 403
    assert "dividir la licitación" in world.client("elena").get(f"/threads/{world.thread}").text


def test_after_the_cut_off_all_answers_are_open(world, terms):
    terms(mode="first")
    assert "dividir la licitación" not in world.client("olga").get(f"/threads/{world.thread}").text
    terms(closes_at=now() - timedelta(minutes=1))
    with world.app.app_context():
        db.session.execute(db.update(Thread).values(created_at=now()))  # no page kept from the same minute
        db.session.commit()
    assert "dividir la licitación" in world.client("olga").get(f"/threads/{world.thread}").text
