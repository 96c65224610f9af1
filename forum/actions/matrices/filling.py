"""Filling a matrix from plain data: what a file held becomes rows, columns and entries, in one transaction."""

from flask_babel import gettext as _

from ... import text
from ...errors import Invalid
from ...events import record
from ...exchange import Table
from ...extensions import db
from ...models import Actor, Entry, Forum, Matrix, MatrixColumn, MatrixRow, Post, Source, Space, Thread, User
from ...models.base import now
from ...text import folded
from .. import action
from .setting_up import clean_question, clean_title
from .shape import MOST_COLUMNS, MOST_ROWS
from .wording import DEEPEST, LONGEST, LONGEST_LABEL, LONGEST_REASON, UNSEEN, legible

MOST_ENTRIES = 50_000
LONGEST_NAME = 200
CHUNK = 500  # posts asked for at once


@action("matrix.import")
def import_table(user: User, space: Space, table: Table, title="") -> Matrix:
    """A new matrix with everything `table` holds; `Invalid` names what does not fit, and then nothing is written."""
    matrix = Matrix(
        space_id=space.id,
        title=clean_title(title or table.title or _("Matriz importada")),
        question=clean_question(table.question),
        row_headers=[legible(header) for header in table.row_headers],
        created_by_id=user.id,
    )
    db.session.add(matrix)
    db.session.flush()
    count = fill(user, matrix, table)
    record("matrix.created", user, matrix, matrix=matrix.id)
    record("matrix.filled", user, matrix, entries=count)
    return matrix


def fill(user: User, matrix: Matrix, table: Table) -> int:
    """Put the rows, columns and entries of `table` into an empty matrix; gives the number of entries.

    Not a verb. A row takes the colour of the space's actor it is named for. A source is linked to its post where
    that post is of this space and says these words; else the post's number is kept beside the quotation.
    """
    check(table)
    actors = actors_by_name(matrix.space_id)
    rows = [
        MatrixRow(matrix_id=matrix.id, position=place, path=[legible(label) for label in row.path], actor_id=row_actor)
        for place, row in enumerate(table.rows)
        for row_actor in [next((actors[key] for key in map(folded, reversed(row.path)) if key in actors), None)]
    ]
    columns = [
        MatrixColumn(matrix_id=matrix.id, position=place, path=[legible(label) for label in column.path])
        for place, column in enumerate(table.columns)
    ]
    db.session.add_all([*rows, *columns])
    db.session.flush()
    # (row, column, place) → what goes into the database, in the table's order
    given = {
        (r, c, n): entry
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        for n, entry in enumerate(cell)
    }
    values = [
        {
            "matrix_id": matrix.id,
            "row_id": rows[r].id,
            "column_id": columns[c].id,
            "position": float(n),
            "text": legible(entry.text),
            "state": entry.state,
            "reason": legible(entry.reason) if entry.state == "declined" else "",
            "author_id": user.id,
            "actor_id": actors.get(folded(entry.actor)) if entry.actor else None,
            "origin": {"author": legible(entry.author), "actor": legible(entry.actor)},
            "decided_at": None if entry.state == "proposed" else now(),
            "decided_by_id": None if entry.state == "proposed" else user.id,
            "created_at": now(),
        }
        for (r, c, n), entry in given.items()
    ]
    numbers = dict(zip(given, _insert(values), strict=True))
    _unite(given, numbers)
    _quote(user, matrix, given, numbers)
    return len(values)


