"""Matrices: opening one in a space, its title and question, who edits it, taking it away and bringing it back."""

from flask_babel import gettext as _

from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Matrix, Space, User
from ...models.base import now
from .. import action
from .steps import changed, kept, snapshot
from .templates import TEMPLATES, head_of_rows, lay_out
from .wording import LONGEST_LABEL, legible, one_line

LONGEST_TITLE = 200
LONGEST_QUESTION = 2_000


@action("matrix.create")
def create(
    user: User,
    space: Space,
    title: str,
    question="",
    template="actors",
    row_header="",
    open_editing=False,
    limited_to_actors=False,
) -> Matrix:
    """A matrix: empty, or laid out by one of the templates."""
    if template not in TEMPLATES:
        raise Invalid(fields={"template": _("Elige una de las plantillas.")})
    matrix = Matrix(
        space_id=space.id,
        title=clean_title(title),
        question=clean_question(question),
        row_headers=[clean_header(row_header) or head_of_rows(template)],
        open_editing=bool(open_editing),
        limited_to_actors=bool(limited_to_actors),
        created_by_id=user.id,
    )
    db.session.add(matrix)
    db.session.flush()
    if template != "empty":
        lay_out(matrix, template)
    record("matrix.created", user, matrix, matrix=matrix.id)
    return matrix


@action("matrix.change")
def change(
    user: User,
    matrix: Matrix,
    title: str,
    question: str,
    row_headers: list[str],
    open_editing: bool,
    limited_to_actors: bool | None = None,
) -> Matrix:
    """None leaves a setting as it is."""
    before = snapshot(matrix)
    matrix.title, matrix.question = clean_title(title), clean_question(question)
    matrix.row_headers = [clean_header(header) for header in row_headers]
    matrix.open_editing = bool(open_editing)
    if limited_to_actors is not None:
        matrix.limited_to_actors = bool(limited_to_actors)
    if (step := changed(matrix, before)) is not None:
        record("matrix.changed", user, matrix, kept=kept(step), matrix=matrix.id)
    return matrix


@action("matrix.change")
def remove(user: User, matrix: Matrix) -> Matrix:
    """Out of the space, with all that is in it; `restore` brings it back."""
    matrix.removed_at = now()
    record("matrix.removed", user, matrix, matrix=matrix.id)
    return matrix


@action("matrix.create")
def restore(user: User, space: Space, number: int) -> Matrix:
    """Bring back a matrix of this space that was taken away."""
    matrix = db.session.get(Matrix, number)
    if matrix is None or matrix.space_id != space.id:
        raise NotFound()
    if matrix.removed_at is not None:
        matrix.removed_at = None
        record("matrix.restored", user, matrix, matrix=matrix.id)
    return matrix


def clean_title(title) -> str:
    title = one_line(title)
    if not title:
        raise Invalid(fields={"title": _("Escribe un título para la matriz.")})
    if len(title) > LONGEST_TITLE:
        raise Invalid(fields={"title": _("Usa como mucho %(n)s letras.", n=LONGEST_TITLE)})
    return title


def clean_question(question) -> str:
    question = legible(question)
    if len(question) > LONGEST_QUESTION:
        raise Invalid(fields={"question": _("Usa como mucho %(n)s letras.", n=LONGEST_QUESTION)})
    return question


def clean_header(header) -> str:
    header = one_line(header)
    if len(header) > LONGEST_LABEL:
        raise Invalid(fields={"row_headers": _("Usa como mucho %(n)s letras.", n=LONGEST_LABEL)})
    return header
