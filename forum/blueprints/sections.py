"""The sections that stand in the head of a page: of a space, or of a working table in it."""

from flask import request, url_for
from flask_babel import gettext

from ..permissions import can
from .doors import me


def of_space(space):
    """(label, address, whether one is there) of the space's sections."""
    here = request.path
    inside = {
        "forums": here.startswith(("/forums/", "/threads/", "/posts/")) or "/forums" in here or here.endswith("/news"),
        "matrices": here.startswith(("/matrices/", "/entries/", "/exports/", "/editions/", "/returns/", "/sources/"))
        or "/matrices" in here
        or ("/imports" in here and not here.startswith("/indicators/")),
    }
    base = url_for("spaces.space", slug=space.slug)
    listed = [
        (gettext("Inicio"), base, here == base),
        (gettext("Foros"), f"{base}/forums", inside["forums"]),
        (gettext("Matriz"), f"{base}/matrices", inside["matrices"]),
    ]
    if space.has_worktables or can(me(), "worktable.create", space):
        listed.append((gettext("Mesas"), f"{base}/worktables", here.startswith(f"{base}/worktables")))
    if space.has_indicators or can(me(), "indicator.create", space):
        # Also the articulation of its organizations.
        counted = (f"{base}/figures", f"{base}/indicators", f"{base}/articulation", "/indicators/", "/figures/")
        listed.append((gettext("Cifras"), f"{base}/figures", here.startswith(counted)))
    if space.has_commitments or can(me(), "commitment.create", space):
        at_commitments = here.startswith((f"{base}/commitments", "/commitments/"))
        listed.append((gettext("Compromisos"), f"{base}/commitments", at_commitments))
    if can(me(), "moderation.read", space):
        at_moderation = here.startswith((f"{base}/moderation", "/decisions/")) or here.endswith("/moderation")
        listed.append((gettext("Moderación"), f"{base}/moderation", at_moderation))
    if can(me(), "members.read", space):
        people = (f"{base}/members", "/members/", f"{base}/participation", f"{base}/rubric")
        at_people = here.startswith(people) and not here.endswith("/moderation")
        listed.append((gettext("Participantes"), f"{base}/members", at_people))
    if can(me(), "space.change", space) or can(me(), "space.reopen", space):
        settings = ("/edit", "/actors", "/organizations", "/invitations", "/people", "/cards")
        at_settings = here.startswith((*(base + part for part in settings), *(f"{part}/" for part in settings)))
        listed.append((gettext("Ajustes"), f"{base}/edit", at_settings))
    return listed


def of_worktable(table, space):
    """The same within a working table; `space` is None for who may not read that."""
    here, base = request.path, f"/worktables/{table.id}"
    listed = [(gettext("Inicio"), url_for("spaces.space", slug=space.slug), False)] if space else []
    listed.append((gettext("Mesa"), base, here in (base, f"{base}/settings")))
    at_documents = here.startswith((f"{base}/document", "/documents/", "/document-imports/", "/versions/"))
    listed.append((gettext("Documentos"), f"{base}/documents", at_documents))
    at_observations = here.startswith((f"{base}/observations", "/observations/"))
    listed.append((gettext("Observaciones"), f"{base}/observations", at_observations))
    at_meetings = (f"{base}/meetings", "/meetings/", "/agenda-items/", "/agreements/", "/minutes/", "/remarks/")
    listed.append((gettext("Sesiones"), f"{base}/meetings", here.startswith(at_meetings)))
    if table.has_commitments or can(me(), "commitment.create", table.space):
        at_commitments = here.startswith((f"{base}/commitments", "/commitments/"))
        listed.append((gettext("Compromisos"), f"{base}/commitments", at_commitments))
    at_published = (f"{base}/published", f"{base}/summaries", f"{base}/deliveries", "/summaries/", "/deliveries/")
    listed.append((gettext("Publicado"), f"{base}/published", here.startswith(at_published)))
    return listed
