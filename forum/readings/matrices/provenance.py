"""Where an entry comes from: the words behind it, who said them, what was united with it, what happened to it."""

from collections import namedtuple
from dataclasses import dataclass

from sqlalchemy import case, or_, select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import Actor, Entry, Forum, Organization, Post, PostRevision, Source, Stance, Thread, User
from ...permissions import standing
from ...text import plain
from ...visibility import known_posts
from ..names import author_name, organization_name, veiled
from ..stances import Voice, own_stances, voices_of
from .citations import place_name
from .comments import Said, comments_of
from .history import Line, history_of
from .links import LinkRow, links_of
from .papers import forum_name
from .receptions import Received, receptions_behind
from .united import United, made_to_unite, united_with

Quotation = namedtuple(
    "Quotation",
    "id entry_id post_id quote author actor organization place date hidden changed origin_post via version secret",
)

FIRST = 3  # quotations shown before «Ver las otras»


@dataclass
class Provenance:
    """`quotations` are the entry's own and those of the entries in `united`; `author`, `decider` and
    `organization` are the names to show, where one may. `holds` says who proposed what is united; `is_frame`: that the
    entry was made to unite others, so that its words are nobody's proposal; `talks`: this person may read what is
    discussed of it. Who finds themselves in it is told to facilitators."""

    entry: Entry
    place: str
    author: str
    decider: str
    organization: str
    imported: bool
    quotations: list[Quotation]
    united: list[Entry]
    holds: list[United]
    is_frame: bool
    talks: bool
    comments: list[Said]
    links: list[LinkRow]
    receptions: list[Received]
    history: list[Line]
    more_history: bool
    voices: list[Voice]  # of the actors; none where it was united with another
    own_stances: dict[int, Stance]  # {actor: what this person said}

    @property
    def first(self):
        return self.quotations[:FIRST]

    @property
    def rest(self):
        return self.quotations[FIRST:]


def provenance(user, entry: Entry) -> Provenance:
    """Everything the drawer of an entry shows to `user`."""
    united = db.session.scalars(
        select(Entry)
        .where(Entry.merged_into_id == entry.id, Entry.removed_at.is_(None))
        .order_by(Entry.id)
        .options(joinedload(Entry.row), joinedload(Entry.column), joinedload(Entry.author))
    ).all()
    lines, more = history_of(user, entry.matrix, entry)
    talks = standing(user, entry).reaches("observer")
    origin = entry.origin or {}
    decider = entry.decided_by.name if entry.decided_by else ""
    author = entry.author.name
    organization = entry.organization.name if entry.organization else ""
    secret = veiled(user, entry.matrix)
    if entry.id in secret:
        author, organization, decider = "", "", "" if entry.decided_by_id == entry.author_id else decider
    return Provenance(
        entry=entry,
        place=place_name(entry.row.path, entry.column.path),
        author=origin.get("author", "") if entry.origin is not None else author,
        decider=decider,
        organization=organization,
        imported=entry.origin is not None,
        quotations=quotations_of(user, entry),
        united=united,
        holds=united_with([entry.id], secret).get(entry.id, []) if united else [],
        is_frame=entry.id in made_to_unite(entry.matrix, [entry.id] if united else []),
        talks=talks,
        comments=comments_of(user, entry, secret) if talks else [],
        links=links_of(entry),
        receptions=receptions_behind(user, entry.matrix, [entry.id]).get(entry.id, []),
        history=lines,
        more_history=more,
        voices=voices_of(entry.matrix.space, [entry.id])[entry.id] if entry.state != "merged" else [],
        own_stances=own_stances(user, entry),
    )


def quotations_of(user, entry: Entry) -> list[Quotation]:
    """The words behind the entry, its own first; of a hidden post without who wrote them, and nothing of one that
    `user` may not know of."""
    query = (
        select(
            Source.id,
            Source.entry_id,
            Source.post_id,
            Source.quote,
            Source.origin_post,
            Source.post_version,
            Source.changed_at,
            Post.created_at,
            Post.hidden_at,
            author_name(user),
            Actor,
            organization_name(user),
            Forum.number,
            Entry.text,
            case((Post.id.is_(None), False), (known_posts(user), False), else_=True),
        )
        .join(Entry, Entry.id == Source.entry_id)
        .outerjoin(Post, Post.id == Source.post_id)
        .outerjoin(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Organization, Organization.id == Post.organization_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Forum, Forum.id == Thread.forum_id)
        .where(
            or_(Entry.id == entry.id, Entry.merged_into_id == entry.id),
            Entry.removed_at.is_(None),
            Source.removed_at.is_(None),
        )
        .order_by(Entry.id != entry.id, Source.id)
    )
    found = []
    for id, entry_id, post_id, quote, origin, version, changed_at, date, hidden_at, author, *rest in db.session.execute(
        query
    ):
        actor, organization, forum, text, secret = rest
        if secret:
            post_id = date = actor = forum = origin = None
            quote = author = organization = ""
        hidden = hidden_at is not None
        found.append(
            Quotation(
                id=id,
                entry_id=entry_id,
                post_id=post_id,
                quote=quote,
                author="" if hidden else author or "",
                actor=actor,
                organization="" if hidden else organization or "",
                place=forum_name(forum) if forum is not None else "",
                date=date,
                hidden=hidden,
                changed=changed_at is not None and not hidden and not secret,
                origin_post=origin,
                via="" if entry_id == entry.id else text,
                version=version,
                secret=bool(secret),
            )
        )
    return found


def said_when_cited(source: Source) -> str:
    """The plain words of the source's post as they were when it was cited."""
    old = db.session.scalar(
        select(PostRevision.html).where(
            PostRevision.post_id == source.post_id, PostRevision.version == source.post_version
        )
    )
    return plain(source.post.html if old is None else old)
