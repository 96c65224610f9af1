"""The bytes of attachments, under a signed address that holds for an hour or two. It reads no cookie: who holds it was
allowed to read the post a moment ago. What comes is inert: it is saved, or it is a picture we made ourselves."""

import time

from flask import Blueprint, Response, current_app, send_file, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from .. import storage
from ..readings.forums.attachments import attachment_there

HOURS = 1  # from the end of the present hour

blueprint = Blueprint("files", __name__)


def signed_address(attachment, small=False) -> str:
    """The same for all who ask in one hour, so that browsers ask once."""
    expires = (int(time.time()) // 3600 + 1 + HOURS) * 3600
    name = "miniatura.jpg" if small else attachment.name
    return url_for("files.file", token=_signer().dumps([attachment.id, int(small), expires]), name=name)


def _signer():
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="files")


@blueprint.get("/files/<token>/<name>")
def file(token, name):
    try:
        number, small, expires = _signer().loads(token)
    except BadSignature:
        return gone()
    attachment = attachment_there(number)
    if expires < time.time() or attachment is None:
        return gone()
    path = storage.path_of(attachment.thumbnail if small else attachment.digest)
    if not path.exists():
        return gone()
    is_picture = attachment.width is not None
    response = send_file(
        path,
        mimetype="image/jpeg" if small else attachment.media_type,
        as_attachment=not is_picture,
        download_name=name if small else attachment.name,
        etag=path.name,
        max_age=int(expires - time.time()),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cache_control.public, response.cache_control.private = None, True
    response.cache_control.immutable = True
    return response


def gone():
    """Without a page of ours: a page would read who asks."""
    return Response("404\n", 404, mimetype="text/plain", headers={"Cache-Control": "no-store"})
