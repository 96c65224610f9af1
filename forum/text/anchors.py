"""Where a quoted passage stands in a text that changed: found again, or gone; never put where it only might be."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from markupsafe import Markup, escape
from rapidfuzz import fuzz

from .folding import folded

AROUND = 48  # characters kept before and behind a passage
NEAR = 80  # of 100: how alike a window of words must be to count as the passage
NEAR_IN_PLACE = 66  # the same where what stood around it is still around it
NEARLY_EXACT = 93  # in another clause
LONG_ENOUGH = 24  # letters a passage must have to be looked for in another clause: short ones stand anywhere
PART = 0.35  # of the passage's words in a row: still there
WIDTHS = 7  # of windows that are tried, from two thirds to four thirds of the passage's words
CONTEXT = 72  # of 100: how alike what stands around must be
FAINT_CONTEXT = 40  # the same for a short passage that is there to the letter
LONGEST = 4_000  # characters of a passage

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Anchor:
    """A passage as it stood in a clause; without `quote` the whole clause, without `clause` the whole document."""

    clause: int | None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Place:
    """`state`: exact, found (worded otherwise now) or orphan; `start` counts in the text of the clause."""

    state: str
    clause: int | None = None
    quote: str = ""
    start: int | None = None


ORPHAN = Place("orphan")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a passage, to know it again by."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def find(quote: str, prefix: str, suffix: str, text: str) -> Place:
    """The passage in one text. Of several equal ones, that with the likest surroundings."""
    quote = quote.strip()
    if not quote:
        return ORPHAN
    spans = _occurrences(quote, text)
    if spans:
        start, end = max(spans, key=lambda span: (_likeness_around(prefix, suffix, text, *span), -span[0]))
        if len(quote) < LONG_ENOUGH and _likeness_around(prefix, suffix, text, start, end) < FAINT_CONTEXT:
            return ORPHAN  # «en un» stands in any text
        return Place("exact", quote=text[start:end], start=start)
    best = _nearest(quote, prefix, suffix, text)
    if best is None:
        return ORPHAN
    start, end = best
    return Place("found", quote=text[start:end], start=start)


def place(anchor: Anchor, before: dict[int, str], after: dict[int, str]) -> Place:
    """Where an anchor of the clauses `before` stands in the clauses `after`, both {clause: text}.

    In its own clause first; in another only what is nearly the same to the letter, is there once, and was not in that
    clause before (else it is what always stood there, not what moved).
    """
    if anchor.clause is None:
        return Place("exact")
    if not anchor.quote.strip():
        return Place("exact", anchor.clause) if anchor.clause in after else ORPHAN
    if anchor.clause in after:
        here = find(anchor.quote, anchor.prefix, anchor.suffix, after[anchor.clause])
        if here.state == "exact":
            return Place("exact", anchor.clause, here.quote, here.start)
        moved = _elsewhere(anchor, before, after)
        if moved is None:
            return Place("found", anchor.clause, here.quote, here.start) if here.state == "found" else ORPHAN
        # A rewording here, the very words there: where both could be it, nobody can tell.
        return ORPHAN if here.state == "found" else moved
    return _elsewhere(anchor, before, after) or ORPHAN


def underlined(text: str, spans: list[tuple[int, int, int, bool]]) -> Markup:
    """`text` with a mark over each (start, end, number, whether it is the chosen one); where they overlap, each stretch
    is marked once, with all their numbers."""
    out, edges = [], sorted({0, len(text)} | {edge for start, end, *_rest in spans for edge in (start, end)})
    for here, there in pairwise(edges):
        over = [span for span in spans if span[0] <= here and there <= span[1]]
        words = escape(text[here:there])
        if over:
            look = "observed is-chosen" if any(span[3] for span in over) else "observed"
            numbers = " ".join(str(span[2]) for span in over)
            words = Markup('<mark class="{}" data-observed="{}">{}</mark>').format(look, numbers, words)
        out.append(words)
    return Markup("").join(out)


def _elsewhere(anchor, before, after):
    quote = anchor.quote.strip()
    wanted = quote if _is_telling(quote) else _widened(anchor)
    if not _is_telling(wanted):
        return None
    found = []
    for clause, text in after.items():
        if clause == anchor.clause:
            continue
        spans = _occurrences(wanted, text) or _near_spans(wanted, text, NEARLY_EXACT)
        if spans and not _had(wanted, before.get(clause, "")):
            found += [(clause, text, *span) for span in spans]
    if len(found) != 1:
        return None
    clause, text, start, end = found[0]
    if any(_is_part(wanted, before.get(one, ""), after[one], one == anchor.clause) for one in after if one != clause):
        return None
    if wanted != quote:
        if _run(folded(quote).split(), after.get(anchor.clause, "")) > 1:
            return None
        inner = _occurrences(quote, text[start:end])
        if len(inner) != 1:
            return None
        start, end = start + inner[0][0], start + inner[0][1]
    state = "exact" if _same(text[start:end], quote) else "found"
    return Place(state, clause, text[start:end], start)


def _is_telling(words):
    return len(words) >= LONG_ENOUGH and len(words.split()) >= 4


def _widened(anchor):
    """A short passage with the whole words around it."""
    before = anchor.prefix.partition(" ")[2] if anchor.prefix[:1] != " " else anchor.prefix
    behind = anchor.suffix.rpartition(" ")[0] if anchor.suffix[-1:] != " " else anchor.suffix
    return f"{before}{anchor.quote}{behind}".strip()


def _is_part(quote, before, text, is_own):
    """Whether a good part of the passage stands in a text in a row, in another clause one that did not before: then
    the whole of it elsewhere may be another."""
    words = folded(quote).split()
    run = _run(words, text)
    return run >= max(3, PART * len(words)) and (is_own or run > _run(words, before))


def _run(words, text):
    return SequenceMatcher(None, words, folded(text).split(), autojunk=False).find_longest_match().size


def _had(quote, text):
    return bool(text) and bool(_occurrences(quote, text) or _near_spans(quote, text, NEAR))


def _same(one, other):
    return one.split() == other.split()


def _occurrences(quote, text):
    """(start, end) of each, whatever the blanks between its words."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return [match.span() for match in re.finditer(pattern, text)]


