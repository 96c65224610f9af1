"""Taking back one's own last step, and doing it again; never anybody else's."""

from flask_babel import gettext as _

from ...errors import Conflict, Forbidden
from ...events import record
from ...extensions import db
from ...models import Entry, Event, Grouping, Link, Matrix, MatrixColumn, MatrixRow, Source, User
from ...models.base import now
from ...permissions import refusal
from ...readings.names import veiled
from .. import action
from .steps import KINDS, cell, cells_of, changed, full, kept, snapshot, tell_thread, tell_threads

# By which rule each kind of step may be taken back: one that may no longer be done may not be undone either.
RULE_OF = {
    "entry.created": "entry.remove",
    "entry.changed": "entry.edit",
    "entry.moved": "entry.move",
    "entry.decided": "entry.decide",
    "entry.merged": "entry.merge",
    "entry.united": "entry.merge",
    "entry.separated": "entry.merge",
    "entries.decided": "entry.decide",
    "entries.ordered": "entry.move",
    "entries.grouped": "entry.group",
    "entry.linked": "entry.link",
    "entry.removed": "entry.remove",
    "entry.sourced": "entry.source",
    "entries.restored": "entry.restore",
    "moment.restored": "moment.restore",
    "matrix.combined": "matrix.combine",
    "matrix.filled": "matrix.import",
    "matrix.reshaped": "matrix.reshape",
    "matrix.changed": "matrix.change",
}
COUNTED = ("version", "decided_at", "decided_by_id")  # fields that follow from others


@action("step.undo")
def undo(user: User, matrix: Matrix) -> Event:
    """Take back the person's last step that stands; `Conflict` names who changed the same thing since.

    Gives the event of the undoing.
    """
    event = last_step(user, matrix)
    if event is None:
        raise Conflict(_("No hay ningún paso tuyo que deshacer en esta matriz."))
    things_of(user, event, event.name)
    check_unused(user, matrix, event)
    undone = _turn(user, matrix, event, "step.undone", {"event": event.id, "name": event.name})
    event.undone_at = undone.at
    return undone


@action("step.redo")
def redo(user: User, matrix: Matrix) -> Event:
    """Do again what the person took back last, while they have done nothing else since; `Conflict` names who changed
    the same thing meanwhile, or says that somebody works in what would go again. Gives the event of the redoing."""
    undone = last_undoing(user, matrix)
    if undone is None:
        raise Conflict(_("No hay ningún paso tuyo que rehacer en esta matriz."))
    step_taken = db.session.get(Event, undone.kept["event"])
    later = db.session.scalars(
        db.select(Event).where(Event.room == undone.room, Event.seq > undone.seq, Event.user_id != user.id)
    ).all()
    for step, thing in things_of(user, undone, step_taken.name):
        check_left_alone(later, step, thing)
    redone = _turn(user, matrix, undone, "step.redone", {"event": step_taken.id, "name": step_taken.name})
    undone.undone_at = redone.at
    step_taken.undone_at = None
    return redone


def things_of(user, event, name):
    """(step, thing) of what the event did, none of which anybody else changed since; asked by the rule of what the
    person does to it."""
    things = [(step, db.session.get(KINDS[step["kind"]][0], step["id"])) for step in event.kept["steps"]]
    for _step, thing in things:
        if (reason := refusal(user, RULE_OF[name], subject_of(thing))) is not None:
            raise Forbidden(reason)
    for step, thing in things:
        check_untouched(user, event, step, thing)
    return things


def _turn(user, matrix, event, name, about):
    """Put everything that the event changed back, as an event of its own."""
    things = [(step, db.session.get(KINDS[step["kind"]][0], step["id"])) for step in event.kept["steps"]]
    done, entries, cells = [], {}, []
    for step, thing in things:
        before = snapshot(thing)
        entry = subject_of(thing)
        if isinstance(entry, Entry):
            entries[entry.id] = entry
            cells.append(cell(entry))
        take_back(step, thing)
        if isinstance(entry, Entry):
            cells.append(cell(entry))
        done.append(changed(thing, before))
    for entry in entries.values():
        check_home(entry)
    # Rows and columns that changed are no cells: the whole table is read again.
    is_shape = any(step["kind"] in ("row", "column", "matrix") for step, _thing in things)
    turned = record(
        name,
        user,
        matrix,
        kept=kept(*done) | about,
        cells=[] if is_shape else cells_of(*cells),
        entries=list(entries),
    )
    db.session.flush()
    tell_threads(user, *entries.values())
    for _step, thing in things:
        if isinstance(thing, Source) and thing.post is not None and thing.removed_at is not None:
            tell_thread(user, thing.post)
    return turned


def last_step(user, matrix) -> Event | None:
    """The person's last event in the matrix that has steps and stands."""
    query = db.select(Event).where(
        Event.room == f"matrix:{matrix.id}",
        Event.user_id == user.id,
        Event.undone_at.is_(None),
        Event.name.in_(RULE_OF),
    )
    # A post of theirs that was edited changed a source, too; that is no step of theirs in the matrix.
    return next((event for event in db.session.scalars(query.order_by(Event.seq.desc())) if event.kept), None)


