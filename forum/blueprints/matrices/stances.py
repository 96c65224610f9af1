"""What one says of an entry in the name of one's actor."""

from flask import request
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Invalid
from ...models import Entry
from ...models.base import bounded
from ...models.stances import STANCES
from ...permissions import fetch, require
from ...readings.stances import own_stances
from ..doors import enter, me, members_door
from . import blueprint
from .answers import changed, rights, show


@blueprint.get("/entries/<int:id>/stance")
@members_door
def stance(id):
    """With its reason: why one objects, or under which condition one can live with it."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "stance.take", entry)
    kind = request.args.get("kind", "")
    return asking(entry, kind if kind in STANCES else "tolerate", request.args.get("actor", 0, bounded))


def asking(entry, kind, actor_id, status=200, reason=None, error=""):
    own = own_stances(me(), entry)
    if reason is None:
        known = own.get(actor_id) or next(iter(own.values()), None)
        reason = known.reason if known and known.kind == kind else ""
    return show(
        "matrices/_stance.html",
        _("Tu postura"),
        status,
        entry=entry,
        kind=kind,
        actor_id=actor_id,
        reason=reason,
        error=error,
        actors=rights(entry.matrix)["actors"],
    )


@blueprint.put("/entries/<int:id>/stance")
@members_door
def take_stance(id):
    entry = fetch(me(), Entry, id)
    space = enter(entry.matrix.space)
    kind, reason = request.form.get("kind", ""), request.form.get("reason", "")
    actor_id = request.form.get("actor", 0, bounded)
    try:
        stance = matrices.take_stance(me(), entry, kind, reason, actor_id)
    except Invalid as error:
        enter(space)
        sentence = error.fields.get("reason") or error.fields.get("actor") or error.message
        entry = fetch(me(), Entry, id)
        return asking(entry, kind if kind in STANCES else "tolerate", actor_id, 422, reason, sentence)
    said = {"support": _("Apoyas"), "tolerate": _("Puedes vivir con esto"), "object": _("Objetas")}[stance.kind]
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Postura guardada: %(said)s", said=said), entry)


@blueprint.delete("/entries/<int:id>/stance")
@members_door
def withdraw_stance(id):
    entry = fetch(me(), Entry, id)
    matrices.withdraw_stance(me(), entry, request.form.get("actor", 0, bounded))
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Postura retirada"), entry)
