"""Writes about commitments."""

from .noting import note, put_note_back, take_note_back
from .reminding import remind
from .setting_up import change, create, remove, restore

__all__ = ["change", "create", "note", "put_note_back", "remind", "remove", "restore", "take_note_back"]
