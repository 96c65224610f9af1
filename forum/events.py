"""What can happen, under which name, with exactly which keys, and who is told.

`record()` is called inside an action; the row is written in the action's transaction, with the next number of
its room, and `publish()` tells the listeners after the commit. A listener that fails is logged: it cannot undo
a write. Messages carry numbers, not words: who is told fetches the thing through the gate that checks reading.
"""

import logging
from dataclasses import dataclass

from sqlalchemy import text

from .extensions import db
from .models import Event, Matrix, Post, Thread, User, space_of, worktable_of
from .models.base import now

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shape:
    """The room that is told, and the exact keys of the message."""

    room: str
    keys: frozenset


def _shape(room, *keys):
    return Shape(room, frozenset(keys))


EVENTS = {
    # people
    "account.registered": _shape("user"),
    "account.changed": _shape("user"),
    "account.password_changed": _shape("user"),
    "login.started": _shape("user", "login"),
    "login.ended": _shape("user", "login"),
    "attachment.created": _shape("user", "attachment"),
    "download.asked": _shape("user", "download"),
    "download.finished": _shape("user", "download"),
    "export.asked": _shape("user", "export"),
    "export.finished": _shape("user", "export"),
    "notifications.counted": _shape("user", "unread"),
    # spaces
    "space.created": _shape("space"),
    "space.changed": _shape("space"),
    "space.archived": _shape("space"),
    "space.reopened": _shape("space"),
    "actor.created": _shape("space", "actor"),
    "actor.changed": _shape("space", "actor"),
    "actor.removed": _shape("space", "actor"),
    "organization.created": _shape("space", "organization"),
    "organization.changed": _shape("space", "organization"),
    "organization.removed": _shape("space", "organization"),
    "member.joined": _shape("space", "membership"),
    "member.changed": _shape("space", "membership"),
    "member.left": _shape("space", "membership", "person"),
    "rubric.changed": _shape("moderation"),
    "mark.made": _shape("moderation", "membership"),
    "mark.published": _shape("user", "membership"),
    "code.made": _shape("moderation", "membership"),  # that opens an account without e-mail
    "code.revoked": _shape("moderation", "membership"),
    "invitation.created": _shape("space", "invitation"),
    "invitation.revoked": _shape("space", "invitation"),
    # forums
    "forum.created": _shape("space", "forum"),
    "forum.changed": _shape("space", "forum"),
    "forum.concluded": _shape("space", "forum"),  # or not any more
    "thread.created": _shape("forum", "thread", "post"),
    "thread.changed": _shape("forum", "thread"),
    "thread.concluded": _shape("forum", "thread"),  # or not any more
    "thread.locked": _shape("forum", "thread"),
    "thread.unlocked": _shape("forum", "thread"),
    "thread.pinned": _shape("forum", "thread"),
    "thread.unpinned": _shape("forum", "thread"),
    "post.created": _shape("forum", "thread", "post", "parent", "path"),
    "post.approved": _shape("forum", "thread", "post", "parent", "path"),
    "post.changed": _shape("forum", "thread", "post", "version"),
    "post.attached": _shape("forum", "thread", "post"),  # a file was added, removed or put back
    "post.hidden": _shape("forum", "thread", "post"),
    "post.shown": _shape("forum", "thread", "post"),
    "post.supported": _shape("forum", "thread", "post", "supports"),
    "post.unsupported": _shape("forum", "thread", "post", "supports"),
    "post.claimed": _shape("forum", "thread", "post"),  # its author says of what another typed in that it is theirs
    "post.disowned": _shape("forum", "thread", "post"),
    "post.cited": _shape("forum", "thread", "post"),  # its line «en la matriz» is another now
    "thread.moved": _shape("forum", "thread", "into"),  # its posts, or some, are in another thread or forum
    # moderation
    "flag.raised": _shape("moderation", "post"),
    "post.captured": _shape("moderation", "post"),  # typed in for its author
    "post.waits": _shape("moderation", "post"),
    "appeal.made": _shape("moderation", "post"),
    "decision.made": _shape("moderation", "decision", "kind", "post"),
    "decision.undone": _shape("moderation", "decision", "kind", "post"),
    "decision.told": _shape("user", "decision", "kind"),
    "sanction.ended": _shape("user", "membership", "kind"),  # its time is over
    # matrices; `cells` are the [row, column] pairs whose contents changed
    "matrix.created": _shape("space", "matrix"),
    "matrix.changed": _shape("matrix", "matrix"),
    "matrix.removed": _shape("space", "matrix"),
    "matrix.restored": _shape("space", "matrix"),
    "matrix.reshaped": _shape("matrix", "rows", "columns"),  # rows or columns added, renamed, moved, removed
    "matrix.asked": _shape("matrix", "column"),  # other guiding questions lead to it
    "entry.created": _shape("matrix", "entry", "cells"),
    "entry.changed": _shape("matrix", "entry", "version", "cells"),
    "entry.moved": _shape("matrix", "entry", "version", "cells"),
    "entry.decided": _shape("matrix", "entry", "version", "cells", "state"),
    "entry.merged": _shape("matrix", "entry", "version", "cells", "into"),
    "entry.removed": _shape("matrix", "entry", "version", "cells"),
    "entry.sourced": _shape("matrix", "entry", "cells"),
    "entry.united": _shape("matrix", "entry", "version", "cells", "entries"),  # several in this one, with its words
    "entry.separated": _shape("matrix", "entry", "cells", "entries"),
    "entries.ordered": _shape("matrix", "entries", "cells"),  # in their cell
    "entries.decided": _shape("matrix", "entries", "cells", "state"),
    "entries.grouped": _shape("matrix", "entries", "cells"),  # at the desk
    "entry.commented": _shape("matrix", "entry", "comment", "cells"),  # or a comment was taken away
    "entry.linked": _shape("matrix", "entry", "other", "cells"),  # or not any more
    "entry.recognized": _shape("matrix", "entry", "cells"),  # somebody said whether they find their words in it
    "step.undone": _shape("matrix", "cells", "entries"),
    "step.redone": _shape("matrix", "cells", "entries"),
    "entries.restored": _shape("matrix", "cells", "entries"),  # as they were at a moment
    "moment.restored": _shape("matrix", "cells", "entries"),  # the whole matrix
    "matrix.combined": _shape("matrix", "entries"),  # others were brought into it: reload
    "matrix.filled": _shape("matrix", "entries"),  # an import: reload
    "tables.taken": _shape("matrix", "table_import"),  # several people's, to be read
    "actor.asked": _shape("matrix", "asking"),  # those of it who have not spoken
    "stance.taken": _shape("matrix", "entry"),  # or taken back
    "return.taken": _shape("matrix", "returned"),  # a file came back
    "return.settled": _shape("matrix", "returned"),  # something in it was accepted or refused
    "edition.published": _shape("matrix", "edition"),
    "edition.withdrawn": _shape("matrix", "edition"),
    "edition.asked": _shape("matrix", "edition"),  # for its papers once more
    "edition.prepared": _shape("matrix", "edition"),  # its papers are there, or could not be made
    # working tables
    "worktable.created": _shape("space", "worktable"),
    "worktable.changed": _shape("worktable", "worktable"),
    "worktable.removed": _shape("space", "worktable"),
    "worktable.restored": _shape("space", "worktable"),
    "summary.published": _shape("worktable", "summary"),
    "summary.withdrawn": _shape("worktable", "summary"),
    "summary.asked": _shape("worktable", "summary"),  # for its papers once more
    "summary.prepared": _shape("worktable", "summary"),  # its papers are there, or could not be made
    "summary.told": _shape("worktable", "summary", "letters"),  # letters went to organizations
    "delivery.created": _shape("worktable", "delivery"),
    "delivery.asked": _shape("worktable", "delivery"),  # for its package once more
    "delivery.prepared": _shape("worktable", "delivery"),  # its package is there, or could not be made
    "delivery.relinked": _shape("worktable", "delivery"),  # its secret link is another now
    "delivery.received": _shape("worktable", "delivery"),
    "delivery.adjusted": _shape("worktable", "delivery", "document"),
    "delivery.called": _shape("worktable", "delivery", "call"),  # a call followed
    # commitments, indicators and their figures
    "commitment.created": _shape("space", "commitment"),
    "commitment.changed": _shape("space", "commitment"),
    "commitment.noted": _shape("space", "commitment"),  # how far it came
    "commitment.removed": _shape("space", "commitment"),
    "commitment.restored": _shape("space", "commitment"),
    "commitment.due": _shape("space", "commitment"),  # soon, or since yesterday
    "indicator.created": _shape("space", "indicator"),
    "indicator.changed": _shape("space", "indicator"),
    "indicator.removed": _shape("space", "indicator"),
    "indicator.restored": _shape("space", "indicator"),
    "total.published": _shape("space", "indicator"),
    "figures.reported": _shape("space", "indicator", "figures"),
    "figure.corrected": _shape("space", "indicator", "figure"),
    "figures.validated": _shape("space", "indicator", "figures"),  # or not any more
    "meeting.created": _shape("worktable", "meeting"),
    "meeting.changed": _shape("worktable", "meeting"),
    "meeting.cancelled": _shape("worktable", "meeting"),
    "meeting.restored": _shape("worktable", "meeting"),
    "meeting.invited": _shape("worktable", "meeting"),  # some of the members
    "agenda.changed": _shape("worktable", "meeting", "item"),
    "attendance.changed": _shape("worktable", "meeting"),  # somebody was written down, or struck out
    "minutes.changed": _shape("worktable", "meeting", "item"),  # what was discussed, agreed or observed there
    "minutes.moved": _shape("worktable", "meeting", "phase"),
    "minutes.remarked": _shape("worktable", "meeting"),  # or answered, or taken back
    "minutes.approved": _shape("worktable", "meeting", "item"),  # by an item of a later one; or not any more
    "document.created": _shape("worktable", "document"),
    "document.changed": _shape("worktable", "document"),
    "document.removed": _shape("worktable", "document"),
    "document.restored": _shape("worktable", "document"),
    "document.stepped": _shape("worktable", "document", "state"),  # or back
    "documents.taken": _shape("worktable", "document_import"),  # files, to be read
    "documents.brought": _shape("worktable", "documents"),  # they became documents: reload
    "version.begun": _shape("worktable", "document", "document_version"),
    "version.written": _shape("worktable", "document", "document_version"),
    "version.finished": _shape("worktable", "document", "document_version"),
    "version.removed": _shape("worktable", "document", "document_version"),
    "observation.sent": _shape("moderation", "observation"),  # by somebody without an account, not confirmed yet
    "observation.waits": _shape("moderation", "observation"),  # for whether it is published
    "observation.refused": _shape("moderation", "observation"),
    "observation.created": _shape("worktable", "document", "observation"),  # or approved
    "observation.changed": _shape("worktable", "document", "observation"),
    "observation.withdrawn": _shape("worktable", "document", "observation"),
    "observation.restored": _shape("worktable", "document", "observation"),
    "observation.received": _shape("worktable", "document", "observation"),  # what its author says of the answer
    "observation.assigned": _shape("moderation", "observation", "person"),
    "observations.grouped": _shape("worktable", "document", "observations"),
    "observations.answered": _shape("worktable", "document", "observations", "resolution"),
    "observations.reopened": _shape("worktable", "document", "observations", "resolution"),
    "observations.imported": _shape("worktable", "document", "observations"),
}


