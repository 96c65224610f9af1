"""The matrix as plain data, for papers and for the exchange form."""

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from ... import exchange
from ...extensions import db
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
    Thread,
    User,
)
from ...visibility import known_posts
from ..names import author_name, organization_name, veiled
from .united import made_to_unite


def table(user, matrix: Matrix, known=None) -> exchange.Table:
    """The whole matrix, entries in every state, with authors and sources; a fixed number of queries.

    A source that belongs to an entry united with another stays with its own entry. Of a hidden post the quotation
    is given, and its actor, but not who wrote it; a source that `user` may not know of is left out. `known` is the
    clause of the posts that may be quoted, where it is another than what `user` may know.
    """
    columns = _line(MatrixColumn.id, MatrixColumn.path, matrix, MatrixColumn)
    rows = db.session.execute(
        select(MatrixRow.id, MatrixRow.path, Actor)
        .outerjoin(Actor, Actor.id == MatrixRow.actor_id)
        .where(MatrixRow.matrix_id == matrix.id, MatrixRow.removed_at.is_(None))
        .order_by(MatrixRow.position, MatrixRow.id)
    ).all()
    content = exchange.Table(
        title=matrix.title,
        question=matrix.question,
        row_headers=list(matrix.row_headers),
        columns=[exchange.Column(path=list(path), id=id) for id, path in columns],
        rows=[
            exchange.Row(
                path=list(path),
                cells=[[] for _column in columns],
                colour=(actor.light or "") if actor else "",
                weave=actor.weave if actor else None,
                id=id,
            )
            for id, path, actor in rows
        ],
    )
    row_place = {id: place for place, (id, *_rest) in enumerate(rows)}
    column_place = {id: place for place, (id, _path) in enumerate(columns)}
    _put_entries(user, matrix, content, row_place, column_place, known_posts(user) if known is None else known)
    return content


def _line(id, path, matrix, model):
    query = select(id, path).where(model.matrix_id == matrix.id, model.removed_at.is_(None))
    return db.session.execute(query.order_by(model.position, model.id)).all()


def _put_entries(user, matrix, content, row_place, column_place, known):
    sources, secret = _sources(user, matrix, known), veiled(user, matrix)
    query = (
        select(
            Entry.id,
            Entry.row_id,
            Entry.column_id,
            Entry.text,
            Entry.state,
            Entry.reason,
            Entry.merged_into_id,
            Entry.origin,
            User.name,
            Actor.name,
        )
        .join(User, User.id == Entry.author_id)
        .outerjoin(Actor, Actor.id == Entry.actor_id)
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
        .order_by(Entry.position, Entry.id)
    )
    places, united, found = {}, [], {}
    for id, row_id, column_id, text, state, reason, into, origin, author, actor in db.session.execute(query):
        row, column = row_place.get(row_id), column_place.get(column_id)
        if row is None or column is None:
            continue
        cell = content.rows[row].cells[column]
        entry = exchange.Entry(
            text=text,
            state=state,
            sources=sources.get(id, []),
            id=id,
            author=origin.get("author", "") if origin else "" if id in secret else author,
            actor=origin.get("actor", "") if origin else actor or "",
            reason=reason if state == "declined" else "",
        )
        places[id], found[id] = (row, column, len(cell)), entry
        if state == "merged" and into is not None:
            united.append((entry, into))
        cell.append(entry)
    for entry, into in united:
        entry.merged_into = places.get(into)
    # The words of an entry that was made to unite others are by all of these.
    for id in made_to_unite(matrix, {into for _entry, into in united} & found.keys()):
        held = [entry for entry, into in united if into == id]
        found[id].author = ", ".join(dict.fromkeys(entry.author for entry in held if entry.author))
        actors = {entry.actor for entry in held}
        found[id].actor = actors.pop() if len(actors) == 1 else ""


def _sources(user, matrix, known) -> dict[int, list[exchange.Source]]:
    """{entry: its sources}."""
    query = (
        select(
            Source.entry_id,
            Source.quote,
            Source.post_id,
            Source.origin_post,
            Source.changed_at,
            Post.created_at,
            Post.hidden_at,
            author_name(user),
            Actor.name,
            organization_name(user),
            Forum.number,
        )
        .join(Entry, Entry.id == Source.entry_id)
        .outerjoin(Post, Post.id == Source.post_id)
        .outerjoin(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Forum, Forum.id == Thread.forum_id)
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None), Source.removed_at.is_(None))
        .where(or_(Post.id.is_(None), known))
        .order_by(Source.id)
    )
    found = {}
    for (
        entry,
        quote,
        post,
        origin,
        changed_at,
        date,
        hidden_at,
        author,
        actor,
        organization,
        forum,
    ) in db.session.execute(query):
        hidden = hidden_at is not None
        source = exchange.Source(
            quote=quote,
            post=post if post is not None else origin,
            author="" if hidden else author or "",
            actor=actor or "",
            organization="" if hidden else organization or "",
            place=forum_name(forum) if forum is not None else "",
            date=date,
            url=f"/posts/{post}" if post is not None else "",
            changed=changed_at is not None or hidden,
        )
        found.setdefault(entry, []).append(source)
    return found


def forum_name(number) -> str:
    return _("Foro %(n)s", n=number)


def entries_in(matrix: Matrix) -> int:
    """How many entries a paper of the matrix may have."""
    query = select(func.count()).where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None))
    return db.session.scalar(query)
