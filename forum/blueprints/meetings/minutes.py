"""The minutes of a meeting, and writing them: what was discussed, agreed and observed, item by item."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import events, text
from ...actions import meetings
from ...errors import Conflict, Invalid, NotFound
from ...exports import minutes as papers
from ...models import AgendaItem, Agreement, Minutes
from ...models.base import bounded
from ...permissions import can, fetch, require, usual_actor
from ...readings import meetings as readings
from ...readings.observations import kind_name
from ..doors import enter_worktable, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import ObservationForm, WordsForm
from .reading import entered


@blueprint.get("/meetings/<int:id>/minutes")
def minutes(id):
    """Live while they are written; sealed, as they were frozen."""
    meeting = entered(id)
    found = reached(meeting)
    if found is None:
        require(me(), "minutes.write", meeting)
        return page("meetings/no_minutes.html", meeting=meeting, agenda=readings.agenda(me(), meeting)[0])
    shown = {"meeting": meeting, "minutes": found, "told": readings.told_of(found), **tools(meeting, found)}
    if is_partial():
        return page("meetings/_minutes.html", **shown)
    return page("meetings/minutes.html", live=shown["moving"], **shown)


def reached(meeting) -> Minutes | None:
    """None where nobody has begun them; `NotFound` where they are not for the person yet."""
    found = meetings.minutes_of(meeting)
    if found is None:
        if not can(me(), "minutes.write", meeting):
            raise NotFound()
        return None
    return fetch(me(), Minutes, found.id)


def tools(meeting, minutes):
    moving = minutes.phase != "final"
    return {
        "moving": moving,
        "papers": list(papers.FORMATS.values()),
        "writes": moving and can(me(), "minutes.write", meeting),
        "settles": can(me(), "minutes.change", minutes),
        "remarks": minutes.phase == "remarks" and can(me(), "remark.make", minutes),
        "withdrawn": readings.withdrawn_remarks(me(), minutes) if minutes.phase == "remarks" else [],
        "approved": minutes.approved_item,
        "seq": events.last(f"worktable:{meeting.worktable_id}"),
        "dropped": readings.dropped(meeting) if moving and can(me(), "minutes.write", meeting) else {},
    }


@blueprint.post("/meetings/<int:id>/minutes")
@members_door
def begin_minutes(id):
    meeting = entered(id)
    try:
        meetings.begin(me(), meeting)
    except Invalid as error:
        flash(str(error.message))
        return redirect(url_for(".meeting", id=id), 303)
    return redirect(url_for(".minutes", id=id), 303)


@blueprint.get("/agenda-items/<int:id>/minutes")
@members_door
def write_minutes(id):
    """`since`: the wording that the form was opened on; the piece of the page tells of a newer one."""
    item = writable(id)
    if is_partial():
        return page("meetings/_newer.html", item=item, since=request.args.get("since", item.version, bounded))
    form = WordsForm(formdata=None, body=item.discussed, version=item.version)
    return words_page(item, form, "discussion")


@blueprint.put("/agenda-items/<int:id>/minutes")
@members_door
def keep_minutes(id):
    item = writable(id)
    form = WordsForm()
    try:
        validated(form)
        meetings.discuss(me(), item, form.body.data or "", form.seen)
    except Invalid as error:
        return words_page(again(AgendaItem, id), take_errors(form, error), "discussion", status=error.status)
    except Conflict as conflict:
        return conflict_page(again(AgendaItem, id), conflict, url_for(".keep_minutes", id=id))
    flash(_("Guardado en el acta"))
    return back_to(item)


@blueprint.get("/agenda-items/<int:id>/agreements/new")
@members_door
def new_agreement(id):
    return words_page(writable(id), WordsForm(formdata=None), "agreement")


@blueprint.post("/agenda-items/<int:id>/agreements")
@members_door
def agree(id):
    item = writable(id)
    form = WordsForm()
    try:
        validated(form)
        meetings.agree(me(), item, form.body.data or "")
    except (Invalid, Conflict) as error:
        return words_page(again(AgendaItem, id), refused(form, error), "agreement", status=error.status)
    flash(_("Acuerdo anotado"))
    return back_to(item)


@blueprint.get("/agreements/<int:id>/edit")
@members_door
def edit_agreement(id):
    agreement = fetch(me(), Agreement, id)
    form = WordsForm(formdata=None, body=agreement.text, version=agreement.version)
    return words_page(writable(agreement.item_id), form, "agreement", agreement)


@blueprint.put("/agreements/<int:id>")
@members_door
def change_agreement(id):
    agreement = fetch(me(), Agreement, id)
    item = writable(agreement.item_id)
    form = WordsForm()
    try:
        validated(form)
        meetings.reword(me(), agreement, form.body.data or "", form.seen)
    except Invalid as error:
        item, agreement = again(AgendaItem, item.id), fetch(me(), Agreement, id)
        return words_page(item, take_errors(form, error), "agreement", agreement, error.status)
    except Conflict as conflict:
        return conflict_page(again(AgendaItem, item.id), conflict, url_for(".change_agreement", id=id))
    flash(_("Acuerdo guardado"))
    return back_to(item)


@blueprint.delete("/agreements/<int:id>")
@members_door
def drop_agreement(id):
    agreement = meetings.drop(me(), fetch(me(), Agreement, id))
    flash(_("Acuerdo retirado. Puedes recuperarlo al pie de su punto."))
    return back_to(agreement.item)


@blueprint.delete("/agenda-items/<int:id>/agreements/<int:agreement>/removal")
@members_door
def put_back_agreement(id, agreement):
    meetings.put_back(me(), fetch(me(), AgendaItem, id), agreement)
    flash(_("Acuerdo recuperado"))
    return back_to(fetch(me(), AgendaItem, id))


@blueprint.get("/agenda-items/<int:id>/observations/new")
@members_door
def new_observation(id):
    return observation_page(writable(id), ObservationForm(formdata=None))


@blueprint.post("/agenda-items/<int:id>/observations")
@members_door
def observe(id):
    item = writable(id)
    form = offered(ObservationForm(), item)
    try:
        validated(form)
        meetings.observe(me(), item, **form.words())
    except (Invalid, Conflict) as error:
        return observation_page(again(AgendaItem, id), refused(form, error), error.status)
    flash(_("Observación anotada"))
    return back_to(item)


@blueprint.post("/agenda-items/<int:id>/approval")
@members_door
def approve(id):
    item = meetings.approve(me(), fetch(me(), AgendaItem, id))
    flash(_("Consta en las dos actas: aprobada."))
    return back_to(item)


@blueprint.delete("/agenda-items/<int:id>/approval")
@members_door
def disapprove(id):
    item = meetings.disapprove(me(), fetch(me(), AgendaItem, id))
    flash(_("La aprobación se deshizo en las dos actas."))
    return back_to(item)


def writable(id) -> AgendaItem:
    item = fetch(me(), AgendaItem, id)
    enter_worktable(item.meeting.worktable)
    require(me(), "minutes.write", item)
    return item


def again(model, id):
    """The thing, after a verb that came to nothing let go of it."""
    thing = fetch(me(), model, id)
    enter_worktable(thing.meeting.worktable)
    return thing


def back_to(item):
    return redirect(url_for(".minutes", id=item.meeting_id, _anchor=f"item-{item.id}"), 303)


def words_page(item, form, kind, agreement=None, status=200):
    form.about(_("Qué se trató") if kind == "discussion" else _("Qué se acordó"))
    before = readings.wordings(agreement or item) if agreement or kind == "discussion" else []
    shown = {"item": item, "meeting": item.meeting, "kind": kind, "agreement": agreement, "before": before}
    seq = events.last(f"worktable:{item.meeting.worktable_id}")
    return page("meetings/words.html", status, live=True, form=form, seq=seq, **shown)


def conflict_page(item, conflict, address):
    about = conflict.details
    if "mine" not in about:
        raise conflict
    other = usual_actor(about["by_id"], item) if about["by_id"] else None
    return page(
        "meetings/conflict.html",
        409,
        meeting=item.meeting,
        item=item,
        about=about,
        actor=other,
        address=address,
        sentence=conflict.message,
        theirs=text.difference(about["base"], about["theirs"]),
        mine=text.difference(about["base"], about["mine"]),
    )


def refused(form, error):
    if isinstance(error, Invalid):
        return take_errors(form, error)
    form.problem = error.message
    return form


def offered(form, item):
    present = readings.attendances(item.meeting)[0]
    first = {one.id for one in item.documents}
    documents = [one for one in readings.documents_of(me(), item.meeting.worktable) if one.state != "draft"]
    documents.sort(key=lambda one: one.id not in first)
    kinds = [(kind, kind_name(kind)) for kind in ("general", "technical", "editorial")]
    return form.offer(present, [(one.id, f"{one.code} · {one.title}") for one in documents], kinds)


def observation_page(item, form, status=200):
    form = offered(form, item)
    if form.document.data == 0 and len(item.documents) == 1 and not form.is_submitted():
        form.document.data = item.documents[0].id
    return page("meetings/observation.html", status, form=form, item=item, meeting=item.meeting)
