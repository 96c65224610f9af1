"""The papers of a summary, each made once from what it froze."""

import logging

from flask import current_app
from flask_babel import force_locale

from .. import storage
from ..actions import summaries
from ..exports import summaries as papers
from ..extensions import db
from ..models import Summary
from ..permissions import OPERATOR
from ..readings.summaries import thawed

log = logging.getLogger(__name__)


def make_papers(message):
    summary = db.session.get(Summary, message["summary"])
    if summary is None or summary.papers_state != "waiting":
        return
    number, frozen, digest = summary.id, summary.frozen, summary.digest
    made, content = {paper.format for paper in summary.papers}, thawed(frozen)
    address = f"{current_app.config['BASE_URL']}/summaries/{number}"
    try:
        with force_locale(summary.language):
            for format in [format for format in ("json", *papers.FORMATS) if format not in made]:
                data = frozen.encode() if format == "json" else papers.write(content, digest, address, format)
                name = papers.filename(content, format)
                summaries.keep_paper(OPERATOR, summary, format, storage.put(data), len(data), name)
        summaries.finish(OPERATOR, summary, "ready")
    except Exception:
        log.exception("the papers of summary %s failed", number)
        db.session.rollback()
        summaries.finish(OPERATOR, db.session.get(Summary, number), "failed")


TASKS = dict.fromkeys(("summary.published", "summary.asked"), make_papers)
