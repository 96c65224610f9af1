"""Threads that go to another forum, branches that become threads, threads that become one.

Posts keep their numbers, so everything that points at one (sources, bookmarks, supports, links) stays with it. What a
forum promised to who wrote in it is not broken by moving: see `check_promises`.
"""

from flask_babel import gettext as _
from sqlalchemy import func

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Decision, Draft, Follow, Forum, Post, Thread, User
from ...models.forums import DEEPEST, STEP
from ...permissions import is_readable
from ...visibility import MODERATING
from .. import action
from ..forums.setting_up import clean_title, question_of
from ..forums.terms import check_question
from .log import clean_note, decide
from .marks import join_marks, part_marks

DEEPER = 80  # levels that merging may add to the deepest branch there can be: a path must fit its index


@action("thread.move")
def move(user: User, thread: Thread, forum: Forum, question_id=None, reason="") -> Decision:
    """The whole thread to another forum of its space."""
    if not is_readable(user, forum) or forum.space_id != thread.forum.space_id:
        raise Invalid(fields={"forum": _("Elige un foro de este espacio.")})
    if forum.id == thread.forum_id:
        raise Invalid(fields={"forum": _("El hilo ya está en ese foro.")})
    check_standing(thread)
    check_promises(thread.forum, forum)
    check_room(forum, thread.author_id, opening_of(thread))
    question_id = question_of(forum, question_id)
    check_question(forum, question_id)
    before = {"forum": thread.forum_id, "question": thread.question_id}
    rehouse(user, thread, forum.id, question_id)
    return decide(user, "move", thread, clean_note(reason), to=forum.id, **before)


@action("post.split")
def split(user: User, post: Post, title: str, question_id=None, reason="") -> Decision:
    """The branch that begins with `post` becomes a thread of the same forum."""
    old = post.thread
    check_standing(old)
    if post.parent_id is None:
        raise Invalid(_("Este aporte ya abre su hilo: mueve el hilo entero."))
    if post.held_at is not None:
        raise Invalid(_("Este aporte espera revisión: decide primero si se publica."))
    check_secret(old.forum)
    check_room(old.forum, post.author_id, post)
    question_id = question_of(old.forum, question_id)
    check_question(old.forum, question_id)
    new = Thread(
        forum_id=old.forum_id,
        title=clean_title(title, "title"),
        question_id=question_id,
        author_id=post.author_id,
        created_at=post.created_at,
    )
    db.session.add(new)
    db.session.flush()
    parent = post.parent_id
    part(post, new)
    tell_moved(user, old, new)
    return decide(user, "split", post, clean_note(reason), **{"from": old.id, "to": new.id, "parent": parent})


@action("thread.move")
def merge(user: User, thread: Thread, into: Thread, reason="") -> Decision:
    """All of `thread` becomes a branch below the first post of `into`."""
    if not is_readable(user, into) or into.forum.space_id != thread.forum.space_id:
        raise Invalid(fields={"into": _("Elige un hilo de este espacio.")})
    if into.id == thread.id:
        raise Invalid(fields={"into": _("Es el mismo hilo: elige otro.")})
    check_standing(thread)
    check_standing(into)
    if thread.held_at is not None or into.held_at is not None:
        raise Invalid(_("Uno de los dos hilos espera revisión: decide primero si se publica."))
    check_secret(thread.forum)
    check_promises(thread.forum, into.forum)
    if into.forum.mode == "news" and into.forum_id != thread.forum_id:
        raise Invalid(_("Ese foro es de anuncios: sus hilos los abre quien modera."))
    opening, parent = opening_of(thread), opening_of(into)
    graft(opening, into, parent)
    thread.merged_into_id = into.id
    move_drafts(thread, into)
    tell_moved(user, thread, into)
    return decide(user, "merge", thread, clean_note(reason), to=into.id, opening=opening.id)


def check_standing(thread):
    if thread.merged_into_id is not None:
        raise Conflict(_("Este hilo ya se unió a otro."))


def check_promises(source, target):
    """What was written where names are not shown, or where answers are secret still, stays under that promise."""
    if source.id == target.id:
        return
    if source.anonymous and not target.anonymous:
        raise Invalid(_("En ese foro se verían los nombres de quienes aquí escribieron sin mostrarlos."))
    check_secret(source)
    check_secret(target)


def check_secret(forum):
    if not forum.answers_are_open:
        raise Invalid(
            _("En un foro de «responder primero» las respuestas son secretas: se mueven después de su cierre.")
        )


def check_room(forum, author_id, opening):
    """Whether a thread of this author that opens so may stand in the forum."""
    standing = [Thread.forum_id == forum.id, Thread.merged_into_id.is_(None)]
    if forum.mode == "single" and exists(*standing):
        raise Invalid(_("Ese foro es de un solo hilo, y ya lo tiene."))
    if forum.mode == "each" and exists(*standing, Thread.author_id == author_id):
        raise Invalid(_("En ese foro hay un hilo por persona, y su autor ya tiene el suyo."))
    if forum.mode == "news" and opening.role not in MODERATING:
        raise Invalid(_("Ese foro es de anuncios: sus hilos los abre quien modera."))


def exists(*window):
    return db.session.scalar(db.select(db.exists().where(*window)))


def opening_of(thread) -> Post:
    query = db.select(Post).where(Post.thread_id == thread.id, Post.parent_id.is_(None)).order_by(Post.path).limit(1)
    return db.session.scalar(query)


