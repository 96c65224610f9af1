"""Matrices made from others: copied as a template, or several brought into one, every entry as a proposal."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Actor, ColumnQuestion, Entry, Matrix, MatrixColumn, MatrixRow, Source, Space, User
from ...models.base import now
from ...permissions import require
from ...readings.matrices.combining import combination, key
from ...text import folded
from .. import action
from .filling import MOST_ENTRIES, actors_by_name
from .places import columns_of, rows_of
from .setting_up import clean_title
from .shape import MOST_COLUMNS, MOST_ROWS
from .steps import kept, made, tell_threads

MOST_COMBINED = 40


@action("matrix.create")
def copy(user: User, space: Space, original: Matrix, title: str, with_entries=False) -> Matrix:
    """A matrix with the rows, columns, heads and question of another, in this space or one of its own; with its
    entries, as proposals, where asked. Actors are those of the same name."""
    require(user, "matrix.export", original)
    matrix = Matrix(
        space_id=space.id,
        title=clean_title(title),
        question=original.question,
        row_headers=list(original.row_headers),
        open_editing=original.open_editing,
        limited_to_actors=original.limited_to_actors,
        created_by_id=user.id,
    )
    db.session.add(matrix)
    db.session.flush()
    found = combination(matrix, [original], with_entries)
    things = _bring(user, matrix, found)
    if original.space_id == space.id:
        _ask_the_same(matrix, original)
    record("matrix.created", user, matrix, matrix=matrix.id)
    entries = [thing for thing in things if isinstance(thing, Entry)]
    record("matrix.filled", user, matrix, entries=len(entries))
    tell_threads(user, *entries)
    return matrix


@action("matrix.combine")
def combine(user: User, matrix: Matrix, others: list[Matrix], seen: str) -> int:
    """Bring what the others hold into this one; gives how many proposals came. `Conflict` where one of them is no
    longer as it was `seen`."""
    others = [other for other in dict.fromkeys(others) if other.id != matrix.id]
    if not others:
        raise Invalid(_("Elige al menos una matriz."))
    if len(others) > MOST_COMBINED:
        raise Invalid(_("Combina como mucho %(n)s matrices de una vez.", n=MOST_COMBINED))
    for other in others:
        require(user, "matrix.export", other)
    found = combination(matrix, others)
    if found.is_empty:
        raise Conflict(_("Todo lo que dicen esas matrices ya está en esta."))
    if found.seen != seen:
        raise Conflict(_("Una de las matrices cambió mientras mirabas. Lee otra vez qué vendría antes de combinarlas."))
    things = _bring(user, matrix, found)
    entries = [thing for thing in things if isinstance(thing, Entry)]
    steps = kept(*map(made, things)) | {"matrices": [other.id for other in others]}
    record("matrix.combined", user, matrix, kept=steps, entries=found.proposals)
    tell_threads(user, *entries)
    return found.proposals


def _bring(user, matrix, found) -> list:
    """The rows, columns, entries and sources, in the database; gives them all."""
    rows, columns = rows_of(matrix), columns_of(matrix)
    actors = actors_by_name(matrix.space_id)
    standing_entries = db.session.scalar(
        db.select(db.func.count()).select_from(Entry).where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
    )
    if (
        len(rows) + len(found.rows) > MOST_ROWS
        or len(columns) + len(found.columns) > MOST_COLUMNS
        or standing_entries + found.proposals + found.united > MOST_ENTRIES
    ):
        raise Invalid(
            _(
                "Es una tabla demasiado grande: caben %(rows)s filas, %(columns)s columnas y %(entries)s entradas.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
                entries=MOST_ENTRIES,
            )
        )
    new_rows = [
        MatrixRow(matrix_id=matrix.id, position=place, path=list(path), actor_id=actors.get(folded(name)))
        for place, (path, name) in enumerate(found.rows.values(), _end(rows))
    ]
    new_columns = [
        MatrixColumn(matrix_id=matrix.id, position=place, path=list(path))
        for place, (path, _name) in enumerate(found.columns.values(), _end(columns))
    ]
    db.session.add_all([*new_rows, *new_columns])
    db.session.flush()
    where = (
        {key(row): row.id for row in (*rows, *new_rows)},
        {key(column): column.id for column in (*columns, *new_columns)},
    )
    brought, sources = _entries(user, matrix, found, where, actors), []
    for part in found.parts:
        for source in part.sources:
            sources.append(_source(source, brought[source.entry_id]))
    db.session.add_all(sources)
    db.session.flush()
    return [*new_rows, *new_columns, *brought.values(), *sources]


def _end(things):
    return int(things[-1].position) + 1 if things else 0


def _entries(user, matrix, found, where, actors) -> dict[int, Entry]:
    """{number of what it was: the new one}: proposals at the end of their cells, and what is united with them."""
    ends = {
        (row, column): end + 1
        for row, column, end in db.session.execute(
            db.select(Entry.row_id, Entry.column_id, db.func.max(Entry.position))
            .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
            .group_by(Entry.row_id, Entry.column_id)
        )
    }
    brought, rows, columns = {}, *where
    for part in found.parts:
        names = {} if part.is_near else _names(part.matrix.space_id)
        for entry in part.entries:
            place = rows[part.rows[entry.row_id]], columns[part.columns[entry.column_id]]
            position = ends.get(place, 0.0)
            ends[place] = position + 1
            new = Entry(
                matrix_id=matrix.id,
                row_id=place[0],
                column_id=place[1],
                position=position,
                text=entry.text,
                state="proposed",
                author_id=entry.author_id if part.is_near else user.id,
                actor_id=entry.actor_id if part.is_near else actors.get(folded(names.get(entry.actor_id, ""))),
                organization_id=entry.organization_id if part.is_near else None,
                origin=entry.origin if part.is_near else {"author": "", "actor": names.get(entry.actor_id, "")},
            )
            brought[entry.id] = new
    db.session.add_all(brought.values())
    db.session.flush()
    for part in found.parts:
        for entry in part.entries:
            if entry.state == "merged" and entry.merged_into_id in brought:
                new = brought[entry.id]
                new.state, new.merged_into_id = "merged", brought[entry.merged_into_id].id
                new.decided_at, new.decided_by_id = now(), user.id
    db.session.flush()
    return brought


def _names(space_id) -> dict[int, str]:
    """The actors of another space, by number: who wrote there is not told here, in whose name is."""
    return dict(db.session.execute(db.select(Actor.id, Actor.name).where(Actor.space_id == space_id)).all())


def _source(source, entry) -> Source:
    fields = ("post_id", "post_version", "quote", "prefix", "suffix", "origin_post", "created_by_id")
    fields += ("changed_at", "looked_at", "looked_by_id", "removed_at")
    return Source(entry_id=entry.id, **{field: getattr(source, field) for field in fields})


def _ask_the_same(matrix, original):
    """The guiding questions that lead to each column."""
    columns = {key(column): column.id for column in columns_of(matrix)}
    for column in columns_of(original):
        asked = db.select(ColumnQuestion.question_id).where(ColumnQuestion.column_id == column.id)
        for question in db.session.scalars(asked).all():
            db.session.merge(ColumnQuestion(column_id=columns[key(column)], question_id=question))
