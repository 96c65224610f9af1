"""Observing without an account: the form, the link that confirms, the page that follows what becomes of it."""

from flask import redirect, request, url_for
from flask_babel import gettext as _

from ...actions import observations
from ...errors import Forbidden, Invalid
from ...models import Document
from ...permissions import fetch, require
from ...readings import observations as readings
from ...text import difference
from ..doors import enter_worktable, locale, me, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .forms import PublicForm
from .making import form_page, offered, taken


def held_up(sentence):
    """Too many from one address: the form comes back as it was."""
    document = fetch(me(), Document, request.view_args["id"])
    form = offered(PublicForm(), document)
    form.problem = _("%(sentence)s Tu texto sigue aquí.", sentence=sentence)
    return form_page(form, document, 429)


@blueprint.post("/documents/<int:id>/observations/public")
@limited("OBSERVATION_RATE", "OBSERVATION_LINE_RATE", held_up)
def send(id):
    document = fetch(me(), Document, id)
    form = offered(PublicForm(), document)
    try:
        require(me(), "observation.send", document)
        validated(form)
        observations.send(
            me(),
            document,
            form.words(taken(document)),
            form.name.data,
            form.organization.data or "",
            form.email.data,
            form.consents.data,
            locale(),
        )
    except Invalid as error:
        return form_page(take_errors(form, error), fetch(me(), Document, id), 422)
    except Forbidden as error:  # the window closed while somebody wrote
        document = fetch(me(), Document, id)
        return form_page(take_errors(offered(form, document), Invalid(error.message)), document, 403)
    enter_worktable(document.worktable)
    return page("observations/sent.html", document=document, email=form.email.data)


@blueprint.get("/observations/confirm/<token>")
def confirmation(token):
    observation = observations.by_token(token)
    if observation.standing != "unconfirmed":
        return redirect(url_for(".follow", token=token))
    return page("observations/confirm.html", observation=observation, document=observation.document, token=token)


@blueprint.post("/observations/confirm/<token>")
def confirm(token):
    observations.confirm(me(), observations.by_token(token), token)
    return redirect(url_for(".follow", token=token), 303)


@blueprint.get("/observations/follow/<token>")
def follow(token):
    return follow_page(token)


@blueprint.post("/observations/follow/<token>")
def receive_by_letter(token):
    observation, asked = observations.by_token(token), request.form
    try:
        if asked.get("satisfied") not in ("yes", "no"):
            raise Invalid(_("Elige si la respuesta te satisface."))
        observations.receive_by_letter(me(), observation, token, asked["satisfied"] == "yes", asked.get("words", ""))
    except Invalid as error:
        return follow_page(token, str(error.message or next(iter(error.fields.values()), "")), 422)
    return redirect(url_for(".follow", token=token), 303)


def follow_page(token, problem="", status=200):
    observation = observations.by_token(token)
    resolution = observation.resolution
    return page(
        "observations/follow.html",
        status,
        observation=observation,
        document=observation.document,
        item=readings.with_token(observation),
        clause=readings.clause_of(observation),
        applied=readings.applied_clause(observation, resolution),
        receptions=readings.receptions(observation),
        token=token,
        problem=problem,
        difference=difference,
    )
