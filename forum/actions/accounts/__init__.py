"""Accounts, log-ins and passwords."""

import hashlib
import secrets
from datetime import timedelta
from zoneinfo import available_timezones

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import joinedload

from ..errors import Invalid
from ..events import record
from ..extensions import db
from ..models import Invitation, Login, PasswordReset, User
from ..models.base import now
from . import action, letter, site_action

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash(secrets.token_urlsafe())  # checked for unknown addresses, so that both take as long
SEEN_EVERY = timedelta(minutes=10)
SHORTEST_PASSWORD = 10
RESET_LASTS = timedelta(hours=1)


def standing_login(token: str) -> Login | None:
    """The log-in whose token this is, with its person, unless it was ended."""
    if not token:
        return None
    query = db.select(Login).where(Login.token_digest == digest(token), Login.ended_at.is_(None))
    return db.session.scalar(query.options(joinedload(Login.user)))


@site_action("account.register")
def register(user, email, name, password, language="es", is_admin=False):
    """A new account; `Invalid` names the field that cannot be taken.

    For who runs the site, who may know which accounts there are; people come in by `confirm_registration`.
    """
    email = normal_email(email)
    if db.session.scalar(db.select(User.id).where(User.email == email)):
        raise Invalid(fields={"email": _("Con este correo ya hay una cuenta.")})
    return new_person(email, name, password, language, is_admin)


@site_action("account.register")
def ask_registration(user, email, name, password, language="es", then="/"):
    """Take what a new person typed, and write to them. The answer is the same whether the address has an account:
    a new one gets the link that opens it, a known one is told that it exists."""
    email, name = normal_email(email), clean_name(name)
    kept = hashed(password)
    if db.session.scalar(db.select(User.id).where(User.email == email)):
        letter(
            email,
            _("Ya tienes cuenta en Tinkuy"),
            _(
                "Alguien, quizás tú, quiso abrir una cuenta con este correo, y ya hay una.\n\n"
                "Para entrar: %(login)s\nSi olvidaste la contraseña: %(reset)s",
                login=address("/login"),
                reset=address("/password/reset"),
            ),
        )
        return
    token = signer("registration").dumps([email, name, kept, language, then])
    letter(
        email,
        _("Confirma tu cuenta en Tinkuy"),
        _(
            "Hola, %(name)s:\n\nPara abrir tu cuenta, entra por este enlace en los próximos dos días:\n%(link)s\n\n"
            "Si no la pediste, no hagas nada.",
            name=name,
            link=address(f"/register/{token}"),
        ),
    )


@site_action("account.register")
def confirm_registration(user, token, browser="", remote=""):
    """Open the account of a link from `ask_registration`, and log in: (login, token, where to go on)."""
    try:
        email, name, kept, language, then = signer("registration").loads(token, max_age=2 * 24 * 3600)
    except BadSignature:
        raise Invalid(_("Este enlace ya no sirve. Regístrate otra vez y te llegará uno nuevo.")) from None
    if db.session.scalar(db.select(User.id).where(User.email == email)):
        raise Invalid(_("Esta cuenta ya está abierta: entra con tu correo y tu contraseña."))
    person = User(email=email, name=name, language=language, password_hash=kept)
    db.session.add(person)
    db.session.flush()
    record("account.registered", person, person)
    return (*start_login(person, browser, remote), then)


@site_action("account.register")
def register_invited(user, invitation_token, email, name, password, language="es", browser="", remote=""):
    """By a personal invitation, which reached this address: the account is opened and logged in at once."""
    email = normal_email(email)
    invitation = db.session.scalar(db.select(Invitation).where(Invitation.token == invitation_token))
    if invitation is None or invitation.email != email or invitation.revoked_at is not None:
        raise Invalid(fields={"email": _("La invitación se envió a otro correo.")})
    if db.session.scalar(db.select(User.id).where(User.email == email)):
        raise Invalid(_("Ya tienes cuenta: entra con tu contraseña y sigue la invitación."))
    return start_login(new_person(email, name, password, language), browser, remote)


@action("account.change")
def change(user, person, name, language, timezone=None, scheme="auto"):
    if timezone and timezone not in available_timezones():
        raise Invalid(fields={"timezone": _("Elige una de las zonas de la lista.")})
    person.name, person.language, person.timezone, person.scheme = clean_name(name), language, timezone or None, scheme
    record("account.changed", person, person)
    return person


@action("account.change")
def change_password(user, person, old, new, keep=None):
    """A new password, for who knows the old one; every other log-in than `keep` is ended."""
    if not is_password_of(person, old):
        raise Invalid(fields={"old": _("Esta no es tu contraseña de ahora.")})
    set_password(person, new, keep)