def _near_spans(quote, text, threshold):
    """The one window that is likest, where it is alike enough."""
    best = _best_window(quote[:LONGEST], text, lambda start, end: 0.0)
    return [best[1]] if best and best[0] >= threshold else []


def _nearest(quote, prefix, suffix, text):
    quote = quote[:LONGEST]

    def bonus(start, end):
        return 0.06 * _likeness_around(prefix, suffix, text, start, end)

    best = _best_window(quote, text, bonus)
    if best is None:
        return None
    ratio, (start, end) = best
    in_place = _likeness_around(prefix, suffix, text, start, end) >= CONTEXT
    # A word or two are like too many others: their letters must nearly agree.
    needed = (NEAR_IN_PLACE if in_place else NEAR) + (14 if len(quote) < LONG_ENOUGH else 0)
    return (start, end) if ratio >= needed else None


def _best_window(quote, text, bonus):
    """(how alike, (start, end)) of the likest run of words."""
    words = [match.span() for match in _WORD.finditer(text)]
    wanted, count = folded(quote), len(quote.split())
    if not words:
        return None
    low, high = max(1, count - max(1, count // 3)), count + max(1, count // 3)
    widths = sorted({low + (high - low) * step // (WIDTHS - 1) for step in range(WIDTHS)} | {count})
    best, seen = None, {}

    def weigh(first, last):
        """Words `first` to `last`, both included."""
        nonlocal best
        if (first, last) in seen or not 0 <= first <= last < len(words):
            return
        start, end = words[first][0], words[last][1]
        ratio = seen[first, last] = fuzz.ratio(wanted, folded(text[start:end]), score_cutoff=NEAR_IN_PLACE - 20)
        if ratio:
            weight = ratio + bonus(start, end)
            if best is None or weight > best[0]:
                best = (weight, ratio, first, last)

    for width in widths:
        for first in range(max(1, len(words) - width + 1)):
            weigh(first, min(first + width, len(words)) - 1)
    if best is None:
        return None
    for _round in range(3):  # to the very edges
        _weight, _ratio, first, last = best
        for shift in (-2, -1, 1, 2):
            weigh(first + shift, last)
            weigh(first, last + shift)
        if best[2:] == (first, last):
            break
    _weight, ratio, first, last = best
    start, end = words[first][0], words[last][1]
    if quote[-1].isalnum():  # the comma behind it is not its own
        while end > start and not text[end - 1].isalnum():
            end -= 1
    if quote[0].isalnum():
        while start < end and not text[start].isalnum():
            start += 1
    return ratio, (start, max(start + 1, end))


def _likeness_around(prefix, suffix, text, start, end):
    """Of 100: how alike what stands around is to what stood around; what stood nowhere near an edge counts nothing."""
    before, behind = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    sides = [(prefix, before), (suffix, behind)]
    kept = [fuzz.ratio(folded(one), folded(other)) for one, other in sides if one.strip()]
    return sum(kept) / len(kept) if kept else 100.0
