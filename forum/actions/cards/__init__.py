"""People without e-mail: their accounts, made by who facilitates, and the codes that open them."""

from .codes import new_code, new_codes, open_card, revoke_code, standing_card
from .people import make_accounts, parse_accounts

__all__ = [
    "make_accounts",
    "new_code",
    "new_codes",
    "open_card",
    "parse_accounts",
    "revoke_code",
    "standing_card",
]
