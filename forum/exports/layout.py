"""A matrix laid out for paper: what every format has to know, worked out once, before any of them writes a byte.

`lay(table, options)` gives the `Layout`: the grid of heads with its spans, the row labels with theirs, each entry with
its note numbers and its words of state, the notes, the sheet of paper and the widths of its columns in millimetres.
Nothing here knows a file format; every text is free of the characters that XML cannot carry.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from .. import exchange
from ..exchange import Entry, Source, Table
from .spans import Span, begun, clean, heads, labels
from .sums import sums

SHEETS = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}  # lying, mm
PROPERTY = "Tinkuy"  # of a document: which export it is
MARGIN = 14.0  # mm, all round
READABLE = 30.0  # mm: a narrower column cannot be read
PAD = 4.5  # mm a cell keeps free, left and right together
STEP = " › "  # between the labels of a path, where a path must be one text


@dataclass(slots=True)
class Item:
    """An entry as paper shows it."""

    text: str
    state: str
    numbers: list[int]  # of its notes
    words: str = ""  # "propuesta", "no recogida: …", "unida a «…»"
    byline: str = ""  # who proposed it
    id: int | None = None

    @property
    def marks(self) -> str:
        """The note numbers as they stand after the entry, "1–4, 9"."""
        return ranges(self.numbers)

    @property
    def aside(self) -> str:
        """What stands in small letters after the entry."""
        return " · ".join(part for part in (self.words, self.byline) if part)


@dataclass(slots=True)
class Note:
    """A source at the end of the paper."""

    number: int
    quote: str
    who: str
    where: str
    url: str
    changed: bool


@dataclass(slots=True)
class Line:
    """A row's cells; `tall` if it may not fit what is left of a page and so has to break over two."""

    weave: int | None
    cells: list[list[Item]]
    tall: bool = False


@dataclass(slots=True)
class Layout:
    title: str
    question: str
    space: str
    imprint: str  # "Edición 2, 19 de noviembre de 2026"
    footing: str  # the same, with "Huella 7c1e 90ab 44d2"
    url: str
    language: str
    stub: int  # how many columns hold row labels, at least one
    heads: list[list[Span]]  # depth × all columns, the stub first
    labels: list[list[Span]]  # rows × stub
    lines: list[Line]
    notes: list[Note]
    sheet: str  # "a4" or "a3"
    widths: list[float]  # mm, all columns, the stub first
    size: float  # points of an entry's letters
    sums: list[str]  # what signed values add up to, where there are any

    @property
    def head_rows(self) -> list[list[Span]]:
        """For each row of heads those that begin in it."""
        return begun(self.heads)

    @property
    def label_rows(self) -> list[list[Span]]:
        """For each row of the matrix the labels that begin in it."""
        return begun(self.labels)


def lay(table: Table, options) -> Layout:
    """The layout of a table that `select` has been through."""
    stub = max(1, len(table.row_headers), *(len(row.path) for row in table.rows))
    notes, numbers = number_sources(table)
    lines = [
        Line(row.weave, [[_item(entry, row, table, numbers[id(entry)]) for entry in cell] for cell in row.cells])
        for row in table.rows
    ]
    sheet, widths = _columns(table, stub)
    size = 10.5 if len(table.columns) <= 4 else 9.5 if len(table.columns) <= 6 else 9
    layout = Layout(
        title=clean(table.title).strip(),
        question=clean(table.question).strip(),
        space=clean(options.space),
        imprint=imprint(options),
        footing=" · ".join(part for part in (imprint(options), fingerprint(options.digest)) if part),
        url=web_address(options.url),
        language=str(get_locale() or "es")[:2],
        stub=stub,
        heads=heads(table, stub),
        labels=labels(table, stub),
        lines=lines,
        notes=notes,
        sheet=sheet,
        widths=widths,
        size=size,
        sums=[clean(text) for text in sums(table)],
    )
    for line in lines:
        line.tall = _height(line, layout) > (SHEETS[sheet][1] - 2 * MARGIN) * 0.4
    return layout