@site_action("account.register")
def ask_reset(user, email):
    """Write to the address, where it has an account; the answer is the same where it has none."""
    person = db.session.scalar(db.select(User).where(User.email == email.strip().lower()))
    if person is None:
        return
    token = secrets.token_urlsafe(32)
    db.session.add(PasswordReset(user_id=person.id, token_digest=digest(token)))
    letter(
        person.email,
        _("Contraseña nueva para Tinkuy"),
        _(
            "Hola, %(name)s:\n\nPara elegir una contraseña nueva, entra por este enlace en la próxima hora. "
            "Sirve una sola vez:\n%(link)s\n\nSi no la pediste, no hagas nada: la de siempre sigue valiendo.",
            name=person.name,
            link=address(f"/password/reset/{token}"),
        ),
    )


@site_action("account.register")
def reset_password(user, token, new):
    """A new password by a link from `ask_reset`: it serves once, for an hour; all log-ins are ended."""
    reset = standing_reset(token)
    if reset is None:
        raise Invalid(_("Este enlace ya no sirve: vale una hora y una sola vez. Pide otro."))
    set_password(reset.user, new)
    reset.used_at = now()


def standing_reset(token) -> PasswordReset | None:
    query = db.select(PasswordReset).where(
        PasswordReset.token_digest == digest(token),
        PasswordReset.used_at.is_(None),
        PasswordReset.created_at > now() - RESET_LASTS,
    )
    return db.session.scalar(query)


def set_password(person, new, keep=None):
    person.password_hash = hashed(new)
    record("account.password_changed", person, person)
    for login in standing_logins(person):
        if keep is None or login.id != keep.id:
            login.ended_at = now()
            record("login.ended", person, login, login=login.id)


def standing_logins(person) -> list[Login]:
    """The newest first."""
    query = db.select(Login).where(Login.user_id == person.id, Login.ended_at.is_(None))
    return db.session.scalars(query.order_by(Login.seen_at.desc(), Login.id.desc())).all()


def new_person(email, name, password, language, is_admin=False):
    person = User(email=email, name=clean_name(name), language=language, is_admin=is_admin)
    person.password_hash = hashed(password)
    db.session.add(person)
    db.session.flush()
    record("account.registered", person, person)
    return person


@site_action("login.start")
def log_in(user, email, password, browser="", address=""):
    """A log-in and its token, or `Invalid` with one sentence for every cause."""
    person = db.session.scalar(db.select(User).where(User.email == email.strip().lower()))
    if not is_password_of(person, password):
        raise Invalid(_("El correo o la contraseña no coinciden. Revisa ambos o pide una contraseña nueva."))
    return start_login(person, browser, address)


@action("login.end")
def end_login(user, login):
    """Log out: here, or a browser somewhere else."""
    if login.ended_at is None:
        login.ended_at = now()
        record("login.ended", user, login, login=login.id)


@action("login.end")
def see_login(user, login, address=""):
    """Note that this log-in is in use."""
    login.seen_at = now()
    login.address = address


def is_seen_lately(login) -> bool:
    return now() - login.seen_at < SEEN_EVERY


def start_login(person, browser, address):
    token = secrets.token_urlsafe(32)
    login = Login(user_id=person.id, token_digest=digest(token), browser=browser[:300], address=address[:60])
    db.session.add(login)
    db.session.flush()
    record("login.started", person, login, login=login.id)
    return login, token


def is_password_of(person, password) -> bool:
    """Takes as long for nobody as for somebody."""
    kept = person.password_hash if person is not None and person.password_hash else NOBODYS_HASH
    try:
        HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not NOBODYS_HASH


def hashed(password):
    """`Invalid` where the password is too short to keep anybody out."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            fields={"password": _("Usa al menos %(n)s caracteres: tres palabras juntas sirven.", n=SHORTEST_PASSWORD)}
        )
    if len(password) > 200:
        raise Invalid(fields={"password": _("Usa como mucho 200 caracteres.")})
    return HASHER.hash(password)


def normal_email(email):
    email = email.strip().lower()
    local, at, domain = email.partition("@")
    if not (local and at and "." in domain) or len(email) > 254 or any(c.isspace() or c in "<>,;\"'" for c in email):
        raise Invalid(fields={"email": _("Escribe un correo como nombre@ejemplo.org.")})
    return email


def clean_name(name):
    name = " ".join(name.split())
    if not name:
        raise Invalid(fields={"name": _("Escribe tu nombre: es como te verán en los foros.")})
    if len(name) > 120:
        raise Invalid(fields={"name": _("Usa como mucho 120 letras.")})
    return name


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def signer(purpose):
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"tinkuy-{purpose}")


def address(path):
    """The whole address of a page of this site, for letters."""
    return current_app.config["BASE_URL"] + path
