"""Figures as they stand in a sheet: a line each, or a row an organization and a column a period.

    read(data, "datos.xlsx") → [Line(row=7, organization="…", period="sep 2025", value="4.914", …), …]

Nothing is understood here but which column is which; what a line says is checked where it is taken in.
"""

from dataclasses import dataclass, field
from pathlib import PurePath

from flask_babel import gettext as _

from ..errors import Invalid, TooMany
from ..figures import MONTHS, Period
from ..text import folded
from . import MAX_BYTES, process, refusals, shown

MOST = 2_000  # lines
HEADS = {
    "organization": "organizacion organization centro institucion entidad municipio asociacion empresa cite",
    "period": "periodo period mes trimestre month fecha date",
    "category": "categoria category tipo",
    "value": "dato valor cantidad value figure numero total",
    "source": "fuente source",
    "invented": "inventado invented",
}
NAMES = {word: name for name, words in HEADS.items() for word in words.split()}


@dataclass(slots=True)
class Line:
    """`columns` are the letters of the columns where each part stands, by name."""

    row: int
    organization: str = ""
    period: str = ""
    category: str = ""
    value: str = ""
    source: str = ""
    invented: str = ""
    columns: dict = field(default_factory=dict)
    head: int = 0  # row of the period, where periods are columns

    def where(self, name: str) -> str:
        row = self.head if name == "period" and self.head else self.row
        if name not in self.columns:
            return _("Fila %(row)s", row=row)
        return _("Fila %(row)s, columna %(column)s", row=row, column=self.columns[name])


def read(data: bytes, filename: str) -> list[Line]:
    """`Invalid` with one sentence that names the file and says what is wrong and what would be right."""
    name = shown(filename)
    if len(data) > MAX_BYTES:
        raise Invalid(refusals.sentence("heavy", name, {"megabytes": MAX_BYTES // 1024 // 1024}))
    answer = process.lines(data, PurePath(name).suffix.lstrip(".").lower())
    if "refused" in answer:
        busy = answer["refused"] == "busy"
        raise (TooMany if busy else Invalid)(refusals.sentence(answer["refused"], name, answer["detail"]))
    for _sheet, rows in answer["sheets"]:
        found = of_rows([(row, {int(column): text for column, text in cells.items()}) for row, cells in rows])
        if found is None:
            continue
        if not found:
            raise Invalid(_("«%(file)s» tiene encabezados, y debajo ningún dato.", file=name))
        if len(found) > MOST:
            raise Invalid(_("«%(file)s» trae demasiados datos: caben %(n)s de una vez.", file=name, n=MOST))
        return found
    raise Invalid(
        _(
            "En «%(file)s» no se encontraron los encabezados. La primera fila dice: organización, período, dato; o "
            "organización y un período en cada columna. Baja la plantilla para verlo.",
            file=name,
        )
    )


def of_rows(rows) -> list[Line] | None:
    """The lines below the first row of heads; None where no row is one."""
    above = {}
    for place, (row, cells) in enumerate(rows[:30]):
        named = {}
        for column, text in cells.items():
            name = NAMES.get(folded(text).split(" (")[0].rstrip(":*"))
            if name and name not in named:
                named[name] = column
        if "organization" in named:
            if "value" in named and "period" in named:
                return [line for line in _long(rows[place + 1 :], named) if line is not None]
            periods = _periods(cells, above, set(named.values()))
            if periods:
                return list(_wide(rows[place + 1 :], named, periods, row))
        above = cells
    return None


def _periods(cells, above, taken):
    """{column: what its head says of the period}; a month takes its year from the head above."""
    found = {}
    for column, text in cells.items():
        if column in taken:
            continue
        for words in (text, f"{text} {above.get(column, '')}"):
            if words != text and folded(text).rstrip(".") not in MONTHS:
                continue
            try:
                Period.read(words)
            except ValueError:
                continue
            found[column] = words
            break
    return found


def _long(rows, named):
    letters = {name: letter(column) for name, column in named.items()}
    for row, cells in rows:
        said = {name: cells.get(column, "") for name, column in named.items()}
        if not any(said[name] for name in ("organization", "period", "value")) or _adds_up(said["organization"], cells):
            continue
        yield Line(row, **said, columns=letters)


def _wide(rows, named, periods, head):
    beside = {name: column for name, column in named.items() if name not in ("period", "value")}
    for row, cells in rows:
        said = {name: cells.get(column, "") for name, column in beside.items()}
        if _adds_up(said["organization"], cells):
            continue
        for column, period in periods.items():
            if not cells.get(column):
                continue
            letters = {name: letter(one) for name, one in beside.items()}
            letters |= {"value": letter(column), "period": letter(column)}
            yield Line(row, **said, period=period, value=cells[column], columns=letters, head=head)


def _adds_up(organization, cells):
    """Whether a row is the sum of the others, or a note below them."""
    return folded(organization).startswith(("total", "suma", "fuente", "nota", "source")) or (
        len(cells) == 1 and bool(organization)
    )


def letter(column: int) -> str:
    """3 is C, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
