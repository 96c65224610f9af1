"""Writing oneself down at a meeting with the code shown there: a member with one tap, anybody else with a name."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import meetings
from ...errors import Invalid, NotFound
from ...permissions import is_readable, standing
from ...readings import meetings as readings
from ..doors import enter_worktable, me, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .forms import AttendanceForm, CodeForm


def held_up(sentence):
    form = CodeForm()
    form.problem = sentence
    return page("meetings/type_code.html", 429, form=form)


def held_up_there(sentence):
    """Too many from this line: what was typed comes back."""
    form = AttendanceForm()
    form.actor.choices = []
    form.problem = sentence
    return page("meetings/wait.html", 429, form=form)


@blueprint.get("/attend")
def type_code():
    return page("meetings/type_code.html", form=CodeForm(formdata=None))


@blueprint.post("/attend")
@limited(None, "ATTENDANCE_RATE", held_up, only_failures=True)
def take_code():
    form = CodeForm()
    try:
        validated(form)
        if meetings.meeting_of(form.typed) is None:
            raise Invalid(fields={"code": _("Este código no abre ninguna sesión ahora. Pide el que está en la sala.")})
    except Invalid as error:
        return page("meetings/type_code.html", 422, form=take_errors(form, error))
    return redirect(url_for(".check_in", code=form.typed), 303)


@blueprint.get("/attend/<code>")
@limited(None, "ATTENDANCE_RATE", held_up, only_failures=True)
def check_in(code):
    return check_in_page(code, AttendanceForm(formdata=None))


@blueprint.post("/attend/<code>")
@limited(None, "ATTENDANCE_RATE", held_up_there)
def attend(code):
    meeting = reached(code)
    member = standing(me(), meeting).membership
    form = AttendanceForm().offer(meeting.worktable.space)
    try:
        if member is None:
            validated(form)
        written = meetings.check_in(me(), meeting, code, **({} if member else form.words()))
    except Invalid as error:
        return check_in_page(code, take_errors(form, error), error.status)
    flash(_("%(name)s está en la lista", name=written.name))
    return redirect(url_for(".check_in", code=code), 303)


def reached(code):
    meeting = meetings.meeting_of(code)
    if meeting is None:
        raise NotFound()
    return meeting


def check_in_page(code, form, status=200):
    meeting = reached(code)
    enter_worktable(meeting.worktable)
    shown = {} if is_readable(me(), meeting) else {"tabs": None}  # who knows the code alone is led nowhere else
    return page(
        "meetings/check_in.html",
        status,
        **shown,
        meeting=meeting,
        code=code,
        form=form.offer(meeting.worktable.space),
        organizations=readings.known_organizations(meeting),
        member=standing(me(), meeting).membership,
        there=readings.present(me(), meeting),
    )
