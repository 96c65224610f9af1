"""Virtual forums: setting them up, speaking in them, moderating them."""

from .moderating import approve, hide, lock, pin, show, unlock, unpin
from .posts import edit, open_thread, reply, support, unsupport
from .setting_up import change, change_thread, create

__all__ = [
    "approve",
    "change",
    "change_thread",
    "create",
    "edit",
    "hide",
    "lock",
    "open_thread",
    "pin",
    "reply",
    "show",
    "support",
    "unlock",
    "unpin",
    "unsupport",
]
