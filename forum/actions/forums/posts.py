"""Speaking: threads, replies, corrections, support."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, func
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from ... import text
from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Event, Forum, Post, PostRevision, Support, Thread, User
from ...models.base import now
from ...models.forums import DEEPEST, STEP
from ...permissions import is_readable, require, standing
from ...search.index import index_thing
from .. import action
from ..matrices.sources import mark_sources
from ..moderation.log import decide
from ..moderation.watching import note_watched, titled, watched
from .attachments import give_to
from .drafts import forget_draft
from .mentions import note_mentions, with_names
from .sending import note_sending, sent_before
from .setting_up import clean_title, question_of
from .terms import check_day, check_question, check_words, has_to_wait


@action("thread.create")
def open_thread(
    user: User, forum: Forum, title, body, question_id=None, actor_id=None, token="", attachments=()
) -> Thread:
    """A thread with its first post; `actor_id` says in whose name where the person speaks for several.

    A form's `token` that was sent before with these words gives what it became.
    """
    if (sent := sent_before(user, token, f"forum-{forum.id}", body)) is not None:
        return sent.thread
    thread = Thread(forum_id=forum.id, title=clean_title(title, "title"), question_id=question_of(forum, question_id))
    thread.author_id = user.id
    check_question(forum, thread.question_id)
    db.session.add(thread)
    db.session.flush()
    post = _write(user, forum, thread, None, body, actor_id)
    give_to(user, post, forum, attachments)
    note_sending(user, token, f"forum-{forum.id}", body, post)
    forget_draft(user, f"forum-{forum.id}")
    thread.held_at = post.held_at
    record("thread.created", user, thread, thread=thread.id, post=post.id)
    return thread


@action("post.create")
def reply(
    user: User, thread: Thread, body, parent: Post | None = None, actor_id=None, token="", attachments=()
) -> Post:
    """An answer to `parent`, a post of this thread; without one, to the thread's first post. `token` as above."""
    place = place_of_reply(thread, parent)
    if (sent := sent_before(user, token, place, body)) is not None:
        return sent
    thread = where_it_went(user, thread, parent)
    if parent is None:
        parent = db.session.connection().execute(_FIRST, {"thread": thread.id}).one()
    elif not is_readable(user, parent):
        raise NotFound()
    elif parent.held_at is not None:
        raise Invalid(_("Este aporte espera la revisión de quien modera: se le responde cuando esté publicado."))
    post = _write(user, thread.forum, thread, parent, body, actor_id)
    give_to(user, post, thread.forum, attachments)
    note_sending(user, token, place, body, post)
    forget_draft(user, place)
    record("post.created", user, post, thread=thread.id, post=post.id, parent=post.parent_id, path=post.path)
    return post


def where_it_went(user, thread, parent) -> Thread:
    """The thread to answer in, should a moderator have moved the post or the thread while one was writing."""
    went = parent.thread if parent is not None else thread
    while went.merged_into_id is not None:
        went = db.session.get(Thread, went.merged_into_id)
    if went.id != thread.id:
        require(user, "post.create", went)
    return went


# What an answer needs of the thread's first post.
_FIRST = (
    db.select(Post.id, Post.path, Post.depth).where(Post.thread_id == bindparam("thread")).order_by(Post.path).limit(1)
)


def place_of_reply(thread, parent) -> str:
    return f"post-{parent.id}" if parent else f"thread-{thread.id}"


@action("post.edit")
def edit(user: User, post: Post, body, version: int, reason: str = "", attachments=()) -> Post:
    """A correction; what it said before stays in its history. `Conflict` when somebody corrected it meanwhile."""
    if version != post.version:
        raise Conflict(
            _("Este aporte cambió mientras lo corregías."), theirs=post.body, mine=body, version=post.version
        )
    body, named = with_names(post.thread.forum, _clean_body(body))
    forget_draft(user, f"edit-{post.id}")
    if attachments:
        give_to(user, post, post.thread.forum, attachments)
        record("post.attached", user, post, thread=post.thread_id, post=post.id)
    if body == post.body:
        return post
    html = text.render(body)
    check_words(user, post.thread.forum, html)
    db.session.add(
        PostRevision(
            post_id=post.id,
            version=post.version,
            body=post.body,
            html=post.html,
            written_at=post.edited_at or post.created_at,
            written_by_id=_last_editor(post),
        )
    )
    before, post.body, post.html, post.renderer = post.html, body, html, text.RENDERER
    note_mentions(post, named, before)
    post.version += 1
    post.edited_at = now()
    db.session.flush()
    mark_sources(user, post)
    note_watched(post, post.thread.forum.space_id, watched(user, post.thread.forum, html, before))
    if user.id != post.author_id:
        decide(user, "correct", post, " ".join(reason.split())[:300], version=post.version)
    record("post.changed", user, post, thread=post.thread_id, post=post.id, version=post.version)
    return post


