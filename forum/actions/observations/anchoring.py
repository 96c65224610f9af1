"""Observations of earlier versions find their passages again in a version that is finished now."""

from ...extensions import db
from ...models import DocumentVersion, Observation, ObservationPlace
from ...readings.observations.clauses import words_of_version
from ...text import anchors


def place_all(version: DocumentVersion) -> int:
    """Write, in the transaction that finishes `version`, where each observation of an earlier one stands in it; gives
    how many are orphans. What was placed before in this version is placed anew."""
    earlier = (
        db.select(DocumentVersion.id, DocumentVersion.number)
        .where(DocumentVersion.document_id == version.document_id, DocumentVersion.number < version.number)
        .where(DocumentVersion.finished_at.is_not(None))
    )
    numbers = dict(map(tuple, db.session.execute(earlier)))
    db.session.execute(db.delete(ObservationPlace).where(ObservationPlace.version_id == version.id))
    observations = db.session.scalars(
        db.select(Observation).where(Observation.version_id.in_(numbers), Observation.removed_at.is_(None))
    ).all()
    latest = _latest([one.id for one in observations], numbers)
    texts = {version.id: words_of_version(version.id)}
    orphans = 0
    for observation in observations:
        whence, anchor = _anchor(observation, latest.get(observation.id))
        for id in (whence, observation.version_id):
            if id not in texts:
                texts[id] = words_of_version(id)
        found = anchors.place(_surrounded(anchor, texts[whence]), texts[whence], texts[version.id])
        if found.state == "orphan" and whence != observation.version_id:  # the old words may be back
            _own, anchor = _anchor(observation, None)
            found = anchors.place(anchor, texts[observation.version_id], texts[version.id])
        state = found.state
        if state == "exact" and found.quote.split() != observation.quote.split():
            state = "found"
        orphans += state == "orphan"
        db.session.add(
            ObservationPlace(
                observation_id=observation.id,
                version_id=version.id,
                clause_id=found.clause,
                quote=found.quote,
                start=found.start,
                state=state,
            )
        )
    return orphans


def _latest(observations, numbers) -> dict[int, ObservationPlace]:
    """{observation: its place in the last version in which it has one}."""
    query = db.select(ObservationPlace).where(
        ObservationPlace.observation_id.in_(observations),
        ObservationPlace.version_id.in_(numbers),
        ObservationPlace.state != "orphan",
    )
    places = sorted(db.session.scalars(query), key=lambda place: numbers[place.version_id])
    return {place.observation_id: place for place in places}


def _anchor(observation, place):
    """(the version, the anchor in it)."""
    if place is None:
        return observation.version_id, anchors.Anchor(
            observation.clause_id, observation.quote, observation.prefix, observation.suffix
        )
    return place.version_id, anchors.Anchor(place.clause_id, place.quote)


def _surrounded(anchor, words):
    """With what stands around it, where it was placed by us."""
    text = words.get(anchor.clause, "")
    start = text.find(anchor.quote) if anchor.quote and not anchor.prefix and not anchor.suffix else -1
    if start < 0:
        return anchor
    prefix, suffix = anchors.around(text, start, start + len(anchor.quote))
    return anchors.Anchor(anchor.clause, anchor.quote, prefix, suffix)
