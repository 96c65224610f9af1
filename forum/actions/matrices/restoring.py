"""Bringing back what a matrix said at a moment: a new step like any other, which undo takes back."""

from flask_babel import gettext as _

from ... import events
from ...errors import Conflict, Forbidden, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Entry, Event, Matrix, Source, User
from ...models.base import now
from ...models.steps import KINDS
from ...permissions import refusal
from ...readings.matrices.restoring import TAKEN_AWAY, plan
from .. import action
from .sources import mark_sources
from .steps import cell, cells_of, changed, full, kept, snapshot, tell_thread, tell_threads


@action("entry.restore")
def restore_entries(user: User, matrix: Matrix, seq: int, seen: str, entry=0, cell=None) -> Event:
    """An entry, or the cell (row, column), as after event number `seq`; `Conflict` where what would change is no longer
    what the person has `seen` (see `Plan`)."""
    if not entry and not cell:
        raise Invalid(_("Elige la entrada o la celda que se restaura."))
    return _bring_back(user, matrix, "entries.restored", seq, seen, entry, cell)


@action("moment.restore")
def restore_moment(user: User, matrix: Matrix, seq: int, seen: str) -> Event:
    """The whole matrix: rows, columns, entries and their sources, title and question."""
    return _bring_back(user, matrix, "moment.restored", seq, seen)


def _bring_back(user, matrix, name, seq, seen, entry=0, place=None):
    if not 0 < seq <= events.last(f"matrix:{matrix.id}"):
        raise NotFound()
    found = plan(matrix, seq, entry, place)
    if not found.changes:
        raise Conflict(_("Ya está como en ese momento: no hay nada que restaurar."))
    if found.seen != seen:
        raise Conflict(_("La matriz cambió mientras mirabas. Lee otra vez qué cambiaría antes de restaurar."))
    things = [(db.session.get(KINDS[kind][0], id), changes) for (kind, id), changes in found.changes.items()]
    steps, entries, cells, posts = [], {}, [], {}
    for thing, changes in things:
        before = snapshot(thing)
        if isinstance(thing, Entry):
            # One that was taken away cannot be fetched; who may restore it is asked all the same.
            if (entry or place) and (reason := refusal(user, "entry.restore", thing)) is not None:
                raise Forbidden(reason)
            entries[thing.id] = thing
            cells.append(cell(thing))
        for field, value in changes.items():
            setattr(thing, field, now() if value == TAKEN_AWAY and field == "removed_at" else full(field, value))
        if isinstance(thing, Entry):
            thing.version += 1
            thing.changed_at = now()
            cells.append(cell(thing))
        elif isinstance(thing, Source):
            entries.setdefault(thing.entry_id, thing.entry)
            cells.append(cell(thing.entry))
            if thing.post is not None:
                posts[thing.post_id] = thing.post
        steps.append(changed(thing, before))
    db.session.flush()
    restored = record(
        name,
        user,
        matrix,
        kept=kept(*steps) | {"seq": seq},
        entries=list(entries),
        cells=cells_of(*cells),
    )
    for post in posts.values():
        mark_sources(user, post)
        tell_thread(user, post)
    tell_threads(user, *entries.values())
    return restored
