"""What is secret stays so in what people are told: on the page, by mail, in feeds."""

import sys

import pytest

from forum.extensions import db
from forum.jobs import letters, telling
from forum.models import Event, Follow, MailPreference, Notification, Post, Space, User, Walk
from forum.models.base import now
from forum.readings.notifications import recipients
from tests.forums.secrets import SECRETS, allowed, found_in

from .post_office import open_office

PEOPLE = ("marcela", "elena", "nelida", "wilfredo", "teresa", "julian", "anselma", "olga", "ana")


@pytest.fixture
def told_of_all(world, planted):
    """Everybody follows everything, from the first event on, and wants letters; gives {person: their letters}."""
    with open_office() as office:
        world.app.config["MAIL_URL"] = office.url
        world.app.config["REPLY_ADDRESS"] = "respuesta+{token}@tinkuy.example"
        with world.app.app_context():
            follow_everything(world)
            telling.tell_all()
            db.session.execute(db.update(MailPreference).values(next_at=now()))
            db.session.commit()
            letters.write_all()
            letters.carry_all()
        yield {name: office.letters(f"{name}@tinkuy.example") for name in PEOPLE}


def follow_everything(world):
    """Whatever one may read, by rows of the tables: a verb would not let everybody."""
    spaces = db.session.scalars(db.select(Space.id)).all()
    for name in PEOPLE:
        person = getattr(world.user, name)
        db.session.add_all(Follow(user_id=person, kind="space", thing_id=space, level="all") for space in spaces)
        db.session.add(MailPreference(user_id=person, rhythm="daily", hour=7, weekday=0, hold_reason="", feed_key=1))
    db.session.merge(Walk(name="notifications", event_id=0))
    db.session.commit()


def test_nobody_is_told_what_they_may_not_read(world, told_of_all):
    for name in PEOPLE:
        words = "".join(part.get_content() for letter in told_of_all[name] for part in letter.iter_parts())
        words += "".join(str(letter.items()) for letter in told_of_all[name])
        assert found_in(words) <= allowed(name), name
        assert found_in(world.client(name).get("/notifications").text) <= allowed(name), name
    to_moderator = "".join(part.get_content() for letter in told_of_all["elena"] for part in letter.iter_parts())
    assert "zetarespuesta" in to_moderator and "Zetanselma" in to_moderator


def test_nobody_is_told_of_a_secret_thing_at_all(world, planted, told_of_all):
    """Not even that there is one: a count would tell."""
    with world.app.app_context():
        rows = db.session.execute(
            db.select(User.email, Notification.post_id).join(User, User.id == Notification.user_id)
        ).all()
    for number, word in planted.secret_posts.items():
        told = {email.partition("@")[0] for email, post in rows if post == number}
        assert told <= SECRETS[word], word


def test_the_search_notices_where_nobody_asks_who_may_read(world, planted, monkeypatch):
    with world.app.app_context():
        answer = next(number for number, word in planted.secret_posts.items() if word == "zetarespuesta")
        events = db.session.scalars(db.select(Event).where(Event.name == "post.created")).all()
        event = next(event for event in events if event.data["post"] == answer)
        thread = db.session.get(Post, answer).thread_id  # where Nélida has not answered
        db.session.add(Follow(user_id=world.user.nelida, kind="thread", thing_id=thread, level="all"))
        db.session.flush()
        assert world.user.nelida not in {row["user_id"] for row in recipients(event)}
        module = sys.modules["forum.readings.notifications.recipients"]
        monkeypatch.setattr(module, "readers", lambda _post, people: dict.fromkeys(people, False))
        assert world.user.nelida in {row["user_id"] for row in recipients(event)}
        db.session.rollback()
