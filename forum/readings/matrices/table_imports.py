"""What files that several people filled in hold, and where in the matrix it belongs."""

import re
from collections import namedtuple
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from ...extensions import db
from ...models import Matrix, Membership, TableFile, TableImport, User
from ...models.matrices import rows_and_columns, standing_entries
from ...text import folded

STEP = " › "
ALIKE, MARGIN = 74, 6  # of 100: how alike two labels are; how much more alike than the next
# Words of a file's name that are nobody's.
NOBODYS = {
    "matriz",
    "matrices",
    "tabla",
    "tablas",
    "cuadro",
    "actores",
    "actor",
    "foro",
    "grupo",
    "version",
    "final",
    "copia",
    "copy",
    "propuestas",
    "desafios",
    "respuestas",
    "documento",
    "doc",
    "docx",
    "xlsx",
    "odt",
    "csv",
    "word",
    "rol",
    "roles",
    "tarea",
    "mi",
}
JOINTS = {"de", "del", "la", "el", "los", "las", "y", "da", "dos"}  # between the parts of a name

OUT, NEW = "out", "new"  # where a label may be put beside the rows and columns that there are
Placed = namedtuple("Placed", "row column text known")  # `known`: these words stand there already
Lost = namedtuple("Lost", "label axis entries out")  # a row or a column without a place; `out`: left so on purpose


@dataclass(frozen=True)
class Coming:
    """A row or a column that a facilitator wants made of a label."""

    axis: str
    path: tuple[str, ...]
    actor = None

    @property
    def id(self):
        return self.axis, folded(STEP.join(self.path))


@dataclass
class Label:
    """What files call a row or a column that is not in the matrix by that name. `place` is where it goes: a number,
    "new", "out", or None while nobody said and nothing is like it."""

    axis: str
    label: str
    place: int | str | None
    guessed: bool = False
    entries: int = 0
    files: set = field(default_factory=set)

    @property
    def key(self):
        return folded(self.label)


@dataclass
class FileReport:
    """What would come of one file. `guesses` are (as in the file, as in the matrix), `labels` what it calls what the
    matrix calls otherwise or has not."""

    file: TableFile
    placed: list[Placed] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    guesses: list[tuple[str, str]] = field(default_factory=list)
    turned: bool = False  # its rows are the matrix's columns
    member: Membership | None = None

    @property
    def new(self) -> list[Placed]:
        return [one for one in self.placed if not one.known]


def table_imports_of(matrix: Matrix):
    """(import, how many files, how many proposals came of them), the newest first."""
    query = (
        select(TableImport, func.count(TableFile.id), func.coalesce(func.sum(TableFile.added), 0))
        .outerjoin(TableFile, TableFile.import_id == TableImport.id)
        .where(TableImport.matrix_id == matrix.id, TableImport.removed_at.is_(None))
        .group_by(TableImport.id)
        .order_by(TableImport.id.desc())
        .limit(50)
    )
    return db.session.execute(query).all()


def reports(found: TableImport) -> list[FileReport]:
    """By file, as the matrix is now."""
    matrix = found.matrix
    rows, columns = rows_and_columns(matrix)
    members, known = members_by_name(matrix), {}
    for entry in standing_entries(matrix):
        known.setdefault((entry.row_id, entry.column_id), set()).add(folded(entry.text))
    by_hand = found.placed or {}
    row_of, column_of = Labels("row", rows, by_hand), Labels("column", columns, by_hand)
    out = []
    for file in found.files:
        report = FileReport(file, member=members.get(folded(file.author)))
        if file.content:
            _place(report, row_of, column_of, known)
        out.append(report)
    return out


def _place(report, row_of, column_of, known):
    rows, columns = report.file.content["rows"], report.file.content["columns"]
    paths = [path for path, _cells in rows]
    straight = row_of.match(paths), column_of.match(columns)
    turned = row_of.match(columns), column_of.match(paths)
    if _fits(turned) > _fits(straight):
        report.turned = True
        cells = [[cells[place] for _path, cells in rows] for place in range(len(columns))]
        rows = list(zip(columns, cells, strict=True))
        columns, straight = paths, turned
    found_rows, found_columns = straight
    row_paths = [path for path, _cells in rows]
    rows_out = [row_of.chosen(path) == OUT for path in row_paths]
    columns_out = [column_of.chosen(path) == OUT for path in columns]
    # Of entries that a row or a column loses, and of those that wait to be told where that is.
    lost, waiting = ([[0] * len(rows), [0] * len(columns)] for _one in range(2))
    for down, ((_path, cells), row) in enumerate(zip(rows, found_rows, strict=True)):
        for across, (cell, column) in enumerate(zip(cells, found_columns, strict=True)):
            waiting[0][down] += 0 if columns_out[across] else len(cell)
            waiting[1][across] += 0 if rows_out[down] else len(cell)
            if row is None:
                lost[0][down] += len(cell)
            elif column is None:
                lost[1][across] += len(cell)
            else:
                there = known.get((row.id, column.id), ())
                report.placed += [Placed(row, column, text, folded(text) in there) for text in cell]
    for of, paths, things, gone, open_ones in (
        (row_of, row_paths, found_rows, lost[0], waiting[0]),
        (column_of, columns, found_columns, lost[1], waiting[1]),
    ):
        for path, thing, count, asked in zip(paths, things, gone, open_ones, strict=True):
            _note(report, of, path, thing, count, asked)


