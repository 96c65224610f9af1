"""Where the words of posts were used: for the pages of threads."""

from flask_babel import gettext as _
from sqlalchemy import select

from ...extensions import db
from ...models import Entry, Matrix, MatrixColumn, MatrixRow, Source
from ...permissions import standing
from ...text import Citation


def citations_of(user, space, post_ids) -> dict[int, list[Citation]]:
    """The citations of these posts of `space` in its matrices, in the order they were made; one query."""
    if not post_ids or not (space.visibility == "public" or standing(user, space).role is not None):
        return {}
    query = (
        select(
            Source.id,
            Source.post_id,
            Source.quote,
            Source.prefix,
            Source.suffix,
            Entry.id,
            Entry.matrix_id,
            Entry.state,
            MatrixRow.path,
            MatrixColumn.path,
        )
        .join(Entry, Entry.id == Source.entry_id)
        .join(Matrix, Matrix.id == Entry.matrix_id)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Source.post_id.in_(list(post_ids)),
            Matrix.space_id == space.id,
            *(model.removed_at.is_(None) for model in (Source, Entry, Matrix, MatrixRow, MatrixColumn)),
        )
        .order_by(Source.id)
    )
    found = {}
    for id, post_id, quote, prefix, suffix, entry, matrix, state, row, column in db.session.execute(query):
        citation = Citation(
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            href=f"/matrices/{matrix}?entry={entry}#e{entry}",
            label=place_name(row, column),
            note=state_words()[state],
            id=id,
        )
        found.setdefault(post_id, []).append(citation)
    return found


def place_name(row_path, column_path) -> str:
    """«Productores × Pequeños productores»."""
    return _("%(row)s × %(column)s", row=row_path[-1], column=column_path[-1])


def state_words() -> dict[str, str]:
    return {
        "proposed": _("propuesta"),
        "accepted": _("aceptada"),
        "declined": _("no recogida"),
        "merged": _("unida a otra"),
    }
