"""Meetings of a working table: the series, agendas, invitations, who came, the minutes and what was agreed."""

from .agenda import add_item, change_item, move_item, remove_item, restore_item
from .attending import bring_back, check_in, end_code, give_code, meeting_of, serves, strike, tick, write_down
from .inviting import invite
from .minutes import agree, approve, begin, disapprove, discuss, drop, minutes_of, observe, put_back, reword
from .phases import answer, move, remark, repeat, seal, take_back
from .setting_up import cancel, change, create, restore

__all__ = [
    "add_item",
    "agree",
    "answer",
    "approve",
    "begin",
    "bring_back",
    "cancel",
    "change",
    "change_item",
    "check_in",
    "create",
    "disapprove",
    "discuss",
    "drop",
    "end_code",
    "give_code",
    "invite",
    "meeting_of",
    "minutes_of",
    "move",
    "move_item",
    "observe",
    "put_back",
    "remark",
    "remove_item",
    "repeat",
    "restore",
    "restore_item",
    "reword",
    "seal",
    "serves",
    "strike",
    "take_back",
    "tick",
    "write_down",
]
