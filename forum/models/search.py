"""What can be found: one row for each thing that has words of its own."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import db


class SearchDocument(db.Model):
    """The words of a thing of a space, as stems; `search_words` has their index under the same number.

    That table is an FTS5 table on SQLite and one of tsvectors on PostgreSQL, so it stands in the migration alone.
    """

    __tablename__ = "search_documents"
    __table_args__ = (UniqueConstraint("kind", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # a key of `search.KINDS`
    thing_id: Mapped[int]
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    stems: Mapped[str] = mapped_column(Text)
