"""Looking for words in all that a person may read."""

from .finding import Filters, Found, find
from .index import empty, index, rebuild
from .kinds import KINDS, Hit, kind_words
from .words import words_of

__all__ = ["KINDS", "Filters", "Found", "Hit", "empty", "find", "index", "kind_words", "rebuild", "words_of"]
