"""What a word processor left of the identities that our exports carry, and what people noted on the paper.

An entry's text lies in a range bookmark `_tk_e_0123`. Rewording keeps it; Enter in its middle spreads it over two
paragraphs; joining two puts two into one; a copy gets a name with something behind the number. Whoever reads a
paragraph asks which bookmarks stood open over its words.
"""

import re

ENTRY = re.compile(r"_tk_e_(\d{1,10})(.*)", re.DOTALL)


class Marks:
    """The bookmarks that are open where one reads; starts and ends are paired by name, for a word processor may write
    two starts and one end."""

    def __init__(self):
        self._open = {}
        self._names = {}  # by the number that ties an end to its start

    def start(self, name, key=None):
        if name and ENTRY.fullmatch(name):
            self._open[name] = True
            self._names[key] = name

    def end(self, name=None, key=None):
        self._open.pop(name or self._names.get(key), None)

    def here(self) -> list[str]:
        return list(self._open)


class Noted:
    """What was noted of one paragraph while its words were read."""

    def __init__(self, marks):
        self._marks = marks
        self.names = {}
        self.hands = {}  # whose tracked changes
        self.comments = []

    def words(self, text):
        """These words stand in the paragraph, under the bookmarks that are open now."""
        if text.strip():
            self.names |= dict.fromkeys(self._marks.here())

    def hand(self, author):
        if author:
            self.hands[author.strip()[:120]] = True

    def told(self):
        """As plain data: `{"ids": [[123, is a copy], …], "hands": […], "comments": […]}`; None where nothing was."""
        ids = [[int(found[1]), bool(found[2])] for name in self.names if (found := ENTRY.fullmatch(name))]
        if not (ids or self.hands or self.comments):
            return None
        return {"ids": ids, "hands": list(self.hands), "comments": self.comments}


def joined(notes) -> dict | None:
    """What was noted of several paragraphs that are one entry."""
    notes = [one for one in notes if one]
    if not notes:
        return None
    return {
        "ids": list({tuple(id): list(id) for one in notes for id in one["ids"]}.values()),
        "hands": list(dict.fromkeys(hand for one in notes for hand in one["hands"])),
        "comments": [comment for one in notes for comment in one["comments"]],
    }


def comment(author, date, text) -> dict:
    return {"author": (author or "").strip()[:120], "date": (date or "")[:40], "text": text.strip()[:5000]}
