"""The actor matrix: rows by columns, entries, and the words behind each."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .forums import Post
from .spaces import Actor, Organization, Space


class Matrix(db.Model):
    """`row_headers` name the levels of the rows' paths, from the outermost in."""

    __tablename__ = "matrices"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text, default="")
    row_headers: Mapped[list[str]] = mapped_column(JSON, default=list)
    open_editing: Mapped[bool] = mapped_column(default=False)
    limited_to_actors: Mapped[bool] = mapped_column(default=False, server_default=false())  # to each their own rows
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    space: Mapped[Space] = relationship(back_populates="matrices")


class MatrixRow(db.Model):
    """`path`: group labels from the outermost in, its own label last. `actor` gives colour and default voice."""

    __tablename__ = "matrix_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"), index=True)
    position: Mapped[float]
    path: Mapped[list[str]] = mapped_column(JSON)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix] = relationship()
    actor: Mapped[Actor | None] = relationship()


class MatrixColumn(db.Model):
    """`path`: headers from the outermost in."""

    __tablename__ = "matrix_columns"

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"), index=True)
    position: Mapped[float]
    path: Mapped[list[str]] = mapped_column(JSON)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix] = relationship()


class ColumnQuestion(db.Model):
    """That the answers to a guiding question belong into a column."""

    __tablename__ = "column_questions"

    column_id: Mapped[int] = mapped_column(ForeignKey("matrix_columns.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True, index=True)


class Entry(db.Model):
    """One bullet in a cell. `version` counts its changes: who saves names the version they saw.

    `origin` keeps what an imported file said of it and this database cannot know: `{"author", "actor"}`.
    """

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'accepted', 'declined', 'merged')", name="state"),
        Index("ix_entries_matrix_id", "matrix_id"),
        Index("ix_entries_row_id_column_id", "row_id", "column_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("matrices.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("matrix_rows.id"))
    column_id: Mapped[int] = mapped_column(ForeignKey("matrix_columns.id"))
    position: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(String(500), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    origin: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    matrix: Mapped[Matrix] = relationship()
    row: Mapped[MatrixRow] = relationship()
    column: Mapped[MatrixColumn] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    merged_into: Mapped["Entry | None"] = relationship(remote_side=id)
    sources: Mapped[list["Source"]] = relationship(back_populates="entry", order_by="Source.id")


class Source(db.Model):
    """A quoted passage of a post behind an entry; `prefix` and `suffix` tell it from its likes in the same post.

    `changed_at`: since when the post no longer says this. `origin_post`: the number an imported file gave,
    where no such post of this space says these words.
    """

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    post_version: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(80), default="")
    suffix: Mapped[str] = mapped_column(String(80), default="")
    origin_post: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    looked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # at the change, by who decides
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    entry: Mapped[Entry] = relationship(back_populates="sources")
    post: Mapped[Post | None] = relationship()
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)

    @classmethod
    def flagged(cls):
        """The clause that its post says something else now, and nobody looked at that yet."""
        return cls.changed_at.is_not(None) & cls.looked_at.is_(None)


def matrices_of(space) -> tuple[list[Matrix], list[Matrix]]:
    """The space's matrices: those that stand, and those that were taken away."""
    found = db.session.scalars(db.select(Matrix).where(Matrix.space_id == space.id).order_by(Matrix.id)).all()
    return [one for one in found if one.removed_at is None], [one for one in found if one.removed_at is not None]


def rows_and_columns(matrix) -> tuple[list[MatrixRow], list[MatrixColumn]]:
    """The standing rows and columns, in order."""
    return tuple(
        db.session.scalars(
            db.select(model)
            .where(model.matrix_id == matrix.id, model.removed_at.is_(None))
            .order_by(model.position, model.id)
        ).all()
        for model in (MatrixRow, MatrixColumn)
    )


def candidates_for(entry) -> tuple[list[Entry], list[Entry]]:
    """The entries that `entry` could be united with: those of its cell, and the others of its row."""
    query = (
        db.select(Entry)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Entry.row_id == entry.row_id,
            Entry.id != entry.id,
            Entry.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
            Entry.state.in_(("accepted", "proposed")),
        )
        .order_by(MatrixColumn.position, Entry.position, Entry.id)
    )
    found = list(db.session.scalars(query))
    here = [one for one in found if one.column_id == entry.column_id]
    return here, [one for one in found if one.column_id != entry.column_id]


def standing_entries(matrix) -> list[Entry]:
    """The entries that a matrix shows, in order, with their rows and columns."""
    query = (
        db.select(Entry)
        .join(Entry.row)
        .join(Entry.column)
        .where(
            Entry.matrix_id == matrix.id,
            Entry.removed_at.is_(None),
            Entry.state.in_(("accepted", "proposed")),
            MatrixRow.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
        )
        .options(contains_eager(Entry.row), contains_eager(Entry.column))
        .order_by(MatrixRow.position, MatrixColumn.position, Entry.position, Entry.id)
    )
    return list(db.session.scalars(query))
