"""Entries: proposing, rewording, moving, deciding and taking them away."""

from flask_babel import gettext as _

from ... import text
from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Entry, Event, Matrix, MatrixColumn, MatrixRow, Post, User
from ...models.base import now
from ...permissions import require, standing
from ...readings.matrices.history import WIDE
from ...readings.names import veiled
from ...text import excerpt
from .. import action
from .places import entries_of, index_for, position_at
from .sources import attach
from .steps import cell, cells_of, changed, kept, made, snapshot, tell_threads
from .wording import clean_reason, clean_words

DECISIONS = ("proposed", "accepted", "declined")
FEW = 60  # letters of an entry, to name it by


@action("entry.propose")
def propose(
    user: User,
    matrix: Matrix,
    row: MatrixRow,
    column: MatrixColumn,
    words: str,
    state="proposed",
    actor_id=None,
    post: Post | None = None,
    passage: text.Passage | None = None,
    again=False,
) -> Entry:
    """A new entry at the end of a cell, with the passage of the post it comes from where there is one.

    `state` "accepted" is for who may decide here. `again` says that this was sent before and no answer came:
    where the same person's same words stand in the cell, those are it.
    """
    words = clean_words(words)
    check_cell(matrix, row, column)
    require(user, "entry.place", row)
    if state not in ("proposed", "accepted"):
        raise Invalid(_("Una entrada nueva se propone o se acepta."))
    if state == "accepted":
        require(user, "entry.decide", row)
    siblings = entries_of(row, column)
    if again:
        for entry in siblings:
            if entry.author_id == user.id and entry.text == words:
                return entry
    member = standing(user, matrix).membership
    actor = voice(member, row, actor_id)
    entry = Entry(
        matrix_id=matrix.id,
        row_id=row.id,
        column_id=column.id,
        position=position_at(siblings, len(siblings)),
        text=words,
        state=state,
        author_id=user.id,
        actor_id=actor.id if actor else None,
        organization_id=member.organization_id if member else None,
    )
    if state == "accepted":
        entry.decided_at, entry.decided_by_id = now(), user.id
    db.session.add(entry)
    db.session.flush()
    steps = [made(entry)]
    if post is not None:
        steps.append(made(attach(user, entry, post, passage)))
    record("entry.created", user, entry, kept=kept(*steps), entry=entry.id, cells=[cell(entry)])
    tell_threads(user, entry)
    return entry


@action("entry.edit")
def edit(user: User, entry: Entry, words: str, version: int) -> Entry:
    """Other words; `Conflict` with both texts where somebody reworded it after `version`."""
    words = clean_words(words)
    if words == entry.text:
        return entry
    check_words(user, entry, version, words)
    before = snapshot(entry)
    entry.text = words
    note("entry.changed", user, entry, before)
    return entry


@action("entry.move")
def move(
    user: User, entry: Entry, row: MatrixRow, column: MatrixColumn, version: int, after=None, before=None
) -> Entry:
    """To a cell, behind or before the entry of that number; `Conflict` where somebody took it to another cell."""
    check_cell(entry.matrix, row, column)
    require(user, "entry.place", row)
    known = said_at(entry, version)
    moved = any(known.get(field, getattr(entry, field)) != getattr(entry, field) for field in ("row_id", "column_id"))
    if moved and cell(entry) != [row.id, column.id]:
        raise Conflict(
            _(
                "%(name)s movió esta entrada a otra celda mientras tanto. Mira dónde quedó antes de moverla.",
                name=last_hand(user, entry),
            ),
            version=entry.version,
        )
    was, old = snapshot(entry), cell(entry)
    siblings = entries_of(row, column, without=entry)
    index = index_for(siblings, after, before)
    if old == [row.id, column.id] and index == index_for(entries_of(row, column), before=entry.id):
        return entry
    entry.position = position_at(siblings, index)
    entry.row_id, entry.column_id = row.id, column.id
    note("entry.moved", user, entry, was, cells=cells_of(old, cell(entry)))
    if old != cell(entry):
        tell_threads(user, entry)
    return entry


@action("entry.decide")
def decide(user: User, entry: Entry, state: str, version: int, reason="") -> Entry:
    """Accept, do not take up (with the reason everybody reads), or leave it proposed again."""
    if state not in DECISIONS:
        raise Invalid(_("Una entrada se acepta, no se recoge o vuelve a propuesta."))
    reason = clean_reason(reason) if state == "declined" else ""
    if entry.state == "merged":
        raise Invalid(_("Esta entrada está unida a otra. Sepárala antes de decidir sobre ella."))
    check_words(user, entry, version, None)
    check_state(user, entry, version)
    if entry.state == state and (state != "declined" or entry.reason == reason):
        return entry
    before = snapshot(entry)
    settle(user, entry, state, reason)
    note("entry.decided", user, entry, before, state=state)
    tell_threads(user, entry)
    return entry


@action("entry.remove")
def remove(user: User, entry: Entry) -> Entry:
    """Take it out of the matrix; what was united with it stands for itself again, as a proposal."""
    return take_out(user, entry)


