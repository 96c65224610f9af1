"""Who depends on whom for what."""

import io

from flask import request, send_file
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from ...errors import Invalid
from ...exports import articulation as papers
from ...models import Matrix
from ...models.base import now
from ...permissions import can, fetch, require
from ...readings.matrices.articulation import articulation as network
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint


@blueprint.get("/matrices/<int:id>/articulation")
def articulation(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    template = "matrices/_articulation.html" if is_partial() else "matrices/articulation.html"
    exports = can(me(), "matrix.export", matrix)
    return page(template, live=True, matrix=matrix, found=network(matrix), exports=exports)


@blueprint.get("/matrices/<int:id>/articulation/file")
@members_door
def articulation_paper(id):
    """`format` docx or pdf."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "matrix.export", matrix)
    format = request.args.get("format", "docx")
    if format not in papers.FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    day = to_user_timezone(now()).date()
    return send_file(
        io.BytesIO(papers.write(network(matrix), matrix.title, matrix.space.title, day, format)),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(matrix.title, format),
    )
