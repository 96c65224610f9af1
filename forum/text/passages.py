"""Passages: the plain words of rendered HTML, finding a quotation in them, showing where it is cited.

The HTML here is what `rendering.py` made: well-formed, of few tags, so that it is read from left to right once.
"""

import html as entities
import re
from bisect import bisect_left
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

AROUND = 32  # characters kept on each side of a quotation
BLOCKS = frozenset(
    ["blockquote", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)
TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|<[^>]*>|([^<]+)")
BLANKS = re.compile(r"\s+")
MARK = re.compile(r"[\\`*_\[\]|]|<(?=https?://|mailto:)")
FIRST = re.compile(r"^(?:>|#(?=[# ]|$)|[+-](?=[ -]|$)|~(?=~))")
NUMBER = re.compile(r"^(\d+)([.)])(?= |$)")


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
    before, after = BLANKS.sub("", prefix)[-2 * AROUND :], BLANKS.sub("", suffix)[: 2 * AROUND]
    best, start = None, squeezed.find(wanted)
    while start >= 0 and (best is None or best[0] < len(before) + len(after)):
        end = start + len(wanted)
        score = _common_end(squeezed[max(0, start - len(before)) : start], before)
        score += _common_start(squeezed[end : end + len(after)], after)
        if best is None or score > best[0]:
            best = (score, start, end)
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
        place = locate(squeezed, citation.quote, citation.prefix, citation.suffix)
        if place is not None:
            found.append((*place, citation))
    if not found:
        return Markup(html)
    starts = {}
    for start, _end, citation in found:
        starts.setdefault(start, []).append(citation.id)
    covered = bytearray(len(squeezed))
    for start, end, _citation in found:
        covered[start:end] = b"\1" * (end - start)
    return Markup(_marked(html, places, covered, starts, _notes(found, places, blocks, len(html))))


def excerpt(text: str, length: int = 160) -> str:
    """The first words, cut between two of them."""
    text = BLANKS.sub(" ", text).strip()
    if len(text) <= length:
        return text
    start = text[: length + 1].rpartition(" ")[0] or text[:length]
    return start.rstrip(" ,;:.…") + "…"


def words(source: str) -> int:
    return len(source.split())


def quote_markdown(passage: str, author: str) -> str:
    """The passage as a block quote with its author, so that rendering gives the words to the letter."""
    lines = [f"> {escaped(line)}".rstrip() for line in passage.strip().splitlines()]
    return "\n".join(lines) + f"\n>\n> — {escaped(author)}\n\n"


def escaped(line):
    """The line, its blanks folded, with a backslash before each sign that would be a mark."""
    line = MARK.sub(r"\\\g<0>", BLANKS.sub(" ", line).strip())
    return NUMBER.sub(r"\1\\\2", FIRST.sub(r"\\\g<0>", line))


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


def _notes(found, places, blocks, end_of_html):
    """{position in the HTML: lines to put there}."""
    notes = {}
    for _start, end, citation in found:
        block = bisect_left(blocks, places[end - 1][1])
        line = Markup('<p class="cited-note">↳ {}: <a href="{}">{}</a>{}</p>').format(
            _("en la matriz"), citation.href, citation.label, f" · {citation.note}" if citation.note else ""
        )
        lines = notes.setdefault(blocks[block] if block < len(blocks) else end_of_html, [])
        if line not in lines:
            lines.append(line)
    return notes


def _marked(html, places, covered, starts, notes):
    """A mark never crosses a tag: it is closed before and opened anew behind."""
    out, index = [], 0
    for start, end, _closing, _tag, words_ in _tokens(html):
        is_open, done = False, start
        while words_ is not None and index < len(places) and places[index][0] < end:
            place, stop = places[index]
            if is_open and (index in starts or not covered[index]):
                out.append("</mark>")
                is_open = False
            out.append(html[done:place])
            if covered[index] and not is_open:
                out.append(_opening(starts.get(index, ())))
                is_open = True
            out.append(html[place:stop])
            done = max(done, stop)
            index += 1
        out.append("</mark>" if is_open else "")
        out.append(html[done:end])
        out.extend(notes.get(end, ()))
    return "".join(out)


def _opening(identities):
    """A mark for the first of the sources that are cited from here, a place to go to for each other."""
    first, *others = [identity for identity in dict.fromkeys(identities) if identity] or [0]
    places = "".join(f'<span id="cita-{identity}"></span>' for identity in others)
    return places + (f'<mark class="cited" id="cita-{first}">' if first else '<mark class="cited">')


def _common_end(text, wanted):
    return _common_start(text[::-1], wanted[::-1])


def _common_start(text, wanted):
    count = 0
    for one, other in zip(text, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count
