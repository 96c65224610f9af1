"""Invitations: making and showing links, writing to people, and coming in by a link."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import spaces
from ...errors import Conflict, Invalid, NotFound
from ...models import Invitation, Space
from ...permissions import fetch, require, standing
from ...readings.spaces import invitations_of, standing_invitation, why_it_no_longer_serves
from ..doors import enter, me, members_door, page, take_errors, validated
from ..joining import link_of, picture_of
from . import blueprint
from .forms import InvitationForm, PeopleForm, VoiceForm
from .members import typed_voice, voice_errors


@blueprint.get("/spaces/<slug>/invitations")
@members_door
def invitations(slug):
    return invitations_page(invited_to(slug))


@blueprint.post("/spaces/<slug>/invitations")
@members_door
def invite(slug):
    space = invited_to(slug)
    form = InvitationForm().offer(space)
    try:
        validated(form)
        invitation = spaces.invite(
            me(),
            space,
            form.role.data,
            form.actor.data or None,
            form.organization.data or None,
            form.expires_at.data,
            form.max_uses.data,
            form.note.data or "",
        )
    except Invalid as error:
        return invitations_page(enter(space), 422, form=take_errors(form, error))
    return redirect(url_for(".invitation", id=invitation.id), 303)


@blueprint.post("/spaces/<slug>/people/preview")
@members_door
def preview_people(slug):
    """What was understood of a pasted list, before anybody is written to."""
    space = invited_to(slug)
    form = PeopleForm().offer(space)
    try:
        validated(form)
    except Invalid as error:
        return invitations_page(space, 422, people=take_errors(form, error))
    people, wrong = spaces.parse_people(form.people.data)
    return page("spaces/people.html", 422 if wrong else 200, form=form, people=people, wrong=wrong)


@blueprint.post("/spaces/<slug>/people")
@members_door
def invite_people(slug):
    space = invited_to(slug)
    form = PeopleForm().offer(space)
    try:
        validated(form)
        chosen = (form.role.data, form.actor.data or None, form.organization.data or None)
        sent = spaces.invite_people(me(), space, form.people.data, *chosen)
    except Invalid as error:
        return invitations_page(enter(space), 422, people=take_errors(form, error))
    flash(ngettext("Se envió %(num)d invitación.", "Se enviaron %(num)d invitaciones.", len(sent)))
    return redirect(url_for(".invitations", slug=slug, _anchor="made"), 303)


@blueprint.get("/invitations/<int:id>")
@members_door
def invitation(id):
    """The link, to copy, to print and to hang on a wall. A personal one is in its letter and nowhere else: who has it
    may open an account with that address."""
    invitation = fetch(me(), Invitation, id)
    enter(invitation.space)
    if invitation.email is not None:
        raise NotFound()
    link = link_of(invitation)
    reason = why_it_no_longer_serves(invitation)
    return page("spaces/invitation.html", invitation=invitation, link=link, picture=picture_of(link), reason=reason)


@blueprint.delete("/invitations/<int:id>")
@members_door
def revoke(id):
    invitation = fetch(me(), Invitation, id)
    slug = invitation.space.slug
    spaces.revoke(me(), invitation)
    flash(_("Enlace anulado: ya no deja entrar a nadie."))
    return redirect(url_for(".invitations", slug=slug, _anchor="made"), 303)


@blueprint.get("/join/<token>")
def join(token):
    try:
        invitation = standing_invitation(token)
    except Conflict as conflict:
        return page("spaces/join_no.html", 409, reason=conflict.message)
    if me() is not None and standing(me(), invitation.space).membership is not None:
        return redirect(url_for(".space", slug=invitation.space.slug))
    return join_page(invitation, VoiceForm(formdata=None).offer(invitation.space))


@blueprint.post("/join/<token>")
@members_door
def take_part(token):
    try:
        invitation = standing_invitation(token)
        space = invitation.space
        form = VoiceForm().offer(space)
        validated(form)
        spaces.join(me(), space, token, *typed_voice(form))
    except Conflict as conflict:
        return page("spaces/join_no.html", 409, reason=conflict.message)
    except Invalid as error:
        return join_page(standing_invitation(token), voice_errors(form, error), 422)
    flash(_("Ya participas en «%(space)s».", space=space.title))
    return redirect(url_for(".space", slug=space.slug), 303)


def invited_to(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "invitations.change", space)
    return space


def invitations_page(space, status=200, form=None, people=None):
    return page(
        "spaces/invitations.html",
        status,
        form=form or InvitationForm(formdata=None).offer(space),
        people=people or PeopleForm(formdata=None).offer(space),
        invitations=invitations_of(space),
        link_of=link_of,
        why_not_any_more=why_it_no_longer_serves,
    )


def join_page(invitation, form, status=200):
    actor, organization = spaces.fixed_voice(invitation)
    return page(
        "spaces/join.html",
        status,
        invitation=invitation,
        invited=invitation.space,
        form=form,
        actor=actor,
        organization=organization,
    )
