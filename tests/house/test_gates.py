"""The two gates and the events: one transaction, one commit, numbers without gaps, told afterwards."""

import threading

import pytest

from forum import events
from forum.actions import action, forums
from forum.errors import Forbidden, Invalid, NotFound
from forum.events import EVENTS, record
from forum.extensions import db
from forum.models import Event, Post, Thread, User
from forum.permissions import READING, RULES, fetch


@pytest.fixture
def acting(world):
    """(user by name, the thread), in one app context."""
    with world.app.app_context():
        yield lambda name: db.session.get(User, getattr(world.user, name)), db.session.get(Thread, world.thread)


def test_fetching_goes_through_the_person(world, acting):
    who, _thread = acting
    assert fetch(who("olga"), Thread, world.thread).id == world.thread
    for stranger in (who("pedro"), None):
        with pytest.raises(NotFound):
            fetch(stranger, Thread, world.thread)
    with pytest.raises(NotFound):
        fetch(who("olga"), Thread, 10**9)


def test_what_is_not_in_the_table_cannot_be_fetched(world, acting):
    who, _thread = acting
    assert User not in READING
    with pytest.raises(KeyError):
        fetch(who("ana"), User, world.user.nelida)


def test_a_verb_that_is_not_allowed_writes_nothing(world, acting):
    who, thread = acting
    with pytest.raises(Forbidden):
        forums.reply(who("olga"), thread, "No debería quedar.")
    with pytest.raises(NotFound):
        forums.reply(who("pedro"), thread, "No debería quedar.")
    assert db.session.query(Post).filter(Post.body.contains("No debería")).count() == 0
    assert db.session.query(Event).count() == 0
    forums.reply(who("nelida"), thread, "Esto sí queda.")
    assert db.session.query(Post).filter(Post.body.contains("Esto sí")).count() == 1
    assert [event.name for event in db.session.query(Event)] == ["post.created"]


def test_a_verb_that_fails_half_way_leaves_nothing_and_tells_nobody(world, acting, told):
    who, thread = acting

    @action("post.create")
    def half(user, thread):
        thread.title = "A medias"
        record("thread.changed", user, thread, thread=thread.id)
        raise Invalid("no")

    with pytest.raises(Invalid):
        half(who("nelida"), thread)
    assert db.session.get(Thread, world.thread).title == "Juntarnos para vender"
    assert told == [] and db.session.query(Event).count() == 0
    forums.reply(who("nelida"), thread, "Ahora sí.")
    assert [message["seq"] for message in told] == [1]


@pytest.fixture
def told():
    """What listeners are told."""
    heard = []
    listener = events.listen(lambda message: heard.append(message))
    yield heard
    events.LISTENERS.remove(listener)


def test_listeners_hear_only_what_is_committed(world, acting, told):
    who, thread = acting
    seen = []

    def look(message):
        with db.engine.connect() as another:
            seen.append(another.execute(db.text("SELECT count(*) FROM posts")).scalar())

    listener = events.listen(look)
    before = db.session.query(Post).count()
    forums.reply(who("nelida"), thread, "Hola.")
    events.LISTENERS.remove(listener)
    assert seen == [before + 1]


def test_a_listener_that_fails_undoes_nothing_and_stops_nobody(world, acting, caplog):
    who, thread = acting
    heard = []

    def broken(message):
        raise RuntimeError("no escucho")

    events.LISTENERS[:0] = [broken]
    events.listen(heard.append)
    forums.reply(who("nelida"), thread, "Queda escrito.")
    events.LISTENERS.remove(broken)
    events.LISTENERS.remove(heard.append)
    assert len(heard) == 1 and "failed" in caplog.text
    assert db.session.query(Post).filter(Post.body == "Queda escrito.").count() == 1


def test_a_verb_never_calls_a_verb(world, acting):
    who, thread = acting

    @action("post.create")
    def outer(user, thread):
        forums.reply(user, thread, "Adentro")

    with pytest.raises(RuntimeError, match="inside another action"):
        outer(who("nelida"), thread)


def test_events_take_exactly_their_keys(world, acting):
    who, thread = acting

    @action("post.create")
    def sloppy(user, thread, **data):
        record("thread.changed", user, thread, **data)

    with pytest.raises(TypeError):
        sloppy(who("nelida"), thread)
    with pytest.raises(TypeError):
        sloppy(who("nelida"), thread, thread_number=1)
    with pytest.raises(KeyError):
        record("thread.invented", who("nelida"), thread)
    assert sloppy.__name__ and "thread.changed" in EVENTS


def test_a_rule_that_does_not_exist_is_no_rule():
    with pytest.raises(AssertionError):
        action("post.invented")
    assert "post.create" in RULES


def test_the_numbers_of_a_room_have_no_gaps_however_many_write_at_once(world):
    writers, each = 6, 5
    failures = []

    def write(number):
        with world.app.app_context():
            for n in range(each):
                try:
                    user = db.session.get(User, world.user.nelida if number % 2 else world.user.julian)
                    thread = db.session.get(Thread, world.thread)
                    if n == 2:
                        forums.reply(user, thread, "   ")  # refused: no number is taken
                    else:
                        forums.reply(user, thread, f"Aporte {number}-{n}.")
                except Invalid:
                    pass
                except Exception as error:
                    failures.append(error)
                finally:
                    db.session.remove()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with world.app.app_context():
        numbers = [
            event.seq for event in db.session.query(Event).filter_by(room=f"forum:{world.forum}").order_by(Event.id)
        ]
        assert sorted(numbers) == list(range(1, writers * (each - 1) + 1))
        assert events.last(f"forum:{world.forum}") == len(numbers)
