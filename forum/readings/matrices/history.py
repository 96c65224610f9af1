"""What happened in a matrix, or to one entry: read from the steps that events kept."""

from collections import namedtuple

from sqlalchemy import and_, or_, select

from ...extensions import db
from ...models import Entry, Event, Matrix, MatrixColumn, MatrixRow, User
from ...text import excerpt
from ..names import veiled

PAGE = 50
FIRST = 8  # lines of an entry's history in its drawer
WORDS = 60  # characters of an entry's words in a line

Line = namedtuple("Line", "id seq at by name entry_id words before after place state reason into labels undone count")

# What nobody did, the background work says so; what people say of an entry, which stands beside it; the desk's groups;
# what is done with files, whose changes tell of themselves.
UNTOLD = (
    "edition.asked",
    "edition.prepared",
    "stance.taken",
    "entry.commented",
    "entry.recognized",
    "entries.grouped",
    "return.settled",
    "tables.taken",
)
# The events after which a matrix shows something else.
CHANGING = (
    "entry.created",
    "entry.changed",
    "entry.moved",
    "entry.decided",
    "entry.merged",
    "entry.united",
    "entry.separated",
    "entries.decided",
    "entries.ordered",
    "entry.removed",
    "entry.sourced",
    "matrix.reshaped",
    "matrix.changed",
    "matrix.filled",
    "matrix.combined",
    "entries.restored",
    "moment.restored",
    "step.undone",
    "step.redone",
)
# Of these, an entry's history shows those that touched it.
WIDE = (
    "entry.merged",
    "entry.united",
    "entry.separated",
    "entries.decided",
    "entries.ordered",
    "entries.restored",
    "moment.restored",
    "matrix.combined",
    "matrix.filled",
    "entry.removed",
    "step.undone",
    "step.redone",
)


