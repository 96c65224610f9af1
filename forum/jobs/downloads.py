"""All that is a person's own, packed in the background."""

import logging

from flask import current_app
from flask_babel import force_locale

from .. import storage
from ..actions import downloads
from ..exports import belongings as papers
from ..extensions import db
from ..models import Download, User
from ..models.base import now
from ..permissions import OPERATOR
from ..readings.belongings import files_of, sections

log = logging.getLogger(__name__)


def folder():
    return current_app.config["INSTANCE"] / "downloads"


def make_download(message):
    download = db.session.get(Download, message["download"])
    if download is None or download.state != "waiting":
        return
    user, number = db.session.get(User, download.user_id), download.id
    sweep()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with force_locale(user.language):
            files = [(file.name, storage.path_of(file.digest)) for file in files_of(user)]
            given = sections(user, current_app.config["BASE_URL"])

            def progress(done, total):
                downloads.advance(user, download, done, total)

            size = papers.write(folder() / f"{number}.zip", given, files, user.name, now(), progress)
            downloads.finish(user, download, size)
    except Exception:
        log.exception("download %s failed", number)
        db.session.rollback()
        (folder() / f"{number}.zip").unlink(missing_ok=True)
        if db.session.get(Download, number) is not None:
            downloads.fail(user, db.session.get(Download, number))


def sweep():
    """Archives whose days are over, or that somebody asked for anew."""
    standing = {str(number) for number in downloads.forget_expired(OPERATOR)}
    for path in folder().glob("*.zip"):
        if path.stem not in standing:
            path.unlink(missing_ok=True)


TASKS = {"download.asked": make_download}
