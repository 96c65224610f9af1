"""Passwords as they are kept, and tokens of which only the digest is."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from ...errors import Invalid

HASHER = PasswordHasher()
SHORTEST, LONGEST = 10, 200  # of a password, in characters


def is_password_of(person, password: str) -> bool:
    """Takes as long for nobody (None) as for somebody."""
    nobodys = nobodys_hash()
    kept = person.password_hash if person is not None and person.password_hash else nobodys
    try:
        HASHER.verify(kept, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not nobodys


@cache
def nobodys_hash():
    """Checked for unknown addresses; made at the first log-in, which takes longer for everybody."""
    return HASHER.hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """`Invalid` where the password is too short to keep anybody out."""
    if len(password) < SHORTEST:
        raise Invalid(fields={"password": _("Usa al menos %(n)s caracteres: tres palabras juntas sirven.", n=SHORTEST)})
    if len(password) > LONGEST:
        raise Invalid(fields={"password": _("Usa como mucho %(n)s caracteres.", n=LONGEST)})
    return HASHER.hash(password)


def keep_up_to_date(person, password):
    """A hash made with less work than today's is made anew, now that the password is at hand."""
    if HASHER.check_needs_rehash(person.password_hash):
        person.password_hash = HASHER.hash(password)


def new_token() -> tuple[str, str]:
    """(what travels in a cookie or a letter, the digest that is kept)."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
