"""Who takes part: roles, actors, organization; leaving."""

from flask_babel import gettext as _

from ...errors import Conflict, Forbidden, Invalid
from ...events import record
from ...extensions import db
from ...models import Membership, MembershipActor, Space, User
from ...models.base import now
from ...models.spaces import ROLES
from ...permissions import membership
from .. import action
from .actors import actor_of, known_organization, new_organization, organization_of


@action("members.change")
def change_member(user: User, member: Membership, role, actor_ids=(), organization_id=None) -> Membership:
    """A member's role, the actors they may speak for (the first is the usual one), their organization."""
    role = clean_role(role)
    if member.role == "facilitator" and role != "facilitator":
        _keep_one_facilitator(member)
    member.role = role
    organization = organization_of(member.space, organization_id)
    member.organization_id = organization.id if organization else None
    give_voices(member, actor_ids)
    record("member.changed", user, member, membership=member.id)
    return member


@action("members.change")
def remove_member(user: User, member: Membership):
    """Their words stay."""
    _end(user, member)


@action("space.leave")
def leave(user: User, member: Membership):
    _end(user, member)


@action("space.read")
def choose_voice(user: User, space: Space, actor_ids, organization_id=None, organization="", territory=""):
    """In whose name a member takes part: said once; again where the space lets people speak for several."""
    member = membership(user, space)
    if member is None:
        raise Forbidden(_("Para participar, únete a este espacio con una invitación."))
    if not may_choose_voice(member):
        raise Conflict(
            _("Quien observa lee y exporta, sin hablar por ningún actor.")
            if member.role == "observer"
            else _("Ya participas en nombre de un actor. Para cambiarlo, pídeselo a quien facilita.")
        )
    usual = [actor.id for actor in member.actors]  # whom one spoke for stays before whom one adds
    actor_ids = sorted(actor_ids, key=lambda id: usual.index(id) if id in usual else len(usual))
    take_voice(member, space, actor_ids, organization_id, organization, territory)
    record("member.changed", user, member, membership=member.id)
    return member


def may_choose_voice(member: Membership) -> bool:
    if member.role == "observer" or member.space.archived_at is not None:
        return False
    return not member.actors or member.space.many_actors


def take_voice(member, space, actor_ids, organization_id, organization, territory):
    """What a person chooses for themselves: one actor, or several where the space allows; an organization, also a
    new one."""
    actor_ids = [number for number in actor_ids if number]
    if not actor_ids and any(actor.removed_at is None for actor in space.actors):
        raise Invalid(fields={"actor": _("Elige en nombre de qué actor participas.")})
    if len(actor_ids) > 1 and not space.many_actors:
        raise Invalid(fields={"actor": _("En este espacio se habla por un solo actor.")})
    if organization.strip():
        speaks_as = actor_ids[0] if actor_ids else None
        chosen = known_organization(space, organization) or new_organization(space, organization, speaks_as, territory)
    else:
        chosen = organization_of(space, organization_id)
    if chosen and chosen.actor_id and actor_ids and chosen.actor_id not in actor_ids:
        raise Invalid(fields={"organization": _("«%(name)s» habla por otro actor.", name=chosen.name)})
    member.organization_id = chosen.id if chosen else None
    give_voices(member, actor_ids)


def clean_role(role):
    if role not in ROLES:
        raise Invalid(fields={"role": _("Elige uno de los roles.")})
    return role


def give_voices(member, actor_ids):
    """Exactly these actors, in this order."""
    actors = [actor_of(member.space, number) for number in dict.fromkeys(number for number in actor_ids if number)]
    standing = {voice.actor_id: voice for voice in member.voices}
    member.voices = [
        standing.get(actor.id) or MembershipActor(membership_id=member.id, actor_id=actor.id) for actor in actors
    ]
    for position, voice in enumerate(member.voices):
        voice.position = position
    db.session.flush()


def _end(user, member):
    if member.role == "facilitator":
        _keep_one_facilitator(member)
    member.left_at = now()
    record("member.left", user, member, membership=member.id, person=member.user_id)


def _keep_one_facilitator(member):
    query = db.select(Membership.id).where(
        Membership.space_id == member.space_id,
        Membership.role == "facilitator",
        Membership.left_at.is_(None),
        Membership.id != member.id,
    )
    if db.session.scalar(query) is None:
        raise Conflict(_("Es la única persona que facilita este espacio: nombra primero a otra."))
