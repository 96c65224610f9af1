"""Entries: writing one, rewording, moving, withdrawing; and the drawer with the words behind it."""

from flask import request
from flask_babel import gettext as _

from ...actions import matrices
from ...actions.matrices.places import entries_of
from ...errors import Conflict, Invalid
from ...models import Entry, Matrix, MatrixColumn, MatrixRow
from ...models.base import bounded
from ...models.matrices import rows_and_columns
from ...permissions import fetch, require, usual_actor
from ...readings.matrices import history_of, provenance
from ...readings.matrices.citations import place_name
from ...text import difference
from ..doors import enter, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .answers import changed, own_rows, rights, show
from .forms import EntryForm, PlaceForm


@blueprint.get("/matrices/<int:id>/entries/new")
@members_door
def new_entry(id):
    """A page to write an entry in: where there is no JavaScript, and on small screens."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "entry.propose", matrix)
    form = entry_form(matrix)
    form.row.data, form.column.data = request.args.get("row", 0, bounded), request.args.get("column", 0, bounded)
    return show("matrices/_new_entry.html", _("Proponer una entrada"), matrix=matrix, form=form, rights=rights(matrix))


@blueprint.post("/matrices/<int:id>/entries")
@members_door
def propose(id):
    matrix = fetch(me(), Matrix, id)
    space = enter(matrix.space)
    require(me(), "entry.propose", matrix)
    form = entry_form(matrix)
    try:
        validated(form)
        row, column = fetch(me(), MatrixRow, form.row.data), fetch(me(), MatrixColumn, form.column.data)
        entry = matrices.propose(
            me(),
            matrix,
            row,
            column,
            form.text.data,
            state="accepted" if request.form.get("state") == "accepted" else "proposed",
            actor_id=form.actor.data if form.actor else None,
            again=bool(request.form.get("again")),
        )
    except Invalid as error:
        enter(space)
        form = take_errors(form, error)
        return show(
            "matrices/_new_entry.html", _("Proponer una entrada"), 422, matrix=matrix, form=form, rights=rights(matrix)
        )
    words = _("Entrada aceptada") if entry.state == "accepted" else _("Entrada propuesta")
    return changed(matrix, [(row.id, column.id)], words, entry, 201)


def entry_form(matrix):
    rows, columns = rows_and_columns(matrix)
    mine = rights(matrix)
    return EntryForm().offer(own_rows(rows, mine), columns, mine["actors"])


@blueprint.get("/entries/<int:id>")
def entry(id):
    """The words behind an entry: the drawer of the page that asks, else a page of its own."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    template = "matrices/_drawer.html" if is_partial() else "matrices/entry.html"
    return page(template, matrix=entry.matrix, found=provenance(me(), entry), rights=rights(entry.matrix))


@blueprint.get("/entries/<int:id>/edit")
@members_door
def edit_entry(id):
    """A page to reword an entry in."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.edit", entry)
    return show("matrices/_edit_entry.html", _("Editar la entrada"), entry=entry, words=entry.text, error="")


@blueprint.put("/entries/<int:id>")
@members_door
def change_entry(id):
    """Other words; 409 with both texts where somebody reworded it meanwhile."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    words = request.form.get("text", "")
    try:
        entry = matrices.edit(me(), entry, words, request.form.get("version", 0, bounded))
    except Conflict as error:
        return conflict(fetch(me(), Entry, id), error)
    except Invalid as error:
        entry = fetch(me(), Entry, id)
        enter(entry.matrix.space)
        sentence = error.fields.get("text", error.message)
        return show("matrices/_edit_entry.html", _("Editar la entrada"), 422, entry=entry, words=words, error=sentence)
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Entrada guardada"), entry)


def conflict(entry, error):
    """Both texts side by side, with what is other in each underlined, and a draft of both in one."""
    enter(entry.matrix.space)
    about = error.details
    context = {
        "entry": entry,
        "place": place_name(entry.row.path, entry.column.path),
        "theirs": difference(about["base"], about["theirs"]),
        "mine": difference(about["base"], about["mine"]),
        "about": about,
        "actor": usual_actor(about["by_id"], entry.matrix),
    }
    return show("matrices/_conflict.html", str(error.message).rstrip("."), 409, **context)


@blueprint.delete("/entries/<int:id>")
@members_door
def remove_entry(id):
    entry = fetch(me(), Entry, id)
    cell = (entry.row_id, entry.column_id)
    matrix = entry.matrix
    matrices.remove(me(), entry)
    return changed(matrix, [cell], _("Entrada retirada"))


@blueprint.get("/entries/<int:id>/position")
@members_door
def moving(id):
    """Where to move an entry to, by row and column."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.move", entry)
    rows, columns = rows_and_columns(entry.matrix)
    form = PlaceForm().offer(own_rows(rows, rights(entry.matrix)), columns)
    form.row.data, form.column.data = entry.row_id, entry.column_id
    return show("matrices/_move.html", _("Mover la entrada"), entry=entry, form=form)


@blueprint.put("/entries/<int:id>/position")
@members_door
def move_entry(id):
    """`row`, `column`, and `after` or `before` an entry, or `place`: start or end of the cell."""
    entry = fetch(me(), Entry, id)
    old = (entry.row_id, entry.column_id)
    row, column = (fetch(me(), model, request.form.get(name, 0, bounded)) for model, name in TARGETS)
    after, before = request.form.get("after", None, bounded), request.form.get("before", None, bounded)
    if request.form.get("place") == "start":
        before = first_in(row, column, entry)
    entry = matrices.move(
        me(), entry, row, column, request.form.get("version", entry.version, bounded), after=after, before=before
    )
    if (row.id, column.id) == old:
        words = _("Entrada cambiada de lugar")
    else:
        words = _("Entrada movida a «%(place)s»", place=column.path[-1] if row.id == old[0] else row.path[-1])
    return changed(entry.matrix, list(dict.fromkeys([old, (row.id, column.id)])), words, entry)


TARGETS = ((MatrixRow, "row"), (MatrixColumn, "column"))


def first_in(row, column, entry):
    others = entries_of(row, column, without=entry)
    return others[0].id if others else None


@blueprint.get("/entries/<int:id>/history")
def entry_history(id):
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    lines, _more = history_of(me(), entry.matrix, entry, first=None)
    template = "matrices/_lines.html" if is_partial() else "matrices/entry_history.html"
    return page(template, matrix=entry.matrix, entry=entry, lines=lines)
