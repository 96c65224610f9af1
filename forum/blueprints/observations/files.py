"""Observations in files: those of a list going out, those of a table or of a Word file coming in."""

from flask import Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ... import storage
from ...actions import observations
from ...errors import Invalid
from ...exports import observations as papers
from ...exports.summaries import FORMATS
from ...imports import MAX_BYTES
from ...imports import observations as remarks
from ...models import Document, Worktable, today_in
from ...permissions import fetch, require
from ...readings import observations as readings
from ..doors import enter_worktable, me, members_door, page
from . import blueprint
from .reading import asked_filters

LASTS = 20 * 3600  # seconds that a file waits to be confirmed


@blueprint.get("/worktables/<int:id>/observations/file")
def observations_file(id):
    """The list as it is narrowed, as a file."""
    table = fetch(me(), Worktable, id)
    format = request.args.get("format", "docx")
    items = readings.leaving(me(), table, asked_filters())
    address = current_app.config["BASE_URL"] + url_for(".observations_list", id=id)
    imprint = papers.Imprint(table.title, table.space.title, today_in(table.space), address)
    data = papers.write(items, imprint, format)
    name = papers.filename(table.title, format)
    return Response(
        data,
        mimetype=FORMATS[format].mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/documents/<int:id>/observations/import")
@members_door
def new_import(id):
    document = fetch(me(), Document, id)
    require(me(), "observation.import", document)
    return import_page(document)


@blueprint.post("/documents/<int:id>/observations/import")
@members_door
def look_at_import(id):
    """What the file holds, looked at before anything is written."""
    document = fetch(me(), Document, id)
    require(me(), "observation.import", document)
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Invalid(_("Elige primero un archivo."))
        data = sent.stream.read(MAX_BYTES + 1)
        found = remarks.read(data, sent.filename)
        prepared = observations.prepare(document, found)
    except Invalid as error:
        return import_page(fetch(me(), Document, id), 422, problem=str(error.message))
    token = _signer().dumps([id, storage.put(data), found.filename])
    return import_page(document, found=found, prepared=prepared, token=token)


@blueprint.put("/documents/<int:id>/observations/import")
@members_door
def take_import(id):
    """The file that was looked at becomes observations."""
    document = fetch(me(), Document, id)
    require(me(), "observation.import", document)
    try:
        number, digest, filename = _signer().loads(request.form.get("file", ""), max_age=LASTS)
        path = storage.path_of(digest)
        if number != id or not path.exists():
            raise Invalid(_("El archivo ya no está. Súbelo otra vez."))
        prepared = observations.prepare(document, remarks.read(path.read_bytes(), filename))
        made = observations.import_all(me(), document, prepared)
    except BadSignature:
        return import_page(fetch(me(), Document, id), 422, problem=_("El archivo ya no está. Súbelo otra vez."))
    except Invalid as error:
        return import_page(fetch(me(), Document, id), 422, problem=str(error.message))
    flash(ngettext("%(num)d observación importada", "%(num)d observaciones importadas", len(made)))
    return redirect(url_for("documents.document", id=id), 303)


def import_page(document, status=200, **context):
    enter_worktable(document.worktable)
    context = {"problem": "", "found": None, "prepared": (), "token": ""} | context
    wrong = [one for one in context["prepared"] if one.wrong]
    return page("observations/import.html", status, document=document, wrong=wrong, **context)


def _signer():
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="observations")
