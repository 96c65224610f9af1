"""The actors of a space and the organizations that speak as one of them."""

from flask_babel import gettext as _
from sqlalchemy import func

from ... import colours
from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import (
    Actor,
    Entry,
    MatrixRow,
    MembershipActor,
    Organization,
    Post,
    Space,
    Stance,
    User,
)
from ...models.base import now
from .. import action

WEAVES = 12
LONGEST_NAME, LONGEST_PHRASE, LONGEST_DESCRIPTION, LONGEST_ORGANIZATION = 80, 120, 2000, 160


@action("actors.change")
def add_actor(user: User, space: Space, name, phrase="", description="", weave=None, colour="") -> Actor:
    """The next actor, in the next of the twelve colours and weaves unless others are chosen."""
    standing = [actor for actor in space.actors if actor.removed_at is None]
    actor = Actor(space_id=space.id, position=len(space.actors))
    _fill(actor, space, name, phrase, description, weave or len(standing) % WEAVES + 1, colour)
    db.session.add(actor)
    db.session.flush()
    record("actor.created", user, actor, actor=actor.id)
    return actor


@action("actors.change")
def change_actor(user: User, actor: Actor, name, phrase="", description="", weave=1, colour="") -> Actor:
    """`colour` is a colour of its own (#rrggbb), made readable on light and dark; empty: the weave's."""
    _fill(actor, actor.space, name, phrase, description, weave, colour)
    record("actor.changed", user, actor, actor=actor.id)
    return actor


@action("actors.change")
def move_actor(user: User, actor: Actor, up: bool) -> Actor:
    standing = [one for one in actor.space.actors if one.removed_at is None]
    place = standing.index(actor)
    other = place - 1 if up else place + 1
    if 0 <= other < len(standing):
        standing[place], standing[other] = standing[other], standing[place]
        for position, one in enumerate(standing):
            one.position = position
        record("actor.changed", user, actor, actor=actor.id)
    return actor


@action("actors.change")
def remove_actor(user: User, actor: Actor):
    """Only one that nobody speaks for and nothing was said as: words keep their actor."""
    uses = (
        (Post, Post.actor_id, _("hay aportes en su nombre")),
        (Entry, Entry.actor_id, _("hay entradas en su nombre")),
        (Stance, Stance.actor_id, _("hay posturas en su nombre")),
        (MatrixRow, MatrixRow.actor_id, _("tiene filas en una matriz")),
        (MembershipActor, MembershipActor.actor_id, _("hay personas que hablan por él")),
    )
    for model, column, why in uses:
        if db.session.scalar(db.select(func.count()).select_from(model).where(column == actor.id)):
            raise Conflict(_("No se puede quitar a «%(name)s»: %(why)s.", name=actor.name, why=why))
    actor.removed_at = now()
    actor.name = f"{actor.name[:60]} ({actor.id})"  # its name is free again
    record("actor.removed", user, actor, actor=actor.id)


@action("actors.change")
def add_organization(user: User, space: Space, name, actor_id=None, territory="") -> Organization:
    organization = new_organization(space, name, actor_id, territory)
    record("organization.created", user, organization, organization=organization.id)
    return organization


@action("actors.change")
def change_organization(user: User, organization: Organization, name, actor_id=None, territory="") -> Organization:
    _fill_organization(organization, organization.space, name, actor_id, territory)
    record("organization.changed", user, organization, organization=organization.id)
    return organization


@action("actors.change")
def remove_organization(user: User, organization: Organization):
    """Posts written in its name keep it."""
    organization.removed_at = now()
    organization.name = f"{organization.name[:140]} ({organization.id})"
    record("organization.removed", user, organization, organization=organization.id)


def new_organization(space, name, actor_id, territory):
    organization = Organization(space_id=space.id)
    _fill_organization(organization, space, name, actor_id, territory)
    db.session.add(organization)
    db.session.flush()
    return organization


def actor_of(space, actor_id, field="actor"):
    """The actor of this number in this space; None for none; `Invalid` for another space's or a removed one."""
    if not actor_id:
        return None
    actor = db.session.get(Actor, actor_id)
    if actor is None or actor.space_id != space.id or actor.removed_at is not None:
        raise Invalid(fields={field: _("Ese actor ya no está en el espacio. Elige otro.")})
    return actor


def organization_of(space, organization_id):
    if not organization_id:
        return None
    organization = db.session.get(Organization, organization_id)
    if organization is None or organization.space_id != space.id or organization.removed_at is not None:
        raise Invalid(fields={"organization": _("Esa organización ya no está en el espacio. Elige otra.")})
    return organization


def _fill(actor, space, name, phrase, description, weave, colour):
    name = " ".join(name.split())
    if not name:
        raise Invalid(fields={"name": _("Escribe el nombre del actor, como «Municipio».")})
    if len(name) > LONGEST_NAME:
        raise Invalid(fields={"name": _("Usa como mucho %(n)s letras.", n=LONGEST_NAME)})
    if any(one.name.lower() == name.lower() and one is not actor and one.removed_at is None for one in space.actors):
        raise Invalid(fields={"name": _("Ya hay un actor que se llama «%(name)s».", name=name)})
    if not 1 <= weave <= WEAVES:
        raise Invalid(fields={"weave": _("Elige uno de los doce colores.")})
    if len(phrase) > LONGEST_PHRASE:
        raise Invalid(fields={"phrase": _("Usa como mucho %(n)s letras.", n=LONGEST_PHRASE)})
    if len(description) > LONGEST_DESCRIPTION:
        raise Invalid(fields={"description": _("Usa como mucho %(n)s letras.", n=LONGEST_DESCRIPTION)})
    actor.name, actor.phrase, actor.description = name, " ".join(phrase.split()), description.strip()
    actor.weave = weave
    actor.light = actor.dark = None
    if colour.strip():
        chosen = colours.parse(colour)
        if chosen is None:
            raise Invalid(fields={"colour": _("Escribe el color como #3448A4, o déjalo vacío.")})
        actor.light, actor.dark = colours.readable(chosen, "light"), colours.readable(chosen, "dark")


def known_organization(space, name) -> Organization | None:
    """The one of this name, however it is spelt in capitals."""
    name = " ".join(name.split()).lower()
    return next((one for one in space.organizations if one.name.lower() == name and one.removed_at is None), None)


def _fill_organization(organization, space, name, actor_id, territory):
    name, territory = " ".join(name.split()), " ".join(territory.split())
    if not name:
        raise Invalid(fields={"name": _("Escribe el nombre de la organización.")})
    if len(name) > LONGEST_ORGANIZATION:
        raise Invalid(fields={"name": _("Usa como mucho %(n)s letras.", n=LONGEST_ORGANIZATION)})
    if len(territory) > LONGEST_ORGANIZATION:
        raise Invalid(fields={"territory": _("Usa como mucho %(n)s letras.", n=LONGEST_ORGANIZATION)})
    known = known_organization(space, name)
    if known is not None and known is not organization:
        raise Invalid(fields={"name": _("«%(name)s» ya está en la lista.", name=known.name)})
    actor = actor_of(space, actor_id)
    organization.name, organization.territory = name, territory
    organization.actor_id = actor.id if actor else None
