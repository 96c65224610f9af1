"""Taking a matrix out: choosing the paper, getting it at once or when it is ready, printing it."""

import io
from dataclasses import replace

from flask import Blueprint, current_app, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from .. import exports as papers
from ..actions import exports, matrices
from ..errors import Invalid, NotFound
from ..exchange import STATES
from ..exports import conversations
from ..imports.returned import said
from ..models import Export, Matrix, space_of
from ..models.base import now
from ..permissions import fetch, require
from ..readings.matrices import entries_in, table
from .doors import enter, is_partial, me, members_door, page

blueprint = Blueprint("exports", __name__)

# More entries than this would hold up everybody else: the paper is made in the background.
AT_ONCE = {"pdf": 150, "odt": 800}


@blueprint.get("/matrices/<int:id>/exports")
@members_door
def choose(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "matrix.export", matrix)
    return page("exports/page.html", matrix=matrix, formats=papers.FORMATS, chosen=chosen_options(), problem="")


@blueprint.post("/matrices/<int:id>/exports")
@members_door
def export(id):
    """The file; or, for a large one, the page where it will be."""
    matrix = fetch(me(), Matrix, id)
    space = enter(matrix.space)
    require(me(), "matrix.export", matrix)
    format, chosen = request.form.get("format", ""), chosen_options()
    try:
        options = options_for(matrix, chosen)
        if format not in papers.FORMATS:
            raise Invalid(_("Elige uno de los formatos de la lista."))
    except Invalid as error:
        enter(space)
        problem = str(error.message)
        return page("exports/page.html", 422, matrix=matrix, formats=papers.FORMATS, chosen=chosen, problem=problem)
    if entries_in(matrix) > AT_ONCE.get(format, current_app.config["EXPORT_INLINE"]):
        return redirect(url_for(".progress", id=exports.ask(me(), matrix, format, chosen).id), 303)
    content = table(me(), matrix)
    options = replace(options, export=matrices.take_snapshot(me(), matrix, format, said(content, options.states)))
    return send_file(
        io.BytesIO(papers.write(content, format, options)),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(content, format, options),
    )


@blueprint.get("/matrices/<int:id>/print")
@members_door
def printable(id):
    """A page to print: no navigation, numbered notes."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "matrix.export", matrix)
    options = options_for(matrix, chosen_options())
    paper = papers.layout.lay(papers.select(table(me(), matrix), options), options)
    return page("exports/print.html", matrix=matrix, paper=paper)


@blueprint.get("/exports/<int:id>")
@members_door
def progress(id):
    export = fetch(me(), Export, id)
    enter(space_of(export))
    return page("exports/_progress.html" if is_partial() else "exports/progress.html", export=export)


@blueprint.get("/exports/<int:id>/file")
@members_door
def file(id):
    export = fetch(me(), Export, id)
    require(me(), "matrix.export" if export.matrix else "forum.export", export.about)
    path = file_of(current_app.config["INSTANCE"], export)
    if export.state != "ready" or not path.exists():
        raise NotFound()
    formats = papers.FORMATS if export.matrix else conversations.FORMATS
    mimetype = formats[export.format].mimetype
    return send_file(path, mimetype=mimetype, as_attachment=True, download_name=export.filename)


def file_of(instance, export):
    return instance / "exports" / str(export.id)


def chosen_options() -> dict:
    """What the form (or the address) asks for, as kept with an export."""
    asked = request.values
    return {
        "states": [state for state in STATES if state in asked.getlist("state")] or ["accepted"],
        "authors": bool(asked.get("authors")),
        "sources": bool(asked.get("sources")),
    }


def options_for(matrix, chosen):
    return papers.Options(
        states=tuple(chosen["states"]),
        authors=chosen["authors"],
        sources=chosen["sources"],
        space=matrix.space.title,
        date=to_user_timezone(now()).date(),
        url=f"{current_app.config['BASE_URL']}/matrices/{matrix.id}",
    )
