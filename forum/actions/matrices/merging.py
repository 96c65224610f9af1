"""Uniting entries that say the same: each keeps its words, its author and its sources, and can be separated again."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Comment, Entry, Link, Matrix, Source, Stance, User
from ...models.base import now
from ...permissions import require
from .. import action
from .entries import check_state, check_words, events_of, note, settle, steps_of
from .places import entries_of, position_at
from .steps import cell, cells_of, changed, full, kept, made, plain, snapshot, tell_threads
from .wording import clean_words

DECIDED = ("state", "reason", "merged_into_id", "decided_at", "decided_by_id")
MOST_UNITED = 50


@action("entry.merge")
def merge(user: User, entry: Entry, into: Entry, version: int) -> Entry:
    """Unite `entry` with `into`; what was united with it goes along."""
    if into.matrix_id != entry.matrix_id or into.removed_at is not None or into.id == entry.id:
        raise Invalid(fields={"into": _("Elige otra entrada de esta matriz.")})
    if into.state == "merged":
        raise Invalid(fields={"into": _("Esa entrada ya está unida a otra: elige aquella.")})
    require(user, "entry.merge", into)
    check_words(user, entry, version, None)
    if entry.merged_into_id == into.id:
        return entry
    check_state(user, entry, version)
    before = snapshot(entry)
    along = _follow(user, entry, into)
    settle(user, entry, "merged", "", into)
    cells = cells_of(cell(entry), cell(into), *(cell(follower) for follower, _was in along))
    steps = [changed(follower, was) for follower, was in along]
    note("entry.merged", user, entry, before, *steps, cells=cells, into=into.id)
    tell_threads(user, entry, *(follower for follower, _was in along))
    return entry


@action("entry.merge")
def unite(user: User, matrix: Matrix, chosen: list[tuple[Entry, int]], words: str, accepted=False) -> Entry:
    """Several entries, each as of a version, in one wording.

    An accepted one among them takes the others in, or one that says just these words; else a new entry does. All
    keep what they are: `separate` undoes it.
    """
    return unite_all(user, matrix, chosen, words, accepted)


def unite_all(user, matrix, chosen, words, accepted) -> Entry:
    words = clean_words(words)
    entries = list(dict.fromkeys(entry for entry, _version in chosen))
    if any(entry.matrix_id != matrix.id or entry.removed_at is not None for entry in entries):
        raise Invalid(_("Elige entradas de esta matriz."))
    if len(entries) < 2:
        raise Invalid(_("Marca al menos dos propuestas para unirlas."))
    if len(entries) > MOST_UNITED:
        raise Invalid(_("Une como mucho %(n)s propuestas de una vez.", n=MOST_UNITED))
    for entry, version in chosen:
        require(user, "entry.merge", entry)
        check_words(user, entry, version, None)
        check_state(user, entry, version)
        if entry.state not in ("proposed", "accepted"):
            raise Conflict(_("Una de las propuestas ya no espera una decisión. Mira cómo quedó antes de unirlas."))
    union = next((one for one in entries if one.state == "accepted"), None)
    union = union or next((one for one in entries if one.text == words), None)
    before = snapshot(union) if union is not None else None
    if union is None:
        union = _new_union(user, entries[0], words)
    union.text = words
    if accepted and union.state != "accepted":
        settle(user, union, "accepted", "")
    touched = []
    for entry in entries:
        if entry is union:
            continue
        was = snapshot(entry)
        touched += _follow(user, entry, union)
        settle(user, entry, "merged", "", union)
        entry.version += 1
        entry.changed_at = now()
        touched.append((entry, was))
    if before is not None:
        union.version += 1
        union.changed_at = now()
    db.session.flush()
    steps = [made(union) if before is None else changed(union, before), *(changed(one, was) for one, was in touched)]
    united = [one for one, _was in touched]
    record(
        "entry.united",
        user,
        union,
        kept=kept(*steps),
        entry=union.id,
        version=union.version,
        cells=cells_of(cell(union), *map(cell, united)),
        entries=[one.id for one in united],
    )
    tell_threads(user, union, *united)
    return union


@action("entry.merge")
def unmerge(user: User, entry: Entry) -> Entry:
    """Separate an entry from the one it was united with; it is again what it was before."""
    if entry.state != "merged":
        return entry
    before, into = snapshot(entry), entry.merged_into
    _part(entry, into)
    left = _let_go(into) if into is not None else None
    cells = cells_of(cell(entry), *([cell(into)] if into else []))
    note("entry.merged", user, entry, before, left, cells=cells, into=None)
    tell_threads(user, entry)
    return entry


@action("entry.merge")
def separate(user: User, union: Entry) -> list[Entry]:
    """Everything that was united with this entry stands for itself again, exactly as it was; an entry that was made
    to unite them goes, unless somebody has worked on it since."""
    united = _united(union)
    if not united:
        raise Invalid(_("Con esta entrada no hay otra unida."))
    was = [(entry, snapshot(entry)) for entry in united]
    for entry in united:
        _part(entry, union, {one.id for one in united})
        entry.version += 1
        entry.changed_at = now()
    db.session.flush()
    steps = [changed(entry, before) for entry, before in was]
    steps.append(_let_go(union))
    record(
        "entry.separated",
        user,
        union,
        kept=kept(*steps),
        entry=union.id,
        cells=cells_of(cell(union), *map(cell, united)),
        entries=[entry.id for entry in united],
    )
    tell_threads(user, union, *united)
    return united


def _new_union(user, first, words) -> Entry:
    siblings = entries_of(first.row, first.column)
    entry = Entry(
        matrix_id=first.matrix_id,
        row_id=first.row_id,
        column_id=first.column_id,
        position=position_at(siblings, siblings.index(first)),
        text=words,
        state="proposed",
        author_id=user.id,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def _united(entry) -> list[Entry]:
    query = db.select(Entry).where(Entry.merged_into_id == entry.id, Entry.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(Entry.id)))


def _follow(user, entry, into):
    """Take along what was united with `entry`; gives each with its snapshot from before."""
    along = []
    for follower in _united(entry):
        was = snapshot(follower)
        settle(user, follower, "merged", "", into)
        follower.version += 1
        along.append((follower, was))
    return along


def _part(entry, into, together=frozenset()):
    """Put an entry back to what it was before it came to `into`: to another it had been united with before only where
    that one (in `together`) comes back as well."""
    frames = _frames(entry)
    known = frames[-1] if frames and into is not None and frames[-1]["into"] == into.id else None
    if known is not None and known["before"]["merged_into_id"] not in (None, *together):
        known = frames[0]
    known = known["before"] if known else {}
    entry.state, entry.reason, entry.merged_into_id = "proposed", "", None
    if not known:
        entry.decided_at = entry.decided_by_id = None
    for field, value in known.items():
        setattr(entry, field, full(field, value))


def _frames(entry) -> list[dict]:
    """The unions that an entry is in, one upon the other, each with what it was `before` it came `into` it."""
    frames = []
    for step in steps_of(entry):
        before = step["before"] or {}
        for frame in frames:
            for field in DECIDED:
                if field in before:
                    frame["before"].setdefault(field, before[field])
        if "merged_into_id" not in before:
            continue
        into = step["after"]["merged_into_id"]
        if frames and frames[-1]["before"]["merged_into_id"] == into:
            frames.pop()
        else:
            frames.append({"into": into, "before": {field: before[field] for field in DECIDED if field in before}})
    return frames


def _let_go(union):
    """The step that gives `union` back the words and the state it had before it took the others in, or withdraws it
    where it was made for them; None while it still holds one, and where nobody united anything by it."""
    db.session.flush()
    if _united(union):
        return None
    steps = _steps_of_uniting(union)
    if not steps:
        return None
    before = snapshot(union)
    for step in reversed(steps):
        if step["before"] is None:
            if _is_worked_on(union):
                return None
            union.removed_at = now()
            continue
        for field, value in step["before"].items():
            if field != "version" and plain(getattr(union, field)) == step["after"][field]:
                setattr(union, field, full(field, value))
    union.version += 1
    union.changed_at = now()
    db.session.flush()
    return changed(union, before)


def _steps_of_uniting(union) -> list[dict]:
    """What uniting others with it did to `union` itself since it last held none, oldest first."""
    found = []
    for event in events_of(union):
        if event.undone_at is not None:
            continue
        parted = event.name == "entry.merged" and not event.data["into"] and event.data["entry"] != union.id
        for step in (event.kept or {}).get("steps", ()):
            if (step["kind"], step["id"]) != ("entry", union.id):
                continue
            if event.name == "entry.united" and event.data["entry"] == union.id:
                found.append(step)
            elif parted:
                found.clear()  # the last of what it held left, and it was put back
        if event.name == "entry.separated" and event.data["entry"] == union.id:
            found.clear()
    return found


def _is_worked_on(entry):
    """Whether something hangs on an entry itself: a source, a comment, a link, what an actor says of it."""
    return any(
        db.session.scalar(db.select(model.id).where(where, model.removed_at.is_(None)).limit(1))
        for model, where in (
            (Source, Source.entry_id == entry.id),
            (Comment, Comment.entry_id == entry.id),
            (Stance, Stance.entry_id == entry.id),
            (Link, db.or_(Link.entry_id == entry.id, Link.other_id == entry.id)),
        )
    )
