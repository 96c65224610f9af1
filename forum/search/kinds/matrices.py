"""What is found in matrices: entries, and the passages behind them."""

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from ...models import (
    Actor,
    Entry,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Organization,
    Post,
    Source,
    Space,
    Thread,
    User,
)
from ...permissions import readable_posts
from ...readings.matrices.citations import place_name, state_words
from ...readings.names import author_name, organization_name, told
from .forums import Posts
from .kind import Hit, Kind, rows


class Entries(Kind):
    name = "entry"
    names = False
    model = Entry
    worded = ("text",)
    weight = 1.3
    facets = {
        "actor": Entry.actor_id,
        "organization": Entry.organization_id,
        "author": Entry.author_id,
        "date": Entry.created_at,
    }

    def words(self, entry):
        return entry.text

    def narrowed(self, user, facet, value):
        clause = super().narrowed(user, facet, value)
        return and_(clause, told(user)) if facet in ("author", "organization") else clause

    def spaces_of(self):
        return select(Entry.id, Matrix.space_id).join(Matrix, Matrix.id == Entry.matrix_id)

    def statement(self, user, *columns):
        return _standing(select(*columns).select_from(Entry))

    def shown(self, user, numbers):
        query = self.statement(user, Entry, MatrixRow, MatrixColumn, Actor, Space)
        query = query.join(Space, Space.id == Matrix.space_id).outerjoin(Actor, Actor.id == MatrixRow.actor_id)
        words = state_words()
        return {
            entry.id: Hit(
                kind=self.name,
                href=f"/matrices/{entry.matrix_id}?entry={entry.id}#e{entry.id}",
                title=place_name(row.path, column.path),
                text=entry.text,
                place=_("Matriz"),
                note=words[entry.state],
                author="",
                actor=actor,
                organization="",
                date=entry.created_at,
                space=space,
            )
            for entry, row, column, actor, space in rows(query, Entry.id, numbers)
        }


class Sources(Kind):
    """The passages behind entries; one of a post that may not be read is not found."""

    name = "source"
    model = Source
    worded = ("quote",)
    facets = Posts.facets

    def words(self, source):
        return source.quote

    def spaces_of(self):
        return (
            select(Source.id, Matrix.space_id)
            .join(Entry, Entry.id == Source.entry_id)
            .join(Matrix, Matrix.id == Entry.matrix_id)
        )

    def statement(self, user, *columns):
        query = _standing(select(*columns).select_from(Source).join(Entry, Entry.id == Source.entry_id))
        return (
            query.outerjoin(Post, Post.id == Source.post_id)
            .outerjoin(Thread, Thread.id == Post.thread_id)
            .outerjoin(Forum, Forum.id == Thread.forum_id)
            .where(Source.removed_at.is_(None), or_(Source.post_id.is_(None), readable_posts(user)))
        )

    def shown(self, user, numbers):
        columns = (Source, Entry, MatrixRow, MatrixColumn, Space, author_name(user), Actor, organization_name(user))
        query = (
            self.statement(user, *columns)
            .join(Space, Space.id == Matrix.space_id)
            .outerjoin(User, User.id == Post.author_id)
            .outerjoin(Actor, Actor.id == Post.actor_id)
            .outerjoin(Organization, Organization.id == Post.organization_id)
        )
        return {
            source.id: Hit(
                kind=self.name,
                href=f"/matrices/{entry.matrix_id}?entry={entry.id}#e{entry.id}",
                title=place_name(row.path, column.path),
                text=source.quote,
                place=_("Matriz"),
                note="",
                author=author,
                actor=actor,
                organization=organization,
                date=source.created_at,
                space=space,
            )
            for source, entry, row, column, space, author, actor, organization in rows(query, Source.id, numbers)
        }


def _standing(query):
    """Of entries, those in matrices, rows and columns that stand."""
    return (
        query.join(Matrix, Matrix.id == Entry.matrix_id)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(*(model.removed_at.is_(None) for model in (Entry, Matrix, MatrixRow, MatrixColumn)))
    )
