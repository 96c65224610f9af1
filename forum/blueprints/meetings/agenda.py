"""The agenda of a meeting: adding to it, changing an item, its place, taking one away and bringing it back."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import meetings
from ...errors import Conflict, Invalid
from ...models import AgendaItem, Meeting
from ...permissions import fetch, require
from ...readings import meetings as readings
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import ItemForm
from .reading import entered


@blueprint.get("/meetings/<int:id>/agenda")
@members_door
def edit_agenda(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    return agenda_page(meeting, offered(ItemForm(formdata=None), meeting))


@blueprint.post("/meetings/<int:id>/agenda")
@members_door
def add_item(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    form = offered(ItemForm(), meeting)
    try:
        validated(form)
        meetings.add_item(me(), meeting, **form.words())
    except (Invalid, Conflict) as error:
        enter_worktable(meeting.worktable)
        return agenda_page(meeting, refused(form, error), error.status)
    flash(_("Punto añadido"))
    return redirect(url_for(".edit_agenda", id=id), 303)


@blueprint.get("/agenda-items/<int:id>/edit")
@members_door
def edit_item(id):
    item = reached(id)
    form = ItemForm(obj=item, documents=[one.id for one in item.documents], previous=item.previous_id or 0)
    return page("meetings/item.html", form=offered(form, item.meeting), item=item, meeting=item.meeting)


@blueprint.put("/agenda-items/<int:id>")
@members_door
def change_item(id):
    item = reached(id)
    form = offered(ItemForm(), item.meeting)
    try:
        validated(form)
        meetings.change_item(me(), item, **form.words())
    except (Invalid, Conflict) as error:
        enter_worktable(item.meeting.worktable)
        form = refused(form, error)
        return page("meetings/item.html", error.status, form=form, item=item, meeting=item.meeting)
    flash(_("Punto guardado"))
    return redirect(url_for(".edit_agenda", id=item.meeting_id), 303)


@blueprint.post("/agenda-items/<int:id>/position")
@members_door
def move_item(id):
    """`up` 1: before the one above it; else after the one below."""
    item = meetings.move_item(me(), fetch(me(), AgendaItem, id), request.form.get("up") == "1")
    return redirect(url_for(".edit_agenda", id=item.meeting_id), 303)


@blueprint.delete("/agenda-items/<int:id>")
@members_door
def remove_item(id):
    item = meetings.remove_item(me(), fetch(me(), AgendaItem, id))
    flash(_("Punto retirado. Puedes recuperarlo al pie de la agenda."))
    return redirect(url_for(".edit_agenda", id=item.meeting_id), 303)


@blueprint.delete("/meetings/<int:id>/agenda/<int:item>/removal")
@members_door
def restore_item(id, item):
    meetings.restore_item(me(), fetch(me(), Meeting, id), item)
    flash(_("Punto recuperado"))
    return redirect(url_for(".edit_agenda", id=id), 303)


def agenda_page(meeting, form, status=200):
    rows, removed = readings.agenda(me(), meeting)
    return page("meetings/agenda.html", status, meeting=meeting, agenda=rows, removed=removed, form=form)


def reached(id):
    item = fetch(me(), AgendaItem, id)
    enter_worktable(item.meeting.worktable)
    require(me(), "meeting.change", item)
    return item


def offered(form, meeting):
    return form.offer(readings.documents_of(me(), meeting.worktable), readings.earlier_of(meeting))


def refused(form, error):
    if isinstance(error, Invalid):
        return take_errors(form, error)
    form.problem = error.message
    return form
