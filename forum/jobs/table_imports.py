"""Tables of several people, read in the background, two files at a time."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed

from flask import current_app
from flask_babel import force_locale

from .. import imports
from ..actions import matrices
from ..errors import TinkuyError
from ..extensions import db
from ..imports.process import AT_ONCE
from ..models import TableImport, User

log = logging.getLogger(__name__)


def read_tables(message):
    found = db.session.get(TableImport, message["table_import"])
    if found is None or found.removed_at is not None:
        return
    user, app = db.session.get(User, found.user_id), current_app._get_current_object()
    files = {file.id: file for file in found.files if file.state == "waiting"}
    folder = folder_of(app, found.id)
    names = {number: file.filename for number, file in files.items()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {
            pool.submit(read_one, app, user.language, folder / str(number), name): number
            for number, name in names.items()
        }
        for done in as_completed(waiting):
            number = waiting[done]
            try:
                content, left_out, creator = done.result()
                matrices.note_reading(user, found, files[number], content, left_out, creator)
            except Exception as error:
                known = isinstance(error, TinkuyError)
                if not known:
                    log.exception("reading a file of table import %s failed", message["table_import"])
                db.session.rollback()
                matrices.note_refusal(user, found, files[number], str(error) if known else "")
    shutil.rmtree(folder, ignore_errors=True)


def read_one(app, language, path, name):
    with app.app_context(), force_locale(language):
        reading = imports.read(path.read_bytes(), name)
    found = reading.tables[reading.best]
    content = {
        "rows": [[row.path, [[entry.text for entry in cell] for cell in row.cells]] for row in found.table.rows],
        "columns": [column.path for column in found.table.columns],
    }
    return content, [[left.where, left.what, left.why] for left in found.left_out[:100]], reading.creator


def folder_of(app, number):
    return app.config["INSTANCE"] / "table-imports" / str(number)


TASKS = {"tables.taken": read_tables}
