"""Markdown in, safe HTML out: the only place that makes HTML from what people write."""

from .differences import changes, combine, difference
from .folding import folded
from .mentions import mention, mentioned, named, typed
from .passages import Citation, Passage, anchor, cite, escaped, excerpt, locate, plain, quote_markdown, words
from .rendering import LIMIT, RENDERER, render

__all__ = [
    "LIMIT",
    "RENDERER",
    "Citation",
    "Passage",
    "anchor",
    "changes",
    "cite",
    "combine",
    "difference",
    "escaped",
    "excerpt",
    "folded",
    "locate",
    "mention",
    "mentioned",
    "named",
    "plain",
    "quote_markdown",
    "render",
    "typed",
    "words",
]
