"""Writing a version in the browser: beginning one, its clauses one by one, finishing it, taking it back."""

from itertools import pairwise

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import ClauseText, Document, DocumentVersion, ObservationPlace, User
from ...models.base import LARGEST, now
from ...readings.documents import (
    clauses_of,
    finished_versions,
    kept_published,
    next_number,
    removed_from,
    version_being_written,
)
from ...text.legible import legible
from .. import action
from ..observations.anchoring import place_all
from .clauses import Words, check_count, clean, fill, fingerprint, numbered, put, taken, write

LONGEST_NOTE = 2_000


@action("version.write")
def begin(user: User, document: Document) -> DocumentVersion:
    """The next version, with the clauses of the last; `Conflict` where one is being written already."""
    version = new_version(user, document)
    before = finished_versions(document)
    if before:
        fill(version, [taken(text) for text in clauses_of(before[0])])
    record("version.begun", user, version, document=document.id, document_version=version.id)
    return version


def new_version(user, document, filename="") -> DocumentVersion:
    """An empty one, to be written."""
    if version_being_written(document) is not None:
        raise Conflict(_("Ya hay una versión en preparación. Sigue en ella, o descártala primero."))
    version = DocumentVersion(
        document_id=document.id, number=next_number(document), created_by_id=user.id, filename=filename[:200]
    )
    db.session.add(version)
    db.session.flush()
    return version


@action("version.write")
def add_clause(user: User, version: DocumentVersion, after: int | None, words: Words) -> ClauseText:
    """A new clause behind that number, or first."""
    texts = _to_write(version)
    check_count(len(texts) + 1)
    place = next((n + 1 for n, text in enumerate(texts) if text.clause_id == after), 0 if after is None else None)
    if place is None:
        raise Conflict(_("El apartado después del cual ibas a agregar ya no está."))
    words = clean(words)
    words.clause = None
    for text in texts[place:]:
        text.position += 1
    added = put(version, words, texts[place - 1].position + 1 if place else 0)
    db.session.flush()
    return _written(user, version, added)


@action("version.write")
def write_clause(user: User, version: DocumentVersion, clause: int, words: Words, seen: str) -> ClauseText:
    """`seen` is the `fingerprint` of what its writer saw; `Conflict` where another wrote something else meanwhile."""
    text = _one(_to_write(version), clause)
    words = clean(words)
    if fingerprint(text) != seen:
        raise Conflict(_("Alguien cambió este apartado mientras escribías. Abajo está lo tuyo; mira cómo quedó."))
    write(text, words)
    return _written(user, version, text)


@action("version.write")
def move_clause(user: User, version: DocumentVersion, clause: int, down: bool) -> ClauseText:
    """One place up or down; at the end of the list nothing happens."""
    texts = _to_write(version)
    text = _one(texts, clause)
    place = texts.index(text)
    other = place + (1 if down else -1)
    if 0 <= other < len(texts):
        texts[place], texts[other] = texts[other], texts[place]
        for position, one in enumerate(texts):
            one.position = position
    return _written(user, version, text)


@action("version.write")
def remove_clause(user: User, version: DocumentVersion, clause: int) -> DocumentVersion:
    """Out of this version; `restore_clause` puts it back."""
    texts = _to_write(version)
    text = _one(texts, clause)
    kept = {
        "clause": text.clause_id,
        "after": next((one.clause_id for one, following in pairwise(texts) if following is text), None),
        "number": text.number,
        "heading": text.heading,
        "text": text.text,
        "level": text.level,
        "tables": text.tables,
        "figures": text.figures,
    }
    db.session.delete(text)
    record("version.written", user, version, kept, document=version.document_id, document_version=version.id)
    return version


@action("version.write")
def restore_clause(user: User, version: DocumentVersion, clause: int) -> ClauseText:
    """As it was when it was removed, where it stood."""
    texts = _to_write(version)
    if any(text.clause_id == clause for text in texts):
        raise Conflict(_("Ese apartado ya está en la versión."))
    kept = next((one for one in removed_from(version) if one["clause"] == clause), None)
    if kept is None:
        raise NotFound()
    check_count(len(texts) + 1)
    place = next((n + 1 for n, text in enumerate(texts) if text.clause_id == kept["after"]), 0)
    for text in texts[place:]:
        text.position += 1
    names = ("number", "heading", "text", "level", "tables", "figures", "clause")
    restored = put(
        version, Words(**{name: kept[name] for name in names}), texts[place - 1].position + 1 if place else 0
    )
    return _written(user, version, restored)


@action("version.write")
def renumber(user: User, version: DocumentVersion) -> DocumentVersion:
    """«1», «1.1», …, as the levels say."""
    texts = _to_write(version)
    for text, number in zip(texts, numbered([text.level for text in texts]), strict=True):
        text.number = number
    record("version.written", user, version, document=version.document_id, document_version=version.id)
    return version


@action("version.write")
def finish(user: User, version: DocumentVersion, note: str = "") -> DocumentVersion:
    """For all who read the document; observations of earlier versions find their place in it."""
    if not _to_write(version):
        raise Invalid(_("Escribe al menos un apartado antes de publicar la versión."))
    note = legible(note)
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)})
    version.note, version.finished_at = note, now()
    db.session.flush()
    place_all(version)
    record("version.finished", user, version, document=version.document_id, document_version=version.id)
    return version


@action("version.write")
def take_back(user: User, version: DocumentVersion) -> DocumentVersion:
    """A published one is being written again, while nobody observed on it; else `Conflict` with the reason."""
    if version.finished_at is None:
        raise Conflict(_("Esta versión todavía no se publicó."))
    if why := kept_published(version):
        raise Conflict(why)
    db.session.execute(db.delete(ObservationPlace).where(ObservationPlace.version_id == version.id))
    version.finished_at = None
    record("version.removed", user, version, document=version.document_id, document_version=version.id)
    return version


@action("version.write")
def discard(user: User, version: DocumentVersion) -> DocumentVersion:
    """One that is being written goes; `restore` brings it back."""
    if version.finished_at is not None:
        raise Conflict(_("Esta versión ya se publicó."))
    version.removed_at = now()
    record("version.removed", user, version, document=version.document_id, document_version=version.id)
    return version


@action("version.write")
def restore_version(user: User, document: Document, id: int) -> DocumentVersion:
    """One of the document's that was discarded; `Conflict` where another is being written."""
    version = db.session.get(DocumentVersion, id) if 0 < id <= LARGEST else None
    if version is None or version.document_id != document.id or version.removed_at is None:
        raise NotFound()
    if version_being_written(document) is not None:
        raise Conflict(_("Ya hay una versión en preparación. Sigue en ella, o descártala primero."))
    version.removed_at = None
    record("version.begun", user, version, document=document.id, document_version=version.id)
    return version


def _to_write(version):
    """Its clauses; `Conflict` where it is published."""
    if version.finished_at is not None:
        raise Conflict(_("Esta versión ya se publicó: para cambiarla, prepara otra."))
    return clauses_of(version)


def _one(texts, clause):
    found = next((text for text in texts if text.clause_id == clause), None)
    if found is None:
        raise NotFound()
    return found


def _written(user, version, text):
    record("version.written", user, version, document=version.document_id, document_version=version.id)
    return text
