"""Virtual forums: setting them up, speaking in them, moderating them."""

from .attachments import attach, remove_attachment, restore_attachment
from .capturing import answer_capture, capture, capture_thread
from .moderating import approve, hide, lock, pin, show, unlock, unpin
from .posts import edit, open_thread, reply, support, unsupport
from .reading import bookmark, mark_read, unbookmark
from .setting_up import change, change_thread, create

__all__ = [
    "answer_capture",
    "approve",
    "attach",
    "bookmark",
    "capture",
    "capture_thread",
    "change",
    "change_thread",
    "create",
    "edit",
    "hide",
    "lock",
    "mark_read",
    "open_thread",
    "pin",
    "remove_attachment",
    "reply",
    "restore_attachment",
    "show",
    "support",
    "unbookmark",
    "unlock",
    "unpin",
    "unsupport",
]
