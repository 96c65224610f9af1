"""A file that came back, compared with what it said when it left.

    compare(snapshot, table) → Comparison(changes=[Change("reworded", …), …], same=31, identified=True)

`snapshot` is what `models.returns.Snapshot.said` holds. First the bookmarks speak: an entry that lies under one is that
entry, reworded or moved; under two, it unites them; a second one under the same is a part or a copy. What no bookmark
covers is matched by its words and its place, and a guess says that it is one.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from ..exchange import Table
from ..text import folded

STEP = " › "  # between the labels of a path
SURE, DOUBTFUL, MARGIN = 90, 55, 8  # of 100: how alike two texts are; how much more alike than the next


@dataclass(slots=True)
class Change:
    """See `models.returns.ReturnedChange`, whose fields these are."""

    kind: str
    entry_id: int | None = None
    entry_ids: list[int] = field(default_factory=list)
    row_id: int | None = None
    column_id: int | None = None
    row_path: list[str] = field(default_factory=list)
    column_path: list[str] = field(default_factory=list)
    before: str = ""
    text: str = ""
    hands: list[str] = field(default_factory=list)
    sure: bool = True


@dataclass(slots=True)
class Comparison:
    changes: list[Change]
    same: int
    identified: bool


def compare(snapshot: dict, table: Table) -> Comparison:
    return _Comparing(snapshot, table).result()


def said(table: Table, states) -> dict:
    """What a file with the entries in these states says, as a snapshot keeps it."""
    entries = {}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            entries |= {str(one.id): [one.text, row.id, column.id] for one in cell if one.state in states}
    return {
        "rows": {str(row.id): row.path for row in table.rows},
        "columns": {str(column.id): column.path for column in table.columns},
        "entries": entries,
    }


class _Found:
    """An entry of the file: its place, what was noted of it, the entry it is taken for."""

    __slots__ = ("column", "comments", "copies", "hands", "ids", "kind", "of", "row", "sure", "text")

    def __init__(self, entry, row, column, known):
        marks = entry.marks or {"ids": [], "hands": [], "comments": []}
        self.text, self.row, self.column = entry.text, row, column
        self.ids = [number for number, is_copy in marks["ids"] if number in known and not is_copy]
        self.copies = [number for number, is_copy in marks["ids"] if number in known and is_copy]
        self.hands, self.comments = marks["hands"], marks["comments"]
        self.of, self.sure, self.kind = None, True, ""


class _Comparing:
    def __init__(self, snapshot, table):
        self.rows = {int(id): path for id, path in snapshot["rows"].items()}
        self.columns = {int(id): path for id, path in snapshot["columns"].items()}
        self.entries = {int(id): entry for id, entry in snapshot["entries"].items()}
        self.table = table
        self.found = [
            _Found(entry, r, c, self.entries)
            for r, row in enumerate(table.rows)
            for c, cell in enumerate(row.cells)
            for entry in cell
        ]
        self.identified = any(one.ids or one.copies for one in self.found)
        self.row_of = _aligned(self.rows, [row.path for row in table.rows], self._votes("row", 1))
        self.column_of = _aligned(self.columns, [column.path for column in table.columns], self._votes("column", 2))
        self.claimed = {}
        self.texts = {number: folded(text) for number, (text, _row, _column) in self.entries.items()}
        self.of_text, self.of_cell = {}, {}
        for number, (_text, row, column) in self.entries.items():
            self.of_text.setdefault(self.texts[number], []).append(number)
            self.of_cell.setdefault((row, column), []).append(number)

    def _votes(self, axis, place):
        """{row or column of the file: Counter of those that its entries stood in}"""
        votes = {}
        for one in self.found:
            for number in one.ids:
                votes.setdefault(getattr(one, axis), Counter())[self.entries[number][place]] += 1
        return votes

    def result(self):
        self._by_bookmark()
        self._by_words()
        changes = [*self._renamed("row", self.row_of, self.rows, self.table.rows)]
        changes += self._renamed("column", self.column_of, self.columns, self.table.columns)
        same = 0
        for one in self.found:
            told = list(self._told(one))
            same += not told and one.of is not None
            changes += told
            for comment in one.comments:
                hands = [comment["author"]] if comment["author"] else []
                changes.append(self._change("comment", one, text=comment["text"], hands=hands))
        changes += self._ordered()
        for number, (text, row, column) in self.entries.items():
            if number not in self.claimed:
                place = {"row_path": self.rows.get(row, []), "column_path": self.columns.get(column, [])}
                changes.append(Change("gone", number, before=text, sure=False, **place))
        return Comparison(changes, same, self.identified)

    # Which entry is which

    def _by_bookmark(self):
        for one in self.found:
            free = [number for number in one.ids if number not in self.claimed]
            if free:
                one.of = free[0]
                one.kind = "united" if len(free) > 1 else ""
                one.ids = free
                self.claimed |= dict.fromkeys(free, one)
        # The rest of an entry that was divided has its bookmark too; what was copied has one with another name.
        for one in self.found:
            if one.of is None and (one.ids or one.copies):
                one.kind = "split" if one.ids else "copied"
                one.ids = one.ids or one.copies

    def _by_words(self):
        loose = [one for one in self.found if one.of is None and not one.kind]
        for one in loose:  # the same words here
            here = self._here(one)
            self._claim(one, next((n for n in here if self.texts[n] == folded(one.text)), None), sure=True)
        for one in loose:  # … or anywhere
            if one.of is None:
                free = [n for n in self.of_text.get(folded(one.text), ()) if n not in self.claimed]
                self._claim(one, free[0] if free else None, sure=len(free) == 1)
        for one in loose:
            if one.of is None:
                self._guess(one)

    def _guess(self, one):
        """Words that are alike, in the same cell."""
        free = {number: self.texts[number] for number in self._here(one)}
        found = process.extract(folded(one.text), free, scorer=fuzz.ratio, score_cutoff=DOUBTFUL, limit=2)
        if found:
            _text, score, number = found[0]
            ahead = len(found) == 1 or score - found[1][1] >= MARGIN
            self._claim(one, number, sure=score >= SURE and ahead)

    def _claim(self, one, number, sure):
        if number is not None:
            one.of, one.sure = number, sure
            self.claimed[number] = one

    def _here(self, one):
        """The entries of its cell that nothing in the file was taken for yet."""
        place = (self.row_of.get(one.row), self.column_of.get(one.column))
        return [number for number in self.of_cell.get(place, ()) if number not in self.claimed]

    # What is other

    def _told(self, one):
        if one.of is None:
            if one.kind:
                yield self._change(one.kind, one, entry_id=one.ids[0], before=self.entries[one.ids[0]][0], sure=False)
            else:
                yield self._change("new", one)
            return
        before, row, column = self.entries[one.of]
        if one.kind == "united":
            texts = " / ".join(self.entries[number][0] for number in one.ids)
            yield self._change("united", one, before=texts, entry_ids=one.ids, sure=False)
        elif _plain(before) != _plain(one.text):
            yield self._change("reworded", one, before=before)
        if (self.row_of.get(one.row), self.column_of.get(one.column)) != (row, column):
            was = [STEP.join(path) for path in (self.rows.get(row, []), self.columns.get(column, []))]
            yield self._change("moved", one, before=" × ".join(was))

    def _ordered(self):
        """Cells whose entries stand in another order; asked of those whose bookmarks are known, and that stayed."""
        cells = {}
        for one in self.found:
            place = (self.row_of.get(one.row), self.column_of.get(one.column))
            if one.of is not None and one.ids and place == tuple(self.entries[one.of][1:]):
                cells.setdefault(place, []).append(one)
        for place, there in cells.items():
            numbers = [one.of for one in there]
            before = [number for number in self.of_cell[place] if number in set(numbers)]
            if numbers != before:
                texts = "\n".join(self.entries[number][0] for number in before)
                told = {"entry_id": None, "entry_ids": numbers, "text": "\n".join(one.text for one in there)}
                yield self._change("order", there[0], before=texts, hands=[], sure=True, **told)

    def _change(self, kind, one, **told):
        told = {"entry_id": one.of, "text": one.text, "hands": one.hands, "sure": one.sure} | told
        row, column = self.row_of.get(one.row), self.column_of.get(one.column)
        return Change(
            kind,
            row_id=row,
            column_id=column,
            row_path=self.rows[row] if row in self.rows else self.table.rows[one.row].path,
            column_path=self.columns[column] if column in self.columns else self.table.columns[one.column].path,
            **told,
        )

    @staticmethod
    def _renamed(kind, aligned, known, there):
        for place, number in aligned.items():
            path = there[place].path
            if [_plain(label) for label in path] != [_plain(label) for label in known[number]]:
                told = {
                    f"{kind}_id": number,
                    f"{kind}_path": path,
                    "before": STEP.join(known[number]),
                    "text": STEP.join(path),
                }
                yield Change(kind, **told)


def _aligned(known, paths, votes) -> dict[int, int]:
    """{place in the file: number of the row or column it is}: by its name, else by whose entries stand in it, else,
    where one is missing on each side, by its place."""
    aligned, free = {}, dict(known)
    names = {}
    for number, path in known.items():
        names.setdefault(tuple(map(folded, path)), number)
    for place, path in enumerate(paths):
        number = names.get(tuple(map(folded, path)))
        if number in free:
            aligned[place] = number
            del free[number]
    for place, counter in votes.items():
        if place not in aligned:
            for number, count in counter.most_common(1):
                if number in free and count * 2 > counter.total():
                    aligned[place] = number
                    del free[number]
    left = [place for place in range(len(paths)) if place not in aligned]
    if len(left) == len(free) == 1 and len(paths) == len(known):
        aligned[left[0]] = next(iter(free))
    return dict(sorted(aligned.items()))


def _plain(text):
    """Without what a word processor changes by itself: kinds of blanks, how letters are composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())