def take_out(user, entry) -> Entry:
    before = snapshot(entry)
    entry.removed_at = now()
    united = db.session.scalars(db.select(Entry).where(Entry.merged_into_id == entry.id, Entry.removed_at.is_(None)))
    freed = []
    for other in united.all():
        was = snapshot(other)
        settle(user, other, "proposed", "")
        other.version += 1
        freed.append((other, was))
    cells = cells_of(cell(entry), *(cell(other) for other, _was in freed))
    note("entry.removed", user, entry, before, *(changed(other, was) for other, was in freed), cells=cells)
    tell_threads(user, entry, *(other for other, _was in freed))
    return entry


def voice(member, row, actor_id):
    """In whose name a member writes in a row: the row's actor where it is one of theirs, else their usual one."""
    own = member.actors if member else []
    if actor_id:
        if chosen := next((actor for actor in own if actor.id == actor_id), None):
            return chosen
        raise Invalid(fields={"actor": _("Elige un actor en cuyo nombre participas.")})
    return next((actor for actor in own if actor.id == row.actor_id), own[0] if own else None)


def settle(user, entry, state, reason, into=None):
    """Put the entry into a state; who decided, and when, goes with it."""
    entry.state, entry.reason = state, reason
    entry.merged_into_id = into.id if into else None
    entry.decided_at = None if state == "proposed" else now()
    entry.decided_by_id = None if state == "proposed" else user.id


def note(name, user, entry, before, *others, **data):
    """Count the change, and record it with its steps."""
    entry.version += 1
    entry.changed_at = now()
    data.setdefault("cells", [cell(entry)])
    steps = kept(changed(entry, before), *others)
    record(name, user, entry, kept=steps, entry=entry.id, version=entry.version, **data)


def check_cell(matrix, row, column):
    if row.matrix_id != matrix.id or column.matrix_id != matrix.id or row.removed_at or column.removed_at:
        raise NotFound()


def check_words(user, entry, version, mine):
    """`Conflict` where the words are other than they were at `version`; `mine` (or None) are those to be saved."""
    base = said_at(entry, version).get("text", entry.text)
    if base == entry.text:
        return
    event = last_event(entry, "text")
    combined = text.combine(base, mine, entry.text) if mine is not None else entry.text
    raise Conflict(
        _("%(name)s guardó esta entrada mientras escribías.", name=last_hand(user, entry, "text"))
        if mine is not None
        else _(
            "%(name)s cambió las palabras de esta entrada. Léela otra vez antes de decidir.",
            name=last_hand(user, entry),
        ),
        entry=entry.id,
        version=entry.version,
        base=base,
        mine=mine,
        theirs=entry.text,
        combined=combined,
        by=last_hand(user, entry, "text"),
        by_id=event.user_id if event else None,
        at=event.at if event else entry.changed_at,
    )


def check_state(user, entry, version):
    """`Conflict` where somebody else decided on it after `version`: one decision stands, the other is told of it."""
    if said_at(entry, version).get("state", entry.state) == entry.state:
        return
    event = last_event(entry, "state")
    if event is not None and event.user_id == user.id:
        return
    name = last_hand(user, entry, "state")
    sentences = {
        "accepted": _("%(name)s ya aceptó «%(words)s».", name=name, words=excerpt(entry.text, FEW)),
        "declined": _("%(name)s decidió no recoger «%(words)s».", name=name, words=excerpt(entry.text, FEW)),
        "merged": _("%(name)s ya unió «%(words)s» a otra entrada.", name=name, words=excerpt(entry.text, FEW)),
        "proposed": _("%(name)s volvió «%(words)s» a propuesta.", name=name, words=excerpt(entry.text, FEW)),
    }
    raise Conflict(sentences[entry.state] + " " + _("Mira cómo quedó antes de decidir."), entry=entry.id)


def said_at(entry, version) -> dict:
    """The fields of `entry` that are other now, as they were at `version`; read from what events kept."""
    known = {}
    if version >= entry.version:
        return known
    for step in steps_of(entry):
        if step["before"] and step["after"].get("version", 0) > version:
            for field, value in step["before"].items():
                known.setdefault(field, value)
    return known


def steps_of(entry):
    """Every step of this entry, oldest first."""
    for event in events_of(entry):
        for step in (event.kept or {}).get("steps", ()):
            if step["kind"] == "entry" and step["id"] == entry.id:
                yield step


def events_of(entry):
    """The events that may have touched the entry; those of `WIDE` touch more than they are named for."""
    query = db.select(Event).where(
        Event.room == f"matrix:{entry.matrix_id}",
        db.or_(Event.subject == f"entry:{entry.id}", Event.name.in_(WIDE)),
    )
    return db.session.scalars(query.order_by(Event.seq))


def last_event(entry, field=None) -> Event | None:
    """The last event that changed `field` of the entry, or anything of it."""
    found = None
    for event in events_of(entry):
        for step in (event.kept or {}).get("steps", ()):
            if step["kind"] == "entry" and step["id"] == entry.id and (field is None or field in step["after"]):
                found = event
    return found


def last_hand(user, entry, field=None) -> str:
    """Who changed it last, as `user` may know."""
    if entry.id in veiled(user, entry.matrix):
        return _("Alguien")
    event = last_event(entry, field)
    return event.user.name if event and event.user else _("Alguien")
