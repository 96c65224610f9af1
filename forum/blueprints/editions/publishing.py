"""Publishing an edition, after reading what will be frozen; withdrawing one, with the reason."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import editions
from ...errors import Conflict, Invalid
from ...models import Edition, Matrix
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.editions import editions_of, figures
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import EditionForm, WithdrawalForm


@blueprint.get("/matrices/<int:id>/editions")
def editions_list(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    return page("editions/list.html", matrix=matrix, editions=editions_of(matrix))


@blueprint.get("/matrices/<int:id>/editions/new")
@members_door
def new_edition(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "edition.publish", matrix)
    return asking(matrix, EditionForm())


def asking(matrix, form, status=200):
    """What is going to be frozen, in figures, and what is not decided yet by name."""
    known = editions_of(matrix)
    number = known[0].number + 1 if known else 1
    return page("editions/form.html", status, matrix=matrix, form=form, counted=figures(matrix), number=number)


@blueprint.post("/matrices/<int:id>/editions")
@members_door
def publish(id):
    matrix = fetch(me(), Matrix, id)
    space = enter(matrix.space)
    require(me(), "edition.publish", matrix)
    form = EditionForm()
    try:
        validated(form)
        edition = editions.publish(
            me(),
            matrix,
            form.note.data or "",
            form.visibility.data,
            form.names.data,
            form.proposals.data,
            seq=request.form.get("seq", None, bounded),
        )
    except Conflict as error:
        enter(space)
        form.problem = str(error.message)
        return asking(fetch(me(), Matrix, id), form, 409)
    except Invalid as error:
        enter(space)
        return asking(fetch(me(), Matrix, id), take_errors(form, error), 422)
    flash(_("Edición %(n)s publicada", n=edition.number))
    return redirect(url_for(".edition", id=edition.id), 303)


@blueprint.get("/editions/<int:id>/withdrawal")
@members_door
def withdrawing(id):
    edition = fetch(me(), Edition, id)
    enter(edition.matrix.space)
    require(me(), "edition.withdraw", edition)
    return page("editions/withdrawal.html", edition=edition, form=WithdrawalForm())


@blueprint.post("/editions/<int:id>/withdrawal")
@members_door
def withdraw(id):
    edition = fetch(me(), Edition, id)
    space = enter(edition.matrix.space)
    require(me(), "edition.withdraw", edition)
    form = WithdrawalForm()
    try:
        validated(form)
        editions.withdraw(me(), edition, form.reason.data)
    except Invalid as error:
        enter(space)
        edition = fetch(me(), Edition, id)
        return page("editions/withdrawal.html", 422, edition=edition, form=take_errors(form, error))
    flash(_("Edición retirada: sigue en su dirección, con el motivo"))
    return redirect(url_for(".edition", id=id), 303)
