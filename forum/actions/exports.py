"""Papers that take long: asking for one, and what the background work notes of it."""

from ..events import record
from ..extensions import db
from ..models import Export, Forum, Matrix, Thread, User
from ..models.base import now
from . import action


@action("matrix.export")
def ask(user: User, matrix: Matrix, format: str, options: dict) -> Export:
    """Have a paper made in the background; `options` as `exports.options_from` reads them."""
    return _asked(user, Export(matrix_id=matrix.id, user_id=user.id, format=format, options=options))


@action("forum.export")
def ask_conversation(user: User, thing: Forum | Thread, format: str, authors: bool) -> Export:
    """The same of a thread, or of all threads of a forum."""
    export = Export(user_id=user.id, format=format, options={"authors": authors})
    export.thread_id = thing.id if isinstance(thing, Thread) else None
    export.forum_id = thing.forum_id if isinstance(thing, Thread) else thing.id
    return _asked(user, export)


def _asked(user, export):
    db.session.add(export)
    db.session.flush()
    record("export.asked", user, export, export=export.id)
    return export


@action("export.make")
def begin(user: User, export: Export, total: int):
    export.state, export.done, export.total = "running", 0, total


@action("export.make")
def advance(user: User, export: Export, done: int, total: int):
    export.done, export.total = done, total


@action("export.make")
def finish(user: User, export: Export, filename: str):
    export.state, export.filename, export.finished_at = "ready", filename, now()
    export.done = export.total
    record("export.finished", user, export, export=export.id)


@action("export.make")
def fail(user: User, export: Export, problem: str):
    export.state, export.problem, export.finished_at = "failed", problem, now()
    record("export.finished", user, export, export=export.id)
