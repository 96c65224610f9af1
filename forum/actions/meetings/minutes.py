"""The minutes, written by several at once: what was discussed on each item, what was agreed and observed there."""

from flask_babel import gettext as _

from ... import text
from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import (
    AgendaItem,
    Agreement,
    Attendance,
    ClauseText,
    Document,
    Event,
    Meeting,
    Minutes,
    Observation,
    User,
)
from ...models.base import now
from ...permissions import is_readable
from ...text.legible import legible, one_line
from .. import action
from ..observations.making import Words, version_of, write
from .agenda import open_still
from .setting_up import held, numbered

LONGEST_DISCUSSED = 50_000
LONGEST_AGREEMENT = 5_000


@action("minutes.write")
def begin(user: User, meeting: Meeting) -> Minutes:
    """Of a meeting that has an agenda; begun already, those."""
    held(meeting)
    minutes = minutes_of(meeting)
    if minutes is not None:
        return minutes
    items = db.select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None))
    if db.session.scalar(items.limit(1)) is None:
        raise Invalid(_("Escribe primero la agenda: el acta se redacta punto por punto."))
    minutes = Minutes(meeting_id=meeting.id, created_by_id=user.id)
    db.session.add(minutes)
    db.session.flush()
    record("minutes.moved", user, meeting, meeting=meeting.id, phase=minutes.phase)
    return minutes


def minutes_of(meeting) -> Minutes | None:
    return db.session.scalar(db.select(Minutes).where(Minutes.meeting_id == meeting.id))


@action("minutes.write")
def discuss(user: User, item: AgendaItem, body: str, version: int) -> AgendaItem:
    """What was discussed, over the wording `version`; `Conflict` with both where somebody wrote another meanwhile."""
    _begun(item)
    body = legible(body)
    if len(body) > LONGEST_DISCUSSED:
        raise Invalid(fields={"body": _("Usa como mucho %(n)s letras.", n=LONGEST_DISCUSSED)})
    if body == item.discussed:
        return item
    if version != item.version:
        raise _conflict(item, "discussed", body, version)
    _keep(user, item, item, "discussed", body)
    return item


@action("minutes.write")
def agree(user: User, item: AgendaItem, words: str) -> Agreement:
    _begun(item)
    agreement = Agreement(item_id=item.id, text=_agreed(words), created_by_id=user.id, changed_at=now())
    agreement.changed_by_id = user.id
    db.session.add(agreement)
    _tell(user, item)
    return agreement


@action("minutes.write")
def reword(user: User, agreement: Agreement, words: str, version: int) -> Agreement:
    """As `discuss`."""
    _begun(agreement.item)
    words = _agreed(words)
    if words == agreement.text:
        return agreement
    if version != agreement.version:
        raise _conflict(agreement, "text", words, version)
    _keep(user, agreement.item, agreement, "text", words)
    return agreement


@action("minutes.write")
def drop(user: User, agreement: Agreement) -> Agreement:
    """Out of the minutes; `put_back` brings it back."""
    _begun(agreement.item)
    agreement.removed_at = now()
    _tell(user, agreement.item)
    return agreement


@action("minutes.write")
def put_back(user: User, item: AgendaItem, id: int) -> Agreement:
    _begun(item)
    agreement = numbered(Agreement, id)
    if agreement is None or agreement.item_id != item.id or agreement.removed_at is None:
        raise NotFound()
    agreement.removed_at = None
    _tell(user, item)
    return agreement


@action("minutes.write")
def observe(
    user: User,
    item: AgendaItem,
    document: int,
    attendance: int,
    comment: str,
    clause="",
    kind="technical",
    proposal="",
) -> Observation:
    """An observation made there and then by somebody on the list of attendance, on the clause of that number (""
    the whole document)."""
    _begun(item)
    about = numbered(Document, document)
    if (
        about is None
        or about.worktable_id != item.meeting.worktable_id
        or about.state == "draft"
        or not is_readable(user, about)
    ):
        raise Invalid(fields={"document": _("Elige uno de los documentos que esta mesa ya publicó.")})
    voice = numbered(Attendance, attendance)
    if voice is None or voice.meeting_id != item.meeting_id or voice.removed_at is not None:
        raise Invalid(fields={"attendance": _("Elige quién la hizo, de la lista de asistencia.")})
    words = Words(comment=comment, kind=kind, clause=_clause(about, clause), proposal=proposal)
    observation = write(about, words, origin="meeting")
    observation.created_by_id, observation.agenda_item_id = user.id, item.id
    observation.author_id, observation.actor_id = voice.user_id, voice.actor_id
    observation.organization_id = voice.organization_id
    if voice.user_id is None:
        observation.name, observation.organization_name = voice.name, voice.organization_name
    db.session.flush()
    record("observation.created", user, observation, document=about.id, observation=observation.id)
    _tell(user, item)
    return observation


