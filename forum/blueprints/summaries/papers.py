"""The papers of a summary: how far they are, and each as it was made."""

from flask import redirect, send_file, url_for

from ... import storage
from ...actions import summaries
from ...errors import NotFound
from ...exports.summaries import FORMATS, JSON
from ...extensions import db
from ...models import Summary, SummaryPaper
from ...permissions import fetch
from ..doors import is_partial, me, members_door, page
from . import blueprint
from .reading import reached


@blueprint.get("/summaries/<int:id>/papers")
def papers(id):
    """How far they are, for a page that waits."""
    summary = reached(id)
    if not is_partial():
        return redirect(url_for(".summary", id=id))
    return page("summaries/_papers.html", summary=summary, papers={paper.format: paper for paper in summary.papers})


@blueprint.post("/summaries/<int:id>/papers")
@members_door
def make_again(id):
    """Once more, where they could not be made."""
    summaries.ask_again(me(), fetch(me(), Summary, id))
    return redirect(url_for(".summary", id=id), 303)


@blueprint.get("/summaries/<int:id>/papers/<format>")
def paper(id, format):
    summary = fetch(me(), Summary, id)
    kept = db.session.get(SummaryPaper, (summary.id, format[:10]))
    if kept is None or not storage.path_of(kept.digest).exists():
        raise NotFound()
    mimetype = FORMATS[kept.format].mimetype if kept.format in FORMATS else JSON
    return send_file(
        storage.path_of(kept.digest),
        mimetype=mimetype,
        as_attachment=True,
        download_name=kept.filename,
        etag=kept.digest,
    )
