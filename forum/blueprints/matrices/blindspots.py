"""Blind spots: where a voice is missing in a matrix, whom to call, and sources that nobody looked at again."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import matrices
from ...models import Matrix, Source
from ...models.base import bounded
from ...permissions import can, fetch
from ...readings.askings import askings_of
from ...readings.matrices import blind_spots
from ...readings.matrices.blindspots import UNCITED_A_PAGE
from ..doors import enter, me, members_door, page
from . import blueprint


@blueprint.get("/matrices/<int:id>/blind-spots")
@members_door
def blind(id):
    """The page; for its own script the part that changes."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    number = min(max(1, request.args.get("page", 1, bounded)), 10_000)
    found = blind_spots(me(), matrix, number)
    return page(
        "matrices/_blindspots.html" if request.headers.get("HX-Request") else "matrices/blindspots.html",
        live=True,
        matrix=matrix,
        found=found,
        number=number,
        total_pages=-(-found.uncited_total // UNCITED_A_PAGE),
        decides=can(me(), "matrix.reshape", matrix),
        asks=can(me(), "silent.ask", matrix),
        askings=askings_of(matrix),
        invites=can(me(), "invitations.change", matrix.space),
        letters={call.row.id: letter_to(call) for call in found.calls},
        opens={call.forum.id for call in found.calls if call.forum and can(me(), "thread.create", call.forum)},
    )


def letter_to(call) -> str:
    """The beginning of a post that names whom it calls, so that they are told."""
    people = " ".join(f"@[{name}](member:{member})" for member, name in call.people[:8])
    columns = ", ".join(f"«{column.label}»" for column in call.silent)
    return _("%(people)s: en la matriz falta su voz sobre %(columns)s.", people=people, columns=columns) + " "


@blueprint.post("/sources/<int:id>/look")
@members_door
def look(id):
    source = fetch(me(), Source, id)
    matrix = source.entry.matrix
    matrices.look(me(), source)
    flash(_("Fuente revisada"))
    return redirect(url_for(".blind", id=matrix.id, _anchor="cambiadas"), 303)
