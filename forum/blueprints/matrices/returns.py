"""Files that come back by mail: read as a difference, settled one by one."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import events, imports
from ...actions import matrices
from ...errors import Invalid
from ...exchange import from_frozen
from ...extensions import db
from ...imports.returned import compare, said
from ...models import Edition, Matrix, Return, ReturnedChange, Snapshot
from ...permissions import fetch, require
from ...readings.matrices import table
from ...readings.returns import changes_of, returns_of
from ..doors import enter, me, members_door, page
from . import blueprint


@blueprint.get("/matrices/<int:id>/returns")
@members_door
def returns(id):
    return returns_page(fetch(me(), Matrix, id))


def returns_page(matrix, problem="", status=200):
    enter(matrix.space)
    require(me(), "return.take", matrix)
    return page("matrices/returns.html", status, matrix=matrix, found=returns_of(matrix), problem=problem)


@blueprint.post("/matrices/<int:id>/returns")
@members_door
def take_back(id):
    """Read the file, and say what is other in it than when it left; the matrix does not change yet."""
    matrix = fetch(me(), Matrix, id)
    require(me(), "return.take", matrix)
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Invalid(_("Elige el archivo que volvió."))
        reading = imports.read(sent.read(), sent.filename)
        found = found_in(reading)
        snapshot = snapshot_for(matrix, reading.export)
        compared = compare(snapshot or said(table(me(), matrix), ("accepted", "proposed")), found.table)
        token = reading.export if snapshot else ""
        returned = matrices.take_back(me(), matrix, reading.filename, compared, token)
    except Invalid as error:
        return returns_page(fetch(me(), Matrix, id), str(error.message), 422)
    return redirect(url_for(".returned", id=returned.id), 303)


def found_in(reading):
    """The table that knows its entries; else the one with the most."""

    def known(found):
        return sum(bool(entry.marks and entry.marks["ids"]) for entry in found.table.entries())

    best = max(reading.tables, key=known)
    return best if known(best) else reading.tables[reading.best]


def snapshot_for(matrix, token) -> dict | None:
    """What the file said when it left: an export of this matrix, or one of its editions."""
    if token.startswith("edition-") and token[8:].isdecimal() and len(token) < 18:
        edition = db.session.get(Edition, int(token[8:]))
        if edition is not None and edition.matrix_id == matrix.id:
            frozen, told = from_frozen(edition.frozen.encode())
            return said(frozen, ("accepted", "proposed") if told["proposals"] else ("accepted",))
    query = db.select(Snapshot.said).where(Snapshot.token == token, Snapshot.matrix_id == matrix.id)
    return db.session.scalar(query)


@blueprint.get("/returns/<int:id>")
@members_door
def returned(id):
    """The page; for its own script the part that changes."""
    returned = fetch(me(), Return, id)
    enter(returned.matrix.space)
    seq, found = events.last(f"matrix:{returned.matrix_id}"), changes_of(returned)
    template = "matrices/_returned.html" if request.headers.get("HX-Request") else "matrices/returned.html"
    return page(template, live=True, returned=returned, found=found, matrix=returned.matrix, seq=seq)


@blueprint.post("/returns/<int:id>/acceptance")
@members_door
def accept_sure(id):
    """All that needs no second look."""
    returned = fetch(me(), Return, id)
    accepted = matrices.accept_sure(me(), returned)
    flash(ngettext("%(num)s cambio aceptado", "%(num)s cambios aceptados", accepted))
    return redirect(url_for(".returned", id=id), 303)


@blueprint.post("/returned-changes/<int:id>/acceptance")
@members_door
def accept_change(id):
    return settled(id, matrices.accept_change, _("Cambio aceptado: la matriz ya lo dice. Con «Deshacer» vuelve atrás."))


@blueprint.post("/returned-changes/<int:id>/refusal")
@members_door
def refuse_change(id):
    return settled(id, matrices.refuse_change, _("El cambio no se aplica: la matriz sigue como estaba."))


@blueprint.delete("/returned-changes/<int:id>/refusal")
@members_door
def reopen_change(id):
    return settled(id, matrices.reopen_change, _("El cambio espera otra vez una decisión."))


def settled(id, verb, words):
    change = fetch(me(), ReturnedChange, id)
    back = url_for(".returned", id=change.return_id, _anchor=f"cambio-{id}")
    try:
        verb(me(), change)
    except Invalid as error:
        words = error.message or next(iter(error.fields.values()), "")
    flash(words)
    return redirect(back, 303)
