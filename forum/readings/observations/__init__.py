"""What the pages of observations show."""

from .clauses import clause_words, words_of_version

__all__ = ["clause_words", "words_of_version"]
