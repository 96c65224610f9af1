"""Uniting entries that say the same: each keeps its words, its author and its sources, and can be separated again."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...extensions import db
from ...models import Entry, User
from .. import action
from .entries import check_words, note, settle, steps_of
from .steps import cell, cells_of, changed, snapshot, tell_threads


@action("entry.merge")
def merge(user: User, entry: Entry, into: Entry, version: int) -> Entry:
    """Unite `entry` with `into`; what was united with it goes along."""
    if into.matrix_id != entry.matrix_id or into.removed_at is not None or into.id == entry.id:
        raise Invalid(fields={"into": _("Elige otra entrada de esta matriz.")})
    if into.state == "merged":
        raise Invalid(fields={"into": _("Esa entrada ya está unida a otra: elige aquella.")})
    check_words(user, entry, version, None)
    if entry.merged_into_id == into.id:
        return entry
    before = snapshot(entry)
    followers = db.session.scalars(db.select(Entry).where(Entry.merged_into_id == entry.id, Entry.removed_at.is_(None)))
    along = []
    for follower in followers.all():
        was = snapshot(follower)
        settle(user, follower, "merged", "", into)
        follower.version += 1
        along.append((follower, was))
    settle(user, entry, "merged", "", into)
    cells = cells_of(cell(entry), cell(into), *(cell(follower) for follower, _was in along))
    steps = [changed(follower, was) for follower, was in along]
    note("entry.merged", user, entry, before, *steps, cells=cells, into=into.id)
    tell_threads(user, entry, *(follower for follower, _was in along))
    return entry


@action("entry.merge")
def unmerge(user: User, entry: Entry) -> Entry:
    """Separate an entry from the one it was united with; it is again what it was before."""
    if entry.state != "merged":
        return entry
    before, into = snapshot(entry), entry.merged_into
    former = {}
    for step in steps_of(entry):
        if step["before"] and step["after"].get("state") == "merged" and step["before"].get("state") != "merged":
            former = step["before"]
    state = former.get("state", "proposed")
    settle(user, entry, state, former.get("reason", "") if state == "declined" else "")
    cells = cells_of(cell(entry), *([cell(into)] if into else []))
    note("entry.merged", user, entry, before, cells=cells, into=None)
    tell_threads(user, entry)
    return entry
