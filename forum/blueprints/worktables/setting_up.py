"""A new working table, its settings, taking one away and bringing it back."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import worktables
from ...errors import Invalid
from ...models import Space, Worktable
from ...permissions import fetch, require
from ..doors import enter, enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import WorktableForm


@blueprint.get("/spaces/<slug>/worktables/new")
@members_door
def new_worktable(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "worktable.create", space)
    return page("worktables/form.html", form=WorktableForm(), table=None)


@blueprint.post("/spaces/<slug>/worktables")
@members_door
def create_worktable(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "worktable.create", space)
    form = WorktableForm()
    try:
        validated(form)
        table = worktables.create(me(), space, **form.words())
    except Invalid as error:
        enter(space)
        return page("worktables/form.html", 422, form=take_errors(form, error), table=None)
    return redirect(url_for(".worktable", id=table.id), 303)


@blueprint.get("/worktables/<int:id>/settings")
@members_door
def settings(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "worktable.change", table)
    return page("worktables/form.html", form=WorktableForm(obj=table), table=table)


@blueprint.put("/worktables/<int:id>")
@members_door
def change_worktable(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "worktable.change", table)
    form = WorktableForm()
    try:
        validated(form)
        worktables.change(me(), table, **form.words())
    except Invalid as error:
        enter_worktable(table)
        return page("worktables/form.html", 422, form=take_errors(form, error), table=table)
    flash(_("Mesa de trabajo guardada"))
    return redirect(url_for(".worktable", id=id), 303)


@blueprint.delete("/worktables/<int:id>")
@members_door
def remove_worktable(id):
    table = fetch(me(), Worktable, id)
    slug = table.space.slug
    worktables.remove(me(), table)
    flash(_("Mesa de trabajo retirada. Puedes recuperarla en esta lista."))
    return redirect(url_for(".worktables_list", slug=slug), 303)


@blueprint.delete("/spaces/<slug>/worktables/<int:id>/removal")
@members_door
def restore_worktable(slug, id):
    space = fetch(me(), Space, slug)
    table = worktables.restore(me(), space, id)
    flash(_("Mesa de trabajo recuperada"))
    return redirect(url_for(".worktable", id=table.id), 303)
