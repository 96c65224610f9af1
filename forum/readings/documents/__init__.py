"""What the pages of documents show."""

from .lists import Filters, board, choices, columns, meetings_of, members_of, sectors
from .steps import acted_on, history, last_step, line, state_name
from .versions import clauses_of, figure_of, finished_versions, next_number, standing_versions, version_being_written

__all__ = [
    "Filters",
    "acted_on",
    "board",
    "choices",
    "clauses_of",
    "columns",
    "figure_of",
    "finished_versions",
    "history",
    "last_step",
    "line",
    "meetings_of",
    "members_of",
    "next_number",
    "sectors",
    "standing_versions",
    "state_name",
    "version_being_written",
]
