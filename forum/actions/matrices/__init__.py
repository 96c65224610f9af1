"""The actor matrix: setting it up, shaping it, and everything that happens to an entry and its sources."""

from .askings import ask_for_posts, ask_for_stances
from .combining import combine, copy
from .comments import ask, comment, remove_comment
from .desk import decide_all, group, number_of_group
from .entries import decide, edit, move, propose, remove
from .filling import fill, import_table
from .links import link, unlink
from .merging import merge, separate, unite, unmerge
from .receptions import recognize
from .restoring import restore_entries, restore_moment
from .returns import accept_change, accept_sure, refuse_change, reopen_change, take_back, take_snapshot
from .room import keep_room_note
from .setting_up import change, create, restore
from .setting_up import remove as remove_matrix
from .shape import (
    add_column,
    add_row,
    change_column,
    change_row,
    move_column,
    move_row,
    remove_column,
    remove_row,
    rename_header,
)
from .sources import add_source, look, mark_sources, remove_source
from .stances import name_delegate, take_stance, withdraw_stance
from .table_imports import (
    drop_tables,
    note_reading,
    note_refusal,
    place_labels,
    start_reading,
    take_tables,
    write_tables,
)
from .undo import redo, undo

__all__ = [
    "accept_change",
    "accept_sure",
    "add_column",
    "add_row",
    "add_source",
    "ask",
    "ask_for_posts",
    "ask_for_stances",
    "change",
    "change_column",
    "change_row",
    "combine",
    "comment",
    "copy",
    "create",
    "decide",
    "decide_all",
    "drop_tables",
    "edit",
    "fill",
    "group",
    "import_table",
    "keep_room_note",
    "link",
    "look",
    "mark_sources",
    "merge",
    "move",
    "move_column",
    "move_row",
    "name_delegate",
    "note_reading",
    "note_refusal",
    "number_of_group",
    "place_labels",
    "propose",
    "recognize",
    "redo",
    "refuse_change",
    "remove",
    "remove_column",
    "remove_comment",
    "remove_matrix",
    "remove_row",
    "remove_source",
    "rename_header",
    "reopen_change",
    "restore",
    "restore_entries",
    "restore_moment",
    "separate",
    "start_reading",
    "take_back",
    "take_snapshot",
    "take_stance",
    "take_tables",
    "undo",
    "unite",
    "unlink",
    "unmerge",
    "withdraw_stance",
    "write_tables",
]