def check(table):
    """`Invalid` where the table is larger than a matrix can be, or points to what it does not have."""
    n_rows, n_columns, n_entries = table.counts
    if n_rows > MOST_ROWS or n_columns > MOST_COLUMNS or n_entries > MOST_ENTRIES:
        raise Invalid(
            _(
                "Es una tabla demasiado grande: caben %(rows)s filas, %(columns)s columnas y %(entries)s entradas.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
                entries=MOST_ENTRIES,
            )
        )
    if not n_columns:
        raise Invalid(_("La tabla no tiene columnas."))
    for path in [*(row.path for row in table.rows), *(column.path for column in table.columns)]:
        if not path or len(path) > DEEPEST or any(len(label.strip()) > LONGEST_LABEL for label in path):
            raise Invalid(
                _(
                    "Un encabezado tiene hasta %(levels)s niveles de %(n)s letras como mucho: «%(label)s…».",
                    levels=DEEPEST,
                    n=LONGEST_LABEL,
                    label=" › ".join(path)[:60],
                )
            )
    for entry in table.entries():
        words = legible(entry.text)
        if not words or len(words) > LONGEST or len(entry.reason) > LONGEST_REASON:
            raise Invalid(
                _("Una entrada tiene de 1 a %(n)s letras: «%(words)s…».", n=LONGEST, words=words[:60] or entry.state)
            )
        if len(entry.author) > LONGEST_NAME or len(entry.actor) > LONGEST_NAME:
            raise Invalid(_("Un nombre tiene como mucho %(n)s letras: «%(words)s…».", n=LONGEST_NAME, words=words[:60]))


def _unite(given, numbers):
    """Entries that were united say with which."""
    united = []
    for place, entry in given.items():
        if entry.state != "merged" or entry.merged_into is None:
            continue
        into = tuple(entry.merged_into)
        if into not in numbers or into == place:
            raise Invalid(
                _("«%(words)s…» dice que está unida a una entrada que no está en la tabla.", words=entry.text[:60])
            )
        united.append({"id": numbers[place], "merged_into_id": numbers[into]})
    if united:
        db.session.execute(db.update(Entry), united)


def _quote(user, matrix, given, numbers):
    """The words behind each entry, linked where they are this space's."""
    posts = said_by(
        matrix.space_id, {source.post for entry in given.values() for source in entry.sources if source.post}
    )
    values = []
    for place, entry in given.items():
        for source in entry.sources:
            quote = UNSEEN.sub("", source.quote)
            post = posts.get(source.post)
            found = text.anchor(post.said, quote) if post and quote.strip() else None
            values.append(
                {
                    "entry_id": numbers[place],
                    "post_id": post.id if found else None,
                    "post_version": post.version if found else None,
                    "quote": quote,
                    "prefix": found.prefix if found else "",
                    "suffix": found.suffix if found else "",
                    "origin_post": None if found else source.post,
                    "created_by_id": user.id,
                    "created_at": now(),
                    "changed_at": now() if found and post.hidden else None,
                }
            )
    if values:
        db.session.execute(db.insert(Source.__table__), values)


class Said:
    """A post's plain words, made when first asked for."""

    def __init__(self, id, html, version, hidden):
        self.id, self.html, self.version, self.hidden = id, html, version, hidden
        self._said = None

    @property
    def said(self):
        if self._said is None:
            self._said = text.plain(self.html)
        return self._said


def said_by(space_id, numbers) -> dict[int, Said]:
    """The posts of the space among these numbers."""
    numbers, posts = sorted(number for number in numbers if 0 < number < 2**31), {}
    for start in range(0, len(numbers), CHUNK):
        query = (
            db.select(Post.id, Post.html, Post.version, Post.hidden_at)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(Forum.space_id == space_id, Post.id.in_(numbers[start : start + CHUNK]))
        )
        for id, html, version, hidden_at in db.session.execute(query):
            posts[id] = Said(id, html, version, hidden_at is not None)
    return posts


def _insert(values) -> list[int]:
    """Insert many entries at once; their numbers, in the order given."""
    if not values:
        return []
    # The table and not the class: the session would send rows with and without a date in statements of their own.
    query = db.insert(Entry.__table__).returning(Entry.__table__.c.id, sort_by_parameter_order=True)
    return list(db.session.scalars(query, values))


def actors_by_name(space_id) -> dict[str, int]:
    actors = db.select(Actor).where(Actor.space_id == space_id, Actor.removed_at.is_(None))
    return {folded(actor.name): actor.id for actor in db.session.scalars(actors)}
