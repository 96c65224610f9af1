"""Accounts made from a list: «Nombre; actor; organización», one person a line."""

import re
import secrets
from collections import namedtuple

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Card, Membership, Space, User
from ...models.base import now
from ...text import folded
from .. import action
from ..accounts.people import LONGEST_NAME
from ..spaces.actors import LONGEST_ORGANIZATION, known_organization, new_organization
from ..spaces.members import give_voices

MOST = 200  # people of one list
LONGEST = 40_000  # characters of one list
BETWEEN = re.compile(r"[;\t|]")

# `organization` may be a new one: then it is a name alone. `known` says that somebody here is called the same.
AccountLine = namedtuple("AccountLine", "name actor organization is_new known")


@action("members.change")
def make_accounts(user: User, space: Space, typed: str) -> list[Membership]:
    """An account and a participation for each line; `Invalid` where a line is not understood."""
    lines, wrong = parse_accounts(space, typed)
    if wrong:
        raise Invalid(fields={"people": " ".join(wrong)})
    if not lines:
        raise Invalid(fields={"people": _("Escribe al menos un nombre.")})
    members = []
    for line in lines:
        person = User(name=line.name, language=user.language, email=None)
        db.session.add(person)
        db.session.flush()
        username = free_username(line.name)
        db.session.add(Card(user_id=person.id, space_id=space.id, username=username, created_by_id=user.id))
        record("account.registered", person, person)
        organization = organization_for(space, line)
        member = Membership(space=space, user_id=person.id, role="participant", joined_at=now(), voices=[])
        member.organization_id = organization
        db.session.add(member)
        db.session.flush()
        give_voices(member, [line.actor.id] if line.actor else [])
        record("member.joined", user, member, membership=member.id)
        members.append(member)
    return members


def parse_accounts(space: Space, typed: str) -> tuple[list[AccountLine], list[str]]:
    """What was understood, in the order of the list; a sentence for each line that was not."""
    if len(typed) > LONGEST:
        return [], [_("La lista es demasiado larga: escribe como mucho %(most)s personas de una vez.", most=MOST)]
    actors = {folded(actor.name): actor for actor in space.actors if actor.removed_at is None}
    here = db.select(User.name).join(Membership, Membership.user_id == User.id)
    taken = {folded(name) for name in db.session.scalars(here.where(Membership.space_id == space.id))}
    lines, wrong = [], []
    for number, typed_line in enumerate(typed.splitlines(), start=1):
        if typed_line.strip(" ;|\t"):
            try:
                line = _line(space, actors, taken, typed_line)
            except Invalid as error:
                wrong.append(_("Línea %(n)s: %(problem)s", n=number, problem=error.message))
                continue
            taken.add(folded(line.name))
            lines.append(line)
    if len(lines) > MOST:
        wrong.append(_("Son %(n)s personas y se pueden hacer %(most)s cuentas de una vez.", n=len(lines), most=MOST))
    return lines, wrong


def _line(space, actors, taken, typed):
    name, actor_name, organization_name, *more = (" ".join(part.split()) for part in [*BETWEEN.split(typed), "", ""])
    if any(more):
        raise Invalid(_("hay más de tres partes; van nombre, actor y organización, con «;» en medio."))
    if not name:
        raise Invalid(_("falta el nombre."))
    if len(name) > LONGEST_NAME or len(organization_name) > LONGEST_ORGANIZATION:
        raise Invalid(_("el nombre o la organización es demasiado largo."))
    actor = actors.get(folded(actor_name))
    if actor_name and actor is None:
        raise Invalid(
            _("no hay un actor «%(name)s». Los del espacio: %(known)s.", name=actor_name, known=_names(actors))
        )
    organization = known_organization(space, organization_name) if organization_name else None
    if organization is not None and organization.actor_id:
        if actor is not None and actor.id != organization.actor_id:
            raise Invalid(_("«%(name)s» habla por otro actor.", name=organization.name))
        actor = actor or organization.actor
    if actor is None and actors:
        raise Invalid(_("falta el actor, después de «;». Los del espacio: %(known)s.", known=_names(actors)))
    is_new = bool(organization_name) and organization is None
    shown = organization.name if organization else organization_name
    return AccountLine(name, actor, shown, is_new, folded(name) in taken)


def _names(actors):
    return ", ".join(one.name for one in actors.values()) or "—"


def organization_for(space, line):
    """The number of the line's organization; a new one is made once for all its lines."""
    if not line.organization:
        return None
    known = known_organization(space, line.organization)
    if known is None:
        known = new_organization(space, line.organization, line.actor.id if line.actor else None, "")
        db.session.expire(space, ["organizations"])
    return known.id


def free_username(name: str) -> str:
    """The first name in plain letters and a number, which nobody has: «nelida27»."""
    letters = "".join(sign for sign in folded(name.split()[0]) if sign.isascii() and sign.isalpha())[:12]
    for digits in (2, 3, 3, 4, 4, 6, 6, 9):
        username = f"{letters or 'persona'}{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if db.session.scalar(db.select(Card.user_id).where(Card.username == username)) is None:
            return username
    raise Invalid(_("No se encontró un nombre de usuario libre. Vuelve a intentarlo."))
