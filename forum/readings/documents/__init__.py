"""What the pages of documents show."""

from .changes import compared, tally
from .imports import document_imports_of, latest, likened, proposals
from .lists import Filters, board, choices, columns, meetings_of, members_of, sectors, states_for
from .steps import acted_on, history, last_step, line, state_name
from .versions import (
    clauses_of,
    discarded_versions,
    figure_of,
    finished_versions,
    next_number,
    standing_versions,
    version_being_written,
    version_name,
)
from .written import figure_digests, kept_published, removed_from

__all__ = [
    "Filters",
    "acted_on",
    "board",
    "choices",
    "clauses_of",
    "columns",
    "compared",
    "discarded_versions",
    "document_imports_of",
    "figure_digests",
    "figure_of",
    "finished_versions",
    "history",
    "kept_published",
    "last_step",
    "latest",
    "likened",
    "line",
    "meetings_of",
    "members_of",
    "next_number",
    "proposals",
    "removed_from",
    "sectors",
    "standing_versions",
    "state_name",
    "states_for",
    "tally",
    "version_being_written",
    "version_name",
]
