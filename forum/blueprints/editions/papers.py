"""The papers of an edition: how far they are, and each as it was made."""

from flask import redirect, send_file, url_for

from ... import exports, storage
from ...actions import editions
from ...errors import NotFound
from ...extensions import db
from ...models import Edition, EditionPaper
from ...permissions import fetch
from ..doors import is_partial, me, members_door, page
from . import blueprint
from .reading import reached


@blueprint.get("/editions/<int:id>/papers")
def papers(id):
    """How far they are, for a page that waits."""
    edition = reached(id)
    if not is_partial():
        return redirect(url_for(".edition", id=id))
    return page("editions/_papers.html", edition=edition, papers={paper.format: paper for paper in edition.papers})


@blueprint.post("/editions/<int:id>/papers")
@members_door
def make_again(id):
    """Once more, where they could not be made."""
    edition = fetch(me(), Edition, id)
    editions.ask_again(me(), edition)
    return redirect(url_for(".edition", id=id), 303)


@blueprint.get("/editions/<int:id>/papers/<format>")
def paper(id, format):
    edition = fetch(me(), Edition, id)
    kept = db.session.get(EditionPaper, (edition.id, format[:10]))
    if kept is None or not storage.path_of(kept.digest).exists():
        raise NotFound()
    mimetype = exports.FORMATS[kept.format].mimetype
    return send_file(
        storage.path_of(kept.digest),
        mimetype=mimetype,
        as_attachment=True,
        download_name=kept.filename,
        etag=kept.digest,
    )
