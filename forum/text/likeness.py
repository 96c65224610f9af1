"""Which clause of a text is which of an older one: by number, heading and likeness of the words; where that does not
say, it is doubtful and a person is asked."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from .folding import folded

SAME = 97  # of 100: the same words, whatever the number
SURE_HERE, DOUBTFUL_HERE = 70, 40  # under the same number
SURE, DOUBTFUL = 88, 62  # under another
MARGIN = 8  # how much more alike than the next
MOST_SHOWN = 5
LONGEST = 1_500  # letters of a clause that are compared
MOST_PAIRS = 60_000  # beyond, those near each other alone are compared
NEAR = 40
ENOUGH = 30  # letters by which a clause is known without its tables


@dataclass
class Part:
    """A clause to compare: `words` are all of it, `prose` what is not in its tables."""

    number: str
    heading: str
    words: str
    prose: str = ""


@dataclass
class Match:
    """`old` is the place of the clause that it is, or probably is, None for a new one; `candidates` of a doubtful one,
    the most alike first."""

    old: int | None = None
    doubtful: bool = False
    candidates: list = field(default_factory=list)


def matched(before: list[Part], after: list[Part]) -> list[Match]:
    """For each of `after`; no clause of `before` is given twice."""
    matches: list[Match | None] = [None] * len(after)
    old_words, new_words = ([folded(part.words) for part in parts] for parts in (before, after))
    free = set(range(len(before)))
    known = {}
    for place, words in enumerate(old_words):
        known.setdefault(words, []).append(place)
    for place, words in enumerate(new_words):  # what did not change
        here = [one for one in known.get(words, ()) if one in free]
        same = [one for one in here if before[one].number == after[place].number] or (here if len(here) == 1 else [])
        if words and same:
            matches[place] = Match(same[0])
            free.discard(same[0])
    left = [place for place, match in enumerate(matches) if match is None]
    olds = sorted(free)
    if left and olds:
        _likely(before, after, old_words, new_words, left, olds, matches)
    return [match or Match() for match in matches]


def _likely(before, after, old_words, new_words, left, olds, matches):
    prose, old_prose = (
        {n: folded(parts[n].prose)[:LONGEST] for n in some} for parts, some in ((after, left), (before, olds))
    )
    pairs, all_pairs = [], len(left) * len(olds) <= MOST_PAIRS
    for place in left:
        for old in olds:
            here = bool(after[place].number) and after[place].number == before[old].number
            headed = bool(after[place].heading) and folded(after[place].heading) == folded(before[old].heading)
            if not (here or headed or all_pairs or abs(place - old) <= NEAR):
                continue
            least = 0 if headed else DOUBTFUL_HERE if here else DOUBTFUL
            alike = fuzz.ratio(new_words[place][:LONGEST], old_words[old][:LONGEST], score_cutoff=least)
            if alike < SAME and min(len(prose[place]), len(old_prose[old])) >= ENOUGH:  # a table came, or went
                alike = max(alike, fuzz.ratio(prose[place], old_prose[old], score_cutoff=least) - 1)
            if here and headed:  # whatever became of its text
                alike = max(alike, SURE_HERE)
            if alike > 0 or headed:
                pairs.append((alike + 12 * here + 12 * headed, alike, here or headed, place, old))
    pairs.sort(key=lambda pair: (-pair[0], pair[3], pair[4]))
    given, of = set(), {}
    for pair in pairs:
        of.setdefault(("new", pair[3]), []).append(pair)
        of.setdefault(("old", pair[4]), []).append(pair)
    for pair in pairs:
        score, alike, here, place, old = pair
        if matches[place] is not None or old in given:
            continue
        others = [one for one in of["new", place] + of["old", old] if one is not pair]
        rivals = [one[0] for one in others if matches[one[3]] is None and one[4] not in given]
        clear = not rivals or score - max(rivals) >= MARGIN
        sure = alike >= SAME or alike >= (SURE_HERE if here else SURE)
        given.add(old)
        matches[place] = Match(old, not (sure and clear))
    for place in left:
        if matches[place] is not None and matches[place].doubtful:
            others = [pair[4] for pair in pairs if pair[3] == place and pair[4] != matches[place].old]
            matches[place].candidates = [matches[place].old, *others][:MOST_SHOWN]
