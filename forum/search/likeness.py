"""Which of many short texts say nearly the same: groups, each with the words that its texts share.

Texts are compared as the stems of their telling words: by how much of these weighs in both (a rare word weighs more),
and by their letters, which finds what is spelled otherwise. A text joins a group where it is like all of it on the
whole, so that no chain of neighbours swallows everything.
"""

import unicodedata
from collections import Counter, defaultdict, namedtuple
from math import log

from rapidfuzz import fuzz, process

from .words import EMPTY_WORDS, WORD, word_of

NEAR = 0.38  # from here on, two texts are alike
ALIKE_LETTERS = 78  # of 100
MOST = 24  # texts in a group: more cannot be read together
NEIGHBOURS = 30  # of each text, the nearest
SMALL = 40  # in fewer texts than these, what they share is no less telling
COMMON = 0.15  # the part of many texts in which a word finds nobody any more
SHARED_WORDS = 4
LONGEST = 2_000  # characters of a text that are looked at

# Words that say nothing of what is proposed, beyond those that a search leaves out.
FAINT_WORDS = """cada como cual cuando deben debe deberia donde dos e entre era eran es esa ese eso esta estan este
esto estos esas esos fue fueron ha hacer hacia han has hasta hay haya mas mediante mis muy nada ni no nos nosotros
nuestra nuestras nuestro nuestros otra otras otro otros porque poder puede pueden pues quien quienes sea sean segun ser
sera seran si sido sobre solo son sino tambien tanto tener tenga tengan tiene tienen toda todas todo todos tres u uno
ustedes varias varios vez are as be by from have it should that their they this we will with"""
FAINT = EMPTY_WORDS | frozenset(FAINT_WORDS.split())

Group = namedtuple("Group", "ids words score kept")  # `words` they share; `score` how alike; `kept`: somebody put it so


def groups(texts: dict[int, str], kept: dict[int, int | None] | None = None) -> tuple[list[Group], list[int]]:
    """The groups among {number: text}, the first of each leading, and the numbers that stand by themselves.

    `kept` says of a number with which others it was put (a number they have in common), or None: by itself.
    """
    kept = {number: anchor for number, anchor in (kept or {}).items() if number in texts}
    bags = {number: _bag(text) for number, text in texts.items()}
    weights = _weights(bags)
    free = [number for number in texts if kept.get(number, 0) is not None]
    nearness = _nearness({number: bags[number] for number in free}, weights)
    clusters = _clusters(free, nearness, {number: anchor for number, anchor in kept.items() if anchor is not None})
    found = []
    for members in clusters:
        if len(members) > 1:
            ids = sorted(members, key=list(texts).index) if len(texts) < MOST else sorted(members)
            found.append(_group(ids, bags, weights, nearness, any(number in kept for number in ids)))
    grouped = {number for group in found for number in group.ids}
    return found, [number for number in texts if number not in grouped]


def _bag(text) -> dict[str, str]:
    """{stem: the word as it was written} of the telling words."""
    bag = {}
    for written in WORD.findall(unicodedata.normalize("NFC", text)[:LONGEST]):
        word = word_of(written)
        if word.form not in FAINT and len(word.form) > 1:
            bag.setdefault(word.stem, written.lower())
    return bag


def _weights(bags):
    frequency = Counter(stem for bag in bags.values() for stem in bag)
    many = max(len(bags), SMALL)
    return {stem: log(1 + many / count) for stem, count in frequency.items()}


def _nearness(bags, weights) -> dict[int, dict[int, float]]:
    """{number: {number: how alike}} of those that are; what has the very same stems is compared once."""
    same = defaultdict(list)
    for number, bag in bags.items():
        if bag:
            same[" ".join(sorted(bag))].append(number)
    keys = list(same)
    stems = [frozenset(key.split(" ")) for key in keys]
    mass = [sum(weights[stem] for stem in one) for one in stems]
    near = [{} for _ in keys]
    postings = defaultdict(list)
    crowded = max(SMALL, COMMON * len(keys))
    common_words = {stem for stem, count in Counter(stem for one in stems for stem in one).items() if count > crowded}
    for place, key in enumerate(keys):
        common, mine = defaultdict(float), mass[place]
        for stem in stems[place] - common_words:
            weight = weights[stem]
            for other in postings[stem]:
                common[other] += weight
            postings[stem].append(place)
        for other, shared in common.items():
            theirs = mass[other]
            smaller = mine if mine < theirs else theirs
            if shared < NEAR * smaller:
                continue
            score = (shared / smaller + 2 * shared / (mine + theirs)) / 2
            if score >= NEAR and (
                len(stems[place] & stems[other]) > 1 or min(len(stems[place]), len(stems[other])) < 3
            ):
                near[place][other] = near[other][place] = min(score, 1.0)
        for _key, score, offset in process.extract(
            key, keys[place + 1 :], scorer=fuzz.ratio, score_cutoff=ALIKE_LETTERS, limit=NEIGHBOURS
        ):
            other = place + 1 + offset
            score = max(near[place].get(other, 0), score / 100)
            near[place][other] = near[other][place] = score
    found = {}
    for place, key in enumerate(keys):
        nearest = sorted(near[place].items(), key=lambda one: -one[1])[:NEIGHBOURS]
        around = {number: score for other, score in nearest for number in same[keys[other]]}
        for start in range(0, len(same[key]), MOST):
            twins = same[key][start : start + MOST]
            for number in twins:
                found[number] = around | {twin: 1.0 for twin in twins if twin != number}
    return found


def _clusters(numbers, nearness, kept) -> list[list[int]]:
    """Sets of numbers: what was put together first, then the nearest pairs while both sides are alike on the whole."""
    home, members = {}, {}
    for number in numbers:
        anchor = ("kept", kept[number]) if number in kept else number
        home[number] = anchor
        members.setdefault(anchor, []).append(number)
    pairs = [(score, one, other) for one, around in nearness.items() for other, score in around.items() if one < other]
    for _score, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        here, there = home[one], home[other]
        both_kept = isinstance(here, tuple) and isinstance(there, tuple)
        if here == there or both_kept or len(members[here]) + len(members[there]) > MOST:
            continue
        if _alike(members[here], members[there], nearness) < NEAR:
            continue
        if isinstance(there, tuple):
            here, there = there, here
        for number in members.pop(there):
            home[number] = here
            members[here].append(number)
    return list(members.values())


def _alike(here, there, nearness):
    """How alike two sets are on the whole; what is not near counts nothing."""
    return sum(nearness[one].get(other, 0.0) for one in here for other in there) / (len(here) * len(there))


def _group(ids, bags, weights, nearness, is_kept):
    frequency = Counter(stem for number in ids for stem in bags[number])
    shared = [stem for stem, count in frequency.items() if count > 1 and 2 * count >= len(ids)]
    shared.sort(key=lambda stem: (-frequency[stem], -weights[stem], stem))
    words = [
        Counter(bags[number][stem] for number in ids if stem in bags[number]).most_common(1)[0][0]
        for stem in shared[:SHARED_WORDS]
    ]
    pairs = [(one, other) for one in ids for other in ids if one < other]
    score = sum(nearness.get(one, {}).get(other, 0.0) for one, other in pairs) / len(pairs)
    return Group(tuple(ids), tuple(words), round(score, 2), is_kept)
