"""The list of who came: read by who takes part, kept by who moderates."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import events, mail
from ...actions import meetings
from ...errors import Invalid
from ...models import Attendance, Meeting
from ...models.base import bounded_numbers
from ...permissions import can, fetch, require
from ...readings import meetings as readings
from ..doors import enter_worktable, is_partial, me, members_door, page, take_errors, validated
from ..joining import picture_of
from . import blueprint
from .forms import AttendanceForm
from .reading import entered


@blueprint.get("/meetings/<int:id>/attendance")
def attendance(id):
    return list_page(entered(id), AttendanceForm(formdata=None))


@blueprint.post("/meetings/<int:id>/attendance")
@members_door
def tick(id):
    """`people`: the members who were there."""
    meeting = entered(id)
    require(me(), "attendance.keep", meeting)
    try:
        count = meetings.tick(me(), meeting, bounded_numbers(" ".join(request.form.getlist("people"))))
    except Invalid as error:
        return again(meeting, AttendanceForm(formdata=None), error, str(error.message))
    flash(ngettext("%(num)d persona anotada", "%(num)d personas anotadas", count))
    return redirect(url_for(".attendance", id=id), 303)


@blueprint.post("/meetings/<int:id>/attendance/paper")
@members_door
def write_down(id):
    meeting = entered(id)
    require(me(), "attendance.keep", meeting)
    form = AttendanceForm().offer(meeting.worktable.space)
    try:
        validated(form)
        written = meetings.write_down(me(), meeting, **form.words())
    except Invalid as error:
        return again(meeting, form, error)
    flash(_("%(name)s está en la lista", name=written.name))
    return redirect(url_for(".attendance", id=id, _anchor="paper"), 303)


@blueprint.delete("/attendances/<int:id>")
@members_door
def strike(id):
    struck = meetings.strike(me(), fetch(me(), Attendance, id))
    flash(_("%(name)s ya no está en la lista. Puedes recuperar su asistencia al pie.", name=struck.name))
    return redirect(url_for(".attendance", id=struck.meeting_id), 303)


@blueprint.delete("/meetings/<int:id>/attendance/<int:attendance>/removal")
@members_door
def bring_back(id, attendance):
    meetings.bring_back(me(), fetch(me(), Meeting, id), attendance)
    flash(_("Asistencia recuperada"))
    return redirect(url_for(".attendance", id=id), 303)


@blueprint.get("/meetings/<int:id>/code")
@members_door
def code(id):
    """For the projector: the code, its picture, and how many there are."""
    meeting = entered(id)
    require(me(), "attendance.keep", meeting)
    seq = events.last(f"worktable:{meeting.worktable_id}")
    there = readings.attendances(meeting)[0]
    if is_partial():
        return page("meetings/_there.html", meeting=meeting, there=there)
    link = mail.link(f"/attend/{meeting.code}") if meetings.serves(meeting) else ""
    shown = {"link": link, "address": mail.link("/attend"), "picture": picture_of(link) if link else ""}
    return page("meetings/code.html", live=True, meeting=meeting, there=there, seq=seq, **shown)


@blueprint.post("/meetings/<int:id>/code")
@members_door
def give_code(id):
    meetings.give_code(me(), fetch(me(), Meeting, id))
    return redirect(url_for(".code", id=id), 303)


@blueprint.delete("/meetings/<int:id>/code")
@members_door
def end_code(id):
    meetings.end_code(me(), fetch(me(), Meeting, id))
    flash(_("El código ya no sirve."))
    return redirect(url_for(".attendance", id=id), 303)


def again(meeting, form, error, problem=""):
    enter_worktable(meeting.worktable)
    return list_page(meeting, take_errors(form, error) if not problem else form, problem, error.status)


def list_page(meeting, form, problem="", status=200):
    present, struck = readings.attendances(meeting)
    keeps = can(me(), "attendance.keep", meeting) and not meeting.cancelled_at
    there = {one.user_id for one in present if one.user_id}
    return page(
        "meetings/attendance.html",
        status,
        meeting=meeting,
        present=present,
        struck=struck if keeps else [],
        tally=readings.tally(present),
        named=can(me(), "members.read", meeting),
        keeps=keeps,
        groups=absent(meeting, there) if keeps else [],
        organizations=readings.known_organizations(meeting) if keeps else [],
        form=form.offer(meeting.worktable.space),
        serves=meetings.serves(meeting),
        papers=("pdf", "docx"),
        problem=problem,
    )


def absent(meeting, there):
    """[(actor, its members who are not on the list)]"""
    left = ((actor, [one for one in people if one.id not in there]) for actor, people in readings.invitable(meeting))
    return [(actor, people) for actor, people in left if people]
