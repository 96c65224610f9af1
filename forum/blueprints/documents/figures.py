"""The pictures in a version of a document: made anew by us when they came, so that they are pictures and no more."""

from flask import send_file

from ... import storage
from ...errors import NotFound
from ...models import DocumentVersion
from ...permissions import fetch
from ...readings.documents import figure_of
from ..doors import me
from . import blueprint


@blueprint.get("/versions/<int:id>/figures/<digest>")
def figure(id, digest):
    found = figure_of(fetch(me(), DocumentVersion, id), digest)
    path = storage.path_of(found["digest"]) if found else None
    if path is None or not path.exists():
        raise NotFound()
    response = send_file(path, mimetype=found["type"], download_name=found["filename"], etag=digest, max_age=3600)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cache_control.public, response.cache_control.private = None, True
    return response
