"""Tables of several people brought into one matrix: sending them, the report by file, and making proposals of them."""

import shutil
from datetime import timedelta

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import imports
from ...actions import matrices
from ...errors import Conflict, Invalid
from ...models import Matrix, TableImport
from ...models.base import bounded, now
from ...models.matrices import rows_and_columns
from ...permissions import fetch, require
from ...readings.matrices.table_imports import NEW, OUT, labels_of, members_by_name, reports, table_imports_of
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint

LATE = timedelta(minutes=2)  # after which one may ask for the reading again


@blueprint.get("/matrices/<int:id>/imports")
@members_door
def table_imports(id):
    return imports_page(fetch(me(), Matrix, id))


def imports_page(matrix, problem="", status=200):
    enter(matrix.space)
    require(me(), "matrix.import", matrix)
    return page("matrices/table_imports.html", status, matrix=matrix, found=table_imports_of(matrix), problem=problem)


@blueprint.post("/matrices/<int:id>/imports")
@members_door
def take_tables(id):
    matrix = fetch(me(), Matrix, id)
    require(me(), "matrix.import", matrix)
    sent = [one for one in request.files.getlist("files") if one.filename]
    try:
        found = matrices.take_tables(me(), matrix, [imports.shown(one.filename) for one in sent])
    except Invalid as error:
        return imports_page(fetch(me(), Matrix, id), str(error.message), 422)
    folder = folder_of(found)
    folder.mkdir(parents=True, exist_ok=True)
    for file, one in zip(found.files, sent, strict=True):
        (folder / str(file.id)).write_bytes(one.read())
    matrices.start_reading(me(), found)
    return redirect(url_for(".table_import", id=found.id), 303)


def folder_of(found):
    return current_app.config["INSTANCE"] / "table-imports" / str(found.id)


@blueprint.get("/table-imports/<int:id>")
@members_door
def table_import(id):
    """How far the reading is; then what each file would bring."""
    return import_page(fetch(me(), TableImport, id))


def import_page(found, problem="", status=200, typed=None):
    enter(found.matrix.space)
    waiting = sum(file.state == "waiting" for file in found.files)
    if is_partial() and waiting:
        return page("matrices/_table_reading.html", found=found, waiting=waiting)
    told = [] if waiting else reports(found)
    labels = labels_of(told) if not waiting and found.written_at is None else []
    answer = page(
        "matrices/table_import.html",
        status,
        found=found,
        matrix=found.matrix,
        waiting=waiting,
        is_late=now() - found.created_at > LATE,
        reports=told,
        labels=labels,
        undecided=sum(label.place is None for label in labels),
        places=dict(zip(("row", "column"), rows_and_columns(found.matrix), strict=True)) if labels else {},
        names=sorted(member.user.name for member in members_by_name(found.matrix).values()) if not waiting else [],
        problem=problem,
        typed=typed,
    )
    return (*answer, {"HX-Refresh": "true"}) if is_partial() else answer


@blueprint.post("/table-imports/<int:id>/reading")
@members_door
def read_again(id):
    """Where the background work was stopped in the middle."""
    matrices.start_reading(me(), fetch(me(), TableImport, id))
    return redirect(url_for(".table_import", id=id), 303)


@blueprint.put("/table-imports/<int:id>/places")
@members_door
def place_labels(id):
    """Where the labels belong that no row or column has."""
    found = fetch(me(), TableImport, id)
    try:
        matrices.place_labels(me(), found, chosen_places(request.form))
    except (Invalid, Conflict) as error:
        return import_page(fetch(me(), TableImport, id), str(error.message), error.status)
    flash(_("Guardado. Mira abajo qué entra ahora de cada archivo."))
    return redirect(url_for(".table_import", id=id), 303)


def chosen_places(form):
    """{(axis, folded label): number, "new", "out" or None}"""
    places = {}
    for name in form:
        axis, _colon, key = name.partition(":")
        if axis not in ("row", "column") or not key:
            continue
        typed = form[name]
        try:
            places[axis, key] = typed if typed in (NEW, OUT) else bounded(typed) if typed else None
        except ValueError:
            continue
    return places


@blueprint.post("/table-imports/<int:id>/proposals")
@members_door
def write_tables(id):
    found = fetch(me(), TableImport, id)
    form, numbers = request.form, [file.id for file in found.files]
    authors = {number: form.get(f"author-{number}", "") for number in numbers if form.get(f"take-{number}")}
    seen = {number: form.get(f"seen-{number}", None, bounded) for number in numbers}
    try:
        count = matrices.write_tables(me(), found, authors, seen)
    except (Invalid, Conflict) as error:
        return import_page(fetch(me(), TableImport, id), str(error.message), error.status, typed=form)
    flash(ngettext("%(num)d propuesta importada", "%(num)d propuestas importadas", count))
    return redirect(url_for(".table_import", id=id), 303)


@blueprint.delete("/table-imports/<int:id>")
@members_door
def drop_tables(id):
    found = fetch(me(), TableImport, id)
    matrix = found.matrix_id
    matrices.drop_tables(me(), found)
    shutil.rmtree(folder_of(found), ignore_errors=True)
    flash(_("Archivos descartados"))
    return redirect(url_for(".table_imports", id=matrix), 303)
