"""An observation: made by a member, corrected and withdrawn while nobody answered it, brought back."""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import ClauseText, Document, DocumentVersion, Observation, ObservationFile, User
from ...models.base import now
from ...models.observations import CONFIDENTIAL, KINDS
from ...readings.observations.clauses import clause_words
from ...text import anchors
from ...text.legible import legible
from .. import action
from ..forums.posts import voice

LONGEST = 10_000  # characters of each part
MOST_FILES = 5


@dataclass
class Words:
    """What a form holds; `files` are (what `imports.attached` gave, the digest of its bytes)."""

    comment: str = ""
    kind: str = "technical"
    clause: int | None = None
    version: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    proposal: str = ""
    reason: str = ""
    confidential: tuple = ()
    files: list = field(default_factory=list)


@action("observation.create")
def observe(user: User, document: Document, words: Words, actor_id: int | None = None) -> Observation:
    """In the name of one's own actor and organization."""
    actor, organization, _role = voice(user, document.worktable.space, actor_id)
    observation = write(document, words)
    observation.author_id = observation.created_by_id = user.id
    observation.actor_id = actor.id if actor else None
    observation.organization_id = organization.id if organization else None
    db.session.flush()
    record("observation.created", user, observation, document=document.id, observation=observation.id)
    return observation


@action("observation.change")
def change(user: User, observation: Observation, words: Words, version: int) -> Observation:
    """Other words, a finer passage; its files stay, new ones come to them. `Conflict` after another window."""
    if version != observation.version:
        raise Conflict(_("Cambiaste esta observación en otra ventana. Mira cómo quedó y vuelve a guardar."))
    before = {name: getattr(observation, name) for name in ("kind", "comment", "proposal", "reason", "quote")}
    place(observation, words)
    put(observation, words)
    add_files(observation, words.files)
    observation.version += 1
    tell(user, observation, "observation.changed", kept=before)
    return observation


@action("observation.withdraw")
def withdraw(user: User, observation: Observation) -> Observation:
    """Out of every list; `restore` brings it back."""
    observation.removed_at = now()
    tell(user, observation, "observation.withdrawn")
    return observation


@action("observation.restore")
def restore(user: User, observation: Observation) -> Observation:
    if observation.removed_at is None:
        raise NotFound()
    observation.removed_at = None
    tell(user, observation, "observation.restored")
    return observation


def write(document: Document, words: Words, origin="member", standing="published") -> Observation:
    """In its transaction: numbered, at its place, with its files."""
    last = db.session.scalar(db.select(db.func.max(Observation.number)).where(Observation.document_id == document.id))
    observation = Observation(
        document_id=document.id, number=(last or 0) + 1, origin=origin, standing=standing, document=document
    )
    place(observation, words)
    put(observation, words)
    db.session.add(observation)
    db.session.flush()
    add_files(observation, words.files)
    return observation


def place(observation: Observation, words: Words):
    """At its clause and passage, in the version that was read (the newest where none is named)."""
    version = version_of(observation.document, words.version)
    observation.version_id = version.id
    observation.clause_id, observation.quote, observation.prefix, observation.suffix = None, "", "", ""
    if not words.clause:
        if words.quote.strip():
            raise Invalid(fields={"clause": _("Elige el apartado en que está ese pasaje.")})
        return
    clause = db.session.scalar(
        db.select(ClauseText).where(ClauseText.version_id == version.id, ClauseText.clause_id == words.clause)
    )
    if clause is None:
        raise Invalid(fields={"clause": _("Ese apartado no está en esta versión. Elige otro.")})
    observation.clause_id = clause.clause_id
    if not words.quote.strip():
        return
    text = clause_words(clause)
    found = anchors.find(words.quote[: anchors.LONGEST], words.prefix, words.suffix, text)
    if found.state != "exact":
        raise Invalid(
            fields={
                "quote": _(
                    "Esas palabras no están así en el apartado %(number)s. Cópialas tal como están, o deja vacío el "
                    "pasaje para observar todo el apartado.",
                    number=clause.number,
                )
            }
        )
    observation.quote = found.quote
    observation.prefix, observation.suffix = anchors.around(text, found.start, found.start + len(found.quote))


def version_of(document: Document, id: int | None) -> DocumentVersion:
    finished = (
        db.select(DocumentVersion)
        .where(DocumentVersion.document_id == document.id, DocumentVersion.finished_at.is_not(None))
        .where(DocumentVersion.removed_at.is_(None))
        .order_by(DocumentVersion.number.desc())
    )
    if id:
        finished = finished.where(DocumentVersion.id == id)
    version = db.session.scalar(finished.limit(1))
    if version is None:
        raise Invalid(_("Este documento todavía no tiene una versión que observar."))
    return version


def put(observation: Observation, words: Words):
    """The words themselves, looked over."""
    parts = {name: legible(getattr(words, name)) for name in ("comment", "proposal", "reason")}
    if not parts["comment"]:
        raise Invalid(fields={"comment": _("Escribe qué observas.")})
    for name, text in parts.items():
        if len(text) > LONGEST:
            raise Invalid(fields={name: _("Usa como mucho %(n)s letras.", n=LONGEST)})
    if words.kind not in KINDS:
        raise Invalid(fields={"kind": _("Elige de qué tipo es la observación.")})
    if parts["proposal"] and " ".join(parts["proposal"].split()) == " ".join(observation.quote.split()):
        parts["proposal"] = ""  # as the form offered it
    for name, text in parts.items():
        setattr(observation, name, text)
    observation.kind = words.kind
    observation.confidential = [name for name in CONFIDENTIAL if name in words.confidential]


def add_files(observation: Observation, files):
    if len(files) + len(observation.files) > MOST_FILES:
        raise Invalid(fields={"files": _("Una observación lleva como mucho %(n)s archivos.", n=MOST_FILES)})
    for file, digest in files:
        observation.files.append(
            ObservationFile(digest=digest, filename=file.name, type=file.media_type, size=len(file.data))
        )


def tell(user, observation: Observation, name: str, kept=None):
    """In the working table's room of what is published; of what waits, who moderates alone is told."""
    db.session.flush()
    if observation.standing == "published":
        record(name, user, observation, kept=kept, document=observation.document_id, observation=observation.id)
    else:
        record("observation.waits", user, observation, kept=kept, observation=observation.id)