def rehouse(user, thread, forum_id, question_id):
    """The thread stands in another forum, and both forums hear of it."""
    record("thread.moved", user, thread, thread=thread.id, into=thread.id)
    thread.forum_id, thread.question_id = forum_id, question_id
    db.session.flush()
    db.session.expire(thread, ["forum", "question"])
    record("thread.moved", user, thread, thread=thread.id, into=thread.id)


def tell_moved(user, old, new):
    carry_follows(old, new)
    for thread in (old, new):
        refresh(thread)
        record("thread.moved", user, thread, thread=thread.id, into=new.id)


def part(post, new):
    """The branch of `post` into the thread `new`, which has nothing yet, as its trunk."""
    old, path, depth = post.thread, post.path, post.depth
    branch = db.session.scalars(db.select(Post.id).where(*_branch(old.id, path))).all()
    values = {
        "thread_id": new.id,
        "path": func.substr(Post.path, len(path) - STEP + 1),
        "depth": Post.depth - depth,
    }
    _update(_branch(old.id, path), values)
    _update([Post.id == post.id], {"parent_id": None})
    part_marks(old.id, new.id, set(branch))
    db.session.expire_all()


def graft(opening, into, parent):
    """All of a thread, whose first post is `opening`, below `parent` in the thread `into`."""
    thread_id, path, depth = opening.thread_id, parent.path, parent.depth + 1
    deepest = db.session.scalar(db.select(func.max(Post.depth)).where(Post.thread_id == thread_id))
    if deepest + depth > DEEPEST + DEEPER:
        raise Invalid(_("Juntos tendrían ramas demasiado largas."))
    join_marks(thread_id, into.id)
    values = {"thread_id": into.id, "path": path + Post.path, "depth": Post.depth + depth}
    _update([Post.thread_id == thread_id], values)
    _update([Post.id == opening.id], {"parent_id": parent.id})
    db.session.expire_all()


def _branch(thread_id, path):
    return [Post.thread_id == thread_id, Post.path >= path, Post.path < path + "~"]


def _update(window, values):
    db.session.execute(
        db.update(Post).where(*window).values(values).execution_options(synchronize_session=False),
    )


def refresh(thread):
    """When something was last said in it."""
    last = db.session.scalar(
        db.select(func.max(Post.created_at)).where(Post.thread_id == thread.id, Post.held_at.is_(None))
    )
    thread.last_post_at = last or thread.created_at


def move_drafts(thread, into):
    """What people were answering to the thread, they answer to the one it went into."""
    theirs = db.select(Draft.user_id).where(Draft.place == f"thread-{into.id}")
    db.session.execute(
        db.update(Draft)
        .where(Draft.place == f"thread-{thread.id}", Draft.user_id.not_in(theirs))
        .values(place=f"thread-{into.id}")
        .execution_options(synchronize_session=False)
    )


def carry_follows(old, new):
    """Who wanted to be told of a thread wants the same of where its posts went."""
    known = db.select(Follow.user_id).where(Follow.kind == "thread", Follow.thing_id == new.id)
    theirs = db.select(Follow.user_id, Follow.level).where(
        Follow.kind == "thread", Follow.thing_id == old.id, Follow.user_id.not_in(known)
    )
    rows = [
        Follow(user_id=user, kind="thread", thing_id=new.id, level=level) for user, level in db.session.execute(theirs)
    ]
    db.session.add_all(rows)


def check_return(decision, forum, back, *window):
    """As `check_promises`, of the way back: what nobody has written under a promise does not have to keep it."""
    if exists(Post.created_at > decision.created_at, *window):
        check_promises(forum, back)
    elif forum.id != back.id:
        check_secret(forum)
        check_secret(back)


def undo_move(user, decision):
    """Back to the forum that it came from."""
    thread = decision.thread
    check_standing(thread)
    forum, back = thread.forum, db.session.get(Forum, decision.data["forum"])
    if forum.id != decision.data["to"]:
        raise Conflict(_("El hilo ya no está donde lo dejó esta decisión."))
    check_return(decision, forum, back, Post.thread_id == thread.id)
    check_room(back, thread.author_id, opening_of(thread))
    rehouse(user, thread, back.id, decision.data["question"])


def undo_split(user, decision):
    """The branch goes back to the post it answered, with what was answered since."""
    new, old = db.session.get(Thread, decision.data["to"]), db.session.get(Thread, decision.data["from"])
    parent = db.session.get(Post, decision.data["parent"])
    check_standing(new)
    if parent.thread_id != old.id:
        raise Conflict(_("El aporte al que respondía ya está en otro hilo."))
    check_return(decision, new.forum, old.forum, Post.thread_id == new.id)
    graft(opening_of(new), old, parent)
    new.merged_into_id = old.id
    move_drafts(new, old)
    tell_moved(user, new, old)


def undo_merge(user, decision):
    """The thread is what it was, with what was answered to its posts since."""
    into, thread = db.session.get(Thread, decision.data["to"]), decision.thread
    opening = db.session.get(Post, decision.data["opening"])
    if opening.thread_id != into.id or thread.merged_into_id != into.id:
        raise Conflict(_("Sus aportes ya están en otro hilo."))
    check_secret(into.forum)
    check_return(decision, into.forum, thread.forum, *_branch(into.id, opening.path))
    check_room(thread.forum, thread.author_id, opening)
    part(opening, thread)
    thread.merged_into_id = None
    tell_moved(user, into, thread)


UNDOING = {"move": undo_move, "split": undo_split, "merge": undo_merge}
