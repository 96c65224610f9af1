"""Accounts: opening them, logging in and out, passwords. Why it is so: docs/decisions/0005-accounts.md."""

from .credentials import digest
from .erasing import confirm, erase, forget_files
from .logins import end_login, is_seen_lately, log_in, see_login, standing_login, standing_logins
from .passwords import ask_reset, change_password, reset_password, standing_reset
from .people import change
from .registering import ask_registration, may_register, open_account, open_invited, register, standing_registration

__all__ = [
    "ask_registration",
    "ask_reset",
    "change",
    "change_password",
    "confirm",
    "digest",
    "end_login",
    "erase",
    "forget_files",
    "is_seen_lately",
    "log_in",
    "may_register",
    "open_account",
    "open_invited",
    "register",
    "reset_password",
    "see_login",
    "standing_login",
    "standing_logins",
    "standing_registration",
    "standing_reset",
]
