"""The agenda of a meeting: its items, in order, how long each is meant to take, the documents it is about."""

from flask_babel import gettext as _
from sqlalchemy import func

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import AgendaItem, Document, Meeting, Minutes, User
from ...models.base import now
from ...text.legible import one_line
from .. import action
from .setting_up import numbered

LONGEST_ITEM = 300
LONGEST_MINUTES = 24 * 60
MOST_ITEMS = 60


@action("meeting.change")
def add_item(user: User, meeting: Meeting, title: str, minutes=None, documents=(), previous: int | None = None):
    """`documents`: numbers of the working table's; with `previous`, the number of an earlier meeting of the series, the
    item is to approve its minutes."""
    open_still(meeting)
    kept = _clean(meeting, title, minutes, documents, previous)
    query = db.select(func.count(), func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
    count, last = db.session.execute(query).one()
    if count >= MOST_ITEMS:
        raise Invalid(_("Una agenda tiene como mucho %(n)s puntos.", n=MOST_ITEMS))
    item = AgendaItem(meeting_id=meeting.id, position=(last or 0) + 1, **kept)
    db.session.add(item)
    db.session.flush()
    _tell(user, item)
    return item


@action("meeting.change")
def change_item(user: User, item: AgendaItem, title: str, minutes=None, documents=(), previous: int | None = None):
    """As `add_item`. What the minutes say of it stays."""
    open_still(item.meeting)
    kept = _clean(item.meeting, title, minutes, documents, previous)
    if item.approved_at is not None and kept["previous_id"] != item.previous_id:
        raise Conflict(_("Este punto ya aprobó un acta: deshaz la aprobación antes de cambiarla por otra."))
    for name, value in kept.items():
        setattr(item, name, value)
    _tell(user, item)
    return item


@action("meeting.change")
def move_item(user: User, item: AgendaItem, up: bool) -> AgendaItem:
    """Before the one above it, or after the one below."""
    open_still(item.meeting)
    items = _standing(item.meeting)
    place = items.index(item)
    other = place - 1 if up else place + 1
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        for position, one in enumerate(items, start=1):
            one.position = position
        _tell(user, item)
    return item


@action("meeting.change")
def remove_item(user: User, item: AgendaItem) -> AgendaItem:
    """Off the agenda, with what the minutes say of it; `restore_item` brings it back."""
    open_still(item.meeting)
    if item.approved_at is not None:
        raise Conflict(_("Este punto ya aprobó un acta: deshaz la aprobación antes de retirarlo."))
    item.removed_at = now()
    _tell(user, item)
    return item


@action("meeting.change")
def restore_item(user: User, meeting: Meeting, id: int) -> AgendaItem:
    """One of the meeting's that was taken away, last on the agenda."""
    open_still(meeting)
    item = numbered(AgendaItem, id)
    if item is None or item.meeting_id != meeting.id or item.removed_at is None:
        raise NotFound()
    item.removed_at = None
    item.position = max((one.position for one in _standing(meeting) if one is not item), default=0) + 1
    _tell(user, item)
    return item


def open_still(meeting):
    """`Conflict` where the minutes are sealed: they say what the agenda was."""
    sealed = db.session.scalar(db.select(Minutes.id).where(Minutes.meeting_id == meeting.id, Minutes.phase == "final"))
    if sealed is not None:
        raise Conflict(_("El acta de esta sesión está sellada: lo que dice ya no cambia."))


def _clean(meeting, title, minutes, documents, previous):
    earlier = _earlier(meeting, previous) if previous else None
    title = one_line(title)
    if not title and earlier is not None:
        title = _("Aprobación del acta de la sesión %(n)s", n=earlier.number)
    if not title:
        raise Invalid(fields={"title": _("Escribe de qué trata el punto.")})
    if len(title) > LONGEST_ITEM:
        raise Invalid(fields={"title": _("Usa como mucho %(n)s letras.", n=LONGEST_ITEM)})
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(fields={"minutes": _("Escribe cuántos minutos, de 1 a %(n)s.", n=LONGEST_MINUTES)})
    own = db.select(Document).where(Document.id.in_(documents), Document.worktable_id == meeting.worktable_id)
    return {
        "title": title,
        "minutes": minutes,
        "kind": "approve_minutes" if earlier else "topic",
        "previous_id": earlier.id if earlier else None,
        "documents": list(db.session.scalars(own.where(Document.removed_at.is_(None)))) if documents else [],
    }


def _earlier(meeting, previous):
    found = numbered(Meeting, previous)
    if found is None or found.worktable_id != meeting.worktable_id or found.number >= meeting.number:
        raise Invalid(fields={"previous": _("Elige una sesión anterior de esta mesa.")})
    return found


def _standing(meeting):
    query = db.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def _tell(user, item):
    record("agenda.changed", user, item, meeting=item.meeting_id, item=item.id)
