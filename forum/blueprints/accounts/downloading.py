"""Downloading all that is one's own."""

from flask import current_app, redirect, send_file, url_for
from flask_babel import gettext as _

from ...actions import downloads
from ...errors import NotFound
from ...models import Download
from ...permissions import fetch
from ..doors import is_partial, me, members_door, page
from . import blueprint


@blueprint.get("/account/download")
@members_door
def download():
    standing = downloads.latest(me())
    template = "accounts/_download.html" if is_partial() else "accounts/download.html"
    ready = standing is not None and downloads.is_there(standing)
    return page(template, download=standing, ready=ready, lasts=downloads.LASTS)


@blueprint.post("/account/download")
@members_door
def ask_download():
    downloads.ask(me(), me())
    return redirect(url_for(".download"), 303)


@blueprint.get("/downloads/<int:id>/file")
@members_door
def download_file(id):
    """For the person alone, while it lasts."""
    found = fetch(me(), Download, id)
    path = current_app.config["INSTANCE"] / "downloads" / f"{id}.zip"
    if not downloads.is_there(found) or not path.exists():
        raise NotFound()
    response = send_file(path, mimetype="application/zip", as_attachment=True, download_name=_("tinkuy-lo-mio.zip"))
    response.headers["Cache-Control"] = "private, no-store"
    return response
