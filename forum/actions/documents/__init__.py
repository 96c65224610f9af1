"""Documents of a working table: opening one, the states it goes through, writing its versions."""

from .clauses import Words, fingerprint
from .importing import (
    drop_files,
    note_reading,
    note_refusal,
    start_reading,
    take_files,
    write_documents,
    write_version,
)
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
    "drop_files",
    "fingerprint",
    "finish",
    "move_clause",
    "note_reading",
    "note_refusal",
    "remove",
    "remove_clause",
    "renumber",
    "restore",
    "restore_clause",
    "restore_version",
    "start_reading",
    "step",
    "take_back",
    "take_files",
    "undo_step",
    "write_clause",
    "write_documents",
    "write_version",
]
