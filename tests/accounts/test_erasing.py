"""Erasing an account: what says who somebody is, is gone from every table and file; what they said stays."""

import re

import pytest

from forum.actions import forums
from forum.extensions import db
from forum.models import (
    Attendance,
    Bookmark,
    Draft,
    Entry,
    Event,
    Export,
    Follow,
    Invitation,
    Letter,
    Login,
    MailAnswer,
    Meeting,
    Membership,
    Notification,
    Post,
    ReadMark,
    Registration,
    RoomNote,
    Support,
    TableFile,
    TableImport,
    Thread,
    User,
)
from forum.models.base import now
from tests.worktables.story import open_worktable
from tests.world import PASSWORD

NAME, ADDRESS = "Zenobia Zzyzxqui", "zenobia.zzyzxqui@tinkuy.example"


@pytest.fixture
def zenobia(world):
    """Nélida under a name that stands nowhere else, put into all that can hold a name; gives her browser."""
    with world.app.app_context():
        person = db.session.get(User, world.user.nelida)
        person.name, person.email, person.timezone = NAME, ADDRESS, "America/Lima"
        db.session.commit()
        julian, thread = db.session.get(User, world.user.julian), db.session.get(Thread, world.thread)
        opening = db.session.get(Post, world.post.opening)
        body = (
            f"Con @[{NAME}](member:{world.membership.nelida}) de acuerdo.\n\n> Solos nadie llega.\n>\n> — {NAME}\n\nSí."
        )
        mentioning = forums.reply(julian, thread, body, opening)
        forums.edit(julian, mentioning, body + " Y más.", mentioning.version)
        number = mentioning.id
        event = db.session.query(Event).filter_by(name="post.created").one().id
        letter = f"From: {NAME} <x@y.example>\nTo: julian@tinkuy.example\nSubject: hola\n\nhola\n"
        db.session.add_all(
            [
                Draft(user_id=person.id, place=f"thread-{thread.id}", space_id=world.space, fields={"body": NAME}),
                Draft(user_id=julian.id, place="thread-1", space_id=world.space, fields={"body": body}),
                Bookmark(user_id=person.id, post_id=world.post.answer),
                ReadMark(user_id=person.id, thread_id=world.thread, post_id=world.post.answer),
                Follow(user_id=julian.id, kind="person", thing_id=person.id, level="all"),
                Notification(user_id=person.id, event_id=event, kind="mention", space_id=world.space, post_id=number),
                Support(post_id=world.post.answer, user_id=person.id),
                Registration(email=ADDRESS, token_digest="r"),
                Invitation(space_id=world.space, token="t", email=ADDRESS, note=NAME, role="participant"),
                MailAnswer(user_id=person.id, digest="m", taken=True),
                Letter(user_id=person.id, recipient=ADDRESS, message_id="<1@x>", content=f"To: {ADDRESS}\n\nhola"),
                Letter(user_id=julian.id, recipient="j@x", message_id="<2@x>", content=letter),
                Letter(user_id=julian.id, recipient="j@x", message_id="<3@x>", content=letter, state="sent"),
                Export(matrix_id=world.matrix, user_id=julian.id, format="csv", state="ready", finished_at=now()),
                TableImport(
                    matrix_id=world.matrix, files=[TableFile(filename=f"{NAME}.docx", author=NAME, state="read")]
                ),
                RoomNote(matrix_id=world.matrix, user_id=person.id, body=NAME),
            ]
        )
        db.session.get(Entry, world.accepted).origin = {"author": NAME, "actor": "Productores"}
        db.session.commit()
        export = db.session.query(Export).one().id
    for folder, name, content in (("exports", str(export), NAME), ("mail", "a.eml", letter)):
        (world.app.config["INSTANCE"] / folder).mkdir(exist_ok=True)
        (world.app.config["INSTANCE"] / folder / name).write_text(content)
    review = open_worktable(world)
    meeting = world.add(Meeting(worktable_id=review.table, number=1, starts_at=now()))
    world.add(Attendance(meeting_id=meeting, user_id=world.user.nelida, name=NAME, way="list"))
    browser = world.client("nelida")
    world.mentioning = number
    return browser


def where_named(world):
    """Every table and file in which the name or the address stands."""
    found = []
    with world.app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(db.select(table)).mappings():
                said = " ".join(str(value) for value in row.values())
                if "zyzxqui" in said.casefold():
                    found.append(table.name)
    for path in world.app.config["INSTANCE"].rglob("*"):
        if path.is_file() and path.suffix not in (".db", ".db-wal", ".db-shm") and b"zyzxqui" in path.read_bytes():
            found.append(path.name)
    return sorted(set(found))


def erase(browser, password=PASSWORD, word="borrar"):
    assert browser.post("/account/erasure", data={"password": password}).status_code == 200
    return browser.delete("/account", data={"sure": word})


