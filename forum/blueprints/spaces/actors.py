"""A space's actors and organizations."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import colours
from ...actions import matrices, spaces
from ...errors import Conflict, Invalid
from ...models import Actor, Organization, Space
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.stances import speakers_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import WEAVES, ActorForm, OrganizationForm


@blueprint.get("/spaces/<slug>/actors")
@members_door
def actors(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "actors.change", space)
    return actors_page(space)


@blueprint.post("/spaces/<slug>/actors")
@members_door
def add_actor(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "actors.change", space)
    form = ActorForm()
    try:
        validated(form)
        say_colour(form, spaces.add_actor(me(), space, *typed(form)))
    except Invalid as error:
        return actors_page(enter(space), take_errors(form, error), 422)
    return redirect(url_for(".actors", slug=slug), 303)


@blueprint.get("/actors/<int:id>")
@members_door
def edit_actor(id):
    actor = fetch(me(), Actor, id)
    enter(actor.space)
    require(me(), "actors.change", actor)
    form = ActorForm(formdata=None, obj=actor, colour=actor.light or "")
    speakers = speakers_of(actor)
    return page("spaces/actor.html", form=form, actor=actor, weaves=weaves(actor.space, actor), speakers=speakers)


@blueprint.put("/actors/<int:id>")
@members_door
def change_actor(id):
    actor = fetch(me(), Actor, id)
    space = enter(actor.space)
    require(me(), "actors.change", actor)
    form = ActorForm()
    try:
        validated(form)
        say_colour(form, spaces.change_actor(me(), actor, *typed(form)))
    except Invalid as error:
        enter(space)
        return page("spaces/actor.html", 422, form=take_errors(form, error), actor=actor, weaves=weaves(space, actor))
    return redirect(url_for(".actors", slug=space.slug), 303)


@blueprint.put("/actors/<int:id>/position")
@members_door
def move_actor(id):
    actor = fetch(me(), Actor, id)
    spaces.move_actor(me(), actor, up=request.form.get("to") == "up")
    return redirect(url_for(".actors", slug=actor.space.slug), 303)


@blueprint.put("/actors/<int:id>/delegate")
@members_door
def name_delegate(id):
    """Whose word is the actor's on the entries of matrices; of nobody's in particular where none is named."""
    actor = fetch(me(), Actor, id)
    require(me(), "actors.change", actor)
    try:
        matrices.name_delegate(me(), actor, request.form.get("delegate", 0, bounded) or None)
    except Invalid as error:
        return actors_page(enter(actor.space), status=422, problem=error.fields["delegate"])
    flash(_("Delegación guardada"))
    return redirect(url_for(".actors", slug=actor.space.slug), 303)


@blueprint.delete("/actors/<int:id>")
@members_door
def remove_actor(id):
    actor = fetch(me(), Actor, id)
    space = actor.space
    try:
        spaces.remove_actor(me(), actor)
    except Conflict as conflict:
        return actors_page(enter(space), status=409, problem=conflict.message)
    flash(_("Actor quitado."))
    return redirect(url_for(".actors", slug=space.slug), 303)


@blueprint.get("/spaces/<slug>/organizations")
@members_door
def organizations(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "actors.change", space)
    return organizations_page(space, OrganizationForm(formdata=None).offer(space))


@blueprint.post("/spaces/<slug>/organizations")
@members_door
def add_organization(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "actors.change", space)
    form = OrganizationForm().offer(space)
    try:
        validated(form)
        spaces.add_organization(me(), space, form.name.data, form.actor.data or None, form.territory.data or "")
    except Invalid as error:
        return organizations_page(enter(space), take_errors(form, error), 422)
    return redirect(url_for(".organizations", slug=slug), 303)


@blueprint.get("/organizations/<int:id>")
@members_door
def edit_organization(id):
    organization = fetch(me(), Organization, id)
    space = enter(organization.space)
    require(me(), "actors.change", organization)
    form = OrganizationForm(formdata=None, obj=organization).offer(space)
    form.actor.data = organization.actor_id or 0
    return page("spaces/organization.html", form=form, organization=organization)


@blueprint.put("/organizations/<int:id>")
@members_door
def change_organization(id):
    organization = fetch(me(), Organization, id)
    space = enter(organization.space)
    require(me(), "actors.change", organization)
    form = OrganizationForm().offer(space)
    try:
        validated(form)
        spaces.change_organization(
            me(), organization, form.name.data, form.actor.data or None, form.territory.data or ""
        )
    except Invalid as error:
        enter(space)
        return page("spaces/organization.html", 422, form=take_errors(form, error), organization=organization)
    return redirect(url_for(".organizations", slug=space.slug), 303)


@blueprint.delete("/organizations/<int:id>")
@members_door
def remove_organization(id):
    organization = fetch(me(), Organization, id)
    slug = organization.space.slug
    spaces.remove_organization(me(), organization)
    flash(_("Organización quitada de la lista."))
    return redirect(url_for(".organizations", slug=slug), 303)


def actors_page(space, form=None, status=200, problem=""):
    actors = standing(space.actors)
    form = form or ActorForm(formdata=None, weave=len(actors) % len(WEAVES) + 1)
    return page("spaces/actors.html", status, form=form, actors=actors, weaves=weaves(space), problem=problem)


def organizations_page(space, form, status=200):
    listed = standing(space.organizations)
    return page("spaces/organizations.html", status, form=form, organizations=listed)


def weaves(space, own=None):
    """(number, name, the name of another actor that has it) of each of the twelve."""
    taken = {actor.weave: actor.name for actor in standing(space.actors) if actor is not own}
    return [(number, name, taken.get(number)) for number, name in enumerate(WEAVES, start=1)]


def standing(things):
    return [thing for thing in things if thing.removed_at is None]


def typed(form):
    return (
        form.name.data,
        form.phrase.data or "",
        form.description.data or "",
        form.weave.data,
        form.colour.data or "",
    )


def say_colour(form, actor):
    """Where a colour had to change to be read, say so."""
    typed = colours.parse(form.colour.data or "")
    if typed is None or typed == actor.light == actor.dark:
        flash(_("Actor guardado."))
    elif typed != actor.light and typed != actor.dark:
        flash(_("Actor guardado. El color se oscureció un poco, y de noche se aclara, para que se lea."))
    elif typed != actor.light:
        flash(_("Actor guardado. El color se oscureció un poco para que se lea; de noche queda como lo elegiste."))
    else:
        flash(_("Actor guardado. De noche el color se aclara un poco para que se lea."))
