"""Large papers, written in the background."""

import logging
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale

from .. import exports as papers
from ..actions import exports
from ..errors import TinkuyError
from ..extensions import db
from ..models import Export, User
from ..models.base import now
from ..readings.matrices import table

log = logging.getLogger(__name__)


def make_export(message):
    """Write the paper, noting how far it is; what fails says so on its page."""
    export = db.session.get(Export, message["export"])
    user = db.session.get(User, export.user_id)
    if export.state != "waiting":
        return
    folder = current_app.config["INSTANCE"] / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with force_locale(user.language):
            content = table(user, export.matrix)
            exports.begin(user, export, sum(1 for _ in content.entries()))
            options = papers.Options(
                **export.options | {"states": tuple(export.options["states"])},
                space=export.matrix.space.title,
                date=now().astimezone(ZoneInfo(export.matrix.space.timezone)).date(),
                url=f"{current_app.config['BASE_URL']}/matrices/{export.matrix_id}",
                progress=lambda done, total: exports.advance(user, export, done, total),
            )
            (folder / str(export.id)).write_bytes(papers.write(content, export.format, options))
            exports.finish(user, export, papers.filename(content, export.format, options))
    except Exception as error:
        log.exception("export %s failed", message["export"])
        db.session.rollback()
        known = isinstance(error, TinkuyError)
        exports.fail(user, export, str(error) if known else "")


TASKS = {"export.asked": make_export}
