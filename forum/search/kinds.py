"""What can be found: a class a kind of thing. A new kind is one more class here, and its name in `kind_words`.

A kind says which words a thing has (`worded` are the attributes they come from), what of it one may read (`statement`
gives only that), by what it can be filtered (`facets`; a kind without a facet is left out where that is asked for),
and how it is shown.
"""

from collections import namedtuple
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ..extensions import db
from ..models import (
    Actor,
    Entry,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Organization,
    Post,
    Question,
    Source,
    Space,
    Thread,
    User,
)
from ..permissions import readable_posts
from ..readings.matrices.citations import place_name, state_words
from ..readings.names import author_name, named, organization_name, told
from ..text import plain

# `title` and `text` are what the words may stand in; `place` and `note` are said beside.
Hit = namedtuple("Hit", "kind href title text place note author actor organization date space")


class Kind:
    """A kind of thing that can be found."""

    name: str
    model: type
    worded: tuple[str, ...] = ()
    weight = 1.0
    facets: dict = {}
    reading = ()  # options with which a thing is read for its words
    names = True  # whether its author is one of a post, whose name may be a secret

    def words(self, thing) -> str:
        raise NotImplementedError

    def spaces_of(self):
        """(number of a thing, number of its space), as a statement."""
        raise NotImplementedError

    def spaces(self, connection, things) -> dict[int, int]:
        numbers = [thing.id for thing in things]
        return dict(connection.execute(self.spaces_of().where(self.model.id.in_(numbers))).all())

    def space_of(self, connection, thing) -> int:
        return self.spaces(connection, [thing])[thing.id]

    def narrowed(self, user, facet, value):
        """The clause that a thing's `facet` is `value`, as far as `user` may know it."""
        clause = self.facets[facet] == value
        return and_(clause, named(user)) if self.names and facet in ("author", "organization") else clause

    def statement(self, user, *columns):
        """A select over what of this kind `user` may read; that it lies in a readable space is known."""
        raise NotImplementedError

    def shown(self, user, numbers) -> dict[int, Hit]:
        """The things with these numbers as hits."""
        raise NotImplementedError


class Posts(Kind):
    name = "post"
    model = Post
    worded = ("html",)
    facets = {
        "forum": Thread.forum_id,
        "question": Thread.question_id,
        "actor": Post.actor_id,
        "organization": Post.organization_id,
        "author": Post.author_id,
        "date": Post.created_at,
    }

    def words(self, post):
        return plain(post.html)

    def spaces_of(self):
        return (
            select(Post.id, Forum.space_id)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
        )

    def statement(self, user, *columns):
        return (
            select(*columns)
            .select_from(Post)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(readable_posts(user))
        )

    def shown(self, user, numbers):
        columns = (Post, Thread.title, Forum, Space, author_name(user), Actor, organization_name(user))
        query = _with_voice(self.statement(user, *columns), Post)
        return {
            post.id: Hit(
                kind=self.name,
                href=f"/posts/{post.id}",
                title=title,
                text=plain(post.html),
                place=_("Foro %(n)s", n=forum.number),
                note="",
                author=author,
                actor=actor,
                organization=organization,
                date=post.created_at,
                space=space,
            )
            for post, title, forum, space, author, actor, organization in _rows(query, Post.id, numbers)
        }


class Threads(Kind):
    """Titles; whoever may not read how a thread opens does not find it."""

    name = "thread"
    model = Thread
    worded = ("title",)
    weight = 1.6
    facets = Posts.facets | {"author": Thread.author_id, "date": Thread.created_at}

    def words(self, thread):
        return thread.title

    def spaces_of(self):
        return select(Thread.id, Forum.space_id).join(Forum, Forum.id == Thread.forum_id)

    def statement(self, user, *columns):
        first = aliased(Post)
        path = select(func.min(first.path)).where(first.thread_id == Thread.id).scalar_subquery()
        opening = and_(Post.thread_id == Thread.id, Post.path == path)
        return (
            select(*columns)
            .select_from(Thread)
            .join(Post, opening)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(readable_posts(user))
        )

    def shown(self, user, numbers):
        columns = (Thread, Forum, Space, author_name(user), Actor, organization_name(user))
        query = _with_voice(self.statement(user, *columns), Post)
        return {
            thread.id: Hit(
                kind=self.name,
                href=f"/threads/{thread.id}",
                title=thread.title,
                text="",
                place=_("Foro %(n)s", n=forum.number),
                note="",
                author=author,
                actor=actor,
                organization=organization,
                date=thread.created_at,
                space=space,
            )
            for thread, forum, space, author, actor, organization in _rows(query, Thread.id, numbers)
        }


