"""What one decides of a single observation: whether it is published, and whether its answer satisfies."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import observations
from ...errors import Invalid
from ...models import Observation
from ...permissions import fetch, require
from ..doors import me, members_door
from . import blueprint
from .reading import observation_page


@blueprint.post("/observations/<int:id>/approval")
@members_door
def approve(id):
    try:
        observations.approve(me(), fetch(me(), Observation, id))
    except Invalid as error:
        return observation_page(fetch(me(), Observation, id), str(error.message), 422)
    flash(_("Observación publicada"))
    return redirect(url_for(".observation", id=id), 303)


@blueprint.post("/observations/<int:id>/refusal")
@members_door
def refuse(id):
    observation = fetch(me(), Observation, id)
    require(me(), "observation.approve", observation)
    try:
        observations.refuse(me(), observation, request.form.get("reason", ""))
    except Invalid as error:
        said = str(error.message) or " ".join(str(one) for one in error.fields.values())
        return observation_page(fetch(me(), Observation, id), said, 422)
    flash(_("No se publica: se le avisó a quien la envió."))
    return redirect(url_for(".observation", id=id), 303)


@blueprint.post("/observations/<int:id>/receptions")
@members_door
def receive(id):
    observation, asked = fetch(me(), Observation, id), request.form
    require(me(), "observation.receive", observation)
    try:
        if asked.get("satisfied") not in ("yes", "no"):
            raise Invalid(_("Elige si la respuesta te satisface."))
        observations.receive(me(), observation, asked["satisfied"] == "yes", asked.get("words", ""))
    except Invalid as error:
        said = str(error.message) or " ".join(str(one) for one in error.fields.values())
        return observation_page(fetch(me(), Observation, id), said, 422)
    flash(_("Queda registrado lo que dijiste"))
    return redirect(url_for(".observation", id=id, _anchor="respuesta"), 303)
