"""What is confidential, what waits and what was refused or withdrawn leaves the secretariat on no page, file, feed,
letter or search: words are planted there and looked for at every door, as every kind of person."""

import pytest

from forum import storage
from forum.extensions import db
from forum.models import Document, Observation, ObservationFile, Resolution, SearchDocument, Worktable
from forum.models.base import now
from forum.readings.observations import lists
from tests.house.doors import DOORS
from tests.house.test_doors import address, laying, things  # noqa: F401 - fixtures
from tests.letters import letters

SECRET = {
    "confidential": ("zetacomenta", "zetapropone", "zetarazona", "zetaarchivo"),
    "contact": ("zetacorreo",),
    "waits": ("zetaespera", "zetaquien"),
    "refused": ("zetanunca", "zetamotivo"),
    "withdrawn": ("zetaretira",),
}
# Where what is observed can be told; papers of versions are made without it.
NEAR = (
    "/agenda-items",
    "/deliveries",
    "/documents",
    "/meetings",
    "/minutes",
    "/notifications",
    "/observations",
    "/summaries",
    "/versions/<int:id>",
    "/worktables",
)
OWN = ("/documents", "/observations", "/worktables/<int:id>/observations")  # the pages of the secretariat
ELSEWHERE = ("/versions/<int:id>/", "/worktables/<int:id>/documents/", "/deliveries/<int:id>/")
WORDS = [word for words in SECRET.values() for word in words]


@pytest.fixture
def planted(world, things):  # noqa: F811
    """In an open working table; gives the numbers of the observations by what is secret of them."""
    with world.app.app_context():
        document = db.session.get(Document, things["documents"])
        db.session.get(Worktable, document.worktable_id).public = True
        version = max(one.id for one in document.versions if one.finished_at)
        answer = Resolution(document_id=document.id, kind="noted", reason="Se verá.", user_id=world.user.marcela)
        common = {"document_id": document.id, "version_id": version, "kind": "technical", "origin": "public"}
        made = {
            "confidential": Observation(
                comment="zetacomenta",
                proposal="zetapropone",
                reason="zetarazona",
                confidential=["comment", "proposal", "reason", "files"],
                name="Rosa Mamani",
                contact="zetacorreo@taller.example",
                resolution=answer,
                token="a" * 43,
            ),
            "waits": Observation(comment="zetaespera", name="zetaquien", standing="waiting", token="b" * 43),
            "refused": Observation(comment="zetanunca", refused_reason="zetamotivo", standing="refused"),
            "withdrawn": Observation(comment="zetaretira", removed_at=now()),
        }
        for number, observation in enumerate(made.values(), 90):
            for name, value in common.items():
                setattr(observation, name, value)
            observation.number = number
            db.session.add(observation)
        db.session.flush()
        digest = storage.put(b"zetaarchivo")
        file = ObservationFile(
            observation_id=made["confidential"].id, digest=digest, filename="zetaarchivo.txt", type="text/plain", size=9
        )
        db.session.add(file)
        db.session.commit()
        return {name: one.id for name, one in made.items()} | {"file": file.id, "document": document.id}


def walk(world, things, planted, name, under=NEAR):  # noqa: F811
    """{word: the first address that tells it} to this person."""
    client, told = world.client(name), {}
    asked = [
        address(rule, things, world)
        for method, rule in DOORS
        if method == "GET" and rule.startswith(under) and not rule.startswith(ELSEWHERE)
    ]
    for number in planted.values():
        asked += [f"/observations/{number}", f"/observations/{number}/files/{planted['file']}"]
        asked.append(f"/documents/{planted['document']}?observation={number}")
    table = things["worktables"]
    asked += [f"/worktables/{table}/observations?{query}" for query in ("standing=waiting", "mine=1", "state=noted")]
    for place in asked:
        answer = client.get(place, buffered=True)
        for word in WORDS:
            if word in answer.get_data().decode(errors="replace"):
                told.setdefault(word, place)
    return told


def test_who_is_not_of_the_secretariat_meets_none_of_it_anywhere(world, things, planted, monkeypatch):  # noqa: F811
    assert walk(world, things, planted, "wilfredo") == {}
    assert walk(world, things, planted, None, (*OWN, "/summaries")) == {}
    client = world.client("wilfredo")
    for word in WORDS[:4]:
        found = client.get(f"/search?q={word}").text
        assert not any(
            f"observation={number}" in found or f"/observations/{number}" in found for number in planted.values()
        )

    monkeypatch.setattr(lists, "hidden_from", lambda *_args: ())  # the walk would notice
    assert "zetacomenta" in walk(world, things, planted, None, "/observations")


def test_the_secretariat_reads_it_and_what_leaves_holds_none(world, things, planted):  # noqa: F811
    marcela, table = world.client("marcela"), things["worktables"]
    told = walk(world, things, planted, "marcela", OWN)
    assert set(told) >= {"zetacomenta", "zetapropone", "zetarazona", "zetaarchivo", "zetaespera", "zetanunca"}
    for format in ("docx", "xlsx"):
        answer = marcela.get(f"/worktables/{table}/observations/file?format={format}")
        assert not any(word in text_of(answer.data) for word in WORDS), format
    with world.app.app_context():
        indexed = " ".join(db.session.scalars(db.select(SearchDocument.stems)))
    assert not any(word[:-2] in indexed for word in SECRET["confidential"] + SECRET["contact"])
    assert not any(word in words for _to, words in letters(world.app) for word in WORDS)


def text_of(data):
    """What a file says, that of a package in all its parts."""
    import io
    import zipfile

    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())
