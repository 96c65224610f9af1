"""Documents, clauses and observations are found, by those who may read them, and never by what is confidential."""

from forum.extensions import db
from forum.models import DocumentVersion, Observation, Space
from forum.models.base import now
from tests.search.test_finding import found
from tests.worktables.story import open_worktable


def test_clauses_are_found_as_the_latest_version_words_them(world):
    review = open_worktable(world)
    clause = f"/documents/{review.document}#clause-{review.clauses[1]}"
    assert found(world, "nelida", "capelladas de cuero") == [clause]
    assert found(world, "nelida", "zapatos FT-07") == [f"/documents/{review.document}"]
    world.add(DocumentVersion(document_id=review.document, number=2, finished_at=now()))
    assert found(world, "nelida", "capelladas de cuero") == []


def test_drafts_are_found_by_members_alone(world):
    draft = f"/documents/{open_worktable(world).draft}"
    assert found(world, "nelida", "camisa faena") == [draft]
    assert found(world, "pedro", "camisa faena") == []
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    assert found(world, "pedro", "camisa faena") == []
    assert found(world, "pedro", "zapato") != []


def test_what_waits_or_is_confidential_is_not_found(world):
    review = open_worktable(world)
    said = {"document_id": review.document, "version_id": review.version, "kind": "technical"}
    shown = world.add(
        Observation(number=1, comment="Plena flor no hay", reason="Costo secreto", confidential=["reason"], **said)
    )
    world.add(Observation(number=2, comment="Plena espera", standing="waiting", **said))
    assert found(world, "nelida", "plena flor", kind="observation") == [
        f"/documents/{review.document}?observation={shown}#o-{shown}"
    ]
    assert found(world, "nelida", "espera", kind="observation") == []
    assert found(world, "marcela", "costo secreto") == []
