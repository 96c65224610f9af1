"""Documents that came as files, read in the background, two at a time."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed

from flask import current_app
from flask_babel import force_locale

from .. import storage
from ..actions import documents
from ..errors import TinkuyError
from ..extensions import db
from ..imports import documents as reading
from ..imports.process import AT_ONCE
from ..models import DocumentImport, User

log = logging.getLogger(__name__)


def read_documents(message):
    found = db.session.get(DocumentImport, message["document_import"])
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
                title, content, left_out = done.result()
                documents.note_reading(user, found, files[number], title, content, left_out)
            except Exception as error:
                known = isinstance(error, TinkuyError)
                if not known:
                    log.exception("reading a file of document import %s failed", message["document_import"])
                db.session.rollback()
                documents.note_refusal(user, found, files[number], str(error) if known else "")
    shutil.rmtree(folder, ignore_errors=True)


def read_one(app, language, path, name):
    with app.app_context(), force_locale(language):
        read = reading.read(path.read_bytes(), name)
        return read.title, content_of(read), read.left_out


def content_of(read):
    """The clauses with their figures in the storage."""
    for clause in read.clauses:
        clause["figures"] = [_kept(read, figure) for figure in clause["figures"]]
    return read.clauses


def _kept(read, figure):
    data, suffix = read.pictures[figure["picture"]], figure["type"].rpartition("/")[2]
    return {
        "digest": storage.put(data),
        "filename": f"figura-{figure['picture'] + 1}.{suffix}",
        "type": figure["type"],
        "size": len(data),
        "caption": figure["caption"] or figure["words"],
    }


def folder_of(app, number):
    return app.config["INSTANCE"] / "document-imports" / str(number)


TASKS = {"documents.taken": read_documents}
