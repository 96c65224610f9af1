"""What the pages of observations show."""

from .clauses import clause_words, words_of_version
from .desk import Bundle, kept, people, person_of, texts, waiting_count
from .lists import ON_A_PAGE, STATES, Filters, Item, choices, count, items, known, leaving, narrowed, with_token
from .margins import Card, Margin, margin, marked
from .one import applied_clause, clause_of, earlier_answers, history, one, receptions, removed_one, standing_versions_of
from .words import kind_name, origin_name, resolution_name, standing_name

__all__ = [
    "ON_A_PAGE",
    "STATES",
    "Bundle",
    "Card",
    "Filters",
    "Item",
    "Margin",
    "applied_clause",
    "choices",
    "clause_of",
    "clause_words",
    "count",
    "earlier_answers",
    "history",
    "items",
    "kept",
    "kind_name",
    "known",
    "leaving",
    "margin",
    "marked",
    "narrowed",
    "one",
    "origin_name",
    "people",
    "person_of",
    "receptions",
    "removed_one",
    "resolution_name",
    "standing_name",
    "standing_versions_of",
    "texts",
    "waiting_count",
    "with_token",
    "words_of_version",
]
