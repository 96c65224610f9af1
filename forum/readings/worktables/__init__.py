"""What the pages of working tables show."""

from .lists import worktables_of

__all__ = ["worktables_of"]