def room_name(kind: str, thing) -> str:
    """`forum:3` for the forum a post is in, `space:1` for the space of anything, `user:5` for a person.

    What not every reader of the forum may know of is told in a narrower room: what waits for a moderator in
    `waiting:3` (of the forum), an answer in a forum where one answers first in `answers:7` (of its thread).
    """
    if kind == "forum" and isinstance(thing, Post | Thread):
        if thing.held_at is not None or (isinstance(thing, Post) and thing.thread.held_at is not None):
            return f"waiting:{_forum_id(thing)}"
        if isinstance(thing, Post) and thing.parent_id is not None and not thing.thread.forum.answers_are_open:
            return f"answers:{thing.thread_id}"
    if kind in ("space", "moderation"):
        return f"{kind}:{space_of(thing).id}"
    return f"{kind}:{_ROOMS[kind](thing)}"


def _forum_id(thing):
    if isinstance(thing, Post):
        thing = thing.thread
    return thing.forum_id if isinstance(thing, Thread) else thing.id


_ROOMS = {
    "forum": _forum_id,
    "matrix": lambda thing: thing.id if isinstance(thing, Matrix) else thing.matrix_id,
    "user": lambda thing: thing.id if isinstance(thing, User) else thing.user_id,
    "worktable": lambda thing: worktable_of(thing).id,
}


