"""Invitations: links that let people in, and joining by one."""

import re
import secrets
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Invitation, Membership, Space, User
from ...models.base import now
from ...models.spaces import ROLES
from .. import action, letter
from ..accounts import address, normal_email
from .actors import actor_of, organization_of
from .members import give_voices, take_voice

MOST_PEOPLE = 500
LETTER_LASTS = timedelta(days=30)
PERSON = re.compile(r"(?:\"?([^\"<>]*?)\"?\s*<([^<>\s]+)>|([^\s<>]+@[^\s<>]+))")


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
    if role not in ROLES:
        raise Invalid(fields={"role": _("Elige uno de los roles.")})
    if max_uses is not None and not 1 <= max_uses <= 10_000:
        raise Invalid(fields={"max_uses": _("Escribe un número entre 1 y 10 000, o déjalo vacío.")})
    if expires_at is not None and expires_at <= now():
        raise Invalid(fields={"expires_at": _("Elige un día que no haya pasado.")})
    actor, organization = actor_of(space, actor_id), organization_of(space, organization_id)
    invitation = Invitation(
        space_id=space.id,
        token=secrets.token_urlsafe(12),
        role=role,
        actor_id=actor.id if actor else None,
        organization_id=organization.id if organization else None,
        expires_at=expires_at,
        max_uses=max_uses,
        note=" ".join(note.split())[:120],
        created_by_id=user.id,
    )
    db.session.add(invitation)
    db.session.flush()
    record("invitation.created", user, invitation, invitation=invitation.id)
    return invitation


@action("invitations.change")
def invite_people(user: User, space: Space, pasted: str, role="participant", actor_id=None) -> list[Invitation]:
    """A personal link by letter to each address of a pasted list. Whether an address has an account is not looked at."""
    people, wrong = parse_people(pasted)
    if wrong:
        raise Invalid(fields={"people": " ".join(wrong)})
    if not people:
        raise Invalid(fields={"people": _("Pega al menos un correo.")})
    actor = actor_of(space, actor_id)
    if role not in ROLES:
        raise Invalid(fields={"role": _("Elige uno de los roles.")})
    invitations = []
    for name, email in people:
        invitation = Invitation(
            space_id=space.id,
            token=secrets.token_urlsafe(18),
            role=role,
            actor_id=actor.id if actor else None,
            email=email,
            note=name[:120],
            max_uses=1,
            expires_at=now() + LETTER_LASTS,
            created_by_id=user.id,
        )
        db.session.add(invitation)
        db.session.flush()
        record("invitation.created", user, invitation, invitation=invitation.id)
        letter(
            email,
            _("Invitación a «%(space)s»", space=space.title),
            _(
                "%(person)s le invita a participar en «%(space)s», en Tinkuy.\n\n"
                "Para entrar, abra este enlace en los próximos treinta días:\n%(link)s",
                person=user.name,
                space=space.title,
                link=address(f"/join/{invitation.token}"),
            ),
        )
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
    """Take part, by an invitation that stands; what it did not fix, the person chooses."""
    invitation = standing_invitation(token)
    if invitation.space_id != space.id:
        raise NotFound()
    query = db.select(Membership).where(Membership.space_id == space.id, Membership.user_id == user.id)
    member = db.session.scalar(query)
    if member is not None and member.left_at is None:
        return member
    if member is None:
        member = Membership(space_id=space.id, user_id=user.id, voices=[])
        db.session.add(member)
    member.space = space
    member.role, member.left_at, member.joined_at = invitation.role, None, now()
    db.session.flush()
    if invitation.actor_id:
        give_voices(member, [invitation.actor_id])
        member.organization_id = invitation.organization_id
    elif invitation.role == "participant":
        take_voice(member, space, actor_ids, organization_id, organization, territory)
    if invitation.organization_id:
        member.organization_id = invitation.organization_id
    invitation.uses += 1
    record("member.joined", user, member, membership=member.id)
    return member


def standing_invitation(token) -> Invitation:
    """The invitation of this link; `NotFound` for none, `Conflict` with the reason for one that no longer serves."""
    invitation = db.session.scalar(db.select(Invitation).where(Invitation.token == token))
    if invitation is None:
        raise NotFound()
    if invitation.revoked_at is not None:
        raise Conflict(_("Este enlace fue anulado. Pide otro a quien te invitó."))
    if invitation.expires_at is not None and invitation.expires_at <= now():
        raise Conflict(_("Este enlace ya venció. Pide otro a quien te invitó."))
    if invitation.max_uses is not None and invitation.uses >= invitation.max_uses:
        raise Conflict(
            ngettext(
                "El enlace ya se usó %(num)d vez. Pide otro a quien te invitó.",
                "El enlace ya se usó %(num)d veces. Pide otro a quien te invitó.",
                invitation.uses,
            )
        )
    return invitation


def parse_people(pasted: str):
    """(name, address) of each person of a pasted list, and a sentence for each piece that is none."""
    people, wrong = {}, []
    for number, line in enumerate(pasted.splitlines(), start=1):
        for piece in re.split(r"[;,]\s*(?=[^<>]*(?:<|@))|\t", line):
            piece = piece.strip(" ,;")
            if not piece:
                continue
            match = PERSON.fullmatch(piece)
            try:
                email = normal_email((match[2] or match[3]) if match else piece)
            except Invalid:
                wrong.append(
                    _("Línea %(n)s: «%(piece)s» no es un correo como nombre@ejemplo.org.", n=number, piece=piece[:80])
                )
                continue
            people.setdefault(email, (match[1] or "").strip())
    if len(people) > MOST_PEOPLE:
        wrong.append(_("Son %(n)s correos y se pueden pegar %(most)s de una vez.", n=len(people), most=MOST_PEOPLE))
    return [(name, email) for email, name in people.items()], wrong
