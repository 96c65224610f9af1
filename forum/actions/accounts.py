"""Accounts, log-ins and passwords."""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from ..errors import Invalid
from ..events import record
from ..extensions import db
from ..models import Login, User
from ..models.base import now
from . import action, site_action

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash(secrets.token_urlsafe())  # checked for unknown addresses, so that both take as long
SEEN_EVERY = timedelta(minutes=10)
SHORTEST_PASSWORD = 10


def standing_login(token: str) -> Login | None:
    """The log-in whose token this is, with its person, unless it was ended."""
    if not token:
        return None
    query = db.select(Login).where(Login.token_digest == digest(token), Login.ended_at.is_(None))
    return db.session.scalar(query.options(joinedload(Login.user)))


@site_action("account.register")
def register(user, email, name, password, language="es", is_admin=False):
    """A new account; `Invalid` names the field that cannot be taken."""
    email = normal_email(email)
    if db.session.scalar(db.select(User.id).where(User.email == email)):
        raise Invalid(fields={"email": _("Con este correo ya hay una cuenta.")})
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
