"""Observations to read: a working table's list, one by itself, its files, and what stands beside a document."""

from flask import g, request, send_file
from flask_babel import gettext as _

from ... import storage
from ...errors import NotFound
from ...events import last
from ...models import Observation, Worktable
from ...models.base import bounded_numbers
from ...models.observations import KINDS, RESOLUTIONS
from ...permissions import can, fetch
from ...readings import observations as readings
from ...readings.observations import Filters
from ...text import difference
from ..doors import enter_worktable, me, page
from . import blueprint

STATES = {
    "open": lambda: _("Sin respuesta"),
} | {kind: (lambda kind=kind: readings.resolution_name(kind)) for kind in readings.STATES[1:]}


@blueprint.app_template_filter("observation_kind")
def observation_kind(kind):
    return readings.kind_name(kind)


@blueprint.app_template_filter("resolution_name")
def resolution_name(kind):
    return readings.resolution_name(kind)


@blueprint.app_template_filter("standing_name")
def standing_name(standing):
    return readings.standing_name(standing)


@blueprint.app_template_filter("origin_name")
def origin_name(origin):
    return readings.origin_name(origin)


@blueprint.app_template_global()
def observed(document, version):
    """What is observed beside a version, read once a page; the one that is asked for is chosen."""
    if "observed" not in g:
        chosen = next(iter(bounded_numbers(request.args.get("observation", ""))), None)
        g.observed = readings.margin(me(), document, version, chosen)
    return g.observed


@blueprint.app_template_global()
def resolutions():
    return RESOLUTIONS


@blueprint.app_template_global()
def observed_seq(table):
    return last(f"worktable:{table.id}")


@blueprint.app_template_global()
def observed_passage(clause, item):
    """The text of a clause with the passage of one observation marked, as it was observed."""
    return readings.marked(clause, [readings.Card(item, clause.clause_id, item.quote, None, "exact")])


@blueprint.app_template_global()
def proposed(item):
    """The proposed wording as a difference from the passage."""
    return difference(item.quote, item.proposal) if item.quote else item.proposal


@blueprint.app_template_global()
def applied_wording(item):
    """The wording of the answer as a difference from the passage."""
    wording = item.resolution.wording
    return difference(item.quote, wording) if item.quote else wording


def asked_filters() -> Filters:
    """What the address narrows by; what means nothing says nothing."""
    asked = request.args

    def number(name):
        return next(iter(bounded_numbers(asked.get(name, ""))), None)

    return Filters(
        document=number("document"),
        clause=asked.get("clause", "")[:40],
        kind=asked.get("kind", "") if asked.get("kind") in KINDS else "",
        sector=asked.get("sector", "")[:80],
        actor=number("actor"),
        state=asked.get("state", "") if asked.get("state") in STATES else "",
        assignee=number("assignee"),
        standing="waiting" if asked.get("standing") == "waiting" and me() is not None else "",
        mine=asked.get("mine") == "1" and me() is not None,
    )


@blueprint.get("/worktables/<int:id>/observations")
def observations_list(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    filters = asked_filters()
    window = readings.narrowed(me(), filters)
    total = readings.count(me(), table, *window)
    pages = max(1, -(-total // readings.ON_A_PAGE))
    number = min(max(1, next(iter(bounded_numbers(request.args.get("page", "1"))), 1)), pages)
    documents, sectors, actors = readings.choices(me(), table)
    return page(
        "observations/list.html",
        table=table,
        items=readings.items(me(), table, *window, limit=readings.ON_A_PAGE, offset=(number - 1) * readings.ON_A_PAGE),
        total=total,
        number=number,
        all_pages=pages,
        filters=filters,
        documents=documents,
        sectors=sectors,
        actors=actors,
        kinds=KINDS,
        states={name: words() for name, words in STATES.items()},
    )


@blueprint.get("/observations/<int:id>")
def observation(id):
    return observation_page(fetch(me(), Observation, id))


def observation_page(observation, problem="", status=200):
    item = readings.one(me(), observation)
    if item is None:
        raise NotFound()
    document = observation.document
    enter_worktable(document.worktable)
    return page(
        "observations/page.html",
        status,
        table=document.worktable,
        document=document,
        observation=observation,
        item=item,
        clause=readings.clause_of(observation),
        applied=readings.applied_clause(observation, observation.resolution),
        receptions=readings.receptions(observation),
        earlier=readings.earlier_answers(observation),
        problem=problem,
        difference=difference,
        decides=can(me(), "observation.approve", observation),
    )


@blueprint.get("/observations/<int:id>/files/<int:file>")
def file(id, file):
    """One of its files, for who reads the observation, where its files are not confidential to them."""
    item = readings.one(me(), fetch(me(), Observation, id))
    found = next((one for one in item.files if one.id == file), None) if item else None
    path = storage.path_of(found.digest) if found else None
    if path is None or not path.exists():
        raise NotFound()
    response = send_file(path, mimetype=found.type, as_attachment=True, download_name=found.filename, etag=found.digest)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cache_control.public, response.cache_control.private = None, True
    return response
