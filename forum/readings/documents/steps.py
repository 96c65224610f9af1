"""The states of a document: what they are called, what happened, and whether the last step may go back."""

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import Document, DocumentStep, DocumentVersion, Observation, ObservationReception, Resolution
from ...models.documents import STATES


def state_name(state: str) -> str:
    return {
        "draft": _("Borrador"),
        "prepublished": _("Prepublicado"),
        "review": _("En revisión"),
        "closed": _("Observaciones cerradas"),
        "updated": _("Actualizado"),
        "delivered": _("Entregado"),
    }[state]


def last_step(document: Document) -> DocumentStep | None:
    """The last one that was not taken back."""
    query = select(DocumentStep).where(DocumentStep.document_id == document.id, DocumentStep.undone_at.is_(None))
    return db.session.scalar(query.order_by(DocumentStep.id.desc()).limit(1))


def acted_on(document: Document, step: DocumentStep) -> str:
    """Why a step cannot go back any more: what came after it; "" where nothing did."""
    since = {
        _("Desde ese paso llegaron observaciones: quedan como están."): select(func.count(Observation.id)).where(
            Observation.document_id == document.id, Observation.created_at > step.at
        ),
        _("Desde ese paso se respondieron observaciones: quedan como están."): select(func.count(Resolution.id)).where(
            Resolution.document_id == document.id, Resolution.at > step.at, Resolution.undone_at.is_(None)
        ),
        _("Desde ese paso quien observó dijo qué le parece la respuesta."): select(func.count(ObservationReception.id))
        .join(Observation, Observation.id == ObservationReception.observation_id)
        .where(Observation.document_id == document.id, ObservationReception.at > step.at),
        _("Desde ese paso se publicó otra versión. Retírala primero."): select(func.count(DocumentVersion.id)).where(
            DocumentVersion.document_id == document.id,
            DocumentVersion.finished_at > step.at,
            DocumentVersion.removed_at.is_(None),
        ),
    }
    return next((str(why) for why, query in since.items() if db.session.scalar(query)), "")


def history(document: Document) -> list[DocumentStep]:
    """All its steps, the newest first, those that were taken back too."""
    query = select(DocumentStep).where(DocumentStep.document_id == document.id)
    return db.session.scalars(query.options(joinedload(DocumentStep.user)).order_by(DocumentStep.id.desc())).all()


def line(document: Document, steps: list[DocumentStep]):
    """The steps line: (state, whether it was passed, is now or comes, the step that led there) of each state."""
    here, led = STATES.index(document.state), {}
    for step in reversed(steps):
        if step.undone_at is None:
            led[step.state] = step
    return [
        (state, "past" if n < here else "now" if n == here else "next", led.get(state))
        for n, state in enumerate(STATES)
    ]