def history(user, matrix: Matrix, page=1) -> tuple[list[Line], bool]:
    """Page `page` (from 1) of what happened in the matrix, newest first; and whether there is more."""
    query = select(Event, User.name).outerjoin(User, User.id == Event.user_id).where(_of(matrix))
    found = db.session.execute(query.order_by(Event.seq.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    return _lines(user, matrix, found[:PAGE]), len(found) > PAGE


def lines_of(user, matrix: Matrix, *window) -> list[tuple[Event, Line]]:
    """Those of the matrix's events that are in the window, each with its line, oldest first."""
    query = select(Event, User.name).outerjoin(User, User.id == Event.user_id).where(_of(matrix), *window)
    found = db.session.execute(query.order_by(Event.seq)).all()
    return list(zip((event for event, _name in found), _lines(user, matrix, found), strict=True))


def history_of(user, matrix: Matrix, entry: Entry, first=FIRST) -> tuple[list[Line], bool]:
    """What happened to one entry, newest first, at most `first` lines (None: all); and whether there is more."""
    query = (
        select(Event, User.name)
        .outerjoin(User, User.id == Event.user_id)
        .where(_of(matrix), or_(Event.subject == f"entry:{entry.id}", Event.name.in_(WIDE)))
        .order_by(Event.seq.desc())
    )
    found = [(event, name) for event, name in db.session.execute(query) if _touches(event, entry)]
    shown = found if first is None else found[:first]
    return _lines(user, matrix, shown, entry), len(found) > len(shown)


def _of(matrix):
    return and_(Event.room == f"matrix:{matrix.id}", Event.name.not_in(UNTOLD))


def _touches(event, entry):
    if event.subject == f"entry:{entry.id}":
        return True
    return event.data.get("into") == entry.id or any(
        (step["kind"], step["id"]) == ("entry", entry.id) for step in (event.kept or {}).get("steps", ())
    )


def _lines(user, matrix, found, entry=None) -> list[Line]:
    """Each event in plain words' parts; the names of what they touch in three queries."""
    steps = {event.id: (event.kept or {}).get("steps", []) for event, _name in found}
    numbers = {step["id"] for all_ in steps.values() for step in all_ if step["kind"] == "entry"}
    numbers |= {event.data[key] for event, _name in found for key in ("entry", "into", "other") if event.data.get(key)}
    texts = dict(db.session.execute(select(Entry.id, Entry.text).where(Entry.id.in_(numbers))).all()) if numbers else {}
    rows = _labels(MatrixRow, matrix)
    columns = _labels(MatrixColumn, matrix)
    secret = veiled(user, matrix)
    lines = [(event, _line(event, name, steps[event.id], texts, rows, columns, entry)) for event, name in found]
    return [line._replace(by="") if _is_veiled(event, line, secret, user) else line for event, line in lines]


def _is_veiled(event, line, secret, user):
    """Whether it is not said who did this: of what quotes a forum without names, all but others' decisions."""
    if line.entry_id not in secret or (user is not None and event.user_id == user.id):
        return False
    return event.user_id == secret[line.entry_id] or event.name not in ("entry.decided", "entry.merged")


def _labels(model, matrix):
    query = select(model.id, model.path).where(model.matrix_id == matrix.id)
    return {id: path[-1] for id, path in db.session.execute(query)}


def _line(event, by, steps, texts, rows, columns, entry) -> Line:
    number = entry.id if entry is not None else event.data.get("entry")
    own = [step for step in steps if step["kind"] == "entry" and (number is None or step["id"] == number)]
    step = own[0] if own else None
    before, after = (step["before"] or {}, step["after"]) if step else ({}, {})
    entry_id = step["id"] if step else number
    shape = [one for one in steps if one["kind"] in ("row", "column")]
    place = after if "row_id" in after else {}
    into = event.data.get("into") or event.data.get("other")
    if event.name == "entry.united" and entry is not None and entry.id != event.data["entry"]:
        into = event.data["entry"]
    return Line(
        id=event.id,
        seq=event.seq if event.name in CHANGING else 0,
        at=event.at,
        by=by or "",
        name=_name(event, entry, before, after),
        entry_id=entry_id,
        words=excerpt(after.get("text") or texts.get(entry_id, ""), WORDS),
        before=before.get("text", ""),
        after=after.get("text", "") if "text" in before else "",
        place=(rows.get(place.get("row_id"), ""), columns.get(place.get("column_id"), "")) if place else None,
        state=after.get("state", event.data.get("state", "")),
        reason=after.get("reason", ""),
        into=excerpt(texts.get(into, ""), WORDS) if into else "",
        labels=[(event.kept["actor"], "")]
        if event.name == "actor.asked"
        else [_shape_label(one, rows, columns) for one in shape],
        undone=event.undone_at is not None,
        count=_count(event),
    )


def _count(event):
    """How many entries, or people asked; of an edition its number."""
    if event.name == "actor.asked":
        return len(event.kept["members"])
    if event.name.startswith("edition."):
        return (event.kept or {}).get("number", 0)
    entries = event.data.get("entries", 0)
    return entries if isinstance(entries, int) else len(entries)


def _name(event, entry, before, after):
    """The event's name, told apart where one name says several things."""
    if event.name == "entry.merged":
        if entry is not None and event.data.get("into") == entry.id:
            return "entry.received"
        return "entry.merged" if event.data.get("into") else "entry.separated"
    if event.name in ("entry.united", "entry.separated") and entry is not None and entry.id != event.data["entry"]:
        return "entry.merged" if event.name == "entry.united" else "entry.separated"
    if event.name == "entry.united":
        return "entry.received" if entry is not None else "entry.united"
    if event.name == "entry.separated":
        return "entry.parted"
    if event.name == "entry.linked":
        steps = (event.kept or {}).get("steps")
        return "entry.linked" if steps and steps[0]["before"] is None else "entry.unlinked"
    if event.name == "entries.decided" and entry is None:
        return {"accepted": "entries.accepted", "declined": "entries.declined"}.get(event.data["state"], event.name)
    if event.name == "entry.created":
        return "entry.accepted_at_once" if after.get("state") == "accepted" else "entry.created"
    if event.name == "entries.ordered" and entry is not None:
        return "entry.ordered"
    if event.name in ("entry.decided", "entries.decided"):
        return {"accepted": "entry.accepted", "declined": "entry.declined"}.get(after.get("state"), "entry.reopened")
    if event.name == "entry.moved":
        return "entry.moved" if "row_id" in before or "column_id" in before else "entry.ordered"
    if event.name == "entry.sourced":
        steps = (event.kept or {}).get("steps")
        if not steps:
            return "source.changed"
        return "source.added" if steps[0]["before"] is None else "source.removed"
    if event.name == "matrix.reshaped":
        step = event.kept["steps"][0]
        what = step["kind"]
        if step["before"] is None:
            return f"{what}.added"
        if "removed_at" in step["after"]:
            return f"{what}.removed"
        return f"{what}.moved" if "position" in step["after"] else f"{what}.changed"
    return event.name


def _shape_label(step, rows, columns):
    """(what it is called now, what it was called before where that changed)."""
    labels = rows if step["kind"] == "row" else columns
    before = (step["before"] or {}).get("path")
    after = step["after"].get("path")
    return (after[-1] if after else labels.get(step["id"], ""), before[-1] if before else "")
