"""How far a commitment came."""

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import storage
from ...actions import commitments
from ...errors import Invalid
from ...imports import attached
from ...models import Commitment
from ...permissions import fetch, require
from ..doors import me, members_door, take_errors, validated
from . import blueprint
from .forms import NoteForm
from .reading import commitment_page


@blueprint.post("/commitments/<int:id>/notes")
@members_door
def note(id):
    commitment = fetch(me(), Commitment, id)
    require(me(), "commitment.note", commitment)
    form = NoteForm()
    try:
        file, digest = taken_file()
        validated(form)
        words = form.text.data or "", form.state.data, form.link.data or ""
        commitments.note(me(), commitment, *words, file, digest)
    except Invalid as error:
        return commitment_page(fetch(me(), Commitment, id), take_errors(form, error), 422)
    flash(_("Avance anotado"))
    return redirect(url_for(".commitment", id=id), 303)


def taken_file():
    """(what was sent, its digest), kept; what it is is found out before the writing begins."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None, None
    most = current_app.config["ATTACHMENT_MB"] * 1024 * 1024
    try:
        file = attached.read(sent.stream.read(most + 1), sent.filename, most)
    except Invalid as error:
        raise Invalid(fields={"file": error.message}) from error
    return file, storage.put(file.data)


@blueprint.delete("/commitments/<int:id>/notes/<int:note>")
@members_door
def take_note_back(id, note):
    commitments.take_note_back(me(), fetch(me(), Commitment, id), note)
    flash(_("Avance retirado"))
    return redirect(url_for(".commitment", id=id), 303)


@blueprint.delete("/commitments/<int:id>/notes/<int:note>/removal")
@members_door
def put_note_back(id, note):
    commitments.put_note_back(me(), fetch(me(), Commitment, id), note)
    flash(_("Avance recuperado"))
    return redirect(url_for(".commitment", id=id), 303)
