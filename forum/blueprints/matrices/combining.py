"""Copying a matrix as a template, and bringing several into one after a look at what would come."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import matrices
from ...errors import Conflict, Invalid
from ...models import Matrix, Space
from ...models.base import bounded_numbers
from ...models.matrices import matrices_of
from ...permissions import can, fetch, require
from ...readings.matrices.combining import combination
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import CopyForm


@blueprint.get("/matrices/<int:id>/copy")
@members_door
def copying(id):
    matrix = fetch(me(), Matrix, id)
    form = CopyForm(formdata=None).offer(offered_spaces(matrix))
    form.title.data, form.space.data = _("Copia de %(title)s", title=matrix.title)[:200], matrix.space.slug
    return copy_page(matrix, form)


@blueprint.post("/matrices/<int:id>/copy")
@members_door
def copy(id):
    matrix = fetch(me(), Matrix, id)
    form = CopyForm().offer(offered_spaces(matrix))
    try:
        validated(form)
        made = matrices.copy(me(), fetch(me(), Space, form.space.data), matrix, form.title.data, form.entries.data)
    except Invalid as error:
        return copy_page(fetch(me(), Matrix, id), take_errors(form, error), 422)
    flash(_("Matriz copiada"))
    return redirect(url_for(".matrix", id=made.id), 303)


def copy_page(matrix, form, status=200):
    enter(matrix.space)
    return page("matrices/copy.html", status, matrix=matrix, form=form)


def offered_spaces(matrix) -> list[Space]:
    """Where the person may make a matrix: this space, and the others that they facilitate."""
    known = [matrix.space, *(member.space for member in me().memberships if member.left_at is None)]
    spaces = [space for space in dict.fromkeys(known) if can(me(), "matrix.create", space)]
    if not spaces:
        require(me(), "matrix.create", matrix.space)
    return spaces


@blueprint.get("/matrices/<int:id>/combination")
@members_door
def combining(id):
    """Which matrices to bring; with `from`, what would come of them."""
    return combination_page(fetch(me(), Matrix, id), chosen(request.args))


@blueprint.post("/matrices/<int:id>/combination")
@members_door
def combine(id):
    matrix = fetch(me(), Matrix, id)
    require(me(), "matrix.combine", matrix)
    others = chosen(request.form)
    try:
        count = matrices.combine(me(), matrix, others, request.form.get("seen", ""))
    except (Conflict, Invalid) as error:
        return combination_page(fetch(me(), Matrix, id), chosen(request.form), error.status, str(error.message))
    flash(
        ngettext(
            "Vino %(num)d propuesta. Con «Deshacer» se va.",
            "Vinieron %(num)d propuestas. Con «Deshacer» se van.",
            count,
        )
    )
    return redirect(url_for(".matrix", id=id), 303)


def chosen(asked) -> list[Matrix]:
    return [fetch(me(), Matrix, number) for number in bounded_numbers(" ".join(asked.getlist("from")))]


def combination_page(matrix, others, status=200, problem=""):
    enter(matrix.space)
    require(me(), "matrix.combine", matrix)
    for other in others:
        require(me(), "matrix.export", other)
    others = [other for other in dict.fromkeys(others) if other.id != matrix.id]
    offered = [
        (space, [one for one in matrices_of(space)[0] if one.id != matrix.id]) for space in offered_spaces(matrix)
    ]
    return page(
        "matrices/combination.html",
        status,
        matrix=matrix,
        offered=[(space, found) for space, found in offered if found],
        others=others,
        found=combination(matrix, others) if others else None,
        problem=problem,
    )
