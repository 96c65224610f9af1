"""Working tables: opening one in a space, what its page says, taking it away and bringing it back."""

from .setting_up import change, create, remove, restore

__all__ = ["change", "create", "remove", "restore"]
