"""What changed between two editions of a matrix, or from one to what the matrix is now."""

import io

from flask import request, send_file
from flask_babel import gettext as _

from ...errors import NotFound
from ...exports import differences as papers
from ...models import Edition, Matrix
from ...models.base import bounded
from ...permissions import fetch, is_readable
from ...readings.editions import before, differences, editions_of, shared
from ...text import difference as worded
from ..doors import me, page
from . import blueprint
from .reading import reached, thawed

NOW = "now"


@blueprint.get("/editions/<int:id>/changes")
def changes(id):
    """`with` another edition of the same matrix, by its number, or "now"; `by` cell or actor."""
    edition = reached(id)
    (earlier, later), compared = between(edition)
    matrix = edition.matrix
    others = [one for one in editions_of(matrix) if one.id != edition.id]
    if not is_readable(me(), matrix):
        others = [one for one in others if one.visibility == "public"]
    by = "actor" if request.args.get("by") == "actor" else "cell"
    return page(
        "editions/changes.html",
        edition=edition,
        others=others,
        reads_matrix=is_readable(me(), matrix),
        names=(named(earlier), named(later)),
        compared=compared,
        groups=compared.by_actor() if by == "actor" else compared.by_cell(),
        by=by,
        with_=request.args.get("with", ""),
        tally=papers.tally(compared),
        reshaped=papers.reshaped(compared),
        happened=papers.happened,
        worded=worded,
    )


@blueprint.get("/editions/<int:id>/changes/file")
def changes_paper(id):
    edition = reached(id)
    (earlier, later), compared = between(edition)
    groups = compared.by_actor() if request.args.get("by") == "actor" else compared.by_cell()
    content, told = thawed(edition)
    names = (named(earlier), named(later))
    return send_file(
        io.BytesIO(papers.write(compared, groups, content.title, told["space"], names)),
        mimetype=papers.DOCX.mimetype,
        as_attachment=True,
        download_name=papers.filename(content.title, names),
    )


def between(edition):
    """The two states that the address names, the earlier first, and what is other in the later."""
    asked = request.args.get("with", "")
    if asked == NOW:
        matrix = fetch(me(), Matrix, edition.matrix_id)
        return (edition, None), differences(thawed(edition)[0], shared(matrix))
    other = fetch(me(), Edition, request.args.get("with", 0, bounded)) if asked else before(me(), edition)
    if other is None or other.matrix_id != edition.matrix_id or other.id == edition.id:
        raise NotFound()
    pair = sorted((edition, other), key=lambda one: one.number)
    return pair, differences(thawed(pair[0])[0], thawed(pair[1])[0])


def named(edition) -> str:
    return _("la edición %(n)s", n=edition.number) if edition else _("la matriz de ahora")