def joined(path: list[str]) -> str:
    """A path as one text, "Rol hacia › La producción nacional"; labels that say nothing are left out.

    A "›" inside a label is doubled, so cutting at " › " and halving "››" gives the path back.
    """
    labels = (clean(label).replace("\n", " ").strip() for label in path)
    return STEP.join(label.replace("›", "››") for label in labels if label)


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def ranges(numbers: list[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)


def long_date(day: date | datetime | None) -> str:
    """«19 de noviembre de 2026», in the reader's language."""
    if day is None:
        return ""
    return format_date(day, "long", locale=get_locale() or "es").replace("\u202f", " ")


def edition_name(edition: str) -> str:
    """A bare number becomes «Edición 2»; anything else is a name already."""
    edition = str(edition).strip()
    return _("Edición %(number)s", number=edition) if edition.isdigit() else clean(edition)


def imprint(options) -> str:
    """«Edición 2, 19 de noviembre de 2026», or what there is of it."""
    edition, day = edition_name(options.edition), long_date(options.date)
    return _("%(edition)s, %(date)s", edition=edition, date=day) if edition and day else edition or day


def fingerprint(digest: str) -> str:
    """«Huella 7c1e 90ab 44d2»: enough of a digest to tell two editions apart by eye."""
    return _("Huella %(short)s", short=exchange.fingerprint(digest)) if digest else ""


def web_address(url: str) -> str:
    """The address if it is one that may be followed from paper, else nothing."""
    url = clean(url).strip()
    return url if re.match(r"https?://[^\s\"<>\\]+$", url) else ""


def words_of_state(entry: Entry, table: Table) -> str:
    """«propuesta», «no recogida: motivo», «unida a «…»»; nothing for what is accepted."""
    if entry.state == "proposed":
        return _("propuesta")
    if entry.state == "declined":
        return _("no recogida: %(reason)s", reason=clean(entry.reason)) if entry.reason else _("no recogida")
    if entry.state == "merged":
        target = target_of(entry, table)
        return _("unida a «%(text)s»", text=clean(target.text)) if target else _("unida a otra entrada")
    return ""


def target_of(entry: Entry, table: Table) -> Entry | None:
    """The entry that this one was merged into, if the table has it."""
    if not entry.merged_into or min(entry.merged_into) < 0:
        return None
    row, column, place = entry.merged_into
    try:
        return table.rows[row].cells[column][place]
    except IndexError:
        return None


def number_sources(table: Table) -> tuple[list[Note], dict[int, list[int]]]:
    """The notes in the order of reading, and by `id(entry)` the numbers of its own.

    The same words of the same post are one note, however many entries stand on them.
    """
    notes, known, numbers = [], {}, {}
    for entry in table.entries():
        own = numbers.setdefault(id(entry), [])
        for source in entry.sources:
            key = (source.post, source.quote, source.author, source.place, source.url)
            if key not in known:
                known[key] = len(notes) + 1
                notes.append(note(known[key], source))
            own.append(known[key])
    return notes, numbers


def pieces(sentence: str, **parts) -> list[tuple[str, str]]:
    """A translated sentence cut at its placeholders: [("", "Página "), ("page", …), ("", " de "), ("pages", …)].

    For what the word processor fills in. `sentence` has each of the parts as "{name}".
    """
    cut = re.split(r"\{(\w+)\}", sentence)
    return [(name, parts.get(name, "")) if i % 2 else ("", name) for i, name in enumerate(cut) if name]


def walk(layout: Layout, progress=None):
    """(row number, its labels, its line), telling `progress(done, total)` of the rows."""
    total = len(layout.lines)
    for number, line in enumerate(layout.lines):
        yield number, layout.labels[number], line
        if progress:
            progress(number + 1, total)


def _item(entry, row, table, numbers):
    return Item(
        text=clean(entry.text),
        state=entry.state,
        numbers=numbers,
        words=words_of_state(entry, table),
        byline=_byline(entry, row),
        id=entry.id,
    )


def _byline(entry, row):
    """The row tells whose voice it is; a byline repeats it only when it is another's."""
    actor = "" if entry.actor in row.path else entry.actor
    return clean(", ".join(part for part in (entry.author, actor) if part))


def note(number: int, source: Source) -> Note:
    return Note(
        number=number,
        quote=clean(source.quote),
        who=clean(", ".join(part for part in (source.author, source.actor, source.organization) if part)),
        where=clean(", ".join(part for part in (source.place, long_date(source.date)) if part)),
        url=web_address(source.url),
        changed=source.changed,
    )


def _columns(table, stub):
    """The sheet, and a width for each column: labels by their longest word, the rest by how much stands in them."""
    fixed = [_stub_width([row.path[level] for row in table.rows if level < len(row.path)]) for level in range(stub)]
    number = len(table.columns)
    room = SHEETS["a4"][0] - 2 * MARGIN - sum(fixed)
    sheet = "a4"
    if number and room / number < READABLE:
        sheet, room = "a3", SHEETS["a3"][0] - 2 * MARGIN - sum(fixed)
    amounts = [
        sum(len(entry.text) + 12 for row in table.rows for entry in row.cells[place]) ** 0.5 for place in range(number)
    ]
    mean = sum(amounts) / number if number else 0
    weights = [min(1.25, max(0.8, amount / mean)) if mean else 1 for amount in amounts]
    widths = fixed + [room * weight / sum(weights) for weight in weights]
    return sheet, [round(width, 2) for width in widths]


def _stub_width(labels):
    longest = max((len(word) for label in labels for word in label.split()), default=0)
    return min(44.0, max(24.0, 11 + 2.05 * longest))


def _height(line, layout):
    """Millimetres that a row takes, roughly."""
    letter, lead = layout.size * 0.17, layout.size * 0.46
    return max(
        (
            sum(
                1 + len(item.text + item.aside) * letter // max(5.0, width - PAD - 3) + item.text.count("\n")
                for item in cell
            )
            * lead
            + 2 * len(cell)
            for cell, width in zip(line.cells, layout.widths[layout.stub :], strict=True)
        ),
        default=0,
    )


def headings() -> list[str]:
    """The first columns of the long form, one line an entry; `forum.imports` knows them in both languages."""
    return [_("Fila"), _("Columna"), _("Entrada"), _("Estado"), _("Autoría"), _("Actor"), _("Motivo")]


def records(table: Table, progress=None):
    """(row path, column path, entry) of the long form.

    The entry is None where a cell has none and the line is there so that no row or column is lost: the first row names
    every column, and every row appears.
    """
    for number, row in enumerate(table.rows):
        name = joined(row.path)
        silent = not any(row.cells)
        for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            path = joined(column.path)
            for entry in cell:
                yield name, path, entry
            if not cell and (number == 0 or (silent and place == 0)):
                yield name, path, None
        if progress:
            progress(number + 1, len(table.rows))


def state_names() -> dict[str, str]:
    return {
        "proposed": _("propuesta"),
        "accepted": _("aceptada"),
        "declined": _("no recogida"),
        "merged": _("unida"),
    }
