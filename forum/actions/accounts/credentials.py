"""Passwords as they are kept, and tokens of which only the digest is."""

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from ...errors import Invalid

HASHER = PasswordHasher()
SHORTEST, LONGEST = 10, 200  # of a password, in characters
SHORTEST_WORD = 6  # letters or digits of the word of a person without e-mail


def is_password_of(person, password: str, has_card=False) -> bool:
    """Takes as long for nobody (None) as for somebody; `has_card`: a person without e-mail, with a word."""
    password = folded(password) if has_card else password
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


def hashed_word(word: str, username: str) -> str:
    """A word of one's own, shorter than a password, for it is typed on small telephones and attempts are counted;
    `Invalid` for what anybody would try first."""
    word = folded(word)
    signs = [sign for sign in word if sign.isalnum()]
    if len(signs) < SHORTEST_WORD:
        raise Invalid(fields={"password": _("Usa al menos %(n)s letras o números.", n=SHORTEST_WORD)})
    if len(word) > LONGEST:
        raise Invalid(fields={"password": _("Usa como mucho %(n)s caracteres.", n=LONGEST)})
    if len(set(signs)) < 3 or word in username or username in word or "".join(signs) in "01234567890":
        raise Invalid(fields={"password": _("Es fácil de adivinar: elige otra, que no sea tu usuario ni 123456.")})
    return HASHER.hash(word)


def folded(word: str) -> str:
    """A telephone begins with a capital by itself: that does not matter."""
    return " ".join(unicodedata.normalize("NFC", word[: 2 * LONGEST]).casefold().split())


def clean_code(code: str) -> str:
    return "".join(sign for sign in code[:40].casefold() if sign.isalnum())


def keep_up_to_date(person, password, has_card=False):
    """A hash made with less work than today's is made anew, now that the password is at hand."""
    if HASHER.check_needs_rehash(person.password_hash):
        person.password_hash = HASHER.hash(folded(password) if has_card else password)


def new_token() -> tuple[str, str]:
    """(what travels in a cookie or a letter, the digest that is kept)."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