def subject_name(thing) -> str:
    """`post:9`, `entry:7`: how an event names what it is about."""
    return f"{_SUBJECTS.get(type(thing).__name__, type(thing).__name__.lower())}:{thing.id}"


_SUBJECTS = {"MatrixRow": "row", "MatrixColumn": "column"}


def record(name: str, user: User | None, thing, kept: dict | None = None, **data) -> Event:
    """Note that `user` did `name` to `thing`; keys other than the catalogue's are a mistake in the caller.

    `kept` stays in the database (what it was before). The thing must have its number (flush first).
    """
    shape = EVENTS[name]
    if data.keys() != shape.keys:
        raise TypeError(f"{name} takes {sorted(shape.keys)}, not {sorted(data)}")
    event = Event(
        room=room_name(shape.room, thing),
        name=name,
        subject=subject_name(thing),
        user_id=user.id if user is not None else None,
        at=now(),
        data=data,
        kept=kept,
    )
    _pending().append(event)
    return event


def number():
    """Give the pending events the next numbers of their rooms and write them.

    A room's counter is locked until the commit, so that no number is ever missing or seen before a smaller
    one; rooms are taken in the order of their names, so that two writers never wait for each other.
    """
    connection, rows = db.session.connection(), []
    for event in sorted(_pending(), key=lambda event: event.room):
        event.seq = connection.scalar(_NEXT, {"room": event.room})
        rows.append({name: getattr(event, name) for name in _WRITTEN})
    if rows:
        connection.execute(_WRITE, rows)


