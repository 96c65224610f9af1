"""Documents of a working table: opening one, the states it goes through, its versions."""

from .setting_up import change, create, remove, restore
from .steps import step, undo_step

__all__ = ["change", "create", "remove", "restore", "step", "undo_step"]
