"""Who favours what, and how much: entries that begin with a signed value, and what these add up to.

    value_of("+2 con asistencia técnica") → 2    value_of("−1: falta riego") → -1    value_of("200 bolsas") → None

The values of a cell are one: the mean of what is accepted, or, where nothing is, of what is proposed.
"""

import re
from collections import namedtuple
from dataclasses import dataclass

LARGEST = 3
# A sign close to its figure, or a plain 0; nothing that would make another number of it.
SIGNED = re.compile(r"\s*([+\-−–]?)([0-3])(?![\d%]|[.,/–-]\d|\s%)(?=$|[\s:;.,)–—-])")

Sum = namedtuple("Sum", "label value favour against for_count against_count")  # of a column
Pair = namedtuple("Pair", "one other value agree differ agreed differed")  # of two rows


def value_of(text: str) -> int | None:
    found = SIGNED.match(text)
    if found is None or (not found[1] and found[2] != "0"):
        return None
    return -int(found[2]) if found[1] in ("-", "−", "–") else int(found[2])


@dataclass(slots=True)
class Values:
    """`cells[row][column]` is a number or None. `proposed` says of how many cells nothing is accepted yet."""

    rows: list[str]
    columns: list[str]
    cells: list[list[float | None]]
    proposed: int = 0

    @property
    def sums(self) -> list[Sum]:
        """By column: what favours it and what is against it, apart and together."""
        found = []
        for place, label in enumerate(self.columns):
            given = [line[place] for line in self.cells if line[place] is not None]
            favour, against = [one for one in given if one > 0], [one for one in given if one < 0]
            found.append(Sum(label, sum(given), sum(favour), sum(against), len(favour), len(against)))
        return found

    @property
    def pairs(self) -> list[Pair]:
        """Of two rows: how far they pull the same way, less how far they pull apart. Over the columns of which both say
        something, half of what the two values are together; who differ most come first."""
        found = []
        for place, one in enumerate(self.cells):
            for below, other in enumerate(self.cells[place + 1 :], start=place + 1):
                agree = differ = agreed = differed = 0
                for left, right in zip(one, other, strict=True):
                    if not left or not right:
                        continue
                    weight = (abs(left) + abs(right)) / 2
                    if (left > 0) == (right > 0):
                        agree, agreed = agree + weight, agreed + 1
                    else:
                        differ, differed = differ + weight, differed + 1
                if agreed or differed:
                    names = self.rows[place], self.rows[below]
                    found.append(Pair(*names, agree - differ, agree, differ, agreed, differed))
        return sorted(found, key=lambda pair: pair.value)


def values(rows: list[str], columns: list[str], cells) -> Values | None:
    """`cells[row][column]` are (text, state) of what stands there; None where it is no table of values: fewer than half
    of the entries that stand begin with one."""
    entries = valued = proposed = 0
    lines = []
    for row in cells:
        line = []
        for cell in row:
            standing = [(value_of(text), state) for text, state in cell if state in ("accepted", "proposed")]
            given = [(value, state) for value, state in standing if value is not None]
            entries, valued = entries + len(standing), valued + len(given)
            accepted = [value for value, state in given if state == "accepted"]
            counted = accepted or [value for value, _state in given]
            proposed += bool(counted) and not accepted
            line.append(round(sum(counted) / len(counted), 1) if counted else None)
        lines.append(line)
    if not valued or valued * 2 < entries:
        return None
    return Values(list(rows), list(columns), lines, proposed)


def signed(value, decimal=",") -> str:
    """«+2», «−1,5», «0», with the minus that is one."""
    digits = f"{abs(value):.1f}".removesuffix(".0").replace(".", decimal)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{digits}"
