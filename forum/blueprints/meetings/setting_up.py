"""New meetings, changing one, cancelling it, and asking people to come."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import meetings
from ...errors import Invalid
from ...models import Meeting, Worktable
from ...models.base import bounded_numbers
from ...permissions import fetch, require
from ...readings import meetings as readings
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import CancellationForm, MeetingForm, SeriesForm
from .reading import entered


@blueprint.get("/worktables/<int:id>/meetings/new")
@members_door
def new_meetings(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "meeting.create", table)
    return page("meetings/form.html", form=SeriesForm(times=1, every=7), table=table, meeting=None)


@blueprint.post("/worktables/<int:id>/meetings")
@members_door
def create_meetings(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "meeting.create", table)
    form = SeriesForm()
    try:
        validated(form)
        made = meetings.create(me(), table, **form.words())
    except Invalid as error:
        enter_worktable(table)
        return page("meetings/form.html", 422, form=take_errors(form, error), table=table, meeting=None)
    flash(ngettext("Sesión programada", "%(num)d sesiones programadas", len(made)))
    if len(made) == 1:
        return redirect(url_for(".meeting", id=made[0].id), 303)
    return redirect(url_for(".meetings_list", id=id), 303)


@blueprint.get("/meetings/<int:id>/edit")
@members_door
def edit_meeting(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    return page("meetings/form.html", form=MeetingForm(obj=meeting), table=meeting.worktable, meeting=meeting)


@blueprint.put("/meetings/<int:id>")
@members_door
def change_meeting(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    form = MeetingForm()
    try:
        validated(form)
        meetings.change(me(), meeting, **form.words())
    except Invalid as error:
        enter_worktable(meeting.worktable)
        form = take_errors(form, error)
        return page("meetings/form.html", 422, form=form, table=meeting.worktable, meeting=meeting)
    flash(_("Sesión guardada"))
    return redirect(url_for(".meeting", id=id), 303)


@blueprint.get("/meetings/<int:id>/cancellation")
@members_door
def ask_cancellation(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    return page("meetings/cancellation.html", form=CancellationForm(), meeting=meeting)


@blueprint.post("/meetings/<int:id>/cancellation")
@members_door
def cancel_meeting(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    form = CancellationForm()
    try:
        validated(form)
        meetings.cancel(me(), meeting, form.reason.data or "")
    except Invalid as error:
        enter_worktable(meeting.worktable)
        return page("meetings/cancellation.html", 422, form=take_errors(form, error), meeting=meeting)
    flash(_("Sesión cancelada. Puedes recuperarla en su página."))
    return redirect(url_for(".meeting", id=id), 303)


@blueprint.delete("/meetings/<int:id>/cancellation")
@members_door
def restore_meeting(id):
    meetings.restore(me(), fetch(me(), Meeting, id))
    flash(_("Sesión recuperada"))
    return redirect(url_for(".meeting", id=id), 303)


@blueprint.get("/meetings/<int:id>/invitations")
@members_door
def invitations(id):
    return inviting(entered(id))


@blueprint.post("/meetings/<int:id>/invitations")
@members_door
def invite(id):
    meeting = entered(id)
    require(me(), "meeting.change", meeting)
    try:
        count = meetings.invite(me(), meeting, bounded_numbers(" ".join(request.form.getlist("people"))))
    except Invalid as error:
        enter_worktable(meeting.worktable)
        return inviting(meeting, error.message, 422)
    flash(ngettext("%(num)d persona invitada", "%(num)d personas invitadas", count))
    return redirect(url_for(".meeting", id=id), 303)


def inviting(meeting, problem="", status=200):
    require(me(), "meeting.change", meeting)
    groups = readings.invitable(meeting)
    return page("meetings/invitations.html", status, meeting=meeting, groups=groups, problem=problem)