def last_undoing(user, matrix) -> Event | None:
    """What the person took back last and has not done again, unless they took another step since."""
    query = db.select(Event).where(
        Event.room == f"matrix:{matrix.id}", Event.user_id == user.id, Event.undone_at.is_(None)
    )
    undone = db.session.scalar(query.where(Event.name == "step.undone").order_by(Event.seq.desc()).limit(1))
    if undone is None or "event" not in (undone.kept or {}):
        return None
    steps = query.where(Event.name.in_(RULE_OF), Event.seq > undone.seq)
    return None if any((event.kept or {}).get("steps") for event in db.session.scalars(steps)) else undone


def check_untouched(user, event, step, thing):
    """`Conflict` where a field of the step is another now than the step left it."""
    now_there = snapshot(thing)
    fields = [field for field in step["after"] if field not in COUNTED]
    if all(now_there[field] == step["after"][field] for field in fields):
        return
    later = db.session.scalars(
        db.select(Event).where(Event.room == event.room, Event.seq > event.seq).order_by(Event.seq.desc())
    )
    for other in later:
        if other.user_id != event.user_id and touches(other, step, fields):
            is_told = not (isinstance(thing, Entry) and thing.id in veiled(user, thing.matrix))
            name = other.user.name if other.user and is_told else _("Alguien")
            if event.name == "step.undone":
                sentence = _(
                    "%(name)s cambió lo mismo después. Tu paso ya no se puede rehacer sin tocar el suyo.", name=name
                )
            else:
                sentence = _(
                    "%(name)s cambió lo mismo después de ti. Tu paso ya no se puede deshacer sin tocar el suyo.",
                    name=name,
                )
            raise Conflict(sentence)
    if event.name == "step.undone":
        raise Conflict(_("Lo que deshiciste ya es otra cosa: no se puede rehacer."))
    raise Conflict(_("Lo que cambiaste ya es otra cosa: no se puede deshacer."))


def touches(event, step, fields) -> bool:
    """Whether the event changed one of these fields of the step's thing."""
    return any(
        (one["kind"], one["id"]) == (step["kind"], step["id"]) and set(one["after"]) & set(fields)
        for one in (event.kept or {}).get("steps", ())
    )


def check_unused(user, matrix, event):
    """`Conflict` where taking away what the event made would take away what others put there."""
    made, known = {}, {}
    for step in event.kept["steps"]:
        known.setdefault(step["kind"], set()).add(step["id"])
        if step["before"] is None:
            made.setdefault(step["kind"], set()).add(step["id"])
    rows, columns, entries = (made.get(kind, set()) for kind in ("row", "column", "entry"))
    if not (rows or columns or entries):
        return
    there = db.session.execute(
        db.select(Entry.id, Entry.row_id, Entry.column_id, Entry.merged_into_id).where(
            Entry.matrix_id == matrix.id, Entry.removed_at.is_(None)
        )
    )
    own = known.get("entry", set())
    used = any(
        id not in own and (row in rows or column in columns or into in entries) for id, row, column, into in there
    )
    sourced = (
        db.select(Source.id, Source.entry_id)
        .join(Entry)
        .where(Entry.matrix_id == matrix.id, Source.removed_at.is_(None), Source.created_by_id != user.id)
    )
    came = known.get("source", set())
    if used or any(entry in entries and id not in came for id, entry in db.session.execute(sourced)):
        raise Conflict(_("Ya hay trabajo de otras personas en lo que añadiste: no se puede deshacer."))


def check_left_alone(later, step, thing):
    """`Conflict` where somebody else did something, in the events `later`, to what would go again."""
    if not (step["before"] or {}).get("removed_at") or isinstance(thing, Grouping | Link | Matrix):
        return
    about = subject_of(thing)
    for other in later:
        data = other.data
        if isinstance(thing, MatrixRow | MatrixColumn):
            at = 0 if isinstance(thing, MatrixRow) else 1
            is_in = any(place[at] == thing.id for place in data.get("cells", ()))
        else:
            numbers = [data.get("entry"), data.get("into"), data.get("other"), *_listed(data)]
            is_in = isinstance(about, Entry) and about.id in numbers
        if is_in:
            raise Conflict(_("Otra persona trabajó después en lo que volvería a irse: no se puede rehacer."))


def _listed(data):
    entries = data.get("entries", ())
    return entries if isinstance(entries, list) else ()


def check_home(entry):
    """`Conflict` where the entry would come back to a place that is not there any more."""
    if entry.removed_at is not None:
        return
    row, column = (db.session.get(MatrixRow, entry.row_id), db.session.get(MatrixColumn, entry.column_id))
    into = db.session.get(Entry, entry.merged_into_id) if entry.merged_into_id else None
    if row.removed_at or column.removed_at:
        raise Conflict(_("La fila o la columna donde estaba ya no está en la matriz: no se puede deshacer."))
    if into is not None and into.removed_at is not None:
        raise Conflict(_("La entrada a la que estaba unida ya no está en la matriz: no se puede deshacer."))


def subject_of(thing):
    """What the rules are asked about: a source's entry, the matrix of a row."""
    if isinstance(thing, Source | Grouping | Link):
        return thing.entry
    return thing if isinstance(thing, Entry) else getattr(thing, "matrix", thing)


def take_back(step, thing):
    """Put the step's fields back; what was made is taken away."""
    if step["before"] is None:
        thing.removed_at = now()
    else:
        for field, value in step["before"].items():
            if field != "version":
                setattr(thing, field, full(field, value))
    if isinstance(thing, Entry):
        thing.version += 1
        thing.changed_at = now()
