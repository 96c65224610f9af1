"""Passages: the plain words of rendered HTML, finding a quotation in them, showing where it is cited.

The HTML here is what `rendering.py` made: well-formed, of few tags, so that it is read from left to right once.
"""

import html as entities
import re
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

AROUND = 32  # characters kept on each side of a quotation
BLOCKS = frozenset(
    ["blockquote", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)
TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|<[^>]*>|([^<]+)")
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text, with what stands around them."""

    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage was used: `label` names the place, `note` its state, `href` leads there; `id` is the source's."""

    quote: str
    prefix: str
    suffix: str
    href: str
    label: str
    note: str = ""
    id: int = 0


def plain(html: str) -> str:
    """The words a reader sees: a line a block, blanks folded."""
    lines, line = [], []
    for _start, _end, _closing, tag, words in _tokens(html):
        if words is not None:
            line.append(words)
        elif tag == "br" or tag in BLOCKS:
            lines.append("".join(line))
            line = []
    lines.append("".join(line))
    folded = (BLANKS.sub(" ", one).strip() for one in lines)
    return "\n".join(one for one in folded if one)


def locate(text: str, quote: str, prefix: str = "", suffix: str = "") -> tuple[int, int] | None:
    """Where in `text` the quotation stands (start, end), whatever its blanks; of several places the one whose
    surroundings are most alike; None where the words are not there."""
    squeezed, places = _squeezed(text)
    wanted = BLANKS.sub("", quote)
    if not wanted:
        return None
    before, after = BLANKS.sub("", prefix), BLANKS.sub("", suffix)
    best, start = None, squeezed.find(wanted)
    tries = 0
    while start >= 0 and tries < 500:
        end = start + len(wanted)
        score = _common_end(squeezed[:start], before) + _common_start(squeezed[end : end + len(after)], after)
        if best is None or score > best[0]:
            best = (score, start, end)
        tries += 1
        start = squeezed.find(wanted, start + 1)
    if best is None:
        return None
    return places[best[1]], places[best[2] - 1] + 1


def anchor(text: str, quote: str, prefix: str = "", suffix: str = "") -> Passage | None:
    """The passage in the text's own words and blanks, with fresh surroundings; None where it is not there."""
    found = locate(text, quote, prefix, suffix)
    if found is None:
        return None
    start, end = found
    return Passage(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def cite(html: str, citations) -> Markup:
    """The HTML with each cited passage marked, and below its block a line that leads to where it was used."""
    citations = list(citations)
    if not citations:
        return Markup(html)
    squeezed, places, blocks = _map(html)
    found = []
    for citation in citations:
        place = _place(squeezed, citation)
        if place is not None:
            found.append((*place, citation))
    if not found:
        return Markup(html)
    starts = {}
    for start, _end, citation in found:
        starts.setdefault(start, citation)
    covered = bytearray(len(squeezed))
    for start, end, _citation in found:
        covered[start:end] = b"\1" * (end - start)
    return Markup(_marked(html, places, covered, starts, _notes(found, places, blocks)))


def excerpt(text: str, length: int = 160) -> str:
    """The first words, cut between two of them."""
    text = BLANKS.sub(" ", text).strip()
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def words(source: str) -> int:
    return len(source.split())


def quote_markdown(passage: str, author: str) -> str:
    """The passage as a block quote with its author, so that rendering gives the words to the letter."""
    lines = [f"> {_escaped(line)}" for line in passage.strip().split("\n")]
    return "\n".join(lines) + f"\n>\n> — {_escaped(author)}\n\n"


def _escaped(line):
    line = re.sub(r"([\\`*_\[\]])", r"\\\1", line)
    return re.sub(r"^(\s*)([#>+\-]|\d+\.)(\s)", r"\1\\\2\3", line)


def _tokens(html):
    """(start, end, closing, tag, words) of each piece; `words` is decoded text, None for a tag."""
    for match in TOKEN.finditer(html):
        if match[3] is not None:
            yield match.start(), match.end(), False, None, entities.unescape(match[3])
        else:
            yield match.start(), match.end(), match[1] == "/", match[2] or "", None


def _squeezed(text):
    """The text without blanks, and where each of its characters stands."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return "".join(text[place] for place in places), places


ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def _map(html):
    """The words without blanks; for each of their characters its (start, end) in the HTML; the outermost blocks'
    ends, in order."""
    characters, places, blocks, depth = [], [], [], 0
    for start, end, closing, tag, words_ in _tokens(html):
        if words_ is None:
            if tag in BLOCKS and tag not in ("hr", "br"):
                depth += -1 if closing else 1
                if depth == 0:
                    blocks.append(end)
            continue
        place = start
        while place < end:
            entity = ENTITY.match(html, place, end)
            stop = entity.end() if entity else place + 1
            for character in entities.unescape(html[place:stop]):
                if not character.isspace():
                    characters.append(character)
                    places.append((place, stop))
            place = stop
    return "".join(characters), places, blocks


def _place(squeezed, citation):
    found = locate(squeezed, citation.quote, citation.prefix, citation.suffix)
    return found


def _notes(found, places, blocks):
    """{position in the HTML: lines to put there}."""
    notes = {}
    for _start, end, citation in found:
        last = places[end - 1][1]
        where = next((block for block in blocks if block >= last), None)
        if where is None:
            where = last
        line = Markup('<p class="cited-note">↳ {}: <a href="{}">{}</a>{}</p>').format(
            _("en la matriz"), citation.href, citation.label, f" · {citation.note}" if citation.note else ""
        )
        lines = notes.setdefault(where, [])
        if line not in lines:
            lines.append(line)
    return notes


def _marked(html, places, covered, starts, notes):
    pieces, open_mark, done = [], False, 0
    position_of = {}
    for index, (start, end) in enumerate(places):
        position_of.setdefault(start, (index, end))
    for start, end, _closing, _tag, words_ in _tokens(html):
        if words_ is None:
            pieces.append(html[done:end])
        else:
            place = start
            while place < end:
                index, stop = position_of.get(place, (None, place + 1))
                inside = (
                    bool(covered[index])
                    if index is not None
                    else open_mark and _goes_on(html, place, end, position_of, covered)
                )
                if index in starts and open_mark:
                    pieces.append("</mark>")
                    open_mark = False
                if inside and not open_mark:
                    identity = starts[index].id if index in starts else 0
                    pieces.append(f'<mark class="cited" id="cita-{identity}">' if identity else '<mark class="cited">')
                elif open_mark and not inside:
                    pieces.append("</mark>")
                open_mark = inside
                pieces.append(html[place:stop])
                place = stop
            if open_mark:
                pieces.append("</mark>")
                open_mark = False
        done = end
        pieces.extend(notes.get(end, ()) if words_ is None else ())
    return "".join(str(piece) for piece in pieces)


def _goes_on(html, place, end, position_of, covered):
    """Whether the blank at `place` stands between two cited words of the same piece of text."""
    while place < end:
        known = position_of.get(place)
        if known is not None:
            return bool(covered[known[0]])
        place += 1
    return False


def _common_end(text, wanted):
    count = 0
    while count < len(wanted) and count < len(text) and text[-1 - count] == wanted[-1 - count]:
        count += 1
    return count


def _common_start(text, wanted):
    count = 0
    while count < len(wanted) and count < len(text) and text[count] == wanted[count]:
        count += 1
    return count
