"""What changed between two texts, word by word; and both changes in one."""

import re

from markupsafe import Markup, escape

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
LINE = re.compile(r".*\n|.+")
MOST_PIECES = 8000  # beyond, whole lines are compared; beyond that, the whole


def difference(old: str, new: str) -> Markup:
    """`new` with what came in `<ins>` and what went in `<del>`; line ends as `<br>`."""
    before, after = _pieces(old, new)
    out, place = [], 0
    for a, b, c, d in _changes(before, after):
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        out.append(escape("".join(before[place:a])))
        out.append(Markup("<del>{}</del>").format(gone) if gone else "")
        out.append(Markup("<ins>{}</ins>").format(come) if come else "")
        place = b
    out.append(escape("".join(before[place:])))
    return Markup("".join(out).replace("\n", "<br>\n"))


def combine(base: str, mine: str, theirs: str) -> str:
    """A draft with both changes of `base`: what either put in is kept; where both replaced the same words, theirs
    stand first and mine after them. It is a suggestion for a person, never saved by itself."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    words, theirs_words, mine_words = _pieces(base, theirs, mine)
    changes = [(a, b, tuple(theirs_words[c:d])) for a, b, c, d in _changes(words, theirs_words)]
    changes += [(a, b, tuple(mine_words[c:d])) for a, b, c, d in _changes(words, mine_words)]
    out, place = [], 0
    for start, end, put in sorted(dict.fromkeys(changes), key=lambda change: change[:2]):
        out += words[place:start]
        out += put
        place = max(place, end)
    out += words[place:]
    return re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", _joined(out)).strip()


def _pieces(*texts):
    """Each text in words, blanks and signs; in lines where that would be too many; else in one piece."""
    for piece in (PIECE, LINE):
        pieces = [piece.findall(text) for text in texts]
        if max(map(len, pieces)) <= MOST_PIECES:
            return pieces
    return [[text] for text in texts]


def _joined(pieces):
    """Words of different texts do not grow together: in none of them does a word touch another."""
    out = []
    for piece in filter(None, pieces):
        if out and re.match(r"\w", piece) and re.search(r"\w\Z", out[-1]):
            out.append(" ")
        out.append(piece)
    return "".join(out)


def _changes(before, after):
    """(a, b, c, d): `before[a:b]` became `after[c:d]`. Changes with only a blank between them are one."""
    changes, a, c = [], 0, 0
    for place, other in [*_common(before, after), (len(before), len(after))]:
        if (a, c) != (place, other):
            if changes and "".join(before[changes[-1][1] : a]).strip(" ") == "":
                first = changes.pop()
                a, c = first[0], first[2]
            changes.append((a, place, c, other))
        a, c = place + 1, other + 1
    return changes


def _common(before, after):
    """(place in `before`, place in `after`) of the most pieces that both have in the same order.

    Bit-parallel, after Hyyrö: a row of the table of longest common subsequences is one integer, so that thousands of
    pieces take a moment whatever they are, where difflib takes minutes."""
    rows, row = [], (1 << len(before)) - 1
    every, where = row, {}
    for place, piece in enumerate(before):
        where[piece] = where.get(piece, 0) | 1 << place
    for piece in after:
        matching = row & where.get(piece, 0)
        row = (row + matching | row - matching) & every
        rows.append(row)
    pairs, a, c = [], len(before), len(after)
    while a and c:
        if rows[c - 1] >> (a - 1) & 1:
            a -= 1
        elif c > 1 and not rows[c - 2] >> (a - 1) & 1:
            c -= 1
        else:
            a, c = a - 1, c - 1
            pairs.append((a, c))
    return pairs[::-1]
