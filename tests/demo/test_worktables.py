"""The working table of the demonstration: 35 sheets, what was observed on them in every state, and when."""

import json
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path

from forum.extensions import db
from forum.models import (
    ClauseText,
    Delivery,
    Document,
    DocumentStep,
    Event,
    Minutes,
    Observation,
    ObservationPlace,
    Resolution,
    Summary,
)
from forum.models.base import now
from forum.models.observations import KINDS, PLACES, RESOLUTIONS, STANDINGS

DEMO = Path(__file__).parents[2] / "forum/demo"


def test_every_passage_that_is_observed_stands_in_its_clause():
    story = {}
    for name in ("worktables_sheets", "worktables_observations"):
        story |= tomllib.loads((DEMO / f"{name}.toml").read_text())
    for sheet in story["sheets"]:
        words = story["words"][sheet["kind"]] | sheet
        clauses = {
            key: text.format(**words) for _level, key, _heading, text in story["kinds"][sheet["kind"]]["clauses"]
        }
        for theme in story[sheet["kind"]]:
            assert theme["quote"].format(**words) in clauses.get(theme["clause"], ""), (sheet["title"], theme["clause"])


def test_thirty_five_sheets_were_observed_in_every_way_and_nothing_before_its_time(app, demonstration):
    demonstration.tell()
    with app.app_context():
        documents = db.session.scalars(db.select(Document)).all()
        assert Counter(one.sector for one in documents) == {"Textil y confecciones": 21, "Cuero y calzado": 14}
        assert len({one.state for one in documents}) == 6
        observations = db.session.scalars(db.select(Observation)).all()
        assert 115 <= len(observations) <= 130
        resolutions = {one.id: one for one in db.session.scalars(db.select(Resolution))}
        assert {one.kind for one in observations} == set(KINDS)
        assert {one.standing for one in observations} == set(STANDINGS)
        assert {one.kind for one in resolutions.values()} == set(RESOLUTIONS)
        assert {one.state for one in db.session.scalars(db.select(ObservationPlace))} == set(PLACES)
        assert any(one.confidential for one in observations)
        alike = Counter(one.resolution_id for one in observations if one.resolution_id)
        assert max(alike.values()) == 3
        for one in observations:
            assert one.made_on.finished_at < one.created_at < now()
            assert not one.resolution_id or one.created_at < resolutions[one.resolution_id].at < now()
        latest = {
            step.document_id: step for step in db.session.scalars(db.select(DocumentStep).order_by(DocumentStep.at))
        }
        assert all(latest[one.id].state == one.state for one in documents if one.state != "draft")
        assert all(step.at < now() - timedelta(minutes=30) for step in latest.values())
        assert not any("{" in text for text in db.session.scalars(db.select(ClauseText.text)))


def test_its_sessions_were_held_its_summary_published_and_the_first_lot_received(app, demonstration):
    demonstration.tell()
    client = app.test_client()
    page = client.get("/worktables/1").text
    for words in ("Convocatoria a talleres", "S/\u00a018,4 millones", "recibida el", "acta final", "La próxima:"):
        assert words in page, words
    with app.app_context():
        minutes = db.session.scalar(db.select(Minutes).where(Minutes.phase == "final"))
        assert minutes.sealed_at < now() - timedelta(days=10) and minutes.approved_item.approved_at < now()
        summary, delivery = db.session.scalar(db.select(Summary)), db.session.scalar(db.select(Delivery))
        assert len(json.loads(summary.frozen)["documents"]) == len(delivery.documents) == 8
        assert summary.created_at < delivery.created_at < delivery.receipt.at < now()
        names = [one["name"] for one in json.loads(delivery.manifest)["files"]]
        assert {name.partition("/")[0] for name in names} == {"documentos", "diferencias", "resumen", "actas"}
        assert len([name for name in names if name.startswith("diferencias/")]) == 8
        assert db.session.scalar(db.select(db.func.max(Event.at))) < demonstration.began
