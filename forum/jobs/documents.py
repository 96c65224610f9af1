"""Documents that came as files, read in the background."""

from flask import current_app

from .. import storage
from ..actions import documents
from ..extensions import db
from ..imports import documents as reading
from ..models import DocumentImport, User
from .reading import read_files


def read_documents(message):
    found = db.session.get(DocumentImport, message["document_import"])
    if found is None or found.removed_at is not None:
        return
    user, folder = db.session.get(User, found.user_id), folder_of(current_app, found.id)
    read_files(found, user, folder, read_one, documents.note_reading, documents.note_refusal)


def read_one(data, name):
    """(its title, the clauses with their figures in the storage, what was left out)."""
    read = reading.read(data, name)
    return read.title, content_of(read), read.left_out


def content_of(read):
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
