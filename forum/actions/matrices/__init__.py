"""The actor matrix: setting it up, shaping it, and everything that happens to an entry and its sources."""

from .entries import decide, edit, move, propose, remove
from .filling import fill, import_table
from .merging import merge, unmerge
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
from .sources import add_source, mark_sources, remove_source
from .undo import undo

__all__ = [
    "add_column",
    "add_row",
    "add_source",
    "change",
    "change_column",
    "change_row",
    "create",
    "decide",
    "edit",
    "fill",
    "import_table",
    "mark_sources",
    "merge",
    "move",
    "move_column",
    "move_row",
    "propose",
    "remove",
    "remove_column",
    "remove_matrix",
    "remove_row",
    "remove_source",
    "rename_header",
    "restore",
    "undo",
    "unmerge",
]
