"""Deciding on entries: accepting, not taking up, uniting with another."""

from flask import request
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Invalid
from ...models import Entry
from ...models.base import bounded
from ...models.matrices import candidates_for
from ...permissions import fetch, require
from ..doors import enter, me, members_door, take_errors, validated
from . import blueprint
from .answers import changed, show
from .forms import ReasonForm


@blueprint.get("/entries/<int:id>/decision")
@members_door
def declining(id):
    """Why it is not taken up: who wrote it will read it."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.decide", entry)
    return show("matrices/_decline.html", _("No recoger la entrada"), entry=entry, form=ReasonForm())


@blueprint.put("/entries/<int:id>/decision")
@members_door
def decide(id):
    """`state`: accepted, declined (with `reason`) or proposed."""
    entry = fetch(me(), Entry, id)
    space = enter(entry.matrix.space)
    state = request.form.get("state", "")
    form = ReasonForm()
    try:
        if state == "declined":
            validated(form)
        version = request.form.get("version", entry.version, bounded)
        entry = matrices.decide(me(), entry, state, version, form.reason.data or "")
    except Invalid as error:
        if state != "declined":
            raise
        enter(space)
        entry = fetch(me(), Entry, id)
        return show(
            "matrices/_decline.html", _("No recoger la entrada"), 422, entry=entry, form=take_errors(form, error)
        )
    words = {
        "accepted": _("Entrada aceptada"),
        "declined": _("Entrada no recogida"),
        "proposed": _("Entrada propuesta otra vez"),
    }
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], words[entry.state], entry)


@blueprint.get("/entries/<int:id>/merging")
@members_door
def merging(id):
    """With which entry this one is united: the likeliest first."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.merge", entry)
    here, elsewhere = candidates_for(entry)
    return show(
        "matrices/_merge.html", _("Unir con otra entrada"), entry=entry, here=here, elsewhere=elsewhere, error=""
    )


@blueprint.put("/entries/<int:id>/merging")
@members_door
def merge(id):
    entry = fetch(me(), Entry, id)
    space = enter(entry.matrix.space)
    number = request.form.get("into", 0, bounded)
    try:
        if not number:
            raise Invalid(fields={"into": _("Elige la entrada con la que se une.")})
        into = fetch(me(), Entry, number)
        entry = matrices.merge(me(), entry, into, request.form.get("version", entry.version, bounded))
    except Invalid as error:
        enter(space)
        entry = fetch(me(), Entry, id)
        here, elsewhere = candidates_for(entry)
        sentence = error.fields.get("into", error.message)
        title = _("Unir con otra entrada")
        return show("matrices/_merge.html", title, 422, entry=entry, here=here, elsewhere=elsewhere, error=sentence)
    pairs = [(entry.row_id, entry.column_id), (into.row_id, into.column_id)]
    return changed(entry.matrix, list(dict.fromkeys(pairs)), _("Entradas unidas"), into)


@blueprint.delete("/entries/<int:id>/merging")
@members_door
def unmerge(id):
    entry = fetch(me(), Entry, id)
    into = entry.merged_into
    entry = matrices.unmerge(me(), entry)
    pairs = [(entry.row_id, entry.column_id)] + ([(into.row_id, into.column_id)] if into else [])
    return changed(entry.matrix, list(dict.fromkeys(pairs)), _("Entrada separada"), entry)
