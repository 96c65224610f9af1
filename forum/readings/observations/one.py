"""One observation: with its clause, what was answered, and what its author said of the answer."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import (
    ClauseText,
    DocumentVersion,
    Event,
    Observation,
    ObservationPlace,
    ObservationReception,
    Resolution,
    User,
)
from ...models.base import LARGEST
from ...permissions import can, is_readable
from .lists import Item, items


def one(user, observation: Observation) -> Item | None:
    """None where `user` may not know of it."""
    return next(iter(items(user, observation.document.worktable, Observation.id == observation.id)), None)


def removed_one(user, id: int) -> Observation | None:
    """One that was withdrawn, where `user` may bring it back."""
    observation = db.session.get(Observation, id) if 0 < id <= LARGEST else None
    if observation is None or observation.removed_at is None or not is_readable(user, observation.document):
        return None
    return observation if can(user, "observation.restore", observation) else None


def clause_of(observation: Observation) -> ClauseText | None:
    """The clause as it was observed."""
    if observation.clause_id is None:
        return None
    return db.session.scalar(
        select(ClauseText).where(
            ClauseText.version_id == observation.version_id, ClauseText.clause_id == observation.clause_id
        )
    )


def applied_clause(observation: Observation, resolution: Resolution | None) -> ClauseText | None:
    """The clause as it stands in the version in which the answer was applied, where that is finished."""
    if resolution is None or resolution.version_id is None or resolution.version.finished_at is None:
        return None
    place = db.session.scalar(
        select(ObservationPlace.clause_id).where(
            ObservationPlace.observation_id == observation.id, ObservationPlace.version_id == resolution.version_id
        )
    )
    return db.session.scalar(
        select(ClauseText).where(
            ClauseText.version_id == resolution.version_id,
            ClauseText.clause_id == (place or observation.clause_id or 0),
        )
    )


def receptions(observation: Observation) -> list[ObservationReception]:
    """All that was said of the answers, the newest first."""
    query = select(ObservationReception).where(ObservationReception.observation_id == observation.id)
    return db.session.scalars(query.order_by(ObservationReception.id.desc())).all()


def earlier_answers(observation: Observation) -> list[Resolution]:
    """Answers that were taken back, as far as somebody said something of them."""
    said = select(ObservationReception.resolution_id).where(ObservationReception.observation_id == observation.id)
    query = select(Resolution).where(Resolution.id.in_(said), Resolution.undone_at.is_not(None))
    return db.session.scalars(query.options(joinedload(Resolution.user)).order_by(Resolution.id.desc())).all()


def standing_versions_of(document) -> list[DocumentVersion]:
    """In which an answer may be applied, the newest first; the one being written too."""
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document.id, DocumentVersion.removed_at.is_(None)
    )
    return db.session.scalars(query.order_by(DocumentVersion.number.desc())).all()


def history(observation: Observation) -> list:
    """(event, who) of what befell it, the newest first."""
    query = (
        select(Event, User.name)
        .outerjoin(User, User.id == Event.user_id)
        .where(Event.subject == f"observation:{observation.id}")
        .order_by(Event.id.desc())
        .limit(50)
    )
    return [tuple(row) for row in db.session.execute(query)]
