"""The desk: deciding on many proposals at once, and putting together those that say the same."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Entry, Grouping, Matrix, User
from ...models.base import now
from ...permissions import require
from .. import action
from .entries import DECISIONS, check_state, check_words, settle
from .steps import cell, cells_of, changed, kept, made, snapshot, tell_threads
from .wording import clean_reason

MOST_DECIDED = 200


@action("entry.decide")
def decide_all(user: User, matrix: Matrix, chosen: list[tuple[Entry, int]], state: str, reason="") -> list[str]:
    """One decision on several entries, each as of a version; gives the sentences about those that somebody else
    decided on or reworded meanwhile, which stay as they are. `Conflict` where those are all."""
    if state not in DECISIONS:
        raise Invalid(_("Una entrada se acepta, no se recoge o vuelve a propuesta."))
    reason = clean_reason(reason) if state == "declined" else ""
    if not chosen:
        raise Invalid(_("Marca primero las propuestas."))
    if len(chosen) > MOST_DECIDED:
        raise Invalid(_("Decide como mucho sobre %(n)s propuestas de una vez.", n=MOST_DECIDED))
    steps, decided, left = [], [], []
    for entry, version in chosen:
        if entry.matrix_id != matrix.id or entry.removed_at is not None:
            raise Invalid(_("Elige entradas de esta matriz."))
        require(user, "entry.decide", entry)
        try:
            check_words(user, entry, version, None)
            check_state(user, entry, version)
        except Conflict as error:
            left.append(str(error.message))
            continue
        if entry.state == "merged":
            left.append(_("Una propuesta está unida a otra: sepárala antes de decidir sobre ella."))
            continue
        if entry.state == state and (state != "declined" or entry.reason == reason):
            continue
        before = snapshot(entry)
        settle(user, entry, state, reason)
        entry.version += 1
        entry.changed_at = now()
        steps.append(changed(entry, before))
        decided.append(entry)
    if left and not decided:
        raise Conflict(" ".join(dict.fromkeys(left)))
    if len(decided) == 1:
        entry = decided[0]
        told = {"entry": entry.id, "version": entry.version, "cells": [cell(entry)], "state": state}
        record("entry.decided", user, entry, kept=kept(*steps), **told)
    elif decided:
        cells = cells_of(*map(cell, decided))
        numbers = [entry.id for entry in decided]
        record("entries.decided", user, matrix, kept=kept(*steps), entries=numbers, cells=cells, state=state)
    tell_threads(user, *decided)
    return left


@action("entry.group")
def group(user: User, matrix: Matrix, entries: list[Entry], number: int | None) -> list[Grouping]:
    """Put entries into the group of that number (0: a new one), or each by itself (None); likeness does not move them
    any more."""
    if any(entry.matrix_id != matrix.id or entry.removed_at is not None for entry in entries):
        raise Invalid(_("Elige entradas de esta matriz."))
    for entry in entries:
        require(user, "entry.group", entry)
    known = {
        one.entry_id: one
        for one in db.session.scalars(db.select(Grouping).where(Grouping.entry_id.in_([entry.id for entry in entries])))
    }
    if number == 0:
        number = 1 + (db.session.scalar(db.select(db.func.max(Grouping.group_number))) or 0)
    steps, placed = [], []
    for entry in entries:
        grouping = known.get(entry.id)
        if grouping is None:
            grouping = Grouping(entry_id=entry.id, group_number=number, user_id=user.id)
            db.session.add(grouping)
            db.session.flush()
            steps.append(made(grouping))
        else:
            before = snapshot(grouping)
            grouping.group_number, grouping.removed_at = number, None
            grouping.user_id, grouping.created_at = user.id, now()
            steps.append(changed(grouping, before))
        placed.append(grouping)
    if any(steps):
        numbers = [entry.id for entry in entries]
        cells = cells_of(*map(cell, entries))
        record("entries.grouped", user, matrix, kept=kept(*steps), entries=numbers, cells=cells)
    return placed


def number_of_group(ids) -> int:
    """The number that these entries were put together under, 0 where nobody did."""
    query = db.select(Grouping.group_number).where(Grouping.entry_id.in_(list(ids)), Grouping.removed_at.is_(None))
    return db.session.scalar(query.where(Grouping.group_number.is_not(None)).limit(1)) or 0
