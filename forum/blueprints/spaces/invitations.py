"""Invitations: making and showing links, and coming in by one."""

import io

import segno
from flask import current_app, flash, g, redirect, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import spaces
from ...errors import Conflict, Invalid
from ...models import Invitation, Space
from ...permissions import fetch, require, standing
from ...readings.spaces import invitations_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .actors import standing as standing_only
from .forms import InvitationForm, PeopleForm, VoiceForm
from .members import offered_voice, organization_choices, typed_voice, voice_errors


@blueprint.get("/spaces/<slug>/invitations")
@members_door
def invitations(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "invitations.change", space)
    return invitations_page(space)


@blueprint.post("/spaces/<slug>/invitations")
@members_door
def invite(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "invitations.change", space)
    form = offered(InvitationForm(), space)
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
        return invitations_page(enter(space), form=take_errors(form, error), status=422)
    return redirect(url_for(".invitation", id=invitation.id), 303)


@blueprint.post("/spaces/<slug>/people")
@members_door
def invite_people(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "invitations.change", space)
    form = offered(PeopleForm(), space)
    try:
        validated(form)
        sent = spaces.invite_people(me(), space, form.people.data, form.role.data, form.actor.data or None)
    except Invalid as error:
        return invitations_page(enter(space), people=take_errors(form, error), status=422)
    flash(ngettext("Se envió %(num)d invitación.", "Se enviaron %(num)d invitaciones.", len(sent)))
    return redirect(url_for(".invitations", slug=slug), 303)


@blueprint.get("/invitations/<int:id>")
@members_door
def invitation(id):
    """The link, to copy, to print and to hang on a wall."""
    invitation = fetch(me(), Invitation, id)
    enter(invitation.space)
    link = link_of(invitation)
    return page("spaces/invitation.html", invitation=invitation, link=link, picture=picture_of(link))


@blueprint.delete("/invitations/<int:id>")
@members_door
def revoke(id):
    invitation = fetch(me(), Invitation, id)
    slug = invitation.space.slug
    spaces.revoke(me(), invitation)
    flash(_("Enlace anulado: ya no deja entrar a nadie."))
    return redirect(url_for(".invitations", slug=slug), 303)


@blueprint.get("/join/<token>")
def join(token):
    try:
        invitation = spaces.standing_invitation(token)
    except Conflict as conflict:
        return page("spaces/join_no.html", 409, reason=conflict.message)
    g.space = None
    if me() is not None and standing(me(), invitation.space).membership is not None:
        return redirect(url_for(".space", slug=invitation.space.slug))
    form = offered_voice(VoiceForm(formdata=None), invitation.space)
    return page(
        "spaces/join.html", invitation=invitation, invited=invitation.space, form=form, language=session.get("language")
    )


@blueprint.post("/join/<token>")
@members_door
def take_part(token):
    try:
        invitation = spaces.standing_invitation(token)
        space = invitation.space
        form = offered_voice(VoiceForm(), space)
        validated(form)
        spaces.join(me(), space, token, *typed_voice(form))
    except Conflict as conflict:
        return page("spaces/join_no.html", 409, reason=conflict.message)
    except Invalid as error:
        invitation = spaces.standing_invitation(token)
        return page(
            "spaces/join.html", 422, invitation=invitation, invited=invitation.space, form=voice_errors(form, error)
        )
    flash(_("Ya participas en «%(space)s».", space=space.title))
    return redirect(url_for(".space", slug=space.slug), 303)


def invitations_page(space, form=None, people=None, status=200):
    return page(
        "spaces/invitations.html",
        status,
        form=form or offered(InvitationForm(formdata=None), space),
        people=people or offered(PeopleForm(formdata=None), space),
        invitations=invitations_of(space),
        link_of=link_of,
    )


def offered(form, space):
    choices = [(0, _("Que elija al unirse")), *((actor.id, actor.name) for actor in standing_only(space.actors))]
    form.actor.choices = choices
    if "organization" in form._fields:
        form.organization.choices = [(0, _("Que elija al unirse")), *organization_choices(space)[1:]]
    return form


def link_of(invitation):
    return f"{current_app.config['BASE_URL']}/join/{invitation.token}"


def picture_of(link):
    """The link as a QR code: SVG without style or script."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True)
    return out.getvalue().decode()
