"""Where a voice is missing in a matrix, and why: nobody asked, they were asked and are silent, or what they said is
not in it.

A question asks for what stands in a column where a facilitator said so (`ColumnQuestion`); while no column has any,
every forum of the space asks for every column. Counted are the posts that the reader may read and that neither wait
nor are hidden.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, case, func, select

from ...extensions import db
from ...models import (
    Actor,
    ColumnQuestion,
    Entry,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    MembershipActor,
    Post,
    Question,
    Room,
    Source,
    Thread,
    User,
)
from ...models.base import now
from ...text import excerpt, plain
from ...visibility import readable_posts
from ..names import author_name
from .grid import SHOWN, Column, Row, columns_of, rows_of

UNCITED_A_PAGE = 12


@dataclass(frozen=True)
class Cell:
    """`entries` stand in it; `said` posts of the actor answer what it asks, `uncited` of them stand nowhere in the
    matrix; `asked`: a question reached the actor."""

    entries: int
    said: int
    uncited: int
    asked: bool
    level: int = 0  # 1 to 3: how full beside the fullest

    @property
    def kind(self):
        """`full`, or why it is empty: `outside` the matrix, `elsewhere` in it, `silent`, `unasked`."""
        if self.entries:
            return "full"
        if self.uncited:
            return "outside"
        if self.said:
            return "elsewhere"
        return "silent" if self.asked else "unasked"


@dataclass(frozen=True)
class Call:
    """Who may be asked for a voice that is missing; `people` are (participation, name) pairs."""

    row: Row
    people: list
    outside: int  # posts
    silent: list[Column]
    unasked: list[Column]
    forum: Forum | None  # an open one that asks for a column in which they are silent
    question: Question | None
    open: list[Column] = field(default_factory=list)  # of the silent ones, those for which that forum asks


@dataclass(frozen=True)
class Share:
    """Parts of a hundred: of what was said in the forums, and of the entries of the actor's rows."""

    actor: Actor
    voice: int
    matrix: int


@dataclass(frozen=True)
class Uncited:
    """A post that nobody cites."""

    id: int
    words: str
    author: str
    actor: Actor | None
    forum: int
    created_at: datetime


@dataclass
class BlindSpots:
    matrix: Matrix
    at: datetime
    columns: list[Column]
    rows: list[Row]
    linked: bool  # whether any column says which questions ask for it
    rooms: list[tuple[str, int]] = field(default_factory=list)  # in which one hears of changes, with their numbers
    cells: dict = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    changed: list = field(default_factory=list)  # sources whose posts say something else now
    uncited: list[Uncited] = field(default_factory=list)
    uncited_total: int = 0

    def cell(self, row, column) -> Cell:
        return self.cells[row.id, column.id]

    def is_blind(self, row):
        """Whether nothing of the row stands in the matrix."""
        return not any(self.cell(row, column).entries for column in self.columns)


