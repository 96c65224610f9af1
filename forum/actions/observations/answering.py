"""The secretariat's work: like observations put together, somebody seeing to them, one answer for all of them."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import (
    Document,
    DocumentVersion,
    Observation,
    ObservationGroup,
    ObservationReception,
    Resolution,
    User,
    Worktable,
)
from ...models.base import now
from ...models.observations import RESOLUTIONS
from ...readings.observations.words import resolution_name
from ...text.legible import legible
from .. import action
from . import letters
from .coming_in import _check

MOST_ANSWERED = 200
LONGEST = 10_000
APPLIED = ("accepted", "changed")  # answers with which a wording goes into the document


@action("observation.answer")
def answer(
    user: User,
    table: Worktable,
    chosen: list[tuple[int, int]],
    kind: str,
    reason: str,
    wording: str = "",
    version_id: int | None = None,
) -> list[Resolution]:
    """One answer to observations, given as (number, the version of it that was seen). `Conflict` where somebody
    answered one of them meanwhile, saying who: all are answered, or none."""
    reason, wording = legible(reason), legible(wording)
    if kind not in RESOLUTIONS:
        raise Invalid(fields={"kind": _("Elige la respuesta.")})
    if not reason:
        raise Invalid(fields={"reason": _("Escribe la razón: se publica con la respuesta.")})
    if len(reason) > LONGEST or len(wording) > LONGEST:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST)})
    observations = _chosen(table, [number for number, _seen in chosen])
    for observation in observations:
        if observation.standing != "published":
            raise Invalid(_("Una observación que espera aprobación se aprueba antes de responderla."))
        if observation.resolution is not None:
            raise Conflict(_answered_by(observation))
    seen = dict(chosen)
    if changed := [one for one in observations if seen[one.id] != one.version]:
        raise Conflict(
            _(
                "La observación %(number)s cambió mientras la respondías. Tu texto sigue aquí: mira cómo quedó.",
                number=changed[0].number,
            )
        )
    by_document = {}
    for observation in observations:
        by_document.setdefault(observation.document_id, []).append(observation)
    version = _version(by_document, version_id) if kind in APPLIED else None
    made = []
    for document_id, ours in by_document.items():
        resolution = Resolution(
            document_id=document_id,
            kind=kind,
            reason=reason,
            wording=wording if kind in APPLIED else "",
            version_id=version.id if version else None,
            user_id=user.id,
        )
        db.session.add(resolution)
        db.session.flush()
        for observation in ours:
            observation.resolution_id = resolution.id
            observation.version += 1
            if observation.contact:
                letters.answered(observation, resolution)
        document = ours[0].document
        numbers = [one.id for one in ours]
        record(
            "observations.answered",
            user,
            document,
            document=document_id,
            observations=numbers,
            resolution=resolution.id,
        )
        made.append(resolution)
    return made


@action("observation.answer")
def undo_answer(user: User, resolution: Resolution) -> Resolution:
    """Its observations wait again; the answer and what was said of it stay on record."""
    if resolution.undone_at is None:
        resolution.undone_at, resolution.undone_by_id = now(), user.id
        ours = db.session.scalars(db.select(Observation).where(Observation.resolution_id == resolution.id)).all()
        for observation in ours:
            observation.resolution_id = None
            observation.version += 1
        record(
            "observations.reopened",
            user,
            resolution.document,
            document=resolution.document_id,
            observations=[one.id for one in ours],
            resolution=resolution.id,
        )
    return resolution


@action("observation.group")
def group(user: User, document: Document, numbers: list[int]) -> ObservationGroup:
    """Put observations of a document together; one alone stays by itself, whatever it is like."""
    observations = _chosen(document.worktable, numbers)
    if any(one.document_id != document.id for one in observations):
        raise Invalid(_("Se juntan observaciones de un mismo documento."))
    if any(one.resolution_id for one in observations):
        raise Invalid(_("Una de ellas ya tiene respuesta."))
    made = ObservationGroup(document_id=document.id, created_by_id=user.id)
    db.session.add(made)
    db.session.flush()
    before = {one.id: one.group_id for one in observations}
    for observation in observations:
        observation.group_id = made.id
    numbers = [one.id for one in observations]
    record("observations.grouped", user, document, kept=before, document=document.id, observations=numbers)
    return made


@action("observation.group")
def separate(user: User, document: Document, numbers: list[int]):
    """Each by itself: likeness does not put them together any more."""
    for observation in _chosen(document.worktable, numbers):
        if observation.document_id != document.id:
            raise Invalid(_("Se juntan observaciones de un mismo documento."))
        alone = ObservationGroup(document_id=document.id, created_by_id=user.id)
        db.session.add(alone)
        db.session.flush()
        observation.group_id = alone.id
    record("observations.grouped", user, document, document=document.id, observations=numbers)


@action("observation.assign")
def assign(user: User, table: Worktable, numbers: list[int], person: User | None) -> list[Observation]:
    """To somebody of the space who sees to them; None: to nobody."""
    from ...permissions import membership

    if person is not None and membership(person, table.space) is None:
        raise Invalid(fields={"assignee": _("Elige a alguien que participe en el espacio.")})
    observations = _chosen(table, numbers)
    for observation in observations:
        if observation.assignee_id != (person.id if person else None):
            observation.assignee_id = person.id if person else None
            record(
                "observation.assigned",
                user,
                observation,
                observation=observation.id,
                person=observation.assignee_id,
            )
    return observations


@action("observation.receive")
def receive(user: User, observation: Observation, satisfied: bool, words: str = "") -> ObservationReception:
    """Whether the answer satisfies who observed; what was said before stays."""
    return _receive(user, observation, satisfied, words)


@action("observation.follow")
def receive_by_letter(user, observation: Observation, token: str, satisfied: bool, words: str = ""):
    """The same, by the link of a letter."""
    _check(observation, token)
    return _receive(None, observation, satisfied, words)


def _receive(user, observation, satisfied, words):
    words = legible(words)
    if len(words) > LONGEST:
        raise Invalid(fields={"words": _("Usa como mucho %(n)s letras.", n=LONGEST)})
    reception = ObservationReception(
        observation_id=observation.id,
        resolution_id=observation.resolution_id,
        satisfied=satisfied,
        words=words,
        user_id=user.id if user else None,
    )
    db.session.add(reception)
    db.session.flush()
    kept = {"satisfied": satisfied}
    record(
        "observation.received",
        user,
        observation,
        kept=kept,
        document=observation.document_id,
        observation=observation.id,
    )
    return reception


def _chosen(table, numbers) -> list[Observation]:
    if not numbers:
        raise Invalid(_("Marca primero las observaciones."))
    if len(numbers) > MOST_ANSWERED:
        raise Invalid(_("Elige como mucho %(n)s observaciones de una vez.", n=MOST_ANSWERED))
    found = db.session.scalars(
        db.select(Observation)
        .join(Document, Document.id == Observation.document_id)
        .where(Observation.id.in_(numbers), Document.worktable_id == table.id)
        .where(Observation.removed_at.is_(None), Document.removed_at.is_(None))
        .order_by(Observation.id)
    ).all()
    if len(found) < len(set(numbers)):
        raise Invalid(_("Una de las observaciones ya no está: la retiró quien la hizo. Vuelve a elegir."))
    return found


def _version(by_document, version_id):
    """In which version the wording is; of documents answered together, none."""
    if version_id is None:
        return None
    version = db.session.get(DocumentVersion, version_id)
    if version is None or version.removed_at is not None or set(by_document) != {version.document_id}:
        raise Invalid(fields={"version": _("Elige una versión de este documento.")})
    return version


def _answered_by(observation):
    resolution = observation.resolution
    return _(
        "%(name)s ya respondió la observación %(number)s: %(answer)s. Tu texto sigue aquí, sin enviar.",
        name=resolution.user.name if resolution.user else _("Alguien"),
        number=observation.number,
        answer=resolution_name(resolution.kind).lower(),
    )
