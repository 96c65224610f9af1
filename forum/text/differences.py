"""What changed between two texts, word by word; and both changes in one."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 4000  # beyond, whole lines are compared


def difference(old: str, new: str) -> Markup:
    """`new` with what came in `<ins>` and what went in `<del>`; line ends as `<br>`."""
    out = Markup()
    before, after = _pieces(old, new)
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if operation == "equal":
            out += escape(come)
            continue
        if gone:
            out += Markup("<del>{}</del>").format(gone)
        if come:
            out += Markup("<ins>{}</ins>").format(come)
    return Markup(str(out).replace("\n", "<br>\n"))


def combine(base: str, mine: str, theirs: str) -> str:
    """A draft with both changes of `base`: what either put in is kept; where both replaced the same words, theirs
    stand first and mine after them. It is a suggestion for a person, never saved by itself."""
    words = PIECE.findall(base)
    changes = _changes(words, theirs) + _changes(words, mine)
    out, place = [], 0
    for start, end, put in sorted(changes, key=lambda change: (change[0], change[1])):
        if start > place:
            out.extend(words[place:start])
        out.append(put)
        place = max(place, end)
    out.extend(words[place:])
    return re.sub(r"[ \t]{2,}", " ", "".join(out)).strip()


def _changes(words, other):
    """(start, end, text) of each place of `words` that `other` changed."""
    pieces = PIECE.findall(other)
    return [
        (a, b, "".join(pieces[c:d]))
        for operation, a, b, c, d in SequenceMatcher(None, words, pieces, autojunk=False).get_opcodes()
        if operation != "equal"
    ]


def _pieces(old, new):
    before, after = PIECE.findall(old), PIECE.findall(new)
    if len(before) > MOST_PIECES or len(after) > MOST_PIECES:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return before, after
