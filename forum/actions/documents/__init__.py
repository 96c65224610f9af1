"""Documents of a working table: opening one, the states it goes through, writing its versions."""

from .clauses import Words, fingerprint
from .setting_up import change, create, remove, restore
from .steps import step, undo_step
from .writing import (
    add_clause,
    begin,
    discard,
    finish,
    move_clause,
    remove_clause,
    renumber,
    restore_clause,
    restore_version,
    take_back,
    write_clause,
)

__all__ = [
    "Words",
    "add_clause",
    "begin",
    "change",
    "create",
    "discard",
    "fingerprint",
    "finish",
    "move_clause",
    "remove",
    "remove_clause",
    "renumber",
    "restore",
    "restore_clause",
    "restore_version",
    "step",
    "take_back",
    "undo_step",
    "write_clause",
]
