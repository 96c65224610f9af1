"""What all actors can live with, what splits them, and what waits for a word: as a page and as files."""

import io

from flask import request, send_file
from flask_babel import gettext as _

from ...errors import Invalid
from ...exports import convergence as papers
from ...models import Matrix
from ...permissions import can, fetch, require
from ...readings.askings import askings_of
from ...readings.convergence import convergence as agenda
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint
from .answers import rights


@blueprint.get("/matrices/<int:id>/convergence")
def convergence(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    template = "matrices/_convergence.html" if is_partial() else "matrices/convergence.html"
    return page(
        template,
        matrix=matrix,
        found=agenda(matrix),
        rights=rights(matrix),
        asks=can(me(), "silent.ask", matrix),
        askings=askings_of(matrix),
        live=True,
    )


@blueprint.get("/matrices/<int:id>/convergence/file")
@members_door
def convergence_paper(id):
    """`format` docx or csv."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "matrix.export", matrix)
    format = request.args.get("format", "docx")
    if format not in papers.FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    return send_file(
        io.BytesIO(papers.write(agenda(matrix), matrix.title, matrix.space.title, format)),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(matrix.title, format),
    )
