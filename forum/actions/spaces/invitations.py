"""Invitations: links that let people in, and joining by one."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import or_

from ... import mail
from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Invitation, Membership, Space, User
from ...models.base import now
from ...readings.spaces import standing_invitation, why_it_no_longer_serves
from .. import action, letter
from .actors import actor_of, organization_of
from .members import clean_role, give_voices, take_voice
from .people import parse_people

LETTER_LASTS = timedelta(days=30)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # of a link that may be read from a wall: none that looks like another


@action("invitations.change")
def invite(
    user: User,
    space: Space,
    role="participant",
    actor_id=None,
    organization_id=None,
    expires_at=None,
    max_uses=None,
    note="",
) -> Invitation:
    """A link for many; actor and organization fixed here are not asked on joining."""
    if max_uses is not None and not 1 <= max_uses <= 10_000:
        raise Invalid(fields={"max_uses": _("Escribe un número entre 1 y 10 000, o déjalo vacío.")})
    if expires_at is not None and expires_at <= now():
        raise Invalid(fields={"expires_at": _("Elige un día que no haya pasado.")})
    return new_invitation(
        user, space, role, actor_id, organization_id, expires_at=expires_at, max_uses=max_uses, note=note
    )


@action("invitations.change")
def invite_people(
    user: User, space: Space, pasted: str, role="participant", actor_id=None, organization_id=None
) -> list[Invitation]:
    """A personal link by letter to each address of a pasted list; whether one has an account is not looked at."""
    people, wrong = parse_people(pasted)
    if wrong:
        raise Invalid(fields={"people": " ".join(wrong)})
    if not people:
        raise Invalid(fields={"people": _("Pega al menos un correo.")})
    expires_at = now() + LETTER_LASTS
    invitations = []
    for name, email in people:
        invitation = new_invitation(
            user, space, role, actor_id, organization_id, expires_at=expires_at, max_uses=1, note=name, email=email
        )
        write_to(user, space, invitation)
        invitations.append(invitation)
    return invitations


@action("invitations.change")
def revoke(user: User, invitation: Invitation) -> Invitation:
    if invitation.revoked_at is None:
        invitation.revoked_at = now()
        record("invitation.revoked", user, invitation, invitation=invitation.id)
    return invitation


@action("space.join")
def join(
    user: User, space: Space, token, actor_ids=(), organization_id=None, organization="", territory=""
) -> Membership:
    """Take part, by an invitation that stands; what it did not fix, the person chooses. Who takes part already, does
    so as before, and uses nothing up."""
    invitation = standing_invitation(token, lock=True)
    if invitation.space_id != space.id:
        raise NotFound()
    query = db.select(Membership).where(Membership.space_id == space.id, Membership.user_id == user.id)
    member = db.session.scalar(query)
    if member is not None and member.left_at is None:
        return member
    use_up(invitation)
    if member is None:
        member = Membership(space=space, user_id=user.id, voices=[])
        db.session.add(member)
    member.role, member.left_at, member.joined_at = invitation.role, None, now()
    db.session.flush()
    actor, fixed = fixed_voice(invitation)
    if fixed:
        organization_id, organization = None, ""
    if invitation.role == "participant":
        take_voice(member, space, [actor.id] if actor else actor_ids, organization_id, organization, territory)
    else:
        give_voices(member, [actor.id] if actor else [])
        member.organization_id = None
    if fixed:
        member.organization_id = fixed.id
    record("member.joined", user, member, membership=member.id)
    return member


def fixed_voice(invitation: Invitation):
    """(actor, organization) that the link decides; None for what the person chooses, or what is there no more."""
    actor, organization = invitation.actor, invitation.organization
    return (
        actor if actor is not None and actor.removed_at is None else None,
        organization if organization is not None and organization.removed_at is None else None,
    )


def use_up(invitation):
    """One use more, in one statement: however many come at once, no more get in than may."""
    room = or_(Invitation.max_uses.is_(None), Invitation.uses < Invitation.max_uses)
    done = db.session.execute(
        db.update(Invitation).where(Invitation.id == invitation.id, room).values(uses=Invitation.uses + 1)
    )
    if done.rowcount == 0:
        db.session.refresh(invitation)
        raise Conflict(why_it_no_longer_serves(invitation))


def new_invitation(user, space, role, actor_id, organization_id, expires_at, max_uses, note="", email=None):
    role = clean_role(role)
    actor, organization = actor_of(space, actor_id), organization_of(space, organization_id)
    if organization is not None and organization.actor_id:
        if actor is not None and actor.id != organization.actor_id:
            raise Invalid(fields={"organization": _("«%(name)s» habla por otro actor.", name=organization.name)})
        actor = actor or organization.actor
    invitation = Invitation(
        space_id=space.id,
        token=secrets.token_urlsafe(18) if email else "".join(secrets.choice(LETTERS) for _place in range(12)),
        role=role,
        actor_id=actor.id if actor else None,
        organization_id=organization.id if organization else None,
        expires_at=expires_at,
        max_uses=max_uses,
        note=" ".join(note.split())[:120],
        email=email,
        created_by_id=user.id,
    )
    db.session.add(invitation)
    db.session.flush()
    record("invitation.created", user, invitation, invitation=invitation.id)
    return invitation


def write_to(user, space, invitation):
    """In «usted»: it leaves the house."""
    letter(
        invitation.email,
        _("Invitación a «%(space)s»", space=space.title),
        _(
            "%(person)s le invita a participar en «%(space)s», en Tinkuy.\n\n"
            "Para entrar, abra este enlace en los próximos treinta días. Es personal y sirve una sola vez:\n%(link)s",
            person=user.name,
            space=space.title,
            link=mail.link(f"/join/{invitation.token}"),
        ),
    )
