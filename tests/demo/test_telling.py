"""The demonstration as people see it: what happened, happened when the story says, on every page that tells it."""

import re
from datetime import datetime, timedelta

import pytest
from flask_babel import force_locale

from forum import demo
from forum.cli.demo import announce
from forum.extensions import db
from forum.models import (
    Edition,
    Entry,
    Event,
    Invitation,
    Link,
    Matrix,
    Membership,
    Post,
    Source,
    Space,
    Stance,
    Support,
    User,
)
from forum.models.base import now

KEPT = (User, Space, Membership, Invitation, Matrix, Entry, Source, Post, Support, Event, Link, Stance, Edition)
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


@pytest.fixture
def told(app, demonstration):
    """The application with the demonstration in it, and the moment before it was told."""
    demonstration.tell()
    app.config["told_after"] = demonstration.began
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


def test_the_demonstration_fills_an_empty_database_once_and_every_page_of_it_opens(app, demonstration):
    done = demonstration.said
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "  Contraseña de todas las cuentas: tinkuy tinkuy"
    assert "@" in done.output and "    facilita " in done.output
    demonstration.tell()
    with app.app_context():
        assert db.session.query(Space).count() >= 3 and db.session.query(User).count() >= 14
        assert db.session.query(Post).count() >= 40
    again = app.test_cli_runner().invoke(args=["demo"])
    assert again.exit_code == 2 and "no está vacía" in again.stderr
    assert app.test_cli_runner().invoke(args=["demo", "--if-empty"]).exit_code == 0
    client = app.test_client()
    for address in (
        "/",
        "/spaces",
        "/spaces/compras-publicas",
        "/spaces/racion-puno",
        "/forums/1",
        "/threads/1",
        "/matrices/1",
        "/spaces/uniformes-y-calzado",
        "/worktables/1",
    ):
        assert client.get(address).status_code == 200, address


def test_moderators_facilitators_and_participants_have_something_before_them(told):
    assert "Esperan 3 cosas" in as_person(told, "wilfredo").get("/spaces/compras-publicas/moderation").text
    author = as_person(told, "basilia")
    assert re.search(r"/posts/\d+/capture", author.get("/threads/7").text)
    mine = author.get("/spaces/compras-publicas/participation").text
    assert "Lo que cuentas del primer contrato" in mine and "Se agradece" not in mine
    agenda = author.get("/matrices/1/convergence").text
    assert "2 entradas separan a los actores" in agenda and "por delegación" in agenda
    network = author.get("/matrices/1/articulation").text
    assert "Conseguir la pasteurizadora sin tener todavía un contrato" in network
    edition = author.get("/editions/1").text
    assert "Primera lectura en la mesa de Qochapata" in edition and "con tope por asociación" not in edition
    since = author.get("/editions/1/changes?with=now").text
    assert "tope" in since and "Visitar las plantas de todos los proveedores" in since
    assert "Saturnina Quispe Poma" in as_person(told, "julia").get("/spaces/compras-publicas/cards").text


def test_the_demonstration_is_announced_in_the_language_of_the_site(app, demonstration, capsys):
    demonstration.tell()
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    with app.app_context(), force_locale("en"):
        announce()
    told = capsys.readouterr().out
    assert told.splitlines()[0] == "  Password of all accounts: tinkuy tinkuy" and "    facilitates " in told
