"""Observations: made, confirmed, placed, grouped, answered."""

from .anchoring import place_all
from .answering import answer, assign, group, receive, receive_by_letter, separate, undo_answer
from .coming_in import approve, by_token, confirm, refuse, send
from .importing import import_all, prepare
from .making import Words, change, observe, restore, withdraw

__all__ = [
    "Words",
    "answer",
    "approve",
    "assign",
    "by_token",
    "change",
    "confirm",
    "group",
    "import_all",
    "observe",
    "place_all",
    "prepare",
    "receive",
    "receive_by_letter",
    "refuse",
    "restore",
    "send",
    "separate",
    "undo_answer",
    "withdraw",
]
