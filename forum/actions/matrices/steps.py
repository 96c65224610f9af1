"""Steps: what a verb changed, kept with its event, so that history can tell it and undo can take it back.

A step is `{"kind", "id", "before", "after"}`: the fields that changed, as JSON. `before` is None for what was
made. An event's `kept` is `{"steps": […]}`; `"renumbered"` are steps of neighbours that only got another number for
the same place.
"""

from datetime import datetime
from functools import cache

from ...events import record
from ...extensions import db
from ...models import Forum, Post, Source, Thread
from ...models.steps import KINDS

MOMENTS = ("removed_at", "decided_at")
KIND_OF = {model: kind for kind, (model, _fields) in KINDS.items()}


def snapshot(thing) -> dict:
    """The fields that steps know of, as JSON."""
    _model, fields = KINDS[KIND_OF[type(thing)]]
    return {field: plain(getattr(thing, field)) for field in fields}


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, list) else value


def full(field, value):
    """The value of a field from its JSON."""
    return datetime.fromisoformat(value) if field in MOMENTS and value else value


def made(thing) -> dict:
    """The step that made `thing`."""
    return {"kind": KIND_OF[type(thing)], "id": thing.id, "before": None, "after": snapshot(thing)}


def changed(thing, before: dict) -> dict | None:
    """The step from `before` (a snapshot) to what `thing` is now; None where nothing changed."""
    after = snapshot(thing)
    fields = [field for field in after if after[field] != before[field]]
    if not fields:
        return None
    # An entry's version stands in every step of it: what it said at a version is found by it.
    fields += [field for field in ("version",) if field in after and field not in fields]
    return {
        "kind": KIND_OF[type(thing)],
        "id": thing.id,
        "before": {field: before[field] for field in fields},
        "after": {field: after[field] for field in fields},
    }


def kept(*steps) -> dict:
    """What an event keeps of these steps."""
    found = {"steps": [step for step in steps if step]}
    if renumbered := db.session.info.pop("renumbered", None):
        found["renumbered"] = [step for thing, before in renumbered if (step := changed(thing, before))]
    return found


def cell(entry) -> list[int]:
    return [entry.row_id, entry.column_id]


def cells_of(*places) -> list[list[int]]:
    """Cells, each once, in order."""
    return [list(place) for place in dict.fromkeys(tuple(place) for place in places)]


def tell_threads(user, *entries):
    """Say in the forums' rooms that the posts these entries quote are shown otherwise now, once a post."""
    ids = [entry.id for entry in entries]
    if not ids:
        return
    for post in db.session.scalars(_quoted(), {"entries": ids}).unique():
        tell_thread(user, post)


@cache
def _quoted():
    return (
        db.select(Post)
        .join(Source, Source.post_id == Post.id)
        .where(Source.entry_id.in_(db.bindparam("entries", expanding=True)), Source.removed_at.is_(None))
        .options(db.joinedload(Post.thread).joinedload(Thread.forum).joinedload(Forum.space))
        .order_by(Post.id)
    )


def tell_thread(user, post):
    record("post.cited", user, post, thread=post.thread_id, post=post.id)