def _note(report, of, path, thing, count, asked):
    """What is to be said of a label that is no row's or column's own."""
    label, chosen = STEP.join(path), of.chosen(path)
    if thing is None:
        report.lost.append(Lost(label, of.axis, count, chosen == OUT))
    elif isinstance(thing, Coming) or chosen == thing.id or folded(path[-1]) != folded(thing.path[-1]):
        report.guesses.append((label, STEP.join(thing.path)))
    else:
        return
    guessed = chosen is None and thing is not None
    if asked:
        place = thing.id if guessed else chosen
        report.labels.append(Label(of.axis, label, place, guessed, asked, {report.file.id}))


def labels_of(found: list[FileReport]) -> list[Label]:
    """Those of all files, each once, rows first; first those of which nobody said where they go."""
    merged = {}
    for report in found:
        for one in report.labels:
            known = merged.setdefault((one.axis, one.key), Label(one.axis, one.label, one.place, one.guessed))
            known.entries += one.entries
            known.files |= one.files
    return sorted(merged.values(), key=lambda one: (one.place is not None, one.axis != "row"))


def _fits(matched):
    rows, columns = matched
    return sum(one is not None for one in rows) * sum(one is not None for one in columns)


class Labels:
    """Rows or columns of the matrix, found by what a file calls them: by their whole path, by their own label where one
    alone has it, by what a facilitator said, and then by likeness."""

    def __init__(self, axis, things, by_hand):
        self.axis, self.things = axis, things
        self.by_path = {_key(thing.path): thing for thing in things}
        self.by_number = {thing.id: thing for thing in things}
        self.by_hand = by_hand.get(axis, {})
        self.by_label = {}
        for thing in things:
            self.by_label.setdefault(folded(thing.path[-1]), []).append(thing)

    def chosen(self, path):
        """Where a facilitator put a label: a number, NEW or OUT; None where they did not, or it is not there now."""
        place = self.by_hand.get(_key(path))
        return place if place in (NEW, OUT) or place in self.by_number else None

    def match(self, paths) -> list:
        found = [self._exact(path) for path in paths]
        chosen = [self.chosen(path) for path in paths]
        for place, (path, put) in enumerate(zip(paths, chosen, strict=True)):
            if found[place] is None and put is not None:
                found[place] = Coming(self.axis, tuple(path)) if put == NEW else self.by_number.get(put)
        free = {number: thing for number, thing in enumerate(self.things) if thing not in found}
        for place, path in enumerate(paths):
            if found[place] is None and chosen[place] is None and free:
                number = self._alike(path, free)
                if number is not None:
                    found[place] = free.pop(number)
        return found

    def _exact(self, path):
        if (thing := self.by_path.get(_key(path))) is not None:
            return thing
        named = self.by_label.get(folded(path[-1]), [])
        return named[0] if len(named) == 1 else None

    def _alike(self, path, free):
        best = {}
        for words, of in (
            (folded(path[-1]), lambda thing: thing.path[-1]),
            (_key(path), lambda thing: _key(thing.path)),
        ):
            choices = {number: folded(of(thing)) for number, thing in free.items()}
            for _label, score, number in process.extract(words, choices, scorer=fuzz.WRatio, limit=2):
                best[number] = max(score, best.get(number, 0))
        ranked = sorted(best.items(), key=lambda one: -one[1])
        if not ranked or ranked[0][1] < ALIKE or len(folded(path[-1])) < 3:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None
        return ranked[0][0]


def _key(path):
    return folded(STEP.join(path))


def members_by_name(matrix) -> dict[str, Membership]:
    """Those that one name alone means."""
    query = (
        select(User.name, Membership)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.space_id == matrix.space_id, Membership.left_at.is_(None))
        .options(contains_eager(Membership.user))
    )
    found = {}
    for name, member in db.session.execute(query):
        found.setdefault(folded(name), []).append(member)
    return {name: members[0] for name, members in found.items() if len(members) == 1}


def author_of(filename: str, creator: str, members: dict[str, Membership]) -> str:
    """Whose a file is: a member named in the file's name, or as who wrote it; else what its name says beside words that
    are nobody's; else who wrote it."""
    words = folded(re.sub(r"[\W_]+", " ", filename.rpartition(".")[0]))
    tokens = set(words.split())
    # Of a member the first name and one more are enough, where nobody else is named as well.
    named = {}
    for name, member in members.items():
        parts = name.split()
        if parts[0] in tokens and any(part in tokens for part in parts[1:] if part not in JOINTS):
            named.setdefault(sum(part in tokens for part in parts), []).append(member.user.name)
    if named and len(named[max(named)]) == 1:
        return named[max(named)][0]
    if (member := members.get(folded(creator))) is not None:
        return member.user.name
    left = [
        word
        for word in re.sub(r"[\W_]+", " ", filename.rpartition(".")[0]).split()
        if folded(word) not in NOBODYS and not any(letter.isdigit() for letter in word)
    ]
    while left and folded(left[0]) in JOINTS:
        left.pop(0)
    while left and folded(left[-1]) in JOINTS:
        left.pop()
    written = (word if word[:1].isupper() or folded(word) in JOINTS else word.capitalize() for word in left)
    return " ".join(written)[:200] or creator[:200]
