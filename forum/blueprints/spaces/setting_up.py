"""Opening a space, changing it, archiving it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import spaces
from ...actions.spaces.templates import TEMPLATES
from ...errors import Invalid
from ...models import Space
from ...permissions import fetch, require
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import NewSpaceForm, SpaceForm


@blueprint.get("/spaces/new")
@members_door
def new_space():
    require(me(), "space.create")
    chosen = TEMPLATES.get(request.args.get("template"), TEMPLATES["course"])
    form = NewSpaceForm(formdata=None, template=chosen.name, visibility=chosen.visibility).offer(TEMPLATES)
    return page("spaces/new.html", form=form, templates=TEMPLATES)


@blueprint.post("/spaces")
@members_door
def create_space():
    require(me(), "space.create")
    form = NewSpaceForm().offer(TEMPLATES)
    try:
        validated(form)
        space = spaces.create(me(), form.title.data, template=form.template.data, visibility=form.visibility.data)
    except Invalid as error:
        return page("spaces/new.html", 422, form=take_errors(form, error), templates=TEMPLATES)
    return redirect(url_for(".space", slug=space.slug), 303)


@blueprint.get("/spaces/<slug>/edit")
@members_door
def edit_space(slug):
    space = enter(fetch(me(), Space, slug))
    if space.archived_at is None:
        require(me(), "space.change", space)
    else:
        require(me(), "space.reopen", space)
    return page("spaces/edit.html", form=SpaceForm(formdata=None, obj=space).offer(space))


@blueprint.put("/spaces/<slug>")
@members_door
def change_space(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "space.change", space)
    form = SpaceForm().offer(space)
    try:
        validated(form)
        spaces.change(me(), space, **{name: value for name, value in form.data.items() if name != "csrf_token"})
    except Invalid as error:
        enter(space)
        return page("spaces/edit.html", 422, form=take_errors(form, error))
    flash(_("Cambios guardados."))
    return redirect(url_for(".edit_space", slug=slug), 303)


@blueprint.get("/spaces/<slug>/archival")
@members_door
def ask_to_archive(slug):
    space = enter(fetch(me(), Space, slug))
    if space.archived_at is not None:
        return redirect(url_for(".edit_space", slug=slug))
    require(me(), "space.archive", space)
    title, back = _("Archivar el espacio"), url_for(".edit_space", slug=slug)
    return page("spaces/asking.html", what="archive", title=title, back=back)


@blueprint.post("/spaces/<slug>/archival")
@members_door
def archive_space(slug):
    spaces.archive(me(), fetch(me(), Space, slug))
    flash(_("Espacio archivado: desde ahora solo se lee."))
    return redirect(url_for(".space", slug=slug), 303)


@blueprint.delete("/spaces/<slug>/archival")
@members_door
def reopen_space(slug):
    spaces.reopen(me(), fetch(me(), Space, slug))
    flash(_("Espacio reabierto."))
    return redirect(url_for(".space", slug=slug), 303)
