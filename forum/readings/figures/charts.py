"""Where the bars of a chart stand: numbers for a drawing, in its own units. Every bar begins at zero."""

from dataclasses import dataclass
from decimal import Decimal

WIDE, NARROW = 736, 312  # of the drawing: beside it on a screen, on a telephone
LETTER = 8.2  # of a label, and of the value behind a bar, on average
LONGEST = 34  # letters of a label beside its bar


@dataclass(slots=True)
class Bar:
    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    label_x: float = 0
    label_y: float = 0
    value_x: float = 0
    value_y: float = 0
    first: bool = False


@dataclass(slots=True)
class Chart:
    width: int
    height: float
    bars: list[Bar]
    axis: float = 0  # where zero is
    narrow: bool = False


def bars(rows, write, narrow=False) -> Chart:
    """One below the other, from the left; `rows` are (label, value), `write` says a value. Where it is narrow a label
    stands above its bar."""
    rows = [(label, Decimal(value)) for label, value in rows]
    most = max((value for _label, value in rows), default=Decimal(0))
    longest = max((len(label) for label, _value in rows), default=0)
    room = max((len(write(value)) for _label, value in rows), default=0) * 9.5 + 18
    width = NARROW if narrow else WIDE
    axis = 1 if narrow else round(min(longest, LONGEST) * LETTER + 14)
    step, thick = (66, 29) if narrow else (45, 29)
    found = []
    for place, (label, value) in enumerate(rows):
        top = place * step + (28 if narrow else 8)
        length = float(value / most) * (width - axis - room) if most else 0
        bar = Bar(_cut(label, 40 if narrow else LONGEST), write(value), axis, top, round(length, 1), thick)
        bar.label_x, bar.label_y = (0, top - 10) if narrow else (axis - 12, top + 20)
        bar.value_x, bar.value_y = round(axis + length + 10, 1), top + 20
        bar.first = not place
        found.append(bar)
    return Chart(width, len(rows) * step + 6, found, axis, narrow)


def columns(points, write) -> Chart:
    """Months side by side; `points` are (label, value or None). The highest is the first in ink."""
    high, foot, head = 190, 26, 24
    most = max((value for _label, value in points if value is not None), default=Decimal(0))
    step = WIDE / max(len(points), 1)
    thick = round(min(56, step * 0.66), 1)
    found = []
    for place, (label, value) in enumerate(points):
        middle = (place + 0.5) * step
        tall = round(float(value / most) * high, 1) if value and most else 0
        bar = Bar(label, write(value) if value is not None else "", 0, head + high - tall, thick, tall)
        bar.x = round(middle - thick / 2, 1)
        bar.label_x = bar.value_x = round(middle, 1)
        bar.label_y, bar.value_y = head + high + 19, round(head + high - tall - 7, 1)
        bar.first = value is not None and value == most
        found.append(bar)
    return Chart(WIDE, head + high + foot, found, head + high)


def _cut(label, most):
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
