"""Who takes part, and in whose name."""

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _

from ...actions import spaces
from ...errors import Conflict, Invalid, NotFound
from ...models import Membership, Space
from ...permissions import fetch, require
from ...readings.forums.said import captured_for
from ...readings.spaces import members_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .actors import standing as standing_only
from .forms import MemberForm, VoiceForm


@blueprint.get("/spaces/<slug>/members")
@members_door
def members(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "members.read", space)
    listed = members_of(me(), space)
    by_actor = [(actor, []) for actor in standing_only(space.actors)]
    people = {actor.id: those for actor, those in by_actor}
    others = []
    for member in listed:
        people.get(member.actors[0].id if member.actors else None, others).append(member)
    return page("spaces/members.html", by_actor=by_actor, others=others)


@blueprint.get("/members/<int:id>")
@members_door
def edit_member(id):
    member = fetched(id)
    form = MemberForm(formdata=None, role=member.role).offer(member.space)
    form.actors.data = [actor.id for actor in member.actors]
    form.usual.data = member.actors[0].id if member.actors else 0
    form.organization.data = member.organization_id or 0
    return page("spaces/member.html", form=form, member=member)


@blueprint.put("/members/<int:id>")
@members_door
def change_member(id):
    member = fetched(id)
    space = member.space
    form = MemberForm().offer(space)
    try:
        validated(form)
        usual = [form.usual.data] if form.usual.data in form.actors.data else []
        spaces.change_member(me(), member, form.role.data, usual + form.actors.data, form.organization.data or None)
    except (Invalid, Conflict) as error:
        enter(space)
        return page("spaces/member.html", error.status, form=take_errors(form, error), member=member)
    flash(_("Participación guardada."))
    return redirect(url_for(".members", slug=space.slug), 303)


@blueprint.get("/members/<int:id>/departure")
@members_door
def ask_to_remove(id):
    member = fetch(me(), Membership, id)
    slug = enter(member.space).slug
    if member.user_id == me().id and member.left_at is None:
        require(me(), "space.leave", member)
        what, title, back = "leave", _("Salir del espacio"), url_for(".voice", slug=slug)
    else:
        member = fetched(id)
        what, title, back = "remove", _("Quitar del espacio"), url_for(".edit_member", id=id)
    return page("spaces/asking.html", what=what, title=title, back=back, member=member)


@blueprint.delete("/members/<int:id>")
@members_door
def remove_member(id):
    """A facilitator takes somebody out; a person leaves."""
    member = fetch(me(), Membership, id)
    slug, own = member.space.slug, member.user_id == me().id
    if own:
        spaces.leave(me(), member)
        flash(_("Saliste del espacio. Lo que escribiste sigue ahí, a tu nombre."))
        return redirect(url_for(".home"), 303)
    spaces.remove_member(me(), member)
    flash(_("Ya no participa en el espacio. Lo que escribió sigue ahí."))
    return redirect(url_for(".members", slug=slug), 303)


@blueprint.get("/spaces/<slug>/membership")
@members_door
def voice(slug):
    """Say in whose name one takes part, where that is still open; leave."""
    space = enter(fetch(me(), Space, slug))
    if g.membership is None:
        raise NotFound()
    form = VoiceForm(formdata=None).offer(space)
    for field in ("actors", "several"):
        if field in form:
            numbers = [actor.id for actor in g.membership.actors]
            form[field].data = numbers if field == "several" else next(iter(numbers), 0)
    form.organization.data = g.membership.organization_id or 0
    return voice_page(form)


@blueprint.put("/spaces/<slug>/membership")
@members_door
def choose_voice(slug):
    space = enter(fetch(me(), Space, slug))
    if g.membership is None:
        raise NotFound()
    form = VoiceForm().offer(space)
    try:
        validated(form)
        spaces.choose_voice(me(), space, *typed_voice(form))
    except (Invalid, Conflict) as error:
        enter(space)
        return voice_page(voice_errors(form, error), error.status)
    flash(_("Participación guardada."))
    return redirect(url_for(".space", slug=slug), 303)


def voice_page(form, status=200):
    chooses = spaces.may_choose_voice(g.membership)
    captured = captured_for(g.membership)
    return page("spaces/voice.html", status, form=form, member=g.membership, chooses=chooses, captured=captured)


def fetched(id):
    member = fetch(me(), Membership, id)
    enter(member.space)
    require(me(), "members.change", member)
    if member.left_at is not None:
        raise NotFound()
    return member


def typed_voice(form):
    """What the verb takes: actors, organization, a new organization's name and territory."""
    actors = [form.actors.data] if "actors" in form else form.several.data
    return actors or [], form.organization.data or None, form.new_organization.data or "", form.territory.data or ""


def voice_errors(form, error):
    """The verb speaks of `actor`; the form has one of two fields for it."""
    known = {"actor": "actors" if "actors" in form else "several", "name": "new_organization"}
    error.fields = {known.get(name, name): sentence for name, sentence in error.fields.items()}
    return take_errors(form, error)
