"""The papers of an edition, each made once from what it froze."""

import logging

from flask import current_app
from flask_babel import force_locale

from .. import exports as papers
from .. import storage
from ..actions import editions
from ..exchange import from_frozen
from ..exports.editions import ROWS, options, unsigned
from ..extensions import db
from ..models import Edition
from ..permissions import OPERATOR

log = logging.getLogger(__name__)


def make_papers(message):
    edition = db.session.get(Edition, message["edition"])
    if edition is None or edition.papers_state != "waiting":
        return
    number, frozen, made = edition.id, edition.frozen.encode(), {paper.format for paper in edition.papers}
    content, told = from_frozen(frozen)
    plain = unsigned(content)
    asked = options(told, edition.digest, f"{current_app.config['BASE_URL']}/editions/{number}", f"edition-{number}")
    try:
        with force_locale(edition.language):
            for format in [format for format in papers.FORMATS if format not in made]:
                data = frozen if format == "json" else papers.write(content if format in ROWS else plain, format, asked)
                name = papers.filename(content, format, asked)
                editions.keep_paper(OPERATOR, edition, format, storage.put(data), len(data), name)
        editions.finish(OPERATOR, edition, "ready")
    except Exception:
        log.exception("the papers of edition %s failed", number)
        db.session.rollback()
        editions.finish(OPERATOR, db.session.get(Edition, number), "failed")


TASKS = dict.fromkeys(("edition.published", "edition.asked"), make_papers)
