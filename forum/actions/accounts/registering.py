"""Opening an account: by who runs the site, by a letter, by a personal invitation.

Nobody learns from an answer whether an address has an account: what differs is in the letter, which only the owner
of the address reads. The password is chosen after the letter, so that nobody confirms a stranger's.
"""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _

from ... import mail
from ...errors import Forbidden, Invalid, TinkuyError
from ...extensions import db
from ...models import Login, Registration, User
from ...models.base import now
from ...readings.spaces import standing_invitation
from .. import site_action
from . import letters
from .credentials import digest, new_token
from .logins import start_login
from .people import new_person, person_with

LASTS = timedelta(days=2)
KEPT = timedelta(days=30)  # how long what was asked for is remembered


@site_action("site.maintain")
def register(user, email: str, name: str, password: str, language="es", is_admin=False) -> User:
    """A new account, made by who runs the site and may know which ones there are."""
    email = mail.normal_email(email)
    if person_with(email) is not None:
        raise Invalid(fields={"email": _("Con el correo %(email)s ya hay una cuenta.", email=email)})
    return new_person(email, name, password, language, is_admin)


def may_register(invitation_token: str | None = None) -> bool:
    """Where registration is not open, it takes an invitation that stands."""
    if current_app.config["OPEN_REGISTRATION"]:
        return True
    try:
        return invitation_token is not None and standing_invitation(invitation_token) is not None
    except TinkuyError:
        return False


@site_action("account.register")
def ask_registration(user, email: str, invitation_token: str | None = None, language="es", then="/"):
    """Write to the address: to a new one the link that opens its account, to a known one that it has one."""
    if not may_register(invitation_token):
        raise Forbidden(_("Las cuentas se abren con el enlace de invitación que comparte quien facilita."))
    email = mail.normal_email(email)
    person = person_with(email)
    token, kept = new_token()
    db.session.execute(db.delete(Registration).where(Registration.created_at < now() - KEPT))
    asked = Registration(email=email, token_digest=kept, language=language, then=then[:200])
    asked.used_at = now() if person else None  # a known address has nothing to open
    db.session.add(asked)
    if person is None:
        letters.open_account(email, token, language)
    else:
        letters.already_open(person, then)


def standing_registration(token: str) -> Registration | None:
    query = db.select(Registration).where(
        Registration.token_digest == digest(token),
        Registration.used_at.is_(None),
        Registration.created_at > now() - LASTS,
    )
    return db.session.scalar(query)


@site_action("account.register")
def open_account(user, token: str, name: str, password: str, browser="", address="") -> tuple[Login, str, str]:
    """By the link of a letter; logged in at once: (log-in, its token, where they were going)."""
    asked = standing_registration(token)
    if asked is None:
        raise Invalid(_("Este enlace ya no sirve: vale dos días y una sola vez. Pide otro."))
    person = newcomer(asked.email, name, password, asked.language)
    asked.used_at = now()
    return (*start_login(person, browser, address), asked.then)


@site_action("account.register")
def open_invited(
    user, invitation_token: str, name: str, password: str, language="es", browser="", address=""
) -> tuple[Login, str]:
    """By a personal invitation: who has its link has read the letter, so the address is theirs."""
    invitation = standing_invitation(invitation_token)
    if invitation.email is None:
        raise Forbidden(_("Este enlace es para muchas personas: pide primero que te enviemos un correo."))
    person = newcomer(invitation.email, name, password, language)
    return start_login(person, browser, address)


def newcomer(email, name, password, language):
    """Said only to who has read the address's mail."""
    if person_with(email) is not None:
        raise Invalid(_("Ya tienes una cuenta con este correo: entra con tu contraseña."))
    return new_person(email, name, password, language)
