"""Meetings of a working table: the series, agendas, invitations, who came, the minutes and what was agreed."""

from .agenda import add_item, change_item, move_item, remove_item, restore_item
from .inviting import invite
from .setting_up import cancel, change, create, restore

__all__ = [
    "add_item",
    "cancel",
    "change",
    "change_item",
    "create",
    "invite",
    "move_item",
    "remove_item",
    "restore",
    "restore_item",
]
