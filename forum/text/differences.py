"""What changed between two texts, word by word; and both changes in one.

rapidfuzz aligns the words in a time that their number bounds; difflib takes a second for two posts of short words.
"""

import re
from itertools import pairwise

from markupsafe import Markup, escape
from rapidfuzz.distance import Indel

PIECE = re.compile(r"\w+|\s+|[^\w\s]")
WORD = re.compile(r"\w")
MARKS = {"gone": "del", "come": "ins"}
MOST_PIECES = 6000  # beyond, whole lines are compared; beyond that many lines, whole texts


def difference(old: str, new: str) -> Markup:
    """`new` with what came in `<ins>` and what went in `<del>`; line ends as `<br>`."""
    out = []
    for kind, words in changes(old, new):
        out.append(escape(words) if kind == "same" else f"<{MARKS[kind]}>{escape(words)}</{MARKS[kind]}>")
    return Markup("".join(out).replace("\n", "<br>\n"))


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """The words in order, each run with "same", "gone" or "come": `difference` for what is not a page."""
    before, after = _pieces(old, new)
    found = []
    for same, a, b, c, d in _runs(before, after):
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        pairs = [("same", come)] if same else [("gone", gone), ("come", come)]
        found += [pair for pair in pairs if pair[1]]
    return found


def combine(base: str, mine: str, theirs: str) -> str:
    """A draft with both changes of `base`: what either put in is kept, what either took out is gone; where both put
    other words in the same place, theirs stand first and mine after them. A suggestion for a person, never saved by
    itself."""
    words = _cut(base, base, mine, theirs)
    changes = [(*change, 0) for change in _changes(words, _cut(theirs, base, mine, theirs))]
    changes += [(*change, 1) for change in _changes(words, _cut(mine, base, mine, theirs))]
    out, place = [], 0
    for start, end, group in _groups(sorted(changes)):
        out += words[place:start]
        out.append(_both(*("".join(_applied(words, start, end, group, side)) for side in (0, 1)), words[start:end]))
        place = end
    return "".join(out + words[place:])


def _both(theirs, mine, base):
    """One text for a place that one or both changed."""
    base = "".join(base)
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if mine.strip() in theirs:
        return theirs
    if theirs.strip() in mine:
        return mine
    gap = "" if theirs[-1:].isspace() or mine[:1].isspace() else " "
    return theirs + gap + mine


def _applied(words, start, end, group, side):
    """The words from `start` to `end` as `side` has them."""
    place = start
    for first, last, put, whose in group:
        if whose == side:
            yield from words[place:first]
            yield put
            place = last
    yield from words[place:end]


def _groups(changes):
    """(start, end, changes) of each place: changes that overlap, or that put words in at one point, are together."""
    group, start, end = [], 0, 0
    for change in changes:
        first, last = change[:2]
        if group and (first < end or first == last == start == end or (first == start and last > first > end)):
            group.append(change)
            end = max(end, last)
            continue
        if group:
            yield start, end, group
        group, start, end = [change], first, last
    if group:
        yield start, end, group


def _changes(words, others):
    """(start, end, text) of each place of `words` that is other in `others`; what was only put in, as late as it can
    be («pan |y leche |hoy», not «pan| y leche| hoy»), so that two who put in the same are seen to."""
    runs = [run[1:] for run in _runs(words, others) if not run[0]]
    changes = []
    for (a, b, c, d), (most, *_next) in pairwise([*runs, (len(words),)]):
        while a == b < most and words[b] == others[c]:
            a, b, c, d = a + 1, b + 1, c + 1, d + 1
        changes.append((a, b, "".join(others[c:d])))
    return changes


def _runs(before, after):
    """(same, a, b, c, d): `before[a:b]` is `after[c:d]`, or became it. Blanks and signs that stayed between two changes
    belong to the change: a rewritten sentence is one, not a word at a time."""
    runs = []
    for operation, a, b, c, d in Indel.opcodes(before, after):
        same = operation == "equal"
        if runs and not same and not runs[-1][0]:
            runs[-1] = (False, runs[-1][1], b, runs[-1][3], d)
        else:
            runs.append((same, a, b, c, d))
    joined = runs[:1]
    for (_same, *_last), run in pairwise(runs):
        small = run[0] and run is not runs[-1] and not any(WORD.search(piece) for piece in before[run[1] : run[2]])
        if joined[-1][0] or (run[0] and not small):
            joined.append(run)
        else:
            joined[-1] = (False, joined[-1][1], run[2], joined[-1][3], run[4])
    return joined


def _pieces(old, new):
    return _cut(old, old, new), _cut(new, old, new)


def _cut(text, *beside):
    """The text in words, blanks and signs; in lines, or as one piece, where one of those beside it has too many."""
    if all(len(PIECE.findall(one)) <= MOST_PIECES for one in beside):
        return PIECE.findall(text)
    if all(one.count("\n") <= MOST_PIECES for one in beside):
        return text.splitlines(keepends=True)
    return [text]
