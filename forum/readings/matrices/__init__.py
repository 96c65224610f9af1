"""What the pages and papers of matrices show, as plain rows, in a number of queries that does not grow with them."""

from .blindspots import blind_spots, guiding_questions, questions_of
from .citations import citations_of
from .grid import Filters, Grid, actors_in, grid
from .history import history, history_of
from .papers import entries_in, table
from .provenance import provenance

__all__ = [
    "Filters",
    "Grid",
    "actors_in",
    "blind_spots",
    "citations_of",
    "entries_in",
    "grid",
    "guiding_questions",
    "history",
    "history_of",
    "provenance",
    "questions_of",
    "table",
]
