"""The editor: the matrix as a page, pieces of it, its history, undo."""

from flask import request
from flask_babel import gettext as _

from ...actions import matrices
from ...actions.matrices.undo import last_undoing
from ...errors import NotFound
from ...events import last
from ...models import Entry, Matrix
from ...models.base import bounded
from ...permissions import fetch
from ...readings.editions import latest
from ...readings.matrices import actors_in, grid, history, provenance
from ...readings.matrices.values import valued, values_in
from ...values import signed
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint
from .answers import cells_asked, changed, filtered, filters, fixed_words, pieces, query_without, rights


@blueprint.get("/matrices/<int:id>")
def matrix(id):
    """The editor; with `entry`, the words behind that entry beside it."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    found = opened_in(matrix, request.args.get("entry", 0, bounded))
    shown = whole(matrix)
    return page(
        "matrices/page.html",
        live=True,
        actors=actors_in(matrix),
        found=found,
        latest=latest(matrix),
        redoable=me() is not None and last_undoing(me(), matrix) is not None,
        opened=found.entry.id if found else 0,
        query=query_without("entry"),
        filtered=filtered(matrix),
        values=values_in(matrix) if valued(shown["grid"]) else None,
        signed=signed,
        **shown,
    )


def opened_in(matrix, number):
    """The words behind entry `number` of the matrix; None where it is not there (any more)."""
    try:
        entry = fetch(me(), Entry, number) if number else None
    except NotFound:
        return None
    return provenance(me(), entry) if entry is not None and entry.matrix_id == matrix.id else None


@blueprint.get("/matrices/<int:id>/values")
def values(id):
    """What signed values add up to, for the page that is open."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    template = "matrices/_values.html" if is_partial() else "matrices/values.html"
    seq = last(f"matrix:{id}")  # before the data
    return page(template, live=True, matrix=matrix, seq=seq, found=values_in(matrix), signed=signed)


@blueprint.get("/matrices/<int:id>/table")
def table(id):
    """The whole table once more, for a page that is open."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    return page("matrices/_table.html", opened=0, **whole(matrix))


def whole(matrix):
    """What the table of a matrix is made from."""
    mine = rights(matrix)
    shape = grid(me(), matrix, filters())
    return {"matrix": matrix, "grid": shape, "rights": mine, "words": fixed_words(mine["decide"])}


@blueprint.get("/matrices/<int:id>/cells/<int:row>-<int:column>")
def cell(id, row, column):
    return some_cells(id, [(row, column)])


@blueprint.get("/matrices/<int:id>/cells")
def cells(id):
    """`of=1-2,3-4`: these cells; `since`: with a mark at what others changed after that number."""
    return some_cells(id, cells_asked())


def some_cells(id, pairs):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    shape = grid(me(), matrix, filters(), cells=pairs, since=request.args.get("since", None, bounded))
    rows, columns = {row.id for row in shape.rows}, {column.id for column in shape.columns}
    pairs = [(row, column) for row, column in pairs if row in rows and column in columns]
    if not pairs:
        raise NotFound()
    return pieces(matrix, shape, pairs)


@blueprint.get("/matrices/<int:id>/history")
def matrix_history(id):
    """Who did what, newest first."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    number = max(1, request.args.get("page", 1, bounded))
    lines, more = history(me(), matrix, number)
    return page("matrices/history.html", matrix=matrix, lines=lines, number=number, more=more)


@blueprint.post("/matrices/<int:id>/undo")
@members_door
def undo(id):
    """Take back one's own last step."""
    matrix = fetch(me(), Matrix, id)
    undone = matrices.undo(me(), matrix)
    return changed(matrix, undone.data["cells"], _("Deshecho"))


@blueprint.post("/matrices/<int:id>/redo")
@members_door
def redo(id):
    """Do again what one took back last."""
    matrix = fetch(me(), Matrix, id)
    redone = matrices.redo(me(), matrix)
    return changed(matrix, redone.data["cells"], _("Rehecho"))
