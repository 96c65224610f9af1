"""A matrix shown to a room, one cell at a time; and what a facilitator notes for themselves meanwhile."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import matrices
from ...errors import Invalid, NotFound
from ...models import Invitation, Matrix
from ...models.base import bounded
from ...models.room import room_note
from ...permissions import can, fetch, require
from ...readings.matrices.room import room_cell
from ...readings.spaces import invitations_of, why_it_no_longer_serves
from ..doors import enter, is_partial, me, members_door, page, take_errors, validated
from ..joining import link_of, picture_of
from . import blueprint
from .forms import RoomNoteForm


@blueprint.get("/matrices/<int:id>/room")
def room(id):
    """`cell` row-column; `invitation`: whose link a facilitator shows to who wants to join."""
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    shape, cell = room_cell(me(), matrix, cell_asked())
    shown = {"matrix": matrix, "grid": shape, "cell": cell, "address": room_address(matrix)}
    if is_partial():
        return page("matrices/_room.html", **shown)
    invited = invitation_asked(matrix)
    link = link_of(invited) if invited else ""
    return page(
        "matrices/room.html",
        live=True,
        facilitates=can(me(), "room.note", matrix),
        invitations=invitations_to_show(matrix),
        invited=invited,
        link=link,
        picture=picture_of(link) if link else "",
        **shown,
    )


def cell_asked():
    row, dash, column = request.args.get("cell", "").partition("-")
    try:
        return (bounded(row), bounded(column)) if dash else None
    except ValueError:
        return None


def room_address(matrix):
    """`address((3, 4))`: where that cell is shown, with the same invitation; `invitation` 0 shows none."""

    def address(pair=None, invitation=None):
        shown = request.args.get("invitation", 0, bounded) if invitation is None else invitation
        cell = f"{pair[0]}-{pair[1]}" if pair else None
        return url_for("matrices.room", id=matrix.id, cell=cell, invitation=shown or None)

    return address


def invitations_to_show(matrix) -> list[Invitation]:
    """Links that let many in, as who may be in any room: never as who decides."""
    if not can(me(), "invitations.change", matrix.space):
        return []
    return [one for one in invitations_of(matrix.space) if shows(one)]


def invitation_asked(matrix) -> Invitation | None:
    """None for who may not show it: the same address is read by all."""
    number = request.args.get("invitation", 0, bounded)
    try:
        invitation = fetch(me(), Invitation, number) if number else None
    except NotFound:
        return None
    return invitation if invitation and invitation.space_id == matrix.space_id and shows(invitation) else None


def shows(invitation):
    return (
        invitation.email is None
        and invitation.role in ("observer", "participant")
        and why_it_no_longer_serves(invitation) is None
    )


@blueprint.get("/matrices/<int:id>/room/notes")
@members_door
def room_notes(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "room.note", matrix)
    return page("matrices/room_notes.html", matrix=matrix, form=RoomNoteForm(obj=room_note(me(), matrix)))


@blueprint.put("/matrices/<int:id>/room/notes")
@members_door
def keep_room_notes(id):
    matrix = fetch(me(), Matrix, id)
    space = enter(matrix.space)
    require(me(), "room.note", matrix)
    form = RoomNoteForm()
    try:
        validated(form)
        matrices.keep_room_note(me(), matrix, form.body.data or "")
    except Invalid as error:
        enter(space)
        return page("matrices/room_notes.html", 422, matrix=matrix, form=take_errors(form, error))
    flash(_("Notas guardadas"))
    return redirect(url_for(".room_notes", id=id), 303)
