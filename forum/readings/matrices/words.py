"""What became of one's words: each post and each proposal of a person in a space, and where it is in the matrix."""

from collections import Counter, namedtuple
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Entry, Forum, Matrix, MatrixColumn, MatrixRow, Post, Reception, Source, Thread, User
from .citations import place_name
from .comments import questions_on

PAGE = 40  # posts

# `into` is the Fate of the entry that this one is united with; `mine` the last Reception that the person gave,
# `asked` the last Question about it.
Fate = namedtuple("Fate", "id text state reason place decider at version changed removed into mine quote asked")
Spoken = namedtuple("Spoken", "id html title thread_id forum at hidden held fates")


@dataclass
class Words:
    """`proposals` are Fates; `posts` one page of Spoken, those that the matrix quotes first."""

    proposals: list
    posts: list
    count: int
    cited: int
    number: int
    pages: int

    @property
    def states(self):
        return Counter(fate.state for fate in self.proposals if not fate.removed)


def words_of(user, space, number=1) -> Words:
    """Of the person themselves: what they wrote they may always read. Seven queries."""
    standing = Source.removed_at.is_(None)
    cited = select(Source.post_id).join(Entry, Entry.id == Source.entry_id).where(standing, Entry.removed_at.is_(None))
    mine = (
        select(func.count(), func.count().filter(Post.id.in_(cited)))
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.author_id == user.id, Forum.space_id == space.id)
    )
    count, quoted = db.session.execute(mine).one()
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    query = (
        select(
            Post.id,
            Post.html,
            Thread.title,
            Thread.id,
            Forum.number,
            Post.created_at,
            Post.hidden_at,
            Post.held_at,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.author_id == user.id, Forum.space_id == space.id)
        .order_by(Post.id.in_(cited).desc(), Post.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    rows = db.session.execute(query).all()
    ids = [row[0] for row in rows]
    sources = db.session.execute(
        select(Source.post_id, Source.entry_id, Source.quote)
        .join(Entry, Entry.id == Source.entry_id)
        .where(Source.post_id.in_(ids), standing, Entry.removed_at.is_(None))
        .order_by(Source.id)
    ).all()
    own = select(Entry.id).join(Matrix, Matrix.id == Entry.matrix_id)
    own = own.where(Entry.author_id == user.id, Entry.origin.is_(None), Matrix.space_id == space.id)
    own = db.session.scalars(own.where(Matrix.removed_at.is_(None)).order_by(Entry.id.desc())).all()
    fates = _fates(user, space, {*own, *(entry for _post, entry, _quote in sources)})
    posts = []
    for id, html, title, thread_id, forum, at, hidden_at, held_at in rows:
        found = [fates[entry]._replace(quote=quote) for post, entry, quote in sources if post == id and entry in fates]
        posts.append(Spoken(id, html, title, thread_id, forum, at, hidden_at is not None, held_at is not None, found))
    return Words([fates[one] for one in own if one in fates], posts, count, quoted, number, pages)


def _fates(user, space, numbers) -> dict[int, Fate]:
    """{entry: what became of it}, with what each is united with. Three queries."""
    into, decider = aliased(Entry), aliased(User)
    query = (
        select(Entry, MatrixRow.path, MatrixColumn.path, decider.name)
        .join(Matrix, Matrix.id == Entry.matrix_id)
        .join(MatrixRow, MatrixRow.id == Entry.row_id)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .outerjoin(decider, decider.id == Entry.decided_by_id)
        .where(Matrix.space_id == space.id, Matrix.removed_at.is_(None))
        .where(MatrixRow.removed_at.is_(None), MatrixColumn.removed_at.is_(None))
    )
    above = select(into.merged_into_id).where(into.id.in_(numbers), into.merged_into_id.is_not(None))
    rows = db.session.execute(query.where(Entry.id.in_(numbers) | Entry.id.in_(above))).all()
    given = select(Reception).where(Reception.user_id == user.id, Reception.entry_id.in_(numbers))
    asked = questions_on(numbers)
    last = {one.entry_id: one for one in db.session.scalars(given.order_by(Reception.id))}
    found = {
        entry.id: (
            Fate(
                id=entry.id,
                text=entry.text,
                state=entry.state,
                reason=entry.reason,
                place=place_name(row, column),
                decider=name or "",
                at=entry.decided_at,
                version=entry.version,
                changed=entry.changed_at,
                removed=entry.removed_at is not None,
                into=None,
                mine=last.get(entry.id),
                quote="",
                asked=asked.get(entry.id),
            ),
            entry.merged_into_id,
        )
        for entry, row, column, name in rows
    }
    return {
        number: fate._replace(into=found[above][0] if above in found else None)
        for number, (fate, above) in found.items()
    }
