"""Codes: printed as they are made, valid once, for ninety days; the person then sets a word of their own."""

import secrets
from collections import namedtuple
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Card, Login, Membership, Space, User
from ...models.base import now
from .. import action, site_action
from ..accounts.credentials import clean_code, digest, hashed_word
from ..accounts.logins import end_others, start_login

LASTS = timedelta(days=90)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
LENGTH = 8

PrintedCard = namedtuple("PrintedCard", "name username code actor organization expires_at")


@action("members.change")
def new_codes(user: User, space: Space) -> list[PrintedCard]:
    """Codes for all who did not come in yet, by name; those printed before serve no more."""
    rows = db.session.execute(
        db.select(Membership, Card)
        .join(Card, Card.user_id == Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None))
        .where(Card.space_id == space.id, Card.used_at.is_(None))
        .options(joinedload(Membership.user), joinedload(Membership.organization))
        .order_by(User.name, User.id)
    ).all()
    if not rows:
        raise Invalid(_("No hay tarjetas que imprimir: todas las personas sin correo ya entraron."))
    return [_renew(user, member, card) for member, card in rows]


@action("members.change")
def new_code(user: User, member: Membership) -> PrintedCard:
    """For who lost the card or forgot their word: what opened the account before opens it no more."""
    card = card_of(member)
    member.user.password_hash = None
    end_others(member.user)
    return _renew(user, member, card)


@action("members.change")
def revoke_code(user: User, member: Membership):
    """A card that got into the wrong hands before it was used."""
    card = card_of(member)
    if card.code_digest is not None:
        card.code_digest, card.revoked_at = None, now()
        record("code.revoked", user, member, membership=member.id)


def card_of(member: Membership) -> Card:
    """`Conflict` for an account that is not this space's to open."""
    card = db.session.get(Card, member.user_id)
    if card is None or member.left_at is not None or member.user.erased_at is not None:
        raise Conflict(_("%(name)s entra con su correo: pide ahí una contraseña nueva.", name=member.user.name))
    if card.space_id != member.space_id:
        raise Conflict(
            _("La cuenta de %(name)s se hizo en otro espacio: el código se pide ahí.", name=member.user.name)
        )
    return card


def _renew(user, member, card):
    code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    card.code_digest, card.expires_at = digest(code), now() + LASTS
    card.used_at = card.revoked_at = None
    record("code.made", user, member, membership=member.id)
    return PrintedCard(
        name=member.user.name,
        username=card.username,
        code=f"{code[:4]}-{code[4:]}",
        actor=member.actors[0] if member.actors else None,
        organization=member.organization.name if member.organization else "",
        expires_at=card.expires_at,
    )


def standing_card(code: str) -> Card | None:
    query = db.select(Card).where(
        Card.code_digest == digest(clean_code(code)), Card.used_at.is_(None), Card.expires_at > now()
    )
    return db.session.scalar(query.options(joinedload(Card.user), joinedload(Card.space)))


@site_action("login.start")
def open_card(user, code: str, word: str, browser="", address="") -> tuple[Login, str, Space]:
    """With the code, once: the person sets their own word and is in: (log-in, its token, the space)."""
    card = standing_card(code)
    if card is None:
        raise Invalid(_("Este código ya no sirve. Pide otro a quien facilita."))
    card.user.password_hash = hashed_word(word, card.username)
    card.used_at, card.code_digest = now(), None
    record("account.password_changed", card.user, card.user)
    return (*start_login(card.user, browser, address), card.space)
