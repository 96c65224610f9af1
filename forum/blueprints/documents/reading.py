"""The documents of a working table, the page of one, and of one of its versions."""

from flask import request
from flask_babel import gettext as _

from ...errors import NotFound
from ...events import last
from ...models import Document, DocumentVersion, Worktable, is_open_to_public, today_in
from ...models.base import bounded_numbers
from ...models.documents import STATES
from ...permissions import can, fetch
from ...readings import documents as readings
from ..doors import enter_worktable, is_partial, me, page
from ..presentation import day_span
from . import blueprint
from .forms import StepForm

ORDERS = {
    "code": lambda: _("Código"),
    "title": lambda: _("Título"),
    "sector": lambda: _("Sector"),
    "state": lambda: _("Estado"),
    "open": lambda: _("Por responder"),
}


@blueprint.app_template_filter("state_name")
def state_name(state):
    return readings.state_name(state)


@blueprint.app_template_filter("window_of")
def window_of(document):
    """«del 3 al 10 de abril»"""
    return day_span(document.opens_on, document.closes_on)


@blueprint.get("/worktables/<int:id>/documents")
def documents_list(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    asked = request.args
    filters = readings.Filters(
        asked.get("sector", ""),
        asked.get("state", "") if asked.get("state") in STATES else "",
        next(iter(bounded_numbers(asked.get("responsible", ""))), None),
        asked.get("order") if asked.get("order") in ORDERS else "code",
    )
    states = readings.states_for(me(), table)
    rows, removed = readings.board(me(), table, filters)
    there, people = readings.choices(me(), table)
    as_table = asked.get("view") == "table"
    return page(
        "documents/_board.html" if is_partial() else "documents/list.html",
        seq=last(f"worktable:{table.id}"),
        table=table,
        rows=rows,
        columns=[] if as_table else readings.columns(rows, states),
        removed=removed if can(me(), "document.create", table) else [],
        filters=filters,
        there=there,
        people=people,
        states=states,
        as_table=as_table,
        orders={name: words() for name, words in ORDERS.items()},
        meetings=readings.meetings_of(table),
        today=today_in(table.space),
    )


@blueprint.get("/documents/<int:id>")
def document(id):
    found = fetch(me(), Document, id)
    versions = readings.standing_versions(found)
    finished = [one for one in versions if one.finished_at is not None]
    return document_page(found, versions, finished[0] if finished else None)


@blueprint.get("/versions/<int:id>")
def version(id):
    found = fetch(me(), DocumentVersion, id)
    return document_page(found.document, readings.standing_versions(found.document), found)


def document_page(document, versions, version, form=None, status=200):
    """The paper of `version` (None: there is none yet), its document's steps above it and what happened below."""
    table = enter_worktable(document.worktable)
    steps = readings.history(document)
    writes = can(me(), "version.write", document)
    finished = [one for one in versions if one.finished_at is not None]
    if version is not None and version.removed_at is not None:
        raise NotFound()
    last = next((one for one in steps if one.undone_at is None), None)
    may_step = can(me(), "document.step", document)
    return page(
        "documents/page.html",
        status,
        table=table,
        document=document,
        version=version,
        versions=finished,
        written=next((one for one in versions if one.finished_at is None), None) if writes else None,
        clauses=readings.clauses_of(version) if version is not None else [],
        line=readings.line(document, steps),
        steps=steps,
        last=last,
        kept_because=readings.acted_on(document, last) if last is not None and may_step else "",
        may_take_back=writes and bool(finished) and not readings.kept_published(finished[0]),
        discarded=readings.discarded_versions(document) if writes else [],
        next_states=list(STATES[STATES.index(document.state) + 1 :]) if may_step else [],
        form=form or StepForm(obj=document, formdata=None),
        is_open=is_open_to_public(document),
        meetings=readings.meetings_of(table).get(document.id, ()),
    )
