"""HTML with blanks: made once and kept, filled for each reader with what is theirs alone."""

import re

_BLANK = re.compile("\x00([a-z ]+)\x00")


def blank(name: str) -> str:
    """What stands where `name` is to be filled in; nothing that people write holds such letters."""
    return f"\x00{name}\x00"


def cut(html: str) -> tuple[str, ...]:
    """The HTML around its blanks: text, name, text, name … text."""
    return tuple(_BLANK.split(html))


def fill(pieces, words: dict[str, str]) -> list[str]:
    """The parts of a cut HTML, with `words` by the names of its blanks; joined by who puts them into a page."""
    return [words[part] if place & 1 else part for place, part in enumerate(pieces)]


class Kept(dict):
    """The newest so many; the oldest go first."""

    def __init__(self, most):
        self.most = most

    def keep(self, key, piece):
        if len(self) >= self.most:
            for old in list(self)[: self.most // 4]:
                self.pop(old, None)
        self[key] = piece
        return piece
