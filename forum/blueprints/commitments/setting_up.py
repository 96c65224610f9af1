"""A new commitment, by itself or from where it was made; its words, its day; away and back."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import commitments
from ...errors import Invalid, NotFound
from ...models import Agreement, Commitment, Entry, Resolution, Space, worktable_of
from ...models.base import bounded
from ...permissions import fetch, require
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import CommitmentForm
from .reading import enter_commitment

SOURCES = {"entry": Entry, "agreement": Agreement, "resolution": Resolution}


def asked_source(values):
    """(kind, thing) of where the address says it was made; (None, None) where it says nothing."""
    for kind, model in SOURCES.items():
        if typed := values.get(kind):
            try:
                return kind, fetch(me(), model, bounded(typed))
            except ValueError:
                raise NotFound() from None
    return None, None


@blueprint.get("/spaces/<slug>/commitments/new")
@members_door
def new_commitment(slug):
    """`entry`, `agreement` or `resolution`: where it was made; `worktable`: of which it is."""
    space = enter(fetch(me(), Space, slug))
    require(me(), "commitment.create", space)
    kind, source = asked_source(request.args)
    form = CommitmentForm(formdata=None).choose_in(space)
    form.worktable_id.data = request.args.get("worktable", 0, bounded)
    if source is not None:
        form.text.data = source.reason if kind == "resolution" else source.text
        form.organization_id.data = getattr(source, "organization_id", None) or 0
        if kind != "entry":
            form.worktable_id.data = worktable_of(source).id
    return form_page(space, form, kind, source)


def form_page(space, form, kind=None, source=None, commitment=None, status=200):
    return page("commitments/form.html", status, form=form, home=space, kind=kind, source=source, commitment=commitment)


@blueprint.post("/spaces/<slug>/commitments")
@members_door
def create_commitment(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "commitment.create", space)
    kind, source = asked_source(request.form)
    form = CommitmentForm().choose_in(space)
    try:
        made = commitments.create(me(), space, source=source, **validated(form).words())
    except Invalid as error:
        enter(space)
        kind, source = asked_source(request.form)
        return form_page(space, take_errors(form, error), kind, source, status=422)
    flash(_("Compromiso anotado"))
    return redirect(url_for(".commitment", id=made.id), 303)


@blueprint.get("/commitments/<int:id>/edit")
@members_door
def edit_commitment(id):
    commitment = enter_commitment(fetch(me(), Commitment, id))
    require(me(), "commitment.change", commitment)
    form = CommitmentForm(formdata=None, obj=commitment).choose_in(commitment.space)
    for name in ("organization_id", "responsible_id", "worktable_id"):
        form[name].data = getattr(commitment, name) or 0
    return form_page(commitment.space, form, commitment=commitment)


@blueprint.put("/commitments/<int:id>")
@members_door
def change_commitment(id):
    commitment = enter_commitment(fetch(me(), Commitment, id))
    require(me(), "commitment.change", commitment)
    form = CommitmentForm().choose_in(commitment.space)
    try:
        commitments.change(me(), commitment, **validated(form).words())
    except Invalid as error:
        commitment = enter_commitment(fetch(me(), Commitment, id))
        return form_page(commitment.space, take_errors(form, error), commitment=commitment, status=422)
    flash(_("Compromiso guardado"))
    return redirect(url_for(".commitment", id=id), 303)


@blueprint.delete("/commitments/<int:id>")
@members_door
def remove_commitment(id):
    commitment = fetch(me(), Commitment, id)
    slug = commitment.space.slug
    commitments.remove(me(), commitment)
    flash(_("Compromiso retirado. Puedes recuperarlo en esta lista."))
    return redirect(url_for(".commitments", slug=slug), 303)


@blueprint.delete("/spaces/<slug>/commitments/<int:id>/removal")
@members_door
def restore_commitment(slug, id):
    space = fetch(me(), Space, slug)
    made = commitments.restore(me(), space, id)
    flash(_("Compromiso recuperado"))
    return redirect(url_for(".commitment", id=made.id), 303)
