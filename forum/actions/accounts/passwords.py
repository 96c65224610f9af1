"""Passwords: changing one's own, and setting a new one by letter."""

from datetime import timedelta

from flask_babel import gettext as _

from ... import mail
from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Card, Login, PasswordReset, User
from ...models.base import now
from .. import action, site_action
from . import letters
from .credentials import digest, hashed, hashed_word, is_password_of, new_token
from .logins import end_others, start_login
from .people import person_with

LASTS = timedelta(hours=1)
KEPT = timedelta(days=30)  # how long what was asked for is remembered


@action("account.change")
def change_password(user: User, person: User, old: str, new: str, keep=None):
    """A new password, for who knows the old one; every log-in but `keep` is ended."""
    if not is_password_of(person, old, has_card=person.email is None):
        raise Invalid(fields={"old": _("Esta no es tu contraseña de ahora.")})
    set_password(person, new, keep)


@site_action("account.reset")
def ask_reset(user, email: str, language="es"):
    """Write to the address, whether or not it has an account: the letter says which, the screen does not."""
    email = mail.normal_email(email)
    person = person_with(email)
    token, kept = new_token()
    db.session.execute(db.delete(PasswordReset).where(PasswordReset.created_at < now() - KEPT))
    db.session.add(PasswordReset(user_id=person.id if person else None, token_digest=kept))
    if person is None:
        letters.no_account(email, language)
    else:
        letters.new_password(person, token)


@site_action("account.reset")
def reset_password(user, token: str, new: str, browser="", address="") -> tuple[Login, str]:
    """A new password by a link from `ask_reset`, which serves once, for an hour: all log-ins are ended, and one begins,
    so that who guesses wrong in somebody's name cannot keep them out."""
    reset = standing_reset(token)
    if reset is None:
        raise Invalid(_("Este enlace ya no sirve: vale una hora y una sola vez. Pide otro."))
    set_password(reset.user, new)
    return start_login(reset.user, browser, address)


def standing_reset(token: str) -> PasswordReset | None:
    query = db.select(PasswordReset).where(
        PasswordReset.token_digest == digest(token),
        PasswordReset.user_id.is_not(None),
        PasswordReset.used_at.is_(None),
        PasswordReset.created_at > now() - LASTS,
    )
    return db.session.scalar(query)


def set_password(person, new, keep=None):
    """Also what else could have opened the account: other log-ins, and links that were asked for."""
    card = db.session.get(Card, person.id) if person.email is None else None
    person.password_hash = hashed_word(new, card.username) if card else hashed(new)
    record("account.password_changed", person, person)
    end_others(person, keep)
    asked = db.update(PasswordReset).where(PasswordReset.user_id == person.id, PasswordReset.used_at.is_(None))
    db.session.execute(asked.values(used_at=now()))
    if person.email:
        letters.password_changed(person)
