"""All that is one's own, in one file: complete, for the person alone, for a few days."""

import csv
import io
import json
import zipfile
from datetime import timedelta

from forum import storage
from forum.extensions import db
from forum.models import Attachment, Bookmark, Download, Draft, Observation, Post, RoomNote, Support, User
from forum.models.base import now
from tests.worktables.story import open_worktable


def archive(client):
    assert client.post("/account/download").status_code == 303
    page = client.get("/account/download").text
    number = page.partition('href="/downloads/')[2].partition("/file")[0]
    answer = client.get(f"/downloads/{number}/file", buffered=True)
    assert answer.mimetype == "application/zip" and "no-store" in answer.headers["Cache-Control"]
    return number, zipfile.ZipFile(io.BytesIO(answer.data))


def rows(zipped, section):
    return json.loads(zipped.read(f"{section}.json"))["rows"]


def test_it_has_all_that_is_theirs_and_nothing_of_others(world):
    nelida = world.client("nelida")
    nelida.put(f"/posts/{world.post.opening}", data={"body": "=Ahora digo otra cosa.", "version": 1})
    with world.app.app_context():
        digest = storage.put(b"mis apuntes")
        db.session.add_all(
            [
                Draft(user_id=world.user.nelida, place="thread-1", space_id=world.space, fields={"body": "A medias"}),
                Bookmark(user_id=world.user.nelida, post_id=world.post.answer),
                RoomNote(matrix_id=world.matrix, user_id=world.user.nelida, body="Cerrar a las seis"),
                Support(post_id=world.post.answer, user_id=world.user.nelida),
                Attachment(
                    space_id=world.space,
                    post_id=world.post.opening,
                    user_id=world.user.nelida,
                    name="../../apuntes:1.txt",
                    media_type="text/plain",
                    size=11,
                    digest=digest,
                ),
            ]
        )
        db.session.commit()
    review = open_worktable(world)
    said = {"document_id": review.document, "version_id": review.version, "kind": "technical"}
    world.add(Observation(number=1, comment="Que sea de 1,8 mm", author_id=world.user.nelida, **said))
    world.add(Observation(number=2, comment="Otra cosa", author_id=world.user.julian, **said))
    _number, zipped = archive(nelida)
    assert [row["text"] for row in rows(zipped, "observations")] == ["Que sea de 1,8 mm"]
    assert "posts.json, posts.csv" in zipped.read("LEEME.txt").decode()
    assert rows(zipped, "profile")[0]["email"] == "nelida@tinkuy.example"
    assert [row["text"] for row in rows(zipped, "posts")] == ["=Ahora digo otra cosa."]
    assert rows(zipped, "revisions")[0]["text"].startswith("Solos nadie llega")
    assert rows(zipped, "memberships")[0]["actors"] == "Productores"
    assert rows(zipped, "entries")[0]["text"].startswith("Asociarse") and rows(zipped, "sources")
    for section in ("logins", "supports", "drafts", "room_notes", "bookmarks", "attachments"):
        assert rows(zipped, section), section
    table = csv.DictReader(io.StringIO(zipped.read("posts.csv").decode("utf-8-sig")), delimiter=";")
    assert next(table)["text"] == "'=Ahora digo otra cosa."
    files = [name for name in zipped.namelist() if name.startswith("archivos/")]
    assert len(files) == 1 and ".." not in files[0].split("/") and zipped.read(files[0]) == b"mis apuntes"
    everything = b"".join(zipped.read(name) for name in zipped.namelist()).decode()
    with world.app.app_context():
        for other in db.session.query(Post).filter(Post.author_id != world.user.nelida):
            assert other.body not in everything
        for person in db.session.query(User).filter(User.id != world.user.nelida):
            assert person.name not in everything and person.email not in everything


def test_its_link_is_for_the_person_alone_and_ends(world):
    nelida = world.client("nelida")
    number, _zipped = archive(nelida)
    assert world.client("ana").get(f"/downloads/{number}/file").status_code == 404
    assert world.client().get(f"/downloads/{number}/file").status_code == 302
    with world.app.app_context():
        db.session.get(Download, int(number)).created_at = now() - timedelta(days=4)
        db.session.commit()
    assert nelida.get(f"/downloads/{number}/file").status_code == 404
    again, _zipped = archive(nelida)
    kept = {path.name for path in (world.app.config["INSTANCE"] / "downloads").iterdir()}
    assert kept == {f"{again}.zip"}
