"""The editions of a matrix, and which came before which."""

from collections import namedtuple

from sqlalchemy import select

from ...extensions import db
from ...models import Edition, Matrix, User
from ...permissions import is_readable

Line = namedtuple("Line", "id number visibility note digest created_at by withdrawn_at withdrawn_reason")


def editions_of(matrix: Matrix) -> list[Line]:
    """The newest first, for who may read the matrix."""
    query = (
        select(
            Edition.id,
            Edition.number,
            Edition.visibility,
            Edition.note,
            Edition.digest,
            Edition.created_at,
            User.name,
            Edition.withdrawn_at,
            Edition.withdrawn_reason,
        )
        .outerjoin(User, User.id == Edition.created_by_id)
        .where(Edition.matrix_id == matrix.id)
        .order_by(Edition.number.desc())
    )
    return [Line(*row) for row in db.session.execute(query)]


def latest(matrix: Matrix) -> Edition | None:
    return db.session.scalar(
        select(Edition).where(Edition.matrix_id == matrix.id).order_by(Edition.number.desc()).limit(1)
    )


def before(user, edition: Edition) -> Edition | None:
    """The last edition before this one that stands and that `user` may read."""
    query = (
        select(Edition)
        .where(Edition.matrix_id == edition.matrix_id, Edition.number < edition.number, Edition.withdrawn_at.is_(None))
        .order_by(Edition.number.desc())
    )
    return next((one for one in db.session.scalars(query) if is_readable(user, one)), None)
