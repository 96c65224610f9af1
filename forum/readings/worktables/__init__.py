"""What the pages of working tables show."""

from .front import front, happenings
from .lists import standing_in, worktables_of

__all__ = ["front", "happenings", "standing_in", "worktables_of"]
