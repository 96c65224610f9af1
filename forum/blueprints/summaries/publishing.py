"""Publishing a summary, after reading what will be frozen; withdrawing one, with the reason."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import events
from ...actions import summaries
from ...errors import Conflict, Invalid
from ...models import Summary, Worktable
from ...models.base import bounded, bounded_numbers
from ...permissions import fetch, require
from ...readings.documents import state_name
from ...readings.summaries import choosable
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import SummaryForm, WithdrawalForm

SETTLED = ("closed", "updated", "delivered")


@blueprint.get("/worktables/<int:id>/summaries/new")
@members_door
def new_summary(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "summary.publish", table)
    return asking(table, SummaryForm())


def asking(table, form, status=200, chosen=None):
    """The documents that can be told of, those settled marked, with what has no answer yet."""
    rows = choosable(table)
    if chosen is None:
        chosen = {row.id for row in rows if row.state in SETTLED and row.observations}
    seq = events.last(f"worktable:{table.id}")
    return page(
        "summaries/form.html", status, table=table, form=form, rows=rows, chosen=chosen, seq=seq, state_name=state_name
    )


@blueprint.post("/worktables/<int:id>/summaries")
@members_door
def publish(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "summary.publish", table)
    form, chosen = SummaryForm(), bounded_numbers(" ".join(request.form.getlist("documents")))
    try:
        validated(form)
        seq = request.form.get("seq", None, bounded)
        summary = summaries.publish(me(), table, chosen, form.note.data or "", seq=seq)
    except Conflict as error:
        enter_worktable(table)
        form.problem = str(error.message)
        return asking(fetch(me(), Worktable, id), form, 409, set(chosen))
    except Invalid as error:
        enter_worktable(table)
        return asking(fetch(me(), Worktable, id), take_errors(form, error), 422, set(chosen))
    flash(_("Resumen %(n)s publicado", n=summary.number))
    return redirect(url_for(".summary", id=summary.id), 303)


@blueprint.get("/summaries/<int:id>/withdrawal")
@members_door
def withdrawing(id):
    summary = fetch(me(), Summary, id)
    enter_worktable(summary.worktable)
    require(me(), "summary.withdraw", summary)
    return page("summaries/withdrawal.html", summary=summary, form=WithdrawalForm())


@blueprint.post("/summaries/<int:id>/withdrawal")
@members_door
def withdraw(id):
    summary = fetch(me(), Summary, id)
    enter_worktable(summary.worktable)
    require(me(), "summary.withdraw", summary)
    form = WithdrawalForm()
    try:
        validated(form)
        summaries.withdraw(me(), summary, form.reason.data or "")
    except Invalid as error:
        summary = fetch(me(), Summary, id)
        enter_worktable(summary.worktable)
        return page("summaries/withdrawal.html", 422, summary=summary, form=take_errors(form, error))
    flash(_("Resumen retirado: sigue en su dirección, con el motivo"))
    return redirect(url_for(".summary", id=id), 303)
