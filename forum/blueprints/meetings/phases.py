"""The minutes from one phase to the next, remarks on them, and sealing them."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import meetings
from ...errors import Conflict, Invalid
from ...models import Minutes, MinutesRemark
from ...permissions import fetch, require
from ...readings import meetings as readings
from ..doors import enter_worktable, me, members_door, page, validated
from . import blueprint
from .forms import AnswerForm, PhaseForm, WordsForm
from .minutes import refused

DONE = {
    "live": lambda: _("El acta se redacta otra vez."),
    "prepared": lambda: _("El acta está preparada."),
    "remarks": lambda: _("El acta está abierta a observaciones: se avisa a quienes asistieron."),
}


@blueprint.get("/minutes/<int:id>/phase")
@members_door
def choose_phase(id):
    return phase_page(settled(id), PhaseForm(formdata=None))


@blueprint.put("/minutes/<int:id>/phase")
@members_door
def move_minutes(id):
    minutes = settled(id)
    form = PhaseForm()
    try:
        validated(form)
        meetings.move(me(), minutes, form.phase.data or "", form.until.data)
    except (Invalid, Conflict) as error:
        return phase_page(settled(id), refused(form, error), error.status)
    flash(DONE[minutes.phase]())
    return to_minutes(minutes)


@blueprint.get("/minutes/<int:id>/sealing")
@members_door
def ask_sealing(id):
    """What is about to be sealed, and that nothing takes it back."""
    return sealing_page(settled(id))


@blueprint.post("/minutes/<int:id>/sealing")
@members_door
def seal(id):
    minutes = settled(id)
    form = WordsForm()
    try:
        meetings.seal(me(), minutes, (form.body.data or "")[:64])
    except Conflict as error:
        return sealing_page(settled(id), error.message, 409)
    flash(_("El acta está sellada: ya es final."))
    return to_minutes(minutes)


@blueprint.get("/minutes/<int:id>/remarks/new")
@members_door
def new_remark(id):
    return remark_page(remarked(id), WordsForm(formdata=None))


@blueprint.post("/minutes/<int:id>/remarks")
@members_door
def remark(id):
    minutes = remarked(id)
    form = WordsForm()
    try:
        validated(form)
        meetings.remark(me(), minutes, form.body.data or "", form.version.data)
    except (Invalid, Conflict) as error:
        return remark_page(remarked(id), refused(form, error), error.status)
    flash(_("Tu observación al acta está anotada"))
    return to_minutes(minutes, "remarks")


@blueprint.delete("/remarks/<int:id>")
@members_door
def take_back(id):
    made = meetings.take_back(me(), fetch(me(), MinutesRemark, id))
    flash(_("Retiraste tu observación al acta. Puedes recuperarla al pie."))
    return to_minutes(made.minutes, "remarks")


@blueprint.delete("/minutes/<int:id>/remarks/<int:remark>/removal")
@members_door
def repeat(id, remark):
    made = meetings.repeat(me(), fetch(me(), Minutes, id), remark)
    flash(_("Observación al acta recuperada"))
    return to_minutes(made.minutes, "remarks")


@blueprint.get("/remarks/<int:id>/answer")
@members_door
def write_answer(id):
    made = answerable(id)
    return answer_page(made, AnswerForm(formdata=None, answer=made.answer))


@blueprint.put("/remarks/<int:id>/answer")
@members_door
def answer(id):
    made = answerable(id)
    form = AnswerForm()
    try:
        validated(form)
        meetings.answer(me(), made, form.answer.data or "")
    except (Invalid, Conflict) as error:
        return answer_page(answerable(id), refused(form, error), error.status)
    flash(_("Respuesta guardada en el acta"))
    return to_minutes(made.minutes, "remarks")


def settled(id) -> Minutes:
    return entered_minutes(id, "minutes.change")


def remarked(id) -> Minutes:
    return entered_minutes(id, "remark.make")


def entered_minutes(id, action) -> Minutes:
    minutes = fetch(me(), Minutes, id)
    enter_worktable(minutes.meeting.worktable)
    require(me(), action, minutes)
    return minutes


def answerable(id) -> MinutesRemark:
    made = fetch(me(), MinutesRemark, id)
    enter_worktable(made.minutes.meeting.worktable)
    require(me(), "remark.answer", made)
    return made


def to_minutes(minutes, anchor=None):
    return redirect(url_for(".minutes", id=minutes.meeting_id, _anchor=anchor), 303)


def phase_page(minutes, form, status=200):
    return page("meetings/phase.html", status, minutes=minutes, meeting=minutes.meeting, form=form)


def sealing_page(minutes, problem="", status=200):
    told = readings.content(minutes.meeting, minutes)
    shown = {"told": told, "seen": readings.fingerprint(told), "problem": problem}
    return page("meetings/sealing.html", status, minutes=minutes, meeting=minutes.meeting, **shown)


def remark_page(minutes, form, status=200):
    form.about(_("Tu observación al acta"))
    items = readings.agenda(me(), minutes.meeting)[0]
    return page("meetings/remark.html", status, minutes=minutes, meeting=minutes.meeting, items=items, form=form)


def answer_page(made, form, status=200):
    return page("meetings/answer.html", status, remark=made, meeting=made.minutes.meeting, form=form)