def test_nothing_that_says_who_somebody_was_is_left_and_what_they_said_is(world, zenobia):
    planted = where_named(world)
    for table in (
        "users",
        "posts",
        "post_revisions",
        "drafts",
        "letters",
        "registrations",
        "invitations",
        "entries",
        "attendances",
    ):
        assert table in planted, table
    assert "a.eml" in planted
    answer = erase(zenobia)
    assert answer.status_code == 303
    assert "Tu cuenta se borró" in zenobia.get(answer.location).text
    assert where_named(world) == []
    assert zenobia.get("/account").status_code == 302
    assert zenobia.post("/login", data={"email": ADDRESS, "password": PASSWORD}).status_code == 422
    seen = world.client("julian").get(f"/threads/{world.thread}").text
    assert (
        "Solos nadie llega" in seen and "Participante 1" in seen and "@Participante 1" in seen and "Productores" in seen
    )
    assert "Participante 1" in world.client("julian").get(f"/posts/{world.mentioning}/history").text
    assert world.client("marcela").get(f"/matrices/{world.matrix}").status_code == 200
    assert world.client("marcela").get(f"/entries/{world.accepted}").status_code == 200
    assert "Participante 1" not in world.client("marcela").get("/spaces/compras/members").text
    with world.app.app_context():
        assert db.session.get(User, world.user.nelida) is None  # the alias is somebody else
        alias = db.session.query(User).filter(User.erased_at.is_not(None)).one()
        assert (alias.email, alias.password_hash, alias.timezone) == (None, None, None)
        assert db.session.get(Post, world.post.opening).author_id == alias.id
        assert db.session.query(Support).one().user_id == alias.id
        assert db.session.query(Login).filter_by(user_id=alias.id).count() == 0
        assert db.session.query(MailAnswer).count() == 0
        assert (
            db.session.query(Event)
            .filter(Event.room == f"user:{world.user.nelida}", Event.user_id.is_not(None))
            .count()
            == 0
        )
        assert db.session.get(Membership, world.membership.nelida).left_at is not None


def test_it_asks_twice_and_for_the_password(world, zenobia):
    assert zenobia.delete("/account", data={"sure": "borrar"}).location.endswith("/account/erasure")
    assert zenobia.post("/account/erasure", data={"password": "otra"}).status_code == 422
    assert erase(zenobia, word="no sé").status_code == 422
    assert "Zenobia" in zenobia.get("/account").text


def test_a_space_keeps_who_looks_after_it(world):
    marcela = world.client("marcela")
    answer = erase(marcela)
    assert answer.status_code == 409 and "nombra primero a otra" in answer.text
    assert marcela.get("/account").status_code == 200
    with world.app.app_context():
        db.session.get(Membership, world.membership.elena).role = "facilitator"
        db.session.commit()
    assert erase(marcela).status_code == 303
    ana = world.client("ana")
    assert "administra el sitio" in erase(ana).text


def test_who_leaves_keeps_their_name_and_who_joins_reads_what_happens(world):
    invitation = Invitation(space_id=world.space, token="entrada", role="observer")
    world.add(invitation)
    assert "«Participante 7»" in world.client().get("/join/entrada").text
    world.client("nelida").delete(f"/members/{world.membership.nelida}")
    assert "Nélida Quispe" in world.client("julian").get(f"/threads/{world.thread}").text


def test_who_has_no_address_erases_their_account_with_their_word(world):
    marcela = world.client("marcela")
    marcela.post("/spaces/compras/cards", data={"people": f"{NAME}; ONG"})
    with world.app.app_context():
        person = db.session.query(User).filter_by(name=NAME).one()
        member, number = person.memberships[0].id, person.id
    code = re.search(r">([a-z2-9]{4}-[a-z2-9]{4})<", marcela.post(f"/members/{member}/code").text)[1]
    phone = world.client()
    assert phone.post(f"/card/{code}", data={"password": "papalisa"}).status_code == 303
    phone.post(f"/threads/{world.thread}/replies", data={"body": "Yo también vendo."})
    marcela.post("/spaces/compras/marks/publication")
    marcela.post(f"/members/{member}/marks", data={"comment": f"{NAME} escucha bien."})
    phone.post("/account/download")
    assert phone.post("/account/erasure", data={"password": "otra"}).status_code == 422
    assert erase(phone, "Papalisa").status_code == 303
    assert where_named(world) == []
    assert list((world.app.config["INSTANCE"] / "downloads").iterdir()) == []
    assert "Yo también vendo." in world.client("julian").get(f"/threads/{world.thread}").text
    assert "sin correo" in marcela.get("/spaces/compras/cards").text
    with world.app.app_context():
        assert db.session.get(User, number) is None
