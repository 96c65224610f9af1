"""Rows and columns: one page on which they are added, named, grouped, moved and removed."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Conflict, Invalid
from ...models import Matrix, MatrixColumn, MatrixRow
from ...models.base import bounded
from ...models.matrices import rows_and_columns
from ...permissions import fetch, require
from ...readings.matrices import actors_in, guiding_questions, questions_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .answers import show
from .forms import ColumnForm, HeaderForm, RowForm, labels


@blueprint.get("/matrices/<int:id>/shape")
@members_door
def shape(id):
    return shape_page(fetch(me(), Matrix, id))


def shape_page(matrix, row_form=None, column_form=None, status=200):
    """The page, with a form that failed in the place of the fresh one."""
    enter(matrix.space)
    require(me(), "matrix.reshape", matrix)
    rows, columns = rows_and_columns(matrix)
    return page(
        "matrices/shape.html",
        status,
        matrix=matrix,
        rows=rows,
        columns=columns,
        row_form=row_form or RowForm(formdata=None).offer(actors_in(matrix), rows),
        column_form=column_form or ColumnForm(formdata=None).offer(guiding_questions(matrix), columns),
        row_groups=groups_of(rows),
        column_groups=groups_of(columns),
    )


def groups_of(things) -> list[list[str]]:
    """The heads over several rows or columns, each once, in order."""
    paths = [thing.path[:level] for thing in things for level in range(1, len(thing.path))]
    return [list(path) for path in dict.fromkeys(tuple(path) for path in paths)]


@blueprint.post("/matrices/<int:id>/rows")
@members_door
def add_row(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    rows, _columns = rows_and_columns(matrix)
    form = RowForm().offer(actors_in(matrix), rows)
    try:
        validated(form)
        after = next((row for row in rows if row.id == form.after.data), None)
        matrices.add_row(me(), matrix, [*labels(form.groups.data), form.label.data], form.actor.data, after)
    except Invalid as error:
        return shape_page(fetch(me(), Matrix, id), row_form=take_errors(form, error), status=422)
    return back_to(matrix, _("Fila añadida"))


@blueprint.post("/matrices/<int:id>/columns")
@members_door
def add_column(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    _rows, columns = rows_and_columns(matrix)
    form = ColumnForm().offer(guiding_questions(matrix), columns)
    try:
        validated(form)
        after = next((column for column in columns if column.id == form.after.data), None)
        path = [*labels(form.groups.data), form.label.data]
        matrices.add_column(me(), matrix, path, after, form.questions.data or [])
    except Invalid as error:
        return shape_page(fetch(me(), Matrix, id), column_form=take_errors(form, error), status=422)
    return back_to(matrix, _("Columna añadida"))


@blueprint.get("/rows/<int:id>/edit")
@members_door
def edit_row(id):
    row = fetch(me(), MatrixRow, id)
    enter(row.matrix.space)
    require(me(), "matrix.reshape", row.matrix)
    form = RowForm(formdata=None).offer(actors_in(row.matrix))
    form.groups.data, form.label.data = "; ".join(row.path[:-1]), row.path[-1]
    form.actor.data = row.actor_id or 0
    return show("matrices/_row.html", _("Cambiar la fila"), row=row, form=form)


@blueprint.put("/rows/<int:id>")
@members_door
def change_row(id):
    row = fetch(me(), MatrixRow, id)
    enter(row.matrix.space)
    form = RowForm().offer(actors_in(row.matrix))
    try:
        validated(form)
        matrices.change_row(me(), row, [*labels(form.groups.data), form.label.data], form.actor.data)
    except Invalid as error:
        row = fetch(me(), MatrixRow, id)
        enter(row.matrix.space)
        return show("matrices/_row.html", _("Cambiar la fila"), 422, row=row, form=take_errors(form, error))
    return back_to(row.matrix, _("Fila cambiada"))


@blueprint.get("/columns/<int:id>/edit")
@members_door
def edit_column(id):
    column = fetch(me(), MatrixColumn, id)
    enter(column.matrix.space)
    require(me(), "matrix.reshape", column.matrix)
    form = ColumnForm(formdata=None).offer(guiding_questions(column.matrix))
    form.questions.data = questions_of(column)
    form.groups.data, form.label.data = "; ".join(column.path[:-1]), column.path[-1]
    return show("matrices/_column.html", _("Cambiar la columna"), column=column, form=form)


@blueprint.put("/columns/<int:id>")
@members_door
def change_column(id):
    column = fetch(me(), MatrixColumn, id)
    enter(column.matrix.space)
    form = ColumnForm().offer(guiding_questions(column.matrix))
    try:
        validated(form)
        path = [*labels(form.groups.data), form.label.data]
        matrices.change_column(me(), column, path, form.questions.data or [])
    except Invalid as error:
        column = fetch(me(), MatrixColumn, id)
        enter(column.matrix.space)
        return show("matrices/_column.html", _("Cambiar la columna"), 422, column=column, form=take_errors(form, error))
    return back_to(column.matrix, _("Columna cambiada"))


@blueprint.put("/matrices/<int:id>/headers")
@members_door
def rename_header(id):
    """`axis`: rows or columns; `level` labels of `path`, one a field, from the outermost in."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    axis = "rows" if request.form.get("axis") == "rows" else "columns"
    matrices.rename_header(me(), matrix, axis, request.form.getlist("path"), HeaderForm().label.data or "")
    return back_to(matrix, _("Encabezado cambiado"))


@blueprint.put("/rows/<int:id>/position")
@members_door
def move_row(id):
    row = fetch(me(), MatrixRow, id)
    matrices.move_row(me(), row, step())
    return back_to(row.matrix, _("Fila movida"))


@blueprint.put("/columns/<int:id>/position")
@members_door
def move_column(id):
    column = fetch(me(), MatrixColumn, id)
    matrices.move_column(me(), column, step())
    return back_to(column.matrix, _("Columna movida"))


def step():
    """`by`: places to move by, down and right being positive."""
    return max(-500, min(500, request.form.get("by", 0, bounded)))


@blueprint.delete("/rows/<int:id>")
@members_door
def remove_row(id):
    """Asks first where the row has entries; `confirmed` says that it was asked."""
    row = fetch(me(), MatrixRow, id)
    matrix = row.matrix
    try:
        matrices.remove_row(me(), row, confirmed=bool(request.form.get("confirmed")))
    except Conflict as error:
        return ask_first(fetch(me(), MatrixRow, id), "matrices.remove_row", error)
    return back_to(matrix, _("Fila quitada. Con «Deshacer» vuelve."))


@blueprint.delete("/columns/<int:id>")
@members_door
def remove_column(id):
    column = fetch(me(), MatrixColumn, id)
    matrix = column.matrix
    try:
        matrices.remove_column(me(), column, confirmed=bool(request.form.get("confirmed")))
    except Conflict as error:
        return ask_first(fetch(me(), MatrixColumn, id), "matrices.remove_column", error)
    return back_to(matrix, _("Columna quitada. Con «Deshacer» vuelve."))


def ask_first(thing, endpoint, error):
    enter(thing.matrix.space)
    title = _("¿Quitar «%(label)s»?", label=thing.path[-1])
    return show("matrices/_remove.html", title, 409, thing=thing, endpoint=endpoint, sentence=error.message)


def back_to(matrix, words):
    flash(words)
    return redirect(url_for(".shape", id=matrix.id), 303)