def blind_spots(user, matrix: Matrix, page: int = 1) -> BlindSpots:
    """Everything the page shows; `page` of the posts that nobody cites."""
    rooms = _rooms(matrix)  # before the data: what happens meanwhile comes again and does no harm
    columns, (rows, _levels) = columns_of(matrix), rows_of(matrix, {})
    asking = _Asking(matrix, columns)
    found = BlindSpots(matrix, now(), columns, rows, asking.linked, rooms)
    said = _said(user, matrix)
    entries = _entries(matrix)
    people = _people(matrix)
    most = max(entries.values(), default=1)
    for row in rows:
        for column in columns:
            count = entries.get((row.id, column.id), 0)
            posts = [numbers for place, numbers in said.items() if asking.answers(place, row.actor, column)]
            found.cells[row.id, column.id] = Cell(
                entries=count,
                said=sum(total for total, _uncited in posts),
                uncited=sum(uncited for _total, uncited in posts),
                asked=asking.reached(column, people.get(row.actor.id, ()) if row.actor else ()),
                level=-(-3 * count // most),
            )
    found.calls = [call for row in rows if (call := _call(found, row, people, asking)) is not None]
    found.shares = _shares(rows, said, entries)
    found.changed = _changed(matrix)
    blind = [call.row.actor.id for call in found.calls if call.outside]
    found.uncited, found.uncited_total = _uncited(user, matrix, blind, page)
    return found


def guiding_questions(matrix) -> list[Question]:
    """Those of the matrix's space, in the order of its forums."""
    query = (
        select(Question)
        .join(Question.forum)
        .where(Forum.space_id == matrix.space_id, Question.removed_at.is_(None))
        .order_by(Forum.number, Question.position, Question.id)
        .options(db.contains_eager(Question.forum))
    )
    return db.session.scalars(query).all()


def questions_of(column) -> list[int]:
    """The numbers of the questions that lead to a column."""
    return db.session.scalars(select(ColumnQuestion.question_id).where(ColumnQuestion.column_id == column.id)).all()


def _rooms(matrix):
    """The matrix's and those of the space's newest forums: a socket follows so many."""
    forums = select(Forum.id).where(Forum.space_id == matrix.space_id).order_by(Forum.number.desc()).limit(8)
    names = {f"matrix:{matrix.id}": 0} | {f"forum:{id}": 0 for id in db.session.scalars(forums)}
    known = dict(db.session.execute(select(Room.name, Room.seq).where(Room.name.in_(names))).all())
    return list((names | known).items())


class _Asking:
    """Which questions ask for which columns."""

    def __init__(self, matrix, columns):
        query = select(Forum).where(Forum.space_id == matrix.space_id).order_by(Forum.number)
        self.forums = {forum.id: forum for forum in db.session.scalars(query)}
        links = (
            select(ColumnQuestion.column_id, Question)
            .join(Question, Question.id == ColumnQuestion.question_id)
            .where(ColumnQuestion.column_id.in_([column.id for column in columns]), Question.removed_at.is_(None))
            .order_by(Question.position, Question.id)
        )
        self.questions = {}
        for column, question in db.session.execute(links):
            self.questions.setdefault(column, []).append(question)
        self.linked = bool(self.questions)

    def forums_of(self, column):
        if not self.linked:
            return list(self.forums.values())
        numbers = dict.fromkeys(question.forum_id for question in self.questions.get(column.id, ()))
        return [self.forums[number] for number in numbers]

    def answers(self, place, actor, column):
        """Whether what was said at `place` (actor, forum, question) is what the column asks of this actor. A thread
        about no question of its forum is about all of them."""
        voice, forum, question = place
        if actor is None or voice != actor.id:
            return False
        if not self.linked:
            return True
        asked = self.questions.get(column.id, ())
        if question is None:
            return any(one.forum_id == forum for one in asked)
        return any(one.id == question for one in asked)

    def reached(self, column, people):
        """Whether a forum that asks was open while somebody of the actor was there."""
        return any(
            (forum.opens_at is None or forum.opens_at <= now())
            and any(forum.closes_at is None or joined < forum.closes_at for _member, _name, joined in people)
            for forum in self.forums_of(column)
        )

    def open_question(self, columns):
        """(forum, question) where an answer for one of these columns can still be given; (None, None) without."""
        for column in columns:
            for forum in self.forums_of(column):
                if forum.phase == "open":
                    asked = self.questions.get(column.id, ())
                    return forum, next((one for one in asked if one.forum_id == forum.id), None)
        return None, None


def _counted(user, matrix):
    """Posts of the space that count, with their threads and forums joined."""
    return and_(
        Forum.space_id == matrix.space_id, Post.held_at.is_(None), Post.hidden_at.is_(None), readable_posts(user)
    )


def _cited(matrix):
    """The numbers of the posts that the matrix quotes."""
    return (
        select(Source.post_id)
        .join(Entry, Entry.id == Source.entry_id)
        .where(Entry.matrix_id == matrix.id, Source.removed_at.is_(None), Entry.removed_at.is_(None))
        .where(Source.post_id.is_not(None))
        .distinct()
    )


def _said(user, matrix) -> dict[tuple, tuple[int, int]]:
    """{(actor, forum, question): (posts, those not cited)}"""
    cited = _cited(matrix).subquery()
    query = (
        select(
            Post.actor_id,
            Thread.forum_id,
            Thread.question_id,
            func.count(),
            func.count(case((cited.c.post_id.is_(None), 1))),
        )
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .outerjoin(cited, cited.c.post_id == Post.id)
        .where(_counted(user, matrix), Post.actor_id.is_not(None))
        .group_by(Post.actor_id, Thread.forum_id, Thread.question_id)
    )
    return {(actor, forum, question): (n, bare) for actor, forum, question, n, bare in db.session.execute(query)}


def _entries(matrix) -> dict[tuple[int, int], int]:
    query = (
        select(Entry.row_id, Entry.column_id, func.count())
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None), Entry.state.in_(SHOWN))
        .group_by(Entry.row_id, Entry.column_id)
    )
    return {(row, column): count for row, column, count in db.session.execute(query)}