_WRITTEN = ("room", "seq", "name", "subject", "user_id", "at", "data", "kept", "undone_at")
_WRITE = Event.__table__.insert()
_NEXT = text(
    "INSERT INTO rooms (name, seq) VALUES (:room, 1) ON CONFLICT (name) DO UPDATE SET seq = rooms.seq + 1 RETURNING seq"
)


def messages() -> list[dict]:
    """What the pending events will say, taken before the commit lets go of them."""
    return [message(event) for event in _pending()]


def message(event: Event) -> dict:
    return {
        "room": event.room,
        "seq": event.seq,
        "name": event.name,
        "subject": event.subject,
        "at": event.at.isoformat(),
        **event.data,
    }


def forget():
    """The transaction is over: nothing is pending."""
    _pending().clear()


def publish(told: list[dict]):
    """Tell the listeners, in order; called once the commit is done."""
    for one in told:
        for listener in LISTENERS:
            try:
                listener(one)
            except Exception:
                log.exception("telling %s of %s failed", listener.__name__, one["name"])


LISTENERS = []


def listen(listener):
    """Have `listener(message)` called after each commit, for every event of it."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)
    return listener


def since(room: str, seq: int, limit: int = 200) -> list[dict] | None:
    """The messages of `room` after number `seq`, in order; None where there are more than `limit`: reload."""
    query = db.select(Event).where(Event.room == room, Event.seq > seq).order_by(Event.seq).limit(limit + 1)
    events = db.session.scalars(query).all()
    return None if len(events) > limit else [message(event) for event in events]


def last(room: str) -> int:
    """The number of the room's last event, 0 before the first."""
    return db.session.execute(text("SELECT seq FROM rooms WHERE name = :room"), {"room": room}).scalar() or 0


def _pending() -> list:
    return db.session.info.setdefault("events", [])
