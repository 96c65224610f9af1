"""What the boards of commitments show."""

from .board import Board, CommitmentRow, board, source_of, standing_of
from .choices import members_to_charge, organizations_of, removed_commitments, worktables_to_choose

__all__ = [
    "Board",
    "CommitmentRow",
    "board",
    "members_to_charge",
    "organizations_of",
    "removed_commitments",
    "source_of",
    "standing_of",
    "worktables_to_choose",
]
