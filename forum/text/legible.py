"""Words as they are kept: to the letter, but for blanks around and for characters that nobody can see."""

import re

# What databases and papers cannot hold, and what turns the direction of the words around it.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def legible(words) -> str:
    """The words with lines ended one way, without blanks around."""
    return UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(words) -> str:
    return " ".join(UNSEEN.sub("", words).split())