def _people(matrix) -> dict[int, list]:
    """{actor: [(participation, name, since)]} of those who speak for it."""
    query = (
        select(MembershipActor.actor_id, Membership.id, User.name, Membership.joined_at)
        .join(Membership, Membership.id == MembershipActor.membership_id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.space_id == matrix.space_id, Membership.left_at.is_(None), Membership.role != "observer")
        .order_by(User.name, Membership.id)
    )
    people = {}
    for actor, member, name, joined in db.session.execute(query):
        people.setdefault(actor, []).append((member, name, joined))
    return people


def _call(found, row, people, asking) -> Call | None:
    if row.actor is None:
        return None
    cells = [(column, found.cell(row, column)) for column in found.columns]
    silent = [column for column, cell in cells if cell.kind == "silent"]
    unasked = [column for column, cell in cells if cell.kind == "unasked"]
    # Without questions for columns the same posts stand in each of them.
    outside = [cell.uncited for _column, cell in cells if cell.kind == "outside"]
    if not (silent or unasked or outside):
        return None
    here = [(member, name) for member, name, _joined in people.get(row.actor.id, ())]
    posts = sum(outside) if found.linked else max(outside, default=0)
    forum, question = asking.open_question(silent)
    answerable = [column for column in silent if forum in asking.forums_of(column)] if forum is not None else []
    return Call(row, here, posts, silent, unasked, forum, question, answerable)


def _shares(rows, said, entries) -> list[Share]:
    actors = {row.actor.id: row.actor for row in rows if row.actor is not None}
    voices, places = dict.fromkeys(actors, 0), dict.fromkeys(actors, 0)
    for (actor, _forum, _question), (count, _uncited) in said.items():
        if actor in voices:
            voices[actor] += count
    of_row = {row.id: row.actor.id for row in rows if row.actor is not None}
    for (row, _column), count in entries.items():
        if row in of_row:
            places[of_row[row]] += count
    voice, place = sum(voices.values()) or 1, sum(places.values()) or 1
    return [
        Share(actor, round(100 * voices[number] / voice), round(100 * places[number] / place))
        for number, actor in actors.items()
    ]


def _changed(matrix):
    query = (
        select(Source)
        .join(Entry, Entry.id == Source.entry_id)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(
            Entry.matrix_id == matrix.id,
            Source.flagged(),
            Source.removed_at.is_(None),
            Entry.removed_at.is_(None),
            MatrixRow.removed_at.is_(None),
            MatrixColumn.removed_at.is_(None),
        )
        .order_by(Source.changed_at, Source.id)
        .limit(50)
        .options(db.joinedload(Source.entry))
    )
    return db.session.scalars(query).all()


def _uncited(user, matrix, first, page) -> tuple[list[Uncited], int]:
    """Those of actors whose words are nowhere in the matrix before the others, the newest first."""
    base = (
        select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(_counted(user, matrix), Post.actor_id.is_not(None), Post.id.not_in(_cited(matrix)))
    )
    total = db.session.scalar(base.with_only_columns(func.count()))
    query = (
        base.with_only_columns(Post.id, Post.html, author_name(user), Actor, Forum.number, Post.created_at)
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .order_by(case((Post.actor_id.in_(first), 0), else_=1), Post.id.desc())
        .limit(UNCITED_A_PAGE)
        .offset((page - 1) * UNCITED_A_PAGE)
    )
    return [Uncited(id, excerpt(plain(html)), *row) for id, html, *row in db.session.execute(query)], total
