"""Files that somebody handed in, read in the background, two at a time."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed

from flask import current_app
from flask_babel import force_locale

from ..errors import TinkuyError
from ..extensions import db
from ..imports.process import AT_ONCE

log = logging.getLogger(__name__)


def read_files(found, user, folder, read, note, refuse):
    """Those of `found.files` that wait, from `folder` under their numbers, which is removed at the end.

    `read(bytes, filename)` runs in a thread, in the person's language; `note(user, found, file, *what it gave)` and
    `refuse(user, found, file, sentence)` are verbs, called one after the other. A fault of ours has no sentence.
    """
    app, kind = current_app._get_current_object(), type(found).__name__
    number_of_import, files = found.id, {file.id: file for file in found.files if file.state == "waiting"}
    names = {number: file.filename for number, file in files.items()}

    def read_one(number):
        with app.app_context(), force_locale(language):
            return read((folder / str(number)).read_bytes(), names[number])

    language = user.language
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {pool.submit(read_one, number): number for number in names}
        for done in as_completed(waiting):
            number = waiting[done]
            try:
                note(user, found, files[number], *done.result())
            except Exception as error:
                known = isinstance(error, TinkuyError)
                if not known:
                    log.exception("reading a file of %s %s failed", kind, number_of_import)
                db.session.rollback()
                refuse(user, found, files[number], str(error) if known else "")
    shutil.rmtree(folder, ignore_errors=True)