class Forums(Kind):
    name = "forum"
    model = Forum
    worded = ("title", "introduction_html")
    weight = 1.6
    facets = {"forum": Forum.id, "date": Forum.created_at}

    def words(self, forum):
        return f"{forum.title}\n{plain(forum.introduction_html)}"

    def spaces_of(self):
        return select(Forum.id, Forum.space_id)

    def statement(self, user, *columns):
        return select(*columns).select_from(Forum)

    def shown(self, user, numbers):
        query = self.statement(user, Forum, Space).join(Space, Space.id == Forum.space_id)
        return {
            forum.id: _hit(
                self,
                f"/forums/{forum.id}",
                forum.title,
                plain(forum.introduction_html),
                space,
                place=_("Foro %(n)s", n=forum.number),
            )
            for forum, space in _rows(query, Forum.id, numbers)
        }


class Questions(Kind):
    """Guiding questions, as they were asked: `{actor}` is a blank."""

    name = "question"
    model = Question
    worded = ("text",)
    weight = 1.3
    facets = {"forum": Question.forum_id, "question": Question.id, "date": Forum.created_at}

    def words(self, question):
        return question.text.replace("{actor}", "…")

    def spaces_of(self):
        return select(Question.id, Forum.space_id).join(Forum, Forum.id == Question.forum_id)

    def statement(self, user, *columns):
        query = select(*columns).select_from(Question).join(Forum, Forum.id == Question.forum_id)
        return query.where(Question.removed_at.is_(None))

    def shown(self, user, numbers):
        query = self.statement(user, Question, Forum, Space).join(Space, Space.id == Forum.space_id)
        return {
            question.id: _hit(
                self,
                f"/forums/{forum.id}?question={question.id}",
                forum.title,
                self.words(question),
                space,
                place=_("Foro %(n)s", n=forum.number),
            )
            for question, forum, space in _rows(query, Question.id, numbers)
        }


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
            for entry, row, column, actor, space in _rows(query, Entry.id, numbers)
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
            for source, entry, row, column, space, author, actor, organization in _rows(query, Source.id, numbers)
        }


KINDS: dict[str, Kind] = {kind.name: kind for kind in (Posts(), Threads(), Forums(), Questions(), Entries(), Sources())}


def kind_words() -> dict[str, str]:
    """What each kind is called in a list."""
    return {
        "post": _("Aportes"),
        "thread": _("Hilos"),
        "forum": _("Foros"),
        "question": _("Preguntas guía"),
        "entry": _("Entradas de la matriz"),
        "source": _("Fuentes de la matriz"),
    }


def _with_voice(query, said):
    """The same with who said it: space, author, actor and organization."""
    return (
        query.join(Space, Space.id == Forum.space_id)
        .join(User, User.id == said.author_id)
        .outerjoin(Actor, Actor.id == said.actor_id)
        .outerjoin(Organization, Organization.id == said.organization_id)
    )


def _standing(query):
    """Of entries, those in matrices, rows and columns that stand."""
    return (
        query.join(Matrix, Matrix.id == Entry.matrix_id)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(*(model.removed_at.is_(None) for model in (Entry, Matrix, MatrixRow, MatrixColumn)))
    )


def _rows(query, column, numbers):
    return db.session.execute(query.where(column.in_(list(numbers)))).all()


def _hit(kind, href, title, words, space, place="", note="", date: datetime | None = None):
    return Hit(kind.name, href, title, words, place, note, "", None, "", date, space)
