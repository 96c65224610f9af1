"""What a summary freezes: the observations that anybody may read, with the answers, as plain data.

What is confidential, how people can be reached, and what waits or was refused is never part of it.
"""

import json

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import (
    Actor,
    ClauseText,
    Document,
    DocumentVersion,
    Observation,
    Organization,
    Resolution,
    User,
    Worktable,
)
from ...models.documents import STATES

FORMAT = "tinkuy.summary"
VERSION = 1
NEVER_SAID = ("draft", "prepublished")  # documents in these states are still being observed
_Applied = aliased(DocumentVersion)


def choosable(table: Worktable):
    """(id, code, title, state, its observations, those without an answer) of the documents a summary may tell of."""
    said = (Observation.removed_at.is_(None)) & (Observation.standing == "published")
    query = (
        select(
            Document.id,
            Document.code,
            Document.title,
            Document.state,
            func.count(Observation.id).label("observations"),
            func.coalesce(
                func.sum(case((Observation.id.is_not(None) & Observation.resolution_id.is_(None), 1), else_=0)), 0
            ).label("open"),
        )
        .outerjoin(Observation, (Observation.document_id == Document.id) & said)
        .where(Document.worktable_id == table.id, Document.removed_at.is_(None), Document.state.not_in(NEVER_SAID))
        .group_by(Document.id, Document.code, Document.title, Document.state)
        .order_by(func.lower(Document.code))
    )
    return db.session.execute(query).all()


def shared(table: Worktable, chosen: list[int]) -> list[dict]:
    """The documents with these numbers, each with its observations in the order of its clauses."""
    query = select(Document).where(
        Document.worktable_id == table.id,
        Document.id.in_(chosen),
        Document.removed_at.is_(None),
        Document.state.not_in(NEVER_SAID),
    )
    documents = {
        one.id: {
            "id": one.id,
            "code": one.code,
            "title": one.title,
            "sector": one.sector,
            "demander": one.demander,
            "state": one.state,
            "observations": [],
        }
        for one in db.session.scalars(query.order_by(func.lower(Document.code)))
    }
    for row in db.session.execute(_observations(list(documents))):
        documents[row.document_id]["observations"].append(_observation(row))
    assert all(one["state"] in STATES for one in documents.values())
    return list(documents.values())


def _observations(documents):
    return (
        select(
            Observation.id,
            Observation.document_id,
            Observation.number,
            Observation.kind,
            Observation.quote,
            Observation.comment,
            Observation.proposal,
            Observation.reason,
            Observation.confidential,
            Observation.origin,
            Observation.name,
            Observation.organization_name,
            Observation.created_at,
            ClauseText.number.label("clause"),
            ClauseText.heading,
            DocumentVersion.number.label("version"),
            Actor.name.label("actor"),
            Organization.name.label("organization"),
            Organization.territory,
            User.name.label("author"),
            Resolution.id.label("resolution_id"),
            Resolution.kind.label("resolution"),
            Resolution.reason.label("answer"),
            Resolution.wording,
            Resolution.at.label("answered_at"),
            _Applied.number.label("applied"),
        )
        .join(DocumentVersion, DocumentVersion.id == Observation.version_id)
        .outerjoin(
            ClauseText,
            (ClauseText.version_id == Observation.version_id) & (ClauseText.clause_id == Observation.clause_id),
        )
        .outerjoin(Actor, Actor.id == Observation.actor_id)
        .outerjoin(Organization, Organization.id == Observation.organization_id)
        .outerjoin(User, User.id == Observation.author_id)
        .outerjoin(Resolution, (Resolution.id == Observation.resolution_id) & Resolution.undone_at.is_(None))
        .outerjoin(_Applied, _Applied.id == Resolution.version_id)
        .where(
            Observation.document_id.in_(documents),
            Observation.removed_at.is_(None),
            Observation.standing == "published",
        )
        .order_by(func.coalesce(ClauseText.position, -1), Observation.number)
    )


def _observation(row) -> dict:
    """One; a body speaks for itself, a person without one by their name."""

    def said(part):
        return "" if part in row.confidential else getattr(row, part)

    organization = row.organization or row.organization_name
    return {
        "id": row.id,
        "number": row.number,
        "clause": row.clause or "",
        "heading": row.heading or "",
        "quote": row.quote,
        "version": row.version,
        "kind": row.kind,
        "actor": row.actor or "",
        "organization": organization,
        "territory": row.territory or "",
        "name": "" if organization else row.author or row.name,
        "comment": said("comment"),
        "proposal": said("proposal"),
        "reason": said("reason"),
        "confidential": sorted(row.confidential),
        "origin": row.origin,
        "date": row.created_at.date().isoformat(),
        "answered_with": row.resolution_id,  # the same number: answered together
        "resolution": row.resolution or "",
        "answer": row.answer or "",
        "wording": row.wording or "",
        "applied": row.applied,
        "answered": row.answered_at.date().isoformat() if row.answered_at else "",
    }


def frozen_bytes(told: dict, documents: list[dict]) -> bytes:
    """UTF-8 JSON with its keys in order: the same content is the same bytes."""
    whole = {"format": FORMAT, "version": VERSION, "summary": told, "documents": documents}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def thawed(frozen: str) -> dict:
    return json.loads(frozen)
