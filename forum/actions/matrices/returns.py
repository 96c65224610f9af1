"""Files that come back: what was exported is kept, what is other in the file is accepted or refused, one by one."""

import secrets
from itertools import pairwise

from flask_babel import gettext as _

from ...errors import Invalid, TinkuyError
from ...events import record
from ...extensions import db
from ...models import Entry, Matrix, MatrixColumn, MatrixRow, Return, ReturnedChange, Snapshot, User
from ...models.base import now
from ...permissions import standing
from .. import action
from .comments import LONGEST_COMMENT, say
from .entries import note, take_out, voice
from .merging import unite_all
from .places import columns_of, entries_of, position_at, rows_of
from .shape import MOST_COLUMNS, MOST_ROWS
from .steps import cell, cells_of, changed, kept, made, snapshot, tell_threads
from .wording import clean_path, clean_words

KNOWN_AGAIN = ("docx", "odt", "xlsx")  # the formats that can tell which export they were
BY_ONE = ("gone", "united", "split", "copied", "comment", "order")  # never accepted together with others


@action("matrix.export")
def take_snapshot(user: User, matrix: Matrix, format: str, said: dict) -> str:
    """Keep what a file says (see `models.returns.Snapshot`); gives the token for the file, "" for a format that would
    lose it. Files that say the same as the one before have the same token."""
    if format not in KNOWN_AGAIN:
        return ""
    newest = db.select(Snapshot).where(Snapshot.matrix_id == matrix.id).order_by(Snapshot.id.desc()).limit(1)
    last = db.session.scalar(newest)
    if last is not None and last.said == said:
        return last.token
    taken = Snapshot(matrix_id=matrix.id, token=secrets.token_hex(12), user_id=user.id, format=format, said=said)
    db.session.add(taken)
    return taken.token


@action("return.take")
def take_back(user: User, matrix: Matrix, filename: str, comparison, token: str = "") -> Return:
    """Keep what is other in a file that came back: `comparison` as `imports.returned.compare` gives it, `token` that
    of the snapshot it was compared with."""
    taken = db.session.scalar(db.select(Snapshot).where(Snapshot.token == token, Snapshot.matrix_id == matrix.id))
    returned = Return(
        matrix_id=matrix.id,
        snapshot_id=taken.id if taken else None,
        user_id=user.id,
        filename=filename[:120],
        identified=comparison.identified,
        same=comparison.same,
    )
    db.session.add(returned)
    db.session.flush()
    here, rows, columns = (
        set(db.session.scalars(db.select(model.id).where(model.matrix_id == matrix.id)))
        for model in (Entry, MatrixRow, MatrixColumn)
    )
    db.session.add_all(
        ReturnedChange(
            return_id=returned.id,
            kind=one.kind,
            entry_id=one.entry_id if one.entry_id in here else None,
            entry_ids=one.entry_ids,
            row_id=one.row_id if one.row_id in rows else None,
            column_id=one.column_id if one.column_id in columns else None,
            row_path=one.row_path,
            column_path=one.column_path,
            before=one.before,
            text=one.text,
            hands=one.hands,
            sure=one.sure,
        )
        for one in comparison.changes
        if one.kind != "order" or _is_other(one)
    )
    record("return.taken", user, matrix, returned=returned.id)
    return returned


def _is_other(order) -> bool:
    """Whether the entries of a cell do not stand in this order already."""
    query = db.select(Entry.id).where(
        Entry.id.in_(order.entry_ids),
        Entry.row_id == order.row_id,
        Entry.column_id == order.column_id,
        Entry.removed_at.is_(None),
    )
    there = db.session.scalars(query.order_by(Entry.position, Entry.id)).all()
    return there != [number for number in order.entry_ids if number in there]


@action("return.settle")
def accept_change(user: User, change: ReturnedChange) -> ReturnedChange:
    """Do in the matrix what the file did, on what the matrix says now."""
    if change.state != "accepted":
        _carry_out(user, change)
        _settle(user, change, "accepted")
    return change


@action("return.settle")
def refuse_change(user: User, change: ReturnedChange) -> ReturnedChange:
    """The matrix stays as it is."""
    if change.state == "accepted":
        raise Invalid(_("Este cambio ya se aceptó. Si no debía ser, deshazlo en la matriz."))
    if change.state != "refused":
        _settle(user, change, "refused")
    return change


@action("return.settle")
def reopen_change(user: User, change: ReturnedChange) -> ReturnedChange:
    """What was refused waits for a decision again."""
    if change.state == "refused":
        _settle(user, change, "open")
    return change


@action("return.settle")
def accept_sure(user: User, returned: Return) -> int:
    """All that needs no second look: no guess, nothing taken away, and nobody changed it on the site meanwhile. Gives
    how many."""
    accepted = 0
    for change in returned.changes:
        if change.state != "open" or not change.sure or change.kind in BY_ONE or is_overtaken(change):
            continue
        try:
            _carry_out(user, change)
        except TinkuyError:
            continue  # it waits for somebody to look at it
        _settle(user, change, "accepted", told=False)
        accepted += 1
    if accepted:
        record("return.settled", user, returned.matrix, returned=returned.id)
    return accepted


def is_overtaken(change) -> bool:
    """Whether the site says something else by now than what was exported."""
    if change.entry is None or change.kind not in ("reworded", "gone"):
        return False
    return change.entry.removed_at is not None or change.entry.text != change.before


def _settle(user, change, state, told=True):
    change.state = state
    change.decided_at, change.decided_by_id = (None, None) if state == "open" else (now(), user.id)
    if told:
        record("return.settled", user, change.returned.matrix, returned=change.return_id)


def _carry_out(user, change):
    _HOW[change.kind](user, change.returned.matrix, change)


