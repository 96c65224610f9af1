"""The matrices of a space: the list, a new one, settings, taking one away and bringing it back."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Invalid
from ...models import Matrix, Space
from ...models.matrices import matrices_of
from ...permissions import fetch, require
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import MatrixForm, SettingsForm, labels


@blueprint.get("/spaces/<slug>/matrices")
def matrices_list(slug):
    """The list; of a space with one matrix, that one."""
    space = enter(fetch(me(), Space, slug))
    standing, removed = matrices_of(space)
    if len(standing) == 1 and not removed:
        return redirect(url_for(".matrix", id=standing[0].id))
    return page("matrices/list.html", matrices=standing, removed=removed)


@blueprint.get("/spaces/<slug>/matrices/new")
@members_door
def new_matrix(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.create", space)
    return page("matrices/form.html", form=MatrixForm())


@blueprint.post("/spaces/<slug>/matrices")
@members_door
def create_matrix(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "matrix.create", space)
    form = MatrixForm()
    try:
        validated(form)
        matrix = matrices.create(
            me(),
            space,
            form.title.data,
            form.question.data or "",
            template=form.template.data,
            open_editing=form.open_editing.data,
            limited_to_actors=form.limited_to_actors.data,
        )
    except Invalid as error:
        enter(space)
        return page("matrices/form.html", 422, form=take_errors(form, error))
    return redirect(url_for(".matrix", id=matrix.id), 303)


@blueprint.get("/matrices/<int:id>/settings")
@members_door
def settings(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "matrix.change", matrix)
    form = SettingsForm(obj=matrix)
    form.row_headers.data = "; ".join(matrix.row_headers)
    return page("matrices/settings.html", matrix=matrix, form=form)


@blueprint.put("/matrices/<int:id>")
@members_door
def change_matrix(id):
    matrix = fetch(me(), Matrix, id)
    space = enter(matrix.space)
    require(me(), "matrix.change", matrix)
    form = SettingsForm()
    try:
        validated(form)
        matrices.change(
            me(),
            matrix,
            form.title.data,
            form.question.data or "",
            labels(form.row_headers.data) or [""],
            form.open_editing.data,
            form.limited_to_actors.data,
        )
    except Invalid as error:
        enter(space)
        return page("matrices/settings.html", 422, matrix=matrix, form=take_errors(form, error))
    flash(_("Ajustes de la matriz guardados"))
    return redirect(url_for(".matrix", id=id), 303)


@blueprint.delete("/matrices/<int:id>")
@members_door
def remove_matrix(id):
    matrix = fetch(me(), Matrix, id)
    slug = matrix.space.slug
    matrices.remove_matrix(me(), matrix)
    flash(_("Matriz retirada. Puedes recuperarla en esta lista."))
    return redirect(url_for(".matrices_list", slug=slug), 303)


@blueprint.delete("/spaces/<slug>/matrices/<int:id>/removal")
@members_door
def restore_matrix(slug, id):
    """Bring a matrix back that was taken away."""
    space = fetch(me(), Space, slug)
    matrix = matrices.restore(me(), space, id)
    flash(_("Matriz recuperada"))
    return redirect(url_for(".matrix", id=matrix.id), 303)
