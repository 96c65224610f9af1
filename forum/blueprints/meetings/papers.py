"""The minutes as files to print and sign, and as the very bytes that were sealed."""

import io

from flask import Response, send_file

from ...errors import NotFound
from ...exports import minutes as papers
from ...readings import meetings as readings
from . import blueprint
from .minutes import reached
from .reading import entered


@blueprint.get("/meetings/<int:id>/minutes/papers/<format>")
def minutes_paper(id, format):
    found = begun(id)
    if format not in papers.FORMATS:
        raise NotFound()
    told = readings.told_of(found)
    data = papers.write(told, found.digest, format)
    mimetype, name = papers.FORMATS[format].mimetype, papers.filename(told, format)
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)


@blueprint.get("/meetings/<int:id>/minutes/data")
def minutes_data(id):
    """Whose SHA-256 is the digest."""
    found = begun(id)
    if found.phase != "final":
        raise NotFound()
    response = Response(found.frozen.encode(), mimetype="application/json")
    name = papers.filename(readings.told_of(found), "json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def begun(id):
    found = reached(entered(id))
    if found is None:
        raise NotFound()
    return found
