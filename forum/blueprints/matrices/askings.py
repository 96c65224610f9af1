"""Asking the silent for their word: whom it would tell, and telling them."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import matrices
from ...errors import Conflict, Invalid
from ...models import Actor, Entry, MatrixRow
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.askings import silence_in, silence_on
from ..doors import enter, me, members_door, page
from . import blueprint


@blueprint.get("/entries/<int:id>/askings")
@members_door
def asking_of_entry(id):
    """Of the `actor` whose stance is missing."""
    entry = fetch(me(), Entry, id)
    require(me(), "silent.ask", entry.matrix)
    return asking_page(silence_on(me(), entry, actor_asked(request.args)))


@blueprint.get("/rows/<int:id>/askings")
@members_door
def asking_of_row(id):
    """Of the row's actor, who says nothing on what forums asked."""
    row = fetch(me(), MatrixRow, id)
    require(me(), "silent.ask", row.matrix)
    return asking_page(silence_in(me(), row))


def actor_asked(given):
    if not (number := given.get("actor", 0, bounded)):
        raise Invalid(_("Elige a qué actor preguntar."))
    return fetch(me(), Actor, number)


def asking_page(silence, problem="", status=200):
    enter(silence.matrix.space)
    return page("matrices/asking.html", status, matrix=silence.matrix, silence=silence, problem=problem)


@blueprint.post("/entries/<int:id>/askings")
@members_door
def ask_for_stances(id):
    entry = fetch(me(), Entry, id)
    require(me(), "silent.ask", entry.matrix)
    actor = actor_asked(request.form)
    try:
        asking = matrices.ask_for_stances(me(), entry, actor)
    except Conflict as error:
        silence = silence_on(me(), fetch(me(), Entry, id), actor_asked(request.form))
        return asking_page(silence, str(error.message), error.status)
    return asked(asking, ".convergence")


@blueprint.post("/rows/<int:id>/askings")
@members_door
def ask_for_posts(id):
    try:
        asking = matrices.ask_for_posts(me(), fetch(me(), MatrixRow, id))
    except Conflict as error:
        return asking_page(silence_in(me(), fetch(me(), MatrixRow, id)), str(error.message), error.status)
    return asked(asking, ".blind")


def asked(asking, back):
    name = asking.actor.name
    flash(
        ngettext(
            "Se avisó a %(num)d persona de %(actor)s",
            "Se avisó a %(num)d personas de %(actor)s",
            asking.people,
            actor=name,
        )
    )
    return redirect(url_for(back, id=asking.matrix_id), 303)
