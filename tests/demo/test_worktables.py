"""The working table of the demonstration: 35 sheets, what was observed on them in every state, and when."""

import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path

from forum.extensions import db
from forum.models import ClauseText, Document, DocumentStep, Observation, ObservationPlace, Resolution
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