@action("minutes.change")
def approve(user: User, item: AgendaItem) -> AgendaItem:
    """The minutes that the item is about were approved at its meeting: both say so."""
    minutes = _approvable(item)
    if minutes.approved_item_id not in (None, item.id):
        raise Conflict(_("Esa acta ya fue aprobada en otra sesión."))
    if item.approved_at is None:
        item.approved_at, item.approved_by_id, minutes.approved_item_id = now(), user.id, item.id
        _tell(user, item)
        record("minutes.approved", user, item, meeting=item.previous_id, item=item.id)
    return item


@action("minutes.change")
def disapprove(user: User, item: AgendaItem) -> AgendaItem:
    """They were not, after all."""
    minutes = _approvable(item)
    if item.approved_at is not None:
        item.approved_at, item.approved_by_id, minutes.approved_item_id = None, None, None
        _tell(user, item)
        record("minutes.approved", user, item, meeting=item.previous_id, item=item.id)
    return item


def _approvable(item):
    _begun(item)
    minutes = minutes_of(item.previous) if item.previous is not None else None
    if minutes is None or minutes.phase != "final":
        raise Conflict(_("Se aprueba un acta final: séllala primero."))
    return minutes


def _begun(item):
    """`Conflict` where nothing is written yet, or nothing more."""
    if minutes_of(item.meeting) is None:
        raise Conflict(_("El acta de esta sesión todavía no está abierta."))
    open_still(item.meeting)


def _keep(user, item, thing, field, words):
    """Other words, and those before in the event."""
    kept = {"thing": f"{field}:{thing.id}", "version": thing.version, "words": getattr(thing, field)}
    setattr(thing, field, words)
    thing.version += 1
    thing.changed_at, thing.changed_by_id = now(), user.id
    _tell(user, item, kept)


def _conflict(thing, field, mine, version) -> Conflict:
    theirs = getattr(thing, field)
    item = thing if isinstance(thing, AgendaItem) else thing.item
    events = db.session.scalars(
        db.select(Event).where(Event.name == "minutes.changed", Event.subject == f"agendaitem:{item.id}")
    )
    wanted = (f"{field}:{thing.id}", version)
    kept = (event.kept or {} for event in events)
    base = next((one["words"] for one in kept if (one.get("thing"), one.get("version")) == wanted), "")
    by = thing.changed_by.name if thing.changed_by else _("Otra persona")
    return Conflict(
        _("%(name)s guardó otra redacción mientras escribías.", name=by),
        by=by,
        by_id=thing.changed_by_id,
        at=thing.changed_at,
        version=thing.version,
        base=base,
        mine=mine,
        theirs=theirs,
        combined=text.combine(base, mine, theirs),
    )


def _agreed(words):
    words = legible(words)
    if not words:
        raise Invalid(fields={"body": _("Escribe qué se acordó.")})
    if len(words) > LONGEST_AGREEMENT:
        raise Invalid(fields={"body": _("Usa como mucho %(n)s letras.", n=LONGEST_AGREEMENT)})
    return words


def _clause(document, number):
    number = one_line(number)
    if not number:
        return None
    version = version_of(document, None)
    query = db.select(ClauseText.clause_id).where(ClauseText.version_id == version.id, ClauseText.number == number)
    found = db.session.scalar(query.limit(1))
    if found is None:
        wrong = _("%(code)s no tiene un apartado %(number)s.", code=document.code, number=number[:40])
        raise Invalid(fields={"clause": wrong})
    return found


def _tell(user, item, kept=None):
    record("minutes.changed", user, item, kept=kept, meeting=item.meeting_id, item=item.id)
