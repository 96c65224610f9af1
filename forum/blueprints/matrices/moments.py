"""The history of a matrix as a line: how it stood at each moment, and bringing back what it said."""

from flask import redirect, request, url_for
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Conflict, NotFound
from ...models import Matrix
from ...models.base import bounded
from ...permissions import can, fetch, require
from ...readings.matrices.moments import days_of, moment, moments_of
from ...readings.matrices.restoring import plan
from ..doors import enter, me, members_door, page
from . import blueprint
from .answers import changed, fixed_words, rights


@blueprint.get("/matrices/<int:id>/moments")
def moments(id):
    """The last one."""
    matrix = fetch(me(), Matrix, id)
    steps = moments_of(matrix)
    if not steps:
        return redirect(url_for(".matrix_history", id=id))
    return redirect(url_for(".one_moment", id=id, seq=steps[-1].seq))


@blueprint.get("/matrices/<int:id>/moments/<int:seq>")
def one_moment(id, seq):
    """The matrix as it stood after that event of its room, and what that changed."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    found = moment(me(), matrix, seq)
    if found is None:
        raise NotFound()
    user = me()
    return page(
        "matrices/moment.html",
        matrix=matrix,
        found=found,
        grid=found.grid,
        days=days_of(found.steps),
        words=fixed_words(False),
        rights=rights(matrix),
        may_restore=can(user, "entry.restore", matrix),
        may_restore_all=can(user, "moment.restore", matrix),
    )


@blueprint.get("/matrices/<int:id>/moments/<int:seq>/restoration")
@members_door
def restoring(id, seq):
    """What would be other, in figures: of all, of one `entry`, or of the cell of `row` and `column`."""
    return restoration_page(fetch(me(), Matrix, id), seq)


@blueprint.post("/matrices/<int:id>/moments/<int:seq>/restoration")
@members_door
def restore(id, seq):
    """`seen`: what the person saw would change; where that is other now, it is looked at again first."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    entry, place = asked()
    seen = request.form.get("seen", "")
    try:
        if entry or place:
            matrices.restore_entries(me(), matrix, seq, seen, entry, place)
        else:
            matrices.restore_moment(me(), matrix, seq, seen)
    except Conflict as error:
        return restoration_page(fetch(me(), Matrix, id), seq, 409, problem=str(error.message))
    return changed(matrix, [], _("Restaurado. Con «Deshacer» vuelve lo de antes."))


def asked():
    """(entry, (row, column) or None)."""
    entry, row, column = (request.values.get(name, 0, bounded) for name in ("entry", "row", "column"))
    return entry, ((row, column) if row and column else None)


def restoration_page(matrix, seq, status=200, problem=""):
    enter(matrix.space)
    entry, place = asked()
    require(me(), "entry.restore" if entry or place else "moment.restore", matrix)
    found = moment(me(), matrix, seq)
    if found is None:
        raise NotFound()
    counted, seen = {}, ""
    try:
        planned = plan(matrix, seq, entry, place)
        counted, seen = planned.figures, planned.seen
    except Conflict as error:
        problem = problem or str(error.message)
    return page(
        "matrices/restoration.html",
        status,
        matrix=matrix,
        found=found,
        counted=counted,
        problem=problem,
        entry=entry,
        place=place,
        seen=seen,
    )
