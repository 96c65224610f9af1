"""Versions while they are written: what was removed from one, and whether a published one may be written again."""

from flask_babel import gettext as _
from sqlalchemy import Text, cast, func, select

from ...extensions import db
from ...models import ClauseText, DocumentFile, DocumentVersion, Event, Observation, Resolution
from .versions import clauses_of, finished_versions, version_being_written


def removed_from(version: DocumentVersion) -> list[dict]:
    """The clauses that were removed while it was written, and are not back: the last first."""
    events = db.session.scalars(
        select(Event)
        .where(
            Event.room == f"worktable:{version.document.worktable_id}",
            Event.name == "version.written",
            Event.subject == f"documentversion:{version.id}",
            Event.kept.is_not(None),
        )
        .order_by(Event.id.desc())
        .limit(100)
    )
    there, found = {text.clause_id for text in clauses_of(version)}, {}
    for event in events:
        kept = event.kept or {}
        if kept.get("clause") and kept["clause"] not in there:
            found.setdefault(kept["clause"], kept)
    return list(found.values())


def kept_published(version: DocumentVersion) -> str:
    """Why a published version cannot be taken back; "" where it can."""
    document = version.document
    finished = finished_versions(document)
    observed = select(Observation.id).where(Observation.version_id == version.id).limit(1)
    applied = select(Resolution.id).where(Resolution.version_id == version.id, Resolution.undone_at.is_(None)).limit(1)
    if not finished or finished[0].id != version.id:
        return _("Hay una versión más nueva.")
    if db.session.scalar(observed):
        return _("Ya se hicieron observaciones sobre esta versión.")
    if db.session.scalar(applied):
        return _("Hay respuestas que dicen que se aplicaron en esta versión.")
    if len(finished) == 1 and document.state != "draft":
        return _("El documento ya no es un borrador y quedaría sin versión. Deshaz primero su último paso.")
    if version_being_written(document) is not None:
        return _("Hay otra versión en preparación. Publícala o descártala primero.")
    return ""


def figure_digests() -> set[str]:
    """Of all figures in a version, in clauses that may be brought back, and in files that were read."""
    lists = list(db.session.scalars(select(ClauseText.figures).where(func.length(cast(ClauseText.figures, Text)) > 2)))
    events = select(Event.kept).where(Event.name == "version.written", Event.kept.is_not(None))
    lists += [(kept or {}).get("figures", []) for kept in db.session.scalars(events)]
    for content in db.session.scalars(select(DocumentFile.content).where(DocumentFile.made_id.is_(None))):
        lists += [clause["figures"] for clause in content]
    return {figure["digest"] for figures in lists for figure in figures}
