"""The shape of a matrix: its rows and columns, their names and groups, their order."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Actor, ColumnQuestion, Entry, Forum, Matrix, MatrixColumn, MatrixRow, Question, User
from ...models.base import now
from .. import action
from .places import columns_of, position_at, rows_of
from .steps import changed, kept, made, snapshot, tell_threads
from .wording import clean_label, clean_path

MOST_ROWS, MOST_COLUMNS = 400, 60


@action("matrix.reshape")
def add_row(user: User, matrix: Matrix, path: list[str], actor_id=None, after: MatrixRow | None = None) -> MatrixRow:
    """A row behind `after`, or at the end; `path` is its groups from the outermost in, its own label last."""
    row = MatrixRow(matrix_id=matrix.id, path=clean_path(path), actor_id=actor_of(matrix, actor_id))
    return _add(user, matrix, row, rows_of(matrix), after, MOST_ROWS)


@action("matrix.reshape")
def change_row(user: User, row: MatrixRow, path: list[str], actor_id=None) -> MatrixRow:
    """Another label, other groups, another actor."""
    before = snapshot(row)
    row.path, row.actor_id = clean_path(path), actor_of(row.matrix, actor_id)
    return _note(user, row, before)


@action("matrix.reshape")
def move_row(user: User, row: MatrixRow, by: int) -> MatrixRow:
    """Up (-1) or down (1) by so many places."""
    return _move(user, row, rows_of(row.matrix), by)


@action("matrix.reshape")
def remove_row(user: User, row: MatrixRow, confirmed=False) -> MatrixRow:
    """`Conflict` with the count, where it has entries and this was not confirmed; they stay with it and come back."""
    return _remove(user, row, Entry.row_id == row.id, confirmed)


@action("matrix.reshape")
def add_column(
    user: User, matrix: Matrix, path: list[str], after: MatrixColumn | None = None, questions: list[int] = ()
) -> MatrixColumn:
    """A column behind `after`, or at the end; `path` is its heads from the outermost in, `questions` the numbers of
    the guiding questions whose answers belong there."""
    column = MatrixColumn(matrix_id=matrix.id, path=clean_path(path))
    _add(user, matrix, column, columns_of(matrix), after, MOST_COLUMNS)
    _ask(user, column, questions)
    return column


@action("matrix.reshape")
def change_column(
    user: User, column: MatrixColumn, path: list[str], questions: list[int] | None = None
) -> MatrixColumn:
    """Other heads, and other guiding questions, unless these are None."""
    before = snapshot(column)
    column.path = clean_path(path)
    if questions is not None:
        _ask(user, column, questions)
    return _note(user, column, before)


@action("matrix.reshape")
def rename_header(user: User, matrix: Matrix, axis: str, path: list[str], label: str) -> list:
    """Give another name to the group whose heads are `path`, in every column (or row) that it stands over."""
    label = clean_label(label)
    things = rows_of(matrix) if axis == "rows" else columns_of(matrix)
    steps, touched = [], []
    for thing in things:
        if len(thing.path) > len(path) and thing.path[: len(path)] == path:
            before = snapshot(thing)
            thing.path = [*path[:-1], label, *thing.path[len(path) :]]
            touched.append(thing)
            steps.append(changed(thing, before))
    if not touched:
        raise Invalid(_("Ese encabezado ya no está en la matriz."))
    if any(steps):
        numbers = [thing.id for thing in touched]
        rows, columns = (numbers, []) if axis == "rows" else ([], numbers)
        record("matrix.reshaped", user, matrix, kept=kept(*steps), rows=rows, columns=columns)
    return touched


@action("matrix.reshape")
def move_column(user: User, column: MatrixColumn, by: int) -> MatrixColumn:
    return _move(user, column, columns_of(column.matrix), by)


@action("matrix.reshape")
def remove_column(user: User, column: MatrixColumn, confirmed=False) -> MatrixColumn:
    return _remove(user, column, Entry.column_id == column.id, confirmed)


def _ask(user, column, questions):
    of_space = db.select(Question.id).join(Forum).where(Forum.space_id == column.matrix.space_id)
    chosen = set(db.session.scalars(of_space.where(Question.id.in_(questions), Question.removed_at.is_(None))))
    if chosen != set(questions):
        raise Invalid(fields={"questions": _("Elige preguntas guía de los foros de este espacio.")})
    mine = ColumnQuestion.column_id == column.id
    if set(db.session.scalars(db.select(ColumnQuestion.question_id).where(mine))) != chosen:
        db.session.execute(db.delete(ColumnQuestion).where(mine))
        db.session.add_all([ColumnQuestion(column_id=column.id, question_id=number) for number in sorted(chosen)])
        record("matrix.asked", user, column.matrix, column=column.id)


def _add(user, matrix, thing, siblings, after, most):
    if len(siblings) >= most:
        raise Invalid(_("Una matriz tiene como mucho %(n)s filas o columnas de esta clase.", n=most))
    index = siblings.index(after) + 1 if after in siblings else len(siblings)
    thing.position = position_at(siblings, index)
    db.session.add(thing)
    db.session.flush()
    _tell(user, thing, made(thing))
    return thing


def _note(user, thing, before):
    if (step := changed(thing, before)) is not None:
        _tell(user, thing, step)
    return thing


def _move(user, thing, siblings, by):
    old = siblings.index(thing)
    new = max(0, min(len(siblings) - 1, old + by))
    if new == old:
        return thing
    others = [sibling for sibling in siblings if sibling is not thing]
    before = snapshot(thing)
    thing.position = position_at(others, new)
    return _note(user, thing, before)


def _remove(user, thing, within, confirmed):
    count = db.session.scalar(db.select(func.count()).select_from(Entry).where(within, Entry.removed_at.is_(None)))
    if count and not confirmed:
        raise Conflict(
            ngettext(
                "«%(label)s» tiene %(num)s entrada. Si la quitas, deja de verse; con «Deshacer» vuelve.",
                "«%(label)s» tiene %(num)s entradas. Si la quitas, dejan de verse; con «Deshacer» vuelven.",
                count,
                label=thing.path[-1],
            ),
            entries=count,
        )
    before = snapshot(thing)
    thing.removed_at = now()
    _note(user, thing, before)
    tell_threads(user, *db.session.scalars(db.select(Entry).where(within, Entry.removed_at.is_(None))))
    return thing


def _tell(user, thing, step):
    rows, columns = ([thing.id], []) if isinstance(thing, MatrixRow) else ([], [thing.id])
    record("matrix.reshaped", user, thing.matrix, kept=kept(step), rows=rows, columns=columns)


def actor_of(matrix, actor_id) -> int | None:
    """The number of an actor of the matrix's space, or none; `Invalid` for any other."""
    if not actor_id:
        return None
    actor = db.session.get(Actor, actor_id)
    if actor is None or actor.space_id != matrix.space_id or actor.removed_at is not None:
        raise Invalid(fields={"actor": _("Elige un actor de este espacio.")})
    return actor.id
