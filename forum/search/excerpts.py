"""What of a text is shown where words were found in it, with those words marked."""

import unicodedata

from .words import MOST_WORDS, WORD, Wanted, word_of

AROUND = 90  # letters before the first word found
LONGEST = 280


def marked(text: str, looked: Wanted, longest=LONGEST) -> list[tuple[str, bool]]:
    """About `longest` letters of `text` around what is looked for, in pieces: (words, whether they were looked for)."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    spans = _spans(text, looked)
    start, end = _window(text, spans, longest)
    pieces, place = [("… ", False)] if start else [], start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [(text[place:first], False), (text[first:last], True)]
            place = last
    pieces += [(text[place:end], False), (" …" if end < len(text) else "", False)]
    return [piece for piece in pieces if piece[0]]


def _spans(text, looked):
    """Where the words and phrases stand: (start, end), in order, not over one another."""
    found = []
    for match in WORD.finditer(text):
        word = word_of(match[0])
        if word.form:
            found.append((word, match.start(), match.end()))
        if len(found) == MOST_WORDS:
            break
    hit = {place for place, (word, _start, _end) in enumerate(found) if word.stem in looked.stems}
    joined = set()  # with the word after them, as parts of a phrase
    for phrase in looked.phrases:
        for place in range(len(found) - len(phrase) + 1):
            if all(found[place + step][0].form == form for step, form in enumerate(phrase)):
                hit.update(range(place, place + len(phrase)))
                joined.update(range(place, place + len(phrase) - 1))
    spans = []
    for place in sorted(hit):
        _word, start, end = found[place]
        if spans and place - 1 in joined:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _window(text, spans, longest):
    """The stretch to show: where most of what was found stands close together, cut between words."""
    if len(text) <= longest:
        return 0, len(text)
    best, most = 0, -1
    for first, _last in spans:
        here = sum(1 for start, end in spans if first <= start and end <= first + longest - AROUND)
        if here > most:
            best, most = first, here
    start = max(0, best - AROUND)
    if start:
        blank = text.find(" ", start, best)
        start = blank + 1 if blank >= 0 else best
    end = min(len(text), start + longest)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > start else end
    return start, end