@action("post.support")
def support(user: User, post: Post) -> int:
    """«Apoyo», once a person; gives how many there are."""
    if db.session.get(Support, (post.id, user.id)) is None:
        db.session.add(Support(post_id=post.id, user_id=user.id))
        db.session.flush()
        _tell_support("post.supported", user, post)
    return supports_of(post)


@action("post.support")
def unsupport(user: User, post: Post) -> int:
    given = db.session.get(Support, (post.id, user.id))
    if given is not None:
        db.session.delete(given)
        db.session.flush()
        _tell_support("post.unsupported", user, post)
    return supports_of(post)


def supports_of(post) -> int:
    return db.session.scalar(db.select(func.count()).select_from(Support).where(Support.post_id == post.id))


def _tell_support(name, user, post):
    record(name, user, post, thread=post.thread_id, post=post.id, supports=supports_of(post))


def _write(user, forum, thread, parent, body, actor_id, captured_by=None):
    """A post of `user`; typed in by `captured_by`, it is bound by what binds them."""
    typist = captured_by or user
    body, named = with_names(forum, _clean_body(body))
    html = text.render(body)
    check_words(typist, forum, html)
    check_day(typist, forum)
    found = watched(typist, forum, html if parent is not None else titled(thread.title, html))
    actor, organization, role = voice(user, forum.space, actor_id)
    if parent is not None and parent.depth >= DEEPEST:
        parent = parent.parent  # no deeper path fits the index: it stands beside the one it answers
    post = _put(
        thread,
        parent.path if parent else "",
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author_id=user.id,
        actor_id=actor.id if actor else None,
        organization_id=organization.id if organization else None,
        role=role,
        body=body,
        html=html,
        renderer=text.RENDERER,
        held_at=now() if found.hold or has_to_wait(typist, forum) else None,
        captured_by_id=captured_by.id if captured_by else None,
    )
    note_mentions(post, named)
    connection = db.session.connection()
    note_watched(post, forum.space_id, found)
    if post.held_at is None or parent is None:
        set_committed_value(thread, "last_post_at", post.created_at)
        connection.execute(_TOUCH, {"thread": thread.id, "at": post.created_at})
    return post


def _put(thread, above, **values) -> Post:
    """The post in its thread, under the path `above`, and found by its words: without the session's unit of work,
    which takes longer than all it does here."""
    connection = db.session.connection()
    values |= {"thread_id": thread.id, "version": 1, "created_at": now(), "attached": 0}
    number = connection.scalar(_INSERT, values | {"path": ""})
    path = above + step(number)
    connection.execute(_PLACE, {"post": number, "where": path})
    post = Post(id=number, path=path, **values)
    make_transient_to_detached(post)
    db.session.add(post)
    set_committed_value(post, "thread", thread)
    index_thing(connection, post)
    return post


_INSERT = Post.__table__.insert().returning(Post.id)
_PLACE = Post.__table__.update().where(Post.id == bindparam("post")).values(path=bindparam("where"))
_TOUCH = Thread.__table__.update().where(Thread.id == bindparam("thread")).values(last_post_at=bindparam("at"))


def voice(user, space, actor_id=None):
    """In whose name `user` speaks here: (actor or None, organization or None, role), to be frozen with the words.

    Who may speak for several must say for whom; who moderates or facilitates may speak without an actor.
    """
    who = standing(user, space)
    member = who.membership
    actors = member.actors if member else []
    if actor_id:
        chosen = next((actor for actor in actors if actor.id == actor_id), None)
        if chosen is None:
            raise Invalid(fields={"actor": _("No participas en nombre de ese actor. Elige uno de los tuyos.")})
    elif len(actors) > 1:
        raise Invalid(fields={"actor": _("Hablas por más de un actor: elige en nombre de cuál.")})
    else:
        chosen = actors[0] if actors else None
    organization = member.organization if member else None
    if organization and chosen and organization.actor_id not in (None, chosen.id):
        organization = None  # it speaks as another actor than this time's
    return chosen, organization, who.role


def step(number: int) -> str:
    """A post's number as one level of a path: base 36, `STEP` characters, in the order of the numbers."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits.rjust(STEP, "0")


def _clean_body(body):
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise Invalid(fields={"body": _("Escribe tu aporte antes de publicarlo.")})
    if len(body) > text.LIMIT:
        raise Invalid(
            fields={
                "body": _(
                    "Tu aporte tiene %(n)s letras y caben %(limit)s. Divídelo en dos.", n=len(body), limit=text.LIMIT
                )
            }
        )
    return body


def _last_editor(post):
    """Who wrote what the post says now: from its last change, else its author."""
    query = (
        db.select(Event.user_id)
        .where(Event.subject == f"post:{post.id}", Event.name == "post.changed")
        .order_by(Event.id.desc())
        .limit(1)
    )
    return db.session.scalar(query) or post.author_id
