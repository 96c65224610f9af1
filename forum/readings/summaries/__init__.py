"""What the pages, papers and letters of summaries show."""

from .freezing import NEVER_SAID, choosable, frozen_bytes, shared, thawed
from .letters import Letter, addresses, letters, sent
from .lists import Published, published
from .narrowing import FACETS, OPEN, Narrowed, narrowed, tallies
from .words import answered, letter_lines, letter_words, resolution_words, withheld

__all__ = [
    "FACETS",
    "NEVER_SAID",
    "OPEN",
    "Letter",
    "Narrowed",
    "Published",
    "addresses",
    "answered",
    "choosable",
    "frozen_bytes",
    "letter_lines",
    "letter_words",
    "letters",
    "narrowed",
    "published",
    "resolution_words",
    "sent",
    "shared",
    "tallies",
    "thawed",
    "withheld",
]
