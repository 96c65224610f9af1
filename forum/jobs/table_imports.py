"""Tables of several people, read in the background."""

from flask import current_app

from .. import imports
from ..actions import matrices
from ..extensions import db
from ..models import TableImport, User
from .reading import read_files


def read_tables(message):
    found = db.session.get(TableImport, message["table_import"])
    if found is None or found.removed_at is not None:
        return
    user, folder = db.session.get(User, found.user_id), folder_of(current_app, found.id)
    read_files(found, user, folder, read_one, matrices.note_reading, matrices.note_refusal)


def read_one(data, name):
    """(its best table, what was left out, who made the file)."""
    reading = imports.read(data, name)
    found = reading.tables[reading.best]
    content = {
        "rows": [[row.path, [[entry.text for entry in cell] for cell in row.cells]] for row in found.table.rows],
        "columns": [column.path for column in found.table.columns],
    }
    return content, [[left.where, left.what, left.why] for left in found.left_out[:100]], reading.creator


def folder_of(app, number):
    return app.config["INSTANCE"] / "table-imports" / str(number)


TASKS = {"tables.taken": read_tables}