def _entry_of(change):
    entry = change.entry
    if entry is None or entry.removed_at is not None:
        raise Invalid(_("Esta entrada ya no está en la matriz: alguien la retiró mientras tanto."))
    return entry


def _reword(user, matrix, change):
    entry, words = _entry_of(change), clean_words(change.text)
    if words != entry.text:
        before = snapshot(entry)
        entry.text = words
        note("entry.changed", user, entry, before)


def _move(user, matrix, change):
    entry = _entry_of(change)
    row, column = _place(user, matrix, change)
    before, old = snapshot(entry), cell(entry)
    if old != [row.id, column.id]:
        siblings = entries_of(row, column)
        entry.row_id, entry.column_id = row.id, column.id
        entry.position = position_at(siblings, len(siblings))
        note("entry.moved", user, entry, before, cells=cells_of(old, cell(entry)))
        tell_threads(user, entry)


def _add(user, matrix, change):
    row, column = _place(user, matrix, change)
    member, siblings = standing(user, matrix).membership, entries_of(row, column)
    actor = voice(member, row, None)
    entry = Entry(
        matrix_id=matrix.id,
        row_id=row.id,
        column_id=column.id,
        position=position_at(siblings, len(siblings)),
        text=clean_words(change.text),
        state="accepted",
        author_id=user.id,
        actor_id=actor.id if actor else None,
        organization_id=member.organization_id if member else None,
        origin={"author": ", ".join(change.hands), "actor": ""} if change.hands else None,
        decided_at=now(),
        decided_by_id=user.id,
    )
    db.session.add(entry)
    db.session.flush()
    change.entry_id = entry.id
    record("entry.created", user, entry, kept=kept(made(entry)), entry=entry.id, cells=[cell(entry)])


def _unite(user, matrix, change):
    found = db.session.scalars(
        db.select(Entry).where(Entry.id.in_(change.entry_ids), Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
    ).all()
    standing_ones = [(entry, entry.version) for entry in found if entry.state in ("proposed", "accepted")]
    change.entry_id = unite_all(user, matrix, standing_ones, change.text, accepted=True).id


def _take_out(user, matrix, change):
    take_out(user, _entry_of(change))


def _comment(user, matrix, change):
    who = ", ".join(change.hands) or _("sin nombre")
    words = _("%(who)s, en «%(file)s»: %(words)s", who=who, file=change.returned.filename, words=change.text)
    say(user, _entry_of(change), "comment", words[:LONGEST_COMMENT])


def _rename(user, matrix, change):
    thing, path = (change.row, change.row_path) if change.kind == "row" else (change.column, change.column_path)
    if thing is None or thing.removed_at is not None:
        raise Invalid(_("Esta fila o columna ya no está en la matriz."))
    before = snapshot(thing)
    thing.path = clean_path(path)
    _reshaped(user, matrix, thing, changed(thing, before))


def _order(user, matrix, change):
    """The entries take one another's places; what stands between them stays where it is."""
    row, column = change.row, change.column
    if row is None or column is None or row.removed_at is not None or column.removed_at is not None:
        raise Invalid(_("Esta fila o columna ya no está en la matriz."))
    wanted = {number: place for place, number in enumerate(change.entry_ids)}
    here = entries_of(row, column)
    chosen = sorted((entry for entry in here if entry.id in wanted), key=lambda entry: wanted[entry.id])
    if len(chosen) < 2:
        raise Invalid(_("Estas entradas ya no están juntas en su celda: alguien las movió o las retiró."))
    line = iter(chosen)
    order = [next(line) if entry.id in wanted else entry for entry in here]
    places = [entry.position for entry in here]
    if any(first >= second for first, second in pairwise(places)):
        places = [float(place) for place in range(len(here))]
    steps, moved, renumbered = [], [], db.session.info.setdefault("renumbered", [])
    for old, entry, place in zip(here, order, places, strict=True):
        before = snapshot(entry)
        entry.position = place
        if old is entry:
            renumbered.append((entry, before))
            continue
        entry.version, entry.changed_at = entry.version + 1, now()
        steps.append(changed(entry, before))
        moved.append(entry.id)
    if moved:
        cells = [[row.id, column.id]]
        record("entries.ordered", user, matrix, kept=kept(*steps), entries=moved, cells=cells)


_HOW = {
    "reworded": _reword,
    "moved": _move,
    "new": _add,
    "copied": _add,
    "split": _add,
    "united": _unite,
    "gone": _take_out,
    "comment": _comment,
    "row": _rename,
    "column": _rename,
    "order": _order,
}


def _place(user, matrix, change):
    """The row and the column of the change; those that came with the file are made."""
    return (
        _called(user, matrix, change.row, MatrixRow, rows_of(matrix), change.row_path, MOST_ROWS),
        _called(user, matrix, change.column, MatrixColumn, columns_of(matrix), change.column_path, MOST_COLUMNS),
    )


def _called(user, matrix, known, model, siblings, path, most):
    if known is not None and known.removed_at is None:
        return known
    path = clean_path(path)
    thing = next((one for one in siblings if one.path == path), None)
    if thing is None:
        if len(siblings) >= most:
            raise Invalid(_("Una matriz tiene como mucho %(n)s filas o columnas de esta clase.", n=most))
        thing = model(matrix_id=matrix.id, path=path, position=position_at(siblings, len(siblings)))
        db.session.add(thing)
        db.session.flush()
        _reshaped(user, matrix, thing, made(thing))
    return thing


def _reshaped(user, matrix, thing, step):
    if step is not None:
        rows, columns = ([thing.id], []) if isinstance(thing, MatrixRow) else ([], [thing.id])
        record("matrix.reshaped", user, matrix, kept=kept(step), rows=rows, columns=columns)
