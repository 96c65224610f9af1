"""Mentions of members and actors: `@[Basilia Puma](member:12)` in what was typed, a link to their page in the space in
what is shown. The number is what counts; the name between the brackets is the one they had when it was written down.

A mention goes through Markdown and the gates as private characters that nobody can type, with its name as hexadecimal
digits: nothing in a name is a mark or an address, and the link is made of a number and escaped words alone.
"""

import re

from markupsafe import escape

SOURCE = re.compile(r"@\[([^\[\]\n]{1,200})\]\((member|actor):([1-9]\d{0,8})\)")
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(member|actor)([0-9]+)-([0-9a-f]*){CLOSE}")
TAG = re.compile(r"(<[^>]*>)")
BRACKETS = str.maketrans("[]", "()")
SHOWN = re.compile(r'<a class="mention" href="/(member|actor)s/([0-9]+)/posts">')


def private(name: str, kind: str, number: str) -> str:
    return f"{OPEN}{kind}{number}-{name.encode().hex()}{CLOSE}"


def shown(html: str) -> str:
    """Cleaned HTML with its mentions as links; where one stands in another link, as words."""
    if OPEN not in html:
        return html
    pieces, links = TAG.split(html), 0
    for place, piece in enumerate(pieces):
        if place % 2:
            links += piece.startswith("<a ") - (piece == "</a>")
            pieces[place] = MARK.sub("", piece)
        else:
            pieces[place] = MARK.sub(_words if links else _link, piece)
    return "".join(pieces).replace(OPEN, "").replace(CLOSE, "")


def _words(match):
    return f"@{escape(bytes.fromhex(match[3]).decode())}"


def _link(match):
    return f'<a class="mention" href="/{match[1]}s/{match[2]}/posts">{_words(match)}</a>'


def mention(kind: str, number: int, name: str) -> str:
    """How a mention is typed."""
    name = " ".join(name.translate(BRACKETS).split())
    return f"@[{name}]({kind}:{number})"


def typed(source: str) -> set[tuple[str, int]]:
    """(kind, number) of each mention that was typed."""
    return {(match[2], int(match[3])) for match in SOURCE.finditer(source)}


def named(source: str, names: dict) -> str:
    """The text with the mentions of those who have a name in `names`, by that name; any other is plain words."""

    def renewed(match):
        name = names.get((match[2], int(match[3])))
        return f"@{match[1]}" if name is None else mention(match[2], int(match[3]), name)

    return SOURCE.sub(renewed, source)


def mentioned(html: str) -> set[tuple[str, int]]:
    """(kind, number) of each mention that is shown."""
    return {(kind, int(number)) for kind, number in SHOWN.findall(html)}
