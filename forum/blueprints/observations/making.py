"""Observing a document as a member; correcting one's own, withdrawing it and bringing it back."""

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import storage
from ...actions import observations
from ...errors import Conflict, Forbidden, Invalid, NotFound
from ...imports import attached
from ...models import Document, Observation, is_open_to_public
from ...models.base import bounded_numbers
from ...permissions import can, fetch, require, standing
from ...readings import observations as readings
from ...readings.documents import clauses_of, finished_versions
from ..doors import enter_worktable, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import ObservationForm, PublicForm


@blueprint.get("/documents/<int:id>/observations/new")
def new_observation(id):
    """For members; while the document stands pre-published, for anybody. `clause`, `quote`, `prefix` and `suffix` say
    what it is about, as the page of the document has them."""
    document = fetch(me(), Document, id)
    asked = request.args
    if can(me(), "observation.create", document):
        form = ObservationForm(formdata=None)
    elif is_open_to_public(document):
        form = PublicForm(formdata=None)
    else:
        require(me(), "observation.create", document)
        raise Forbidden()
    form.clause.data = next(iter(bounded_numbers(asked.get("clause", ""))), None)
    form.version.data = asked.get("version", "")
    form.quote.data = form.proposal.data = asked.get("quote", "")[:4000]
    form.prefix.data, form.suffix.data = asked.get("prefix", "")[:120], asked.get("suffix", "")[:120]
    return form_page(form, document)


@blueprint.post("/documents/<int:id>/observations")
@members_door
def observe(id):
    document = fetch(me(), Document, id)
    require(me(), "observation.create", document)
    form = offered(ObservationForm(), document)
    try:
        validated(form)
        actor = form.actor.data if form.actor else None
        made = observations.observe(me(), document, form.words(taken(document)), actor)
    except Invalid as error:
        return form_page(take_errors(form, error), fetch(me(), Document, id), 422)
    flash(_("Observación n.º %(number)s guardada", number=made.number))
    return redirect(address_of(made), 303)


@blueprint.get("/observations/<int:id>/edit")
@members_door
def edit_observation(id):
    observation = fetch(me(), Observation, id)
    require(me(), "observation.change", observation)
    form = ObservationForm(formdata=None)
    for name in ("kind", "comment", "proposal", "reason", "quote", "prefix", "suffix", "confidential"):
        form[name].data = getattr(observation, name)
    form.clause.data, form.version.data = observation.clause_id, str(observation.version_id)
    form.proposal.data = observation.proposal or observation.quote
    return form_page(form, observation.document, observation=observation)


@blueprint.put("/observations/<int:id>")
@members_door
def change_observation(id):
    observation = fetch(me(), Observation, id)
    require(me(), "observation.change", observation)
    form = offered(ObservationForm(), observation.document, observation)
    try:
        validated(form)
        seen = next(iter(bounded_numbers(request.form.get("counter", ""))), 0)
        observations.change(me(), observation, form.words(taken(observation.document)), seen)
    except (Invalid, Conflict) as error:
        status = error.status
        if isinstance(error, Conflict):
            error = Invalid(error.message)
        observation = fetch(me(), Observation, id)
        return form_page(take_errors(form, error), observation.document, status, observation)
    flash(_("Observación guardada"))
    return redirect(url_for(".observation", id=id), 303)


@blueprint.delete("/observations/<int:id>")
@members_door
def withdraw_observation(id):
    observation = observations.withdraw(me(), fetch(me(), Observation, id))
    enter_worktable(observation.document.worktable)
    return page("observations/withdrawn.html", document=observation.document, observation=observation)


@blueprint.delete("/observations/<int:id>/removal")
@members_door
def restore_observation(id):
    observation = readings.removed_one(me(), id)
    if observation is None:
        raise NotFound()
    observations.restore(me(), observation)
    flash(_("Observación recuperada"))
    return redirect(url_for(".observation", id=id), 303)


def offered(form, document, observation=None):
    """With the clauses of the version it is about, and one's actors."""
    versions = finished_versions(document)
    wanted = observation.version_id if observation else next(iter(bounded_numbers(form.version.data or "")), None)
    version = next((one for one in versions if one.id == wanted), versions[0] if versions else None)
    member = standing(me(), document).membership
    form.offer(clauses_of(version) if version else [], member.actors if member else ())
    form.of = version
    return form


def form_page(form, document, status=200, observation=None):
    """The form, with the passage it is about above it."""
    if not hasattr(form, "of"):
        offered(form, document, observation)
    enter_worktable(document.worktable)
    clauses = clauses_of(form.of) if form.of else []
    clause = next((one for one in clauses if one.clause_id == form.clause.data), None)
    return page(
        "observations/_form_piece.html" if is_partial() else "observations/form.html",
        status,
        form=form,
        table=document.worktable,
        document=document,
        observation=observation,
        clause=clause,
        is_public=isinstance(form, PublicForm),
        in_dialog=is_partial(),
    )


def taken(document) -> list:
    """The files of the form, looked at and kept before the writing begins."""
    most = current_app.config["ATTACHMENT_MB"] * 1024 * 1024
    files = []
    for sent in [file for file in request.files.getlist("files") if file.filename][:6]:
        try:
            file = attached.read(sent.stream.read(most + 1), sent.filename, most)
        except Invalid as error:
            raise Invalid(fields={"files": error.message}) from error
        files.append((file, storage.put(file.data)))
    return files


def address_of(observation):
    return url_for(
        "documents.document", id=observation.document_id, observation=observation.id, _anchor=f"o-{observation.id}"
    )
