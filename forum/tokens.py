"""Short signed tokens for what leaves the house: a letter's answering address, its way out, a personal feed.

Small letters and digits only, and short: mail servers fold case, and an address has 64 characters before its @.
"""

import hashlib
import hmac
from base64 import b32encode

from flask import current_app

LENGTH = 16  # characters of the signature: 80 bits
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def sign(purpose: str, *numbers: int) -> str:
    """`5.9.k3j…`: the numbers, and the proof that they were given out for this purpose."""
    said = ".".join(_base36(number) for number in numbers)
    return f"{said}.{_signature(purpose, said)}"


def read(purpose: str, token: str) -> tuple[int, ...] | None:
    """The numbers of a token that was given out for this purpose; None for any other."""
    said, _dot, signature = token.strip().lower().rpartition(".")
    if not said or not signature.isascii() or not hmac.compare_digest(signature, _signature(purpose, said)):
        return None
    return tuple(int(number, 36) for number in said.split("."))


def _signature(purpose, said):
    key = current_app.config["SECRET_KEY"].encode()
    return b32encode(hmac.digest(key, f"{purpose}:{said}".encode(), hashlib.sha256)).decode().lower()[:LENGTH]


def _base36(number):
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
