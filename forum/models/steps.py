"""What a step knows of each kind of thing in a matrix: the fields by which history tells it and brings it back."""

from .desk import Grouping, Link
from .matrices import Entry, Matrix, MatrixColumn, MatrixRow, Source

KINDS = {
    "matrix": (Matrix, ("title", "question", "row_headers", "open_editing", "limited_to_actors")),
    "row": (MatrixRow, ("position", "path", "actor_id", "removed_at")),
    "column": (MatrixColumn, ("position", "path", "removed_at")),
    "entry": (
        Entry,
        (
            "row_id",
            "column_id",
            "position",
            "text",
            "state",
            "reason",
            "merged_into_id",
            "decided_at",
            "decided_by_id",
            "removed_at",
            "version",
        ),
    ),
    "source": (Source, ("entry_id", "quote", "removed_at")),
    "grouping": (Grouping, ("group_number", "removed_at")),
    "link": (Link, ("kind", "removed_at")),
}
