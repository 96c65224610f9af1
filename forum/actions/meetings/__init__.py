"""Meetings of a working table: the series, agendas, invitations, who came, the minutes and what was agreed."""

from .agenda import add_item, change_item, move_item, remove_item, restore_item
from .attending import bring_back, check_in, end_code, give_code, meeting_of, serves, strike, tick, write_down
from .inviting import invite
from .setting_up import cancel, change, create, restore

__all__ = [
    "add_item",
    "bring_back",
    "cancel",
    "change",
    "change_item",
    "check_in",
    "create",
    "end_code",
    "give_code",
    "invite",
    "meeting_of",
    "move_item",
    "remove_item",
    "restore",
    "restore_item",
    "serves",
    "strike",
    "tick",
    "write_down",
]
