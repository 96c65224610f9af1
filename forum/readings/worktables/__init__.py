"""What the pages of working tables show."""

from .front import front, happenings
from .lists import worktables_of

__all__ = ["front", "happenings", "worktables_of"]
