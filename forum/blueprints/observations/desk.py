"""The secretariat's desk: what waits in a document, like observations together, one answer for all that is marked."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import observations
from ...errors import Conflict, Invalid, NotFound
from ...models import Document, Observation, Resolution, Worktable
from ...models.base import bounded_numbers
from ...models.observations import RESOLUTIONS
from ...permissions import fetch, require
from ...readings import observations as readings
from ...readings.observations import Bundle
from ...search.likeness import groups
from ..doors import enter_worktable, me, members_door, page
from . import blueprint
from .reading import STATES, asked_filters

MOST_TOGETHER = 120  # observations of one document that are shown at the desk


@blueprint.get("/worktables/<int:id>/observations/desk")
@members_door
def desk(id):
    return desk_page(fetch(me(), Worktable, id))


def desk_page(table, problem="", status=200, typed=None):
    require(me(), "observation.read_all", table)
    enter_worktable(table)
    filters = asked_filters()
    documents, _sectors, _actors = readings.choices(me(), table)
    if filters.document is None and not filters.standing and not filters.assignee and documents:
        left = [one for one in documents if one[5]]
        filters.document = (left or documents)[0][0]
    if not request.args.get("state") and not filters.standing:
        filters.state = "open"
    window = readings.narrowed(me(), filters)
    items = readings.items(me(), table, *window, limit=MOST_TOGETHER)
    bundles = bundled(items) if filters.document else [Bundle([item]) for item in items]
    asked = next(iter(bounded_numbers(request.args.get("observation", ""))), None)
    if typed:
        asked = next((number for number, _seen in marked()), asked)
    chosen = next((one for one in bundles if asked in [item.id for item in one.items]), None)
    if chosen is None and bundles:
        chosen = bundles[0]
    document = chosen.items[0].document_id if chosen else None
    return page(
        "observations/desk.html",
        status,
        table=table,
        documents=documents,
        filters=filters,
        bundles=bundles,
        chosen=chosen,
        versions=readings.standing_versions_of(fetch(me(), Document, document)) if document else [],
        people=readings.people(table),
        waiting=readings.waiting_count(me(), table),
        resolutions=RESOLUTIONS,
        states={name: words() for name, words in STATES.items()},
        problem=problem,
        typed=typed or {},
        lost=typed if status == 409 else None,
        answered=standing_answer(request.args.get("answered", "")),
        more=len(items) == MOST_TOGETHER,
    )


def bundled(items) -> list[Bundle]:
    """What is alike together, where its first one stands in the document."""
    by_number = {item.id: item for item in items}
    open_ones = [item for item in items if item.resolution is None]
    found, alone = groups(readings.texts(open_ones), readings.kept(open_ones))
    bundles = {group.ids[0]: Bundle([by_number[n] for n in group.ids], group.words, group.kept) for group in found}
    bundles |= {number: Bundle([by_number[number]]) for number in alone}
    answered = {}
    for item in items:
        if item.resolution is not None:
            answered.setdefault(item.resolution.id, Bundle([], (), True)).items.append(item)
    bundles |= {bundle.items[0].id: bundle for bundle in answered.values()}
    order = {item.id: place for place, item in enumerate(items)}
    return sorted(bundles.values(), key=lambda bundle: min(order[item.id] for item in bundle.items))


def standing_answer(typed):
    """The answer that was given a moment ago, to be taken back from here."""
    number = next(iter(bounded_numbers(typed)), None)
    try:
        resolution = fetch(me(), Resolution, number) if number else None
    except NotFound:
        return None
    return resolution if resolution is not None and resolution.undone_at is None else None


def marked() -> list[tuple[int, int]]:
    """(observation, the version of it that was seen) of what is marked."""
    found = []
    for typed in request.form.getlist("observation"):
        numbers = bounded_numbers(typed.replace(":", " "))
        if len(numbers) == 2:
            found.append((numbers[0], numbers[1]))
    return list(dict(found).items())


def back_to_desk(table, **more):
    """The desk as it was, or the document from which it was done."""
    asked = bounded_numbers(request.form.get("at", ""))
    if asked:
        return redirect(url_for("documents.document", id=asked[0], observation=more.get("observation")), 303)
    kept = {name: request.args[name] for name in ("document", "state", "assignee") if request.args.get(name)}
    return redirect(url_for(".desk", id=table.id, **kept | more), 303)


@blueprint.post("/worktables/<int:id>/observations/answers")
@members_door
def answer(id):
    table = fetch(me(), Worktable, id)
    require(me(), "observation.answer", table)
    asked, chosen = request.form, marked()
    version = next(iter(bounded_numbers(asked.get("version", ""))), None)
    try:
        made = observations.answer(
            me(), table, chosen, asked.get("kind", ""), asked.get("reason", ""), asked.get("wording", ""), version
        )
    except (Invalid, Conflict) as error:
        said = str(error.message) or " ".join(str(one) for one in error.fields.values())
        return desk_page(fetch(me(), Worktable, id), said, error.status, asked)
    count = len(chosen)
    flash(ngettext("%(num)d observación respondida", "%(num)d observaciones respondidas", count))
    return back_to_desk(table, observation=chosen[0][0], answered=made[0].id)


@blueprint.post("/worktables/<int:id>/observations/groups")
@members_door
def group(id):
    """`to`: together, or apart, each by itself."""
    table = fetch(me(), Worktable, id)
    require(me(), "observation.group", table)
    numbers = [number for number, _seen in marked()]
    try:
        if not numbers:
            raise Invalid(_("Marca primero las observaciones."))
        items = readings.items(me(), table, Observation.id == numbers[0])
        if not items:
            raise Invalid(_("Una de las observaciones ya no está: la retiró quien la hizo. Vuelve a elegir."))
        document = fetch(me(), Document, items[0].document_id)
        verb = observations.separate if request.args.get("to") == "apart" else observations.group
        verb(me(), document, numbers)
    except (Invalid, Conflict) as error:
        return desk_page(fetch(me(), Worktable, id), str(error.message), error.status, request.form)
    return back_to_desk(table, observation=numbers[0])


@blueprint.post("/worktables/<int:id>/observations/assignments")
@members_door
def assign(id):
    table = fetch(me(), Worktable, id)
    require(me(), "observation.assign", table)
    wanted = next(iter(bounded_numbers(request.form.get("person", ""))), None)
    person = readings.person_of(table, wanted)
    numbers = [number for number, _seen in marked()]
    try:
        observations.assign(me(), table, numbers, person)
    except Invalid as error:
        return desk_page(fetch(me(), Worktable, id), str(error.message), 422, request.form)
    flash(_("Asignadas a %(name)s", name=person.name) if person else _("Sin nadie asignado"))
    return back_to_desk(table, observation=numbers[0])


@blueprint.delete("/resolutions/<int:id>")
@members_door
def undo_answer(id):
    resolution = fetch(me(), Resolution, id)
    table = resolution.document.worktable
    observations.undo_answer(me(), resolution)
    flash(_("Respuesta deshecha: las observaciones vuelven a esperar."))
    return back_to_desk(table, document=resolution.document_id)
