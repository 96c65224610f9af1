"""Bringing a table in: the file is looked at first, and nothing is written until it is confirmed."""

import json
import secrets
import time

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext as _

from .. import imports
from ..actions import matrices
from ..errors import Invalid, NotFound
from ..models import Space
from ..models.base import bounded
from ..permissions import fetch, require
from .doors import enter, me, members_door, page

blueprint = Blueprint("imports", __name__)

KEPT = 24 * 60 * 60  # seconds an upload waits for its confirmation


@blueprint.get("/spaces/<slug>/imports")
@members_door
def choose(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.import", space)
    return page("imports/page.html", problem="")


@blueprint.post("/spaces/<slug>/imports")
@members_door
def upload(slug):
    """Take the file, read it, and show what was understood."""
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.import", space)
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Invalid(_("Elige el archivo que tiene la tabla."))
        data = sent.read()
        imports.read(data, sent.filename)
    except Invalid as error:
        return page("imports/page.html", 422, problem=str(error.message))
    token = keep(data, {"name": sent.filename, "user": me().id, "space": space.id})
    return redirect(url_for(".preview", slug=slug, token=token), 303)


@blueprint.get("/spaces/<slug>/imports/<token>")
@members_door
def preview(slug, token):
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.import", space)
    data, name = kept(token, space)
    reading = imports.read(data, name)
    chosen = request.args.get("table", reading.best, bounded)
    if not 0 <= chosen < len(reading.tables):
        raise NotFound()
    found = reading.tables[chosen]
    return page("imports/preview.html", reading=reading, found=found, chosen=chosen, token=token, problem="")


@blueprint.post("/spaces/<slug>/imports/<token>")
@members_door
def confirm(slug, token):
    """Write the table that was looked at, as a new matrix."""
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.import", space)
    data, name = kept(token, space)
    reading = imports.read(data, name)
    chosen = request.form.get("table", reading.best, bounded)
    if not 0 <= chosen < len(reading.tables):
        raise NotFound()
    found = reading.tables[chosen]
    try:
        matrix = matrices.import_table(me(), space, found.table, request.form.get("title", ""))
    except Invalid as error:
        enter(space)
        problem = str(error.message) or next(iter(error.fields.values()), "")
        return page(
            "imports/preview.html", 422, reading=reading, found=found, chosen=chosen, token=token, problem=problem
        )
    discard(token)
    return redirect(url_for("matrices.matrix", id=matrix.id), 303)


@blueprint.delete("/spaces/<slug>/imports/<token>")
@members_door
def forget(slug, token):
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.import", space)
    kept(token, space)
    discard(token)
    return redirect(url_for(".choose", slug=slug), 303)


def folder():
    folder = current_app.config["INSTANCE"] / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(data, about):
    """Put the file aside under a name nobody can guess; what waited too long is thrown away."""
    for old in folder().iterdir():
        if time.time() - old.stat().st_mtime > KEPT:
            old.unlink(missing_ok=True)
    token = secrets.token_urlsafe(24)
    (folder() / f"{token}.json").write_text(json.dumps(about))
    (folder() / token).write_bytes(data)
    return token


def kept(token, space):
    """(bytes, file name) of an upload this person made for this space; `NotFound` for any other."""
    if not token.replace("-", "").replace("_", "").isalnum() or not (folder() / token).exists():
        raise NotFound()
    about = json.loads((folder() / f"{token}.json").read_text())
    if about["user"] != me().id or about["space"] != space.id:
        raise NotFound()
    return (folder() / token).read_bytes(), about["name"]


def discard(token):
    (folder() / token).unlink(missing_ok=True)
    (folder() / f"{token}.json").unlink(missing_ok=True)
