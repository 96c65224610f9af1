"""The queue: flagged posts, posts that wait, appeals, the oldest first, of one space or of all that one moderates; each
with what it answers and its author's record. In a number of queries that does not grow."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Actor, Appeal, Decision, Flag, Forum, Hiding, Membership, Post, Room, Space, Thread, User
from ...text import RENDERER, plain, render
from ...visibility import moderated_spaces
from ..forums.attachments import attachments_of
from ..forums.threads import actor_row

PAGE = 50
KINDS = ("flag", "held", "appeal")
LONGEST_CONTEXT = 400
LONGEST_BRIEF = 120  # of a post, in the list

Item = namedtuple(
    "Item",
    "key kind post_id at space_id space slug forum_id forum thread_id title author_id author membership_id actor html "
    "attachments created_at edited hidden answers replies replied flags appeal record notes brief",
)
Answered = namedtuple("Answered", "id author actor words")  # the post that it answers, and the first that answers it
FlagRow = namedtuple("FlagRow", "kind words name at")
AppealRow = namedtuple("AppealRow", "id words at reason hider_id hider")
Record = namedtuple("Record", "posts hidden warned suspended")
NO_RECORD = Record(0, 0, 0, 0)


@dataclass
class Queue:
    items: list
    counts: dict  # by kind
    number: int
    rooms: list  # (name, number) of the rooms in which moderators hear of changes

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def queue(user, space=None, number=1, kind=None) -> Queue:
    """Page `number` of what waits for `user`, who moderates `space`, where one is given."""
    spaces = select(Space.id).where(Space.id == space.id) if space else moderated_spaces(user)
    standing = spaces.where(Space.archived_at.is_(None))
    waiting = _waiting(standing).subquery()
    counted = dict(db.session.execute(select(waiting.c.kind, func.count()).group_by(waiting.c.kind)).all())
    counts = {name: counted.get(name, 0) for name in KINDS if kind in (None, name)}
    query = select(waiting).order_by(waiting.c.at, waiting.c.post_id, waiting.c.kind)
    if kind:
        query = query.where(waiting.c.kind == kind)
    found = db.session.execute(query.limit(PAGE).offset((number - 1) * PAGE)).all()
    return Queue(_items(found), counts, number, _rooms(standing))


def waiting_in(space) -> int:
    """How many things wait for who moderates a space."""
    waiting = _waiting(select(Space.id).where(Space.id == space.id)).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting))


def _waiting(spaces):
    """(kind, post, since when, appeal) of all that waits in these spaces."""
    flags = (
        select(
            literal("flag").label("kind"), Flag.post_id, func.min(Flag.created_at).label("at"), literal(0).label("of")
        )
        .join(Post, Post.id == Flag.post_id)
        .where(Flag.space_id.in_(spaces), Flag.resolved_at.is_(None), Post.held_at.is_(None), Post.hidden_at.is_(None))
        .group_by(Flag.post_id)
    )
    held = (
        select(literal("held"), Post.id, Post.held_at, literal(0))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.held_at.is_not(None), Post.hidden_at.is_(None), Forum.space_id.in_(spaces))
    )
    appeals = select(literal("appeal"), Appeal.post_id, Appeal.created_at, Appeal.id).where(
        Appeal.space_id.in_(spaces), Appeal.answered_at.is_(None)
    )
    return union_all(flags, held, appeals)


def _rooms(spaces):
    names = {f"moderation:{id}": 0 for id in db.session.scalars(spaces.order_by(Space.id.desc()).limit(10))}
    known = dict(db.session.execute(select(Room.name, Room.seq).where(Room.name.in_(names))).all())
    return list((names | known).items())


def _items(found):
    posts = [row.post_id for row in found]
    rows = _posts(posts)
    flags, appeals = _flags(posts), _appeals([row.of for row in found if row.of])
    people = {(row.author_id, row.space_id) for row in rows.values()}
    records, notes = _records(people), _notes(posts, people)
    replied = _replies(posts)
    files = attachments_of([row.id for row in rows.values() if row.attached])
    items = []
    for place in found:
        row = rows[place.post_id]
        words = row.html if row.renderer == RENDERER else render(row.body)
        parent = None
        if row.parent_id:
            actor = actor_row(row.parent_actor)
            parent = Answered(row.parent_id, row.parent_author, actor, _brief(row.parent_html, row.parent_hidden))
        items.append(
            Item(
                key=f"{place.kind}-{place.of or place.post_id}",
                kind=place.kind,
                post_id=place.post_id,
                at=_zoned(place.at),
                space_id=row.space_id,
                space=row.space,
                slug=row.slug,
                forum_id=row.forum_id,
                forum=row.forum,
                thread_id=row.thread_id,
                title=row.title,
                author_id=row.author_id,
                author=row.author,
                membership_id=row.membership_id,
                actor=actor_row(row.actor),
                html=words,
                attachments=files.get(place.post_id, ()),
                created_at=row.created_at,
                edited=row.edited_at is not None,
                hidden=row.hidden_at is not None,
                answers=parent,
                replies=row.replies,
                replied=replied.get(place.post_id),
                flags=flags.get(place.post_id, []),
                appeal=appeals.get(place.of),
                record=records.get((row.author_id, row.space_id), NO_RECORD),
                notes=notes.get(("post", place.post_id), []) + notes.get(("person", row.author_id, row.space_id), []),
                brief=_brief(words, False, LONGEST_BRIEF),
            )
        )
    return items


def _zoned(moment):
    """What a union gives of a time may have lost its zone."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _brief(html, hidden, most=LONGEST_CONTEXT):
    words = "" if hidden else " ".join(plain(html).split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"


def _posts(numbers):
    parent, speaker, by, reply = aliased(Post), aliased(Actor), aliased(User), aliased(Post)
    replies = select(func.count()).select_from(reply).where(reply.parent_id == Post.id).scalar_subquery()
    query = (
        select(
            Post.id,
            Post.parent_id,
            Post.author_id,
            Post.html,
            Post.body,
            Post.renderer,
            Post.created_at,
            Post.edited_at,
            Post.hidden_at,
            Post.attached,
            Post.thread_id,
            replies.label("replies"),
            Thread.title,
            Forum.id.label("forum_id"),
            Forum.number.label("forum"),
            Space.id.label("space_id"),
            Space.title.label("space"),
            Space.slug,
            User.name.label("author"),
            Actor,
            Membership.id.label("membership_id"),
            parent.html.label("parent_html"),
            parent.hidden_at.label("parent_hidden"),
            by.name.label("parent_author"),
            speaker,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .join(Space, Space.id == Forum.space_id)
        .join(User, User.id == Post.author_id)
        .outerjoin(Membership, and_(Membership.space_id == Space.id, Membership.user_id == Post.author_id))
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(parent, parent.id == Post.parent_id)
        .outerjoin(by, by.id == parent.author_id)
        .outerjoin(speaker, speaker.id == parent.actor_id)
        .where(Post.id.in_(numbers))
    )
    names = [column["name"] for column in query.column_descriptions]
    names[names.index("Actor")] = "actor"
    names[-1] = "parent_actor"
    row_type = namedtuple("Row", names)
    return {row[0]: row_type(*row) for row in db.session.execute(query)}


def _replies(numbers):
    """{post: the first answer to it that is published}."""
    standing = (Post.held_at.is_(None), Post.hidden_at.is_(None))
    first = select(func.min(Post.id)).where(Post.parent_id.in_(numbers), *standing).group_by(Post.parent_id)
    query = (
        select(Post.parent_id, Post.id, User.name, Actor, Post.html)
        .join(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .where(Post.id.in_(first))
    )
    return {
        parent: Answered(id, author, actor_row(actor), _brief(html, False))
        for parent, id, author, actor, html in db.session.execute(query)
    }


def _flags(posts):
    query = (
        select(Flag.post_id, Flag.kind, Flag.words, User.name, Flag.created_at)
        .outerjoin(User, User.id == Flag.user_id)
        .where(Flag.post_id.in_(posts), Flag.resolved_at.is_(None))
        .order_by(Flag.id)
    )
    found = {}
    for post, *rest in db.session.execute(query):
        found.setdefault(post, []).append(FlagRow(*rest))
    return found


def _appeals(numbers):
    query = (
        select(Appeal.id, Appeal.words, Appeal.created_at, Hiding.reason, Hiding.moderator_id, User.name)
        .join(Hiding, Hiding.id == Appeal.hiding_id)
        .join(User, User.id == Hiding.moderator_id)
        .where(Appeal.id.in_(numbers))
    )
    return {row[0]: AppealRow(*row) for row in db.session.execute(query)}


def _records(people):
    """Of these (person, space): what they wrote, what of it is hidden, how often they were warned or kept away."""
    persons, spaces = {person for person, _space in people}, {space for _person, space in people}
    said = {
        (person, space): (posts, hidden)
        for person, space, posts, hidden in db.session.execute(
            select(Post.author_id, Forum.space_id, func.count(), func.count(Post.hidden_at))
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(Post.author_id.in_(persons), Forum.space_id.in_(spaces))
            .group_by(Post.author_id, Forum.space_id)
        )
    }
    kept_away = case((Decision.kind == "warn", 0), else_=1)
    decided = {
        (person, space): (warned, suspended)
        for person, space, warned, suspended in db.session.execute(
            select(Decision.person_id, Decision.space_id, func.count() - func.sum(kept_away), func.sum(kept_away))
            .where(
                Decision.person_id.in_(persons),
                Decision.space_id.in_(spaces),
                Decision.kind.in_(("warn", "silence", "suspend")),
                Decision.undone_at.is_(None),
            )
            .group_by(Decision.person_id, Decision.space_id)
        )
    }
    return {key: Record(*said.get(key, (0, 0)), *decided.get(key, (0, 0))) for key in people}


def _notes(posts, people):
    """What moderators noted about these posts and people, for themselves."""
    query = (
        select(Decision.post_id, Decision.person_id, Decision.space_id, Decision.reason, User.name)
        .outerjoin(User, User.id == Decision.moderator_id)
        .where(
            Decision.kind == "note",
            Decision.undone_at.is_(None),
            Decision.space_id.in_({space for _person, space in people}),
            db.or_(
                Decision.post_id.in_(posts),
                and_(Decision.post_id.is_(None), Decision.person_id.in_({person for person, _space in people})),
            ),
        )
        .order_by(Decision.id)
    )
    found = {}
    for post, person, space, words, name in db.session.execute(query):
        key = ("post", post) if post else ("person", person, space)
        found.setdefault(key, []).append((name, words))
    return found


def moderates_any(user) -> bool:
    return db.session.scalar(moderated_spaces(user).limit(1)) is not None


def reasons_of(slugs) -> dict[str, list[str]]:
    """The ready reasons of these spaces, by their names in addresses."""
    if not slugs:
        return {}
    query = select(Space.slug, Space.hiding_reasons).where(Space.slug.in_(slugs))
    return {slug: [line for line in reasons.splitlines() if line] for slug, reasons in db.session.execute(query)}
