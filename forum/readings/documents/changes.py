"""What is other in a later version of a document, clause by clause."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Indel

from ...models import ClauseText, DocumentVersion
from ...text import changes
from ...text.pipes import from_tables
from .versions import clauses_of

NO_TABLE = {"caption": "", "rows": []}
KINDS = ("reworded", "renumbered", "moved", "added", "removed", "same")


@dataclass
class Change:
    """A clause in both versions, or in one. `kinds` is what happened to it, the first of `KINDS` first."""

    before: ClauseText | None
    after: ClauseText | None
    kinds: list[str]

    @property
    def standing(self) -> ClauseText:
        return self.after or self.before

    def worded(self, part: str) -> list[tuple[str, str]]:
        """The words of `heading`, `text`, `tables` or `figures` as runs of "same", "gone" and "come"."""
        old, new = (words_of(text, part) if text is not None else "" for text in (self.before, self.after))
        return changes(old, new)

    def tables(self) -> list[dict]:
        """Its tables in both versions, the first with the first: the caption and every cell as such runs."""
        old, new = (text.tables if text is not None else [] for text in (self.before, self.after))
        return [_table(*pair) for pair in zip_longest(old, new, fillvalue=NO_TABLE)]


def _table(old, new):
    """A row is known by its first cell."""
    rows, before, after = [], old["rows"], new["rows"]
    for operation, a, b, c, d in Indel.opcodes([row[0] for row in before], [row[0] for row in after]):
        if operation == "equal":
            rows += map(_row, before[a:b], after[c:d])
        else:
            rows += [_row(row, ()) for row in before[a:b]] + [_row((), row) for row in after[c:d]]
    return {"caption": changes(old["caption"], new["caption"]), "rows": _joined(rows)}


def _row(old, new):
    return [changes(*pair) for pair in zip_longest(old, new, fillvalue="")]


def _joined(rows):
    """Every row as wide as the widest."""
    width = max((len(row) for row in rows), default=0)
    return [row + [[]] * (width - len(row)) for row in rows]


def words_of(text: ClauseText, part: str) -> str:
    if part == "tables":
        return from_tables(text.tables)
    if part == "figures":
        return "\n".join(figure["caption"] or figure["filename"] for figure in text.figures)
    return getattr(text, part)


def compared(before: DocumentVersion, after: DocumentVersion) -> list[Change]:
    """All clauses in the order of the later version; one that went stands where it stood."""
    old, new = clauses_of(before), clauses_of(after)
    was = {text.clause_id: text for text in old}
    there = {text.clause_id for text in new}
    order = _in_order([text.clause_id for text in old if text.clause_id in there], [t.clause_id for t in new])
    found, waiting = [], {}
    last = None
    for text in old:
        if text.clause_id in there:
            last = text.clause_id
        else:
            waiting.setdefault(last, []).append(Change(text, None, ["removed"]))
    found += waiting.get(None, [])
    for text in new:
        found.append(Change(was.get(text.clause_id), text, _kinds(was.get(text.clause_id), text, order)))
        found += waiting.get(text.clause_id, [])
    return found


def tally(found: list[Change]) -> dict[str, int]:
    """{kind: how many clauses}, without those that did not change."""
    counts = {kind: sum(kind in change.kinds for change in found) for kind in KINDS if kind != "same"}
    return {kind: count for kind, count in counts.items() if count}


def _kinds(before, after, order):
    if before is None:
        return ["added"]
    kinds = []
    parts = ("heading", "text", "tables", "figures")
    if any(words_of(before, part) != words_of(after, part) for part in parts) or _pictures(before) != _pictures(after):
        kinds.append("reworded")
    if before.number != after.number:
        kinds.append("renumbered")
    if after.clause_id not in order or before.level != after.level:
        kinds.append("moved")
    return kinds or ["same"]


def _pictures(text):
    return [figure["digest"] for figure in text.figures]


def _in_order(old, new) -> set[int]:
    """Those that kept their order: a longest run of the old order that is also in the new one."""
    place = {id: n for n, id in enumerate(old)}
    tails, best, above = [], [], {}
    for id in new:
        if id not in place:
            continue
        at = bisect_left(tails, place[id])
        tails[at : at + 1] = [place[id]]
        best[at : at + 1] = [id]
        above[id] = best[at - 1] if at else None
    kept, id = set(), best[-1] if best else None
    while id is not None:
        kept.add(id)
        id = above[id]
    return kept
