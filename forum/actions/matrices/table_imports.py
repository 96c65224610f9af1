"""Tables of several people brought into one matrix: the files are taken, read in the background, looked at, and then
what they hold becomes proposals, each under its author."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Entry, Matrix, MatrixColumn, MatrixRow, TableFile, TableImport, User
from ...models.base import now
from ...models.matrices import rows_and_columns
from ...readings.matrices.table_imports import NEW, OUT, Coming, author_of, labels_of, members_by_name, reports
from ...text import folded
from .. import action
from .entries import voice
from .filling import LONGEST_NAME, MOST_ENTRIES, actors_by_name
from .places import columns_of, position_at, rows_of
from .shape import MOST_COLUMNS, MOST_ROWS
from .steps import kept, made
from .wording import LONGEST, clean_path, legible, one_line

MOST_FILES = 60


@action("matrix.import")
def take_tables(user: User, matrix: Matrix, filenames: list[str]) -> TableImport:
    """Files of these names, to be read; the caller keeps their bytes, by the numbers this gives."""
    if not filenames:
        raise Invalid(_("Elige los archivos que tienen las tablas."))
    if len(filenames) > MOST_FILES:
        raise Invalid(_("Elige como mucho %(n)s archivos de una vez.", n=MOST_FILES))
    found = TableImport(matrix_id=matrix.id, user_id=user.id)
    found.files = [TableFile(filename=name[:120]) for name in filenames]
    db.session.add(found)
    db.session.flush()
    return found


@action("matrix.import")
def start_reading(user: User, found: TableImport) -> TableImport:
    """The bytes are there: the background work may begin."""
    record("tables.taken", user, found, table_import=found.id)
    return found


@action("matrix.import")
def note_reading(user: User, found: TableImport, file: TableFile, content: dict, left_out: list, creator: str):
    """What one of the files holds; the first reading counts, where it was begun again."""
    if file.state != "waiting":
        return
    file.state, file.content, file.left_out = "read", content, left_out
    file.author = author_of(file.filename, creator, members_by_name(found.matrix))


@action("matrix.import")
def note_refusal(user: User, found: TableImport, file: TableFile, problem: str):
    """Why one of the files could not be read."""
    if file.state != "waiting":
        return
    file.state, file.problem = "refused", problem


@action("matrix.import")
def place_labels(user: User, found: TableImport, places: dict[tuple[str, str], int | str | None]) -> TableImport:
    """Where labels of the files belong: {(axis, folded label): number of a row or column, "new", "out", or None to say
    nothing}. Nothing of it is in the matrix before the files are imported."""
    if found.written_at is not None:
        raise Conflict(_("Estos archivos ya se importaron."))
    rows, columns = rows_and_columns(found.matrix)
    there = {"row": {row.id for row in rows}, "column": {column.id for column in columns}}
    known = {(label.axis, label.key) for label in labels_of(reports(found))}
    placed = {axis: dict((found.placed or {}).get(axis, {})) for axis in there}
    for (axis, key), place in places.items():
        if (axis, key) not in known:
            continue
        if place is None:
            placed[axis].pop(key, None)
        elif place in (NEW, OUT) or place in there[axis]:
            placed[axis][key] = place
        else:
            raise Invalid(_("Esa fila o columna ya no está en la matriz. Elige otra."))
    found.placed = placed
    return found


@action("matrix.import")
def write_tables(user: User, found: TableImport, authors: dict[int, str], seen: dict[int, int]) -> int:
    """Propose what the files in `authors` hold ({file: whose it is}); gives how many proposals that made. `Conflict`
    where the matrix has changed so that another number of them would come than was `seen` ({file: number})."""
    if found.written_at is not None:
        raise Conflict(_("Estos archivos ya se importaron."))
    if any(file.state == "waiting" for file in found.files):
        raise Conflict(_("Todavía se están leyendo los archivos. Espera a que terminen."))
    if not authors:
        raise Invalid(_("Marca al menos un archivo."))
    for file in found.files:
        if file.id in authors:
            file.author = one_line(authors[file.id])[:LONGEST_NAME]
    chosen = [report for report in reports(found) if report.file.id in authors and report.file.state == "read"]
    if any(lost.entries and not lost.out for report in chosen for lost in report.lost):
        raise Invalid(_("Di primero dónde van las filas y columnas que no están en la matriz, o déjalas fuera."))
    if any(seen.get(report.file.id) != len(report.new) for report in chosen):
        raise Conflict(_("La matriz cambió mientras mirabas. Lee otra vez el informe antes de importar."))
    if any(not report.file.author for report in chosen):
        raise Invalid(_("Escribe de quién es cada archivo."))
    coming = _make_places(found.matrix, chosen)
    entries = _propose(user, found.matrix, chosen, coming)
    if not entries:
        raise Invalid(_("Nada nuevo que importar: lo que hay en los archivos marcados no cabe en la matriz o ya está."))
    found.written_at = now()
    steps = kept(*map(made, [*coming.values(), *entries]))
    record("matrix.filled", user, found.matrix, kept=steps, entries=len(entries))
    return len(entries)


def _make_places(matrix, chosen) -> dict:
    """{`Coming.id`: the row or column made of it}, of those into which something comes."""
    wanted = {}  # as the first file that has it writes it
    for report in chosen:
        for one in report.new:
            for place in (one.row, one.column):
                if isinstance(place, Coming):
                    wanted.setdefault(place.id, place)
    actors = actors_by_name(matrix.space_id) if wanted else {}
    there = {"row": rows_of(matrix), "column": columns_of(matrix)}
    for axis, most in (("row", MOST_ROWS), ("column", MOST_COLUMNS)):
        if len(there[axis]) + sum(place.axis == axis for place in wanted.values()) > most:
            raise Invalid(_("Una matriz tiene como mucho %(n)s filas o columnas de esta clase.", n=most))
    made_of = {}
    for number, place in wanted.items():
        path, siblings = clean_path(place.path), there[place.axis]
        values = {"matrix_id": matrix.id, "path": path, "position": position_at(siblings, len(siblings))}
        if place.axis == "row":
            made_of[number] = MatrixRow(actor_id=actors.get(folded(path[-1])), **values)
        else:
            made_of[number] = MatrixColumn(**values)
        siblings.append(made_of[number])
    db.session.add_all(made_of.values())
    db.session.flush()
    return made_of


def _propose(user, matrix, chosen, coming) -> list[Entry]:
    standing, ends = 0, {}
    for row, column, count, end in db.session.execute(
        db.select(Entry.row_id, Entry.column_id, db.func.count(), db.func.max(Entry.position))
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
        .group_by(Entry.row_id, Entry.column_id)
    ):
        ends[row, column] = end + 1
        standing += count
    entries = []
    for report in chosen:
        own, before = report.member, set()
        report.file.added = 0
        for one in report.new:
            row, column = coming.get(one.row.id, one.row), coming.get(one.column.id, one.column)
            place, words = (row.id, column.id), legible(one.text)[:LONGEST]
            if not words or (place, words) in before:
                continue
            before.add((place, words))
            actor = voice(own, row, None) if own else None
            name = row.actor.name if row.actor else ""
            position = ends.get(place, 0.0)
            ends[place] = position + 1
            report.file.added += 1
            entries.append(
                Entry(
                    matrix_id=matrix.id,
                    row_id=row.id,
                    column_id=column.id,
                    position=position,
                    text=words,
                    state="proposed",
                    author_id=own.user_id if own else user.id,
                    actor_id=actor.id if actor else row.actor_id if not own else None,
                    organization_id=own.organization_id if own else None,
                    origin=None if own else {"author": report.file.author, "actor": name},
                )
            )
    if standing + len(entries) > MOST_ENTRIES:
        raise Invalid(_("Serían demasiadas: caben %(n)s entradas en una matriz.", n=MOST_ENTRIES))
    db.session.add_all(entries)
    db.session.flush()
    return entries


@action("matrix.import")
def drop_tables(user: User, found: TableImport) -> TableImport:
    """The files are of no use; what came of them stays."""
    found.removed_at = now()
    return found
