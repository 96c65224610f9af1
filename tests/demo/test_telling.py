"""The demonstration as people see it: what happened, happened when the story says, on every page that tells it."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from forum import demo
from forum.extensions import db
from forum.models import Entry, Event, Invitation, Matrix, Membership, Post, Source, Space, Support, User
from forum.models.base import now
from tests.conftest import ON_POSTGRESQL, pour

KEPT = (User, Space, Membership, Invitation, Matrix, Entry, Source, Post, Support, Event)
MOMENTS = (
    "at",
    "created_at",
    "joined_at",
    "left_at",
    "revoked_at",
    "decided_at",
    "edited_at",
    "hidden_at",
    "changed_at",
)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Where the story is kept once it was told, and when that was: SQLite's file is copied for the next test."""
    return SimpleNamespace(path=tmp_path_factory.mktemp("story") / "story.db", told_after=None)


@pytest.fixture
def told(app, story):
    """The application with the demonstration in it, and the moment before it was told."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if story.path.exists():
        pour(story.path, url)
    else:
        story.told_after = now()
        with app.app_context():
            demo.fill()
        if not ON_POSTGRESQL:
            pour(url.partition(":///")[2], f"sqlite:///{story.path}")
    app.config["told_after"] = story.told_after
    return app


def fresh(app):
    """What says that it happened while the story was being told: (table, field)."""
    with app.app_context():
        return [
            (model.__tablename__, field)
            for model in KEPT
            for thing in db.session.scalars(db.select(model))
            for field in MOMENTS
            if (moment := getattr(thing, field, None)) and moment >= app.config["told_after"]
        ]


def as_person(app, name):
    """A browser in which this person of the story is logged in."""
    with app.app_context():
        email = db.session.scalar(db.select(User.email).where(User.email.like(f"{name}%")))
    client = app.test_client()
    assert client.post("/login", data={"email": email, "password": demo.PASSWORD}).status_code == 303
    return client


def moments(page):
    return [datetime.fromisoformat(one) for one in re.findall(r'<time datetime="([^"]+)"', page)]


def test_nothing_happened_while_it_was_told(told):
    assert fresh(told) == []
    with told.app_context():
        db.session.scalar(db.select(Event)).at = now()
        db.session.commit()
    assert fresh(told) == [("events", "at")]


def test_the_history_of_the_matrix_runs_through_the_days_of_the_course(told):
    seen = []
    for number in (1, 2, 3):
        seen += moments(told.test_client().get(f"/matrices/1/history?page={number}").text)
    assert len(seen) > 80
    assert seen == sorted(seen, reverse=True)
    assert seen[0] < told.config["told_after"] and seen[0] - seen[-1] > timedelta(days=4)
    assert len({moment.date() for moment in seen}) >= 5
    # An entry was decided when its history says.
    with told.app_context():
        entries = db.session.scalars(db.select(Entry).where(Entry.decided_at.is_not(None))).all()
        decided = {f"entry:{entry.id}": entry.decided_at for entry in entries}
        query = db.select(Event.subject, Event.at).where(Event.name.in_(("entry.decided", "entry.merged")))
        assert dict(db.session.execute(query).all()) == decided
    assert len(decided) > 30


def test_who_facilitates_can_take_the_last_decision_back(told):
    client = as_person(told, "julia")
    with told.app_context():
        query = db.select(Event).where(Event.room == "matrix:1", Event.name == "entry.decided")
        last = db.session.scalar(query.order_by(Event.seq.desc()))
        number, name = last.data["entry"], db.session.get(User, last.user_id).email
    assert name.startswith("julia")
    undone = client.post("/matrices/1/undo", follow_redirects=True)
    assert undone.status_code == 200
    with told.app_context():
        entry = db.session.get(Entry, number)
        assert (entry.state, entry.decided_at) == ("proposed", None)
