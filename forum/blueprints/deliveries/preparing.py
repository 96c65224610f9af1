"""Preparing a delivery: what goes with it, to whom; its package once more where it could not be made."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import deliveries
from ...errors import Invalid
from ...models import Delivery, Worktable
from ...models.base import bounded_numbers
from ...permissions import fetch, require
from ...readings.deliveries import deliverable, summaries_for
from ...readings.documents import state_name
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from ..fields import options
from . import blueprint
from .forms import DeliveryForm


@blueprint.get("/worktables/<int:id>/deliveries/new")
@members_door
def new_delivery(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "delivery.create", table)
    return asking(table, DeliveryForm())


def asking(table, form, status=200, chosen=None):
    rows = deliverable(table)
    if chosen is None:
        chosen = {row.id for row in rows if row.state == "updated"}
        form.recipient.data = next((row.demander for row in rows if row.id in chosen and row.demander), "")
    offered = summaries_for(table)
    told = [(one.id, _("Resumen de observaciones %(n)s", n=one.number)) for one in offered]
    form.summary.choices = options([*told, (0, _("Ninguno"))])
    return page("deliveries/form.html", status, table=table, form=form, rows=rows, chosen=chosen, state_name=state_name)


@blueprint.post("/worktables/<int:id>/deliveries")
@members_door
def create(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    require(me(), "delivery.create", table)
    form, chosen = DeliveryForm(), bounded_numbers(" ".join(request.form.getlist("documents")))
    form.summary.choices = []
    try:
        validated(form)
        summary = (bounded_numbers(request.form.get("summary", "")) or [0])[0]
        delivery = deliveries.create(
            me(), table, chosen, form.recipient.data or "", form.note.data or "", summary or None
        )
    except Invalid as error:
        table = enter_worktable(fetch(me(), Worktable, id))
        return asking(table, take_errors(form, error), 422, set(chosen))
    flash(_("Entrega %(n)s registrada: el paquete se está sellando", n=delivery.number))
    return redirect(url_for(".delivery", id=delivery.id), 303)


@blueprint.put("/deliveries/<int:id>/link")
@members_door
def change_link(id):
    deliveries.change_link(me(), fetch(me(), Delivery, id))
    flash(_("Enlace cambiado: el de antes ya no sirve"))
    return redirect(url_for(".delivery", id=id), 303)


@blueprint.post("/deliveries/<int:id>/package")
@members_door
def make_again(id):
    deliveries.ask_again(me(), fetch(me(), Delivery, id))
    return redirect(url_for(".delivery", id=id), 303)
