"""Moving a document into its next state, and taking the last step back."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import documents
from ...errors import Conflict, Invalid
from ...models import Document
from ...permissions import fetch, require
from ...readings import documents as readings
from ..doors import me, members_door, take_errors, validated
from . import blueprint
from .forms import StepForm
from .reading import document_page


@blueprint.post("/documents/<int:id>/steps")
@members_door
def step(id):
    document = fetch(me(), Document, id)
    require(me(), "document.step", document)
    form = StepForm()
    try:
        validated(form)
        documents.step(
            me(),
            document,
            request.form.get("state", ""),
            form.opens_on.data,
            form.closes_on.data,
            form.note.data or "",
        )
    except (Invalid, Conflict) as error:
        if isinstance(error, Conflict):
            error = Invalid(error.message)
        document = fetch(me(), Document, id)
        versions = readings.standing_versions(document)
        finished = [one for one in versions if one.finished_at is not None]
        return document_page(document, versions, finished[0] if finished else None, take_errors(form, error), 422)
    flash(_("El documento pasó a: %(state)s", state=readings.state_name(document.state)))
    return redirect(url_for(".document", id=id), 303)


@blueprint.delete("/documents/<int:id>/steps/<int:step>")
@members_door
def undo_step(id, step):
    document = documents.undo_step(me(), fetch(me(), Document, id), step)
    flash(_("El documento volvió a: %(state)s", state=readings.state_name(document.state)))
    return redirect(url_for(".document", id=id), 303)
