"""Undoing what is in the log: the decision stays there, with who undid it."""

from datetime import datetime

from flask_babel import gettext as _

from ... import text
from ...errors import Conflict
from ...events import record
from ...extensions import db
from ...models import Attachment, Decision, Hiding, Membership, Post, PostRevision, User
from ...models.base import now
from .. import action
from ..forums.attachments import put_back
from ..forums.mentions import note_mentions, with_names
from ..forums.moderating import lift_hiding
from ..matrices.sources import mark_sources
from . import relocating
from .log import reopen_flags, tell
from .marks import become_unseen
from .people import FIELDS


@action("decision.undo")
def undo(user: User, decision: Decision) -> Decision:
    """`Conflict` where it was undone already, or where what came after stands on it."""
    if decision.undone_at is not None:
        name = decision.undone_by.name if decision.undone_by else ""
        raise Conflict(_("%(name)s ya deshizo esta decisión.", name=name))
    UNDOING[decision.kind](user, decision)
    decision.undone_at, decision.undone_by_id = now(), user.id
    record("decision.undone", user, decision, decision=decision.id, kind=decision.kind, post=decision.post_id)
    if decision.kind in ("hide", "show", "lift", "uphold", "warn", "silence", "suspend"):
        tell(
            user,
            decision,
            lambda: _("Se deshizo una decisión sobre lo tuyo"),
            lambda: _("Quien modera deshizo una decisión que te tocaba. Aquí está cómo quedó:"),
        )
    return decision


def _changed():
    return Conflict(_("Esto cambió después de la decisión: decide de nuevo sobre cómo está ahora."))


def _hide(user, decision):
    post = decision.post
    if post.hiding is None or post.hiding.id != decision.data["hiding"]:
        raise _changed()
    lift_hiding(user, post)
    reopen_flags(decision)


def _show(user, decision):
    post, hiding = decision.post, db.session.get(Hiding, decision.data["hiding"])
    if post.hiding is not None:
        raise _changed()
    hiding.lifted_at = hiding.lifted_by_id = None
    post.hidden_at = hiding.created_at
    db.session.flush()
    mark_sources(user, post)
    become_unseen(post)
    record("post.hidden", user, post, kept={"reason": hiding.reason}, thread=post.thread_id, post=post.id)
    reopen_flags(decision)


def _approve(user, decision):
    post = decision.post
    if post.held_at is not None:
        raise _changed()
    if db.session.scalar(db.select(db.exists().where(Post.parent_id == post.id))):
        raise Conflict(_("Ya le respondieron: si no debe verse, ocúltalo."))
    record("post.hidden", user, post, thread=post.thread_id, post=post.id)  # who reads its thread hears it is gone
    post.held_at = datetime.fromisoformat(decision.data["held"])
    if post.parent_id is None:
        post.thread.held_at = post.held_at
    db.session.flush()
    become_unseen(post)
    reopen_flags(decision)
    record("post.waits", user, post, post=post.id)


def _keep(user, decision):
    reopen_flags(decision)
    record("flag.raised", user, decision.post, post=decision.post_id)


def _correct(user, decision):
    """What it said before is said again, as one more version."""
    post = decision.post
    if post.version != decision.data["version"]:
        raise _changed()
    old = db.session.scalar(db.select(PostRevision).filter_by(post_id=post.id, version=post.version - 1))
    written = {"written_at": post.edited_at, "written_by_id": decision.moderator_id}
    db.session.add(PostRevision(post_id=post.id, version=post.version, body=post.body, html=post.html, **written))
    before, (body, named) = post.html, with_names(post.thread.forum, old.body)
    post.body, post.html, post.renderer = body, text.render(body), text.RENDERER
    note_mentions(post, named, before)
    post.version += 1
    post.edited_at = now()
    db.session.flush()
    mark_sources(user, post)
    record("post.changed", user, post, thread=post.thread_id, post=post.id, version=post.version)


def _detach(user, decision):
    attachment = db.session.get(Attachment, decision.data["attachment"])
    if attachment is None or attachment.removed_at is None:
        raise _changed()
    put_back(user, decision.post, attachment)


def _uphold(user, decision):
    if decision.post.hiding is None or decision.post.hiding.id != decision.data["hiding"]:
        raise _changed()
    reopen_flags(decision)
    record("appeal.made", user, decision.post, post=decision.post_id)


def _lock(user, decision):
    _set(user, decision, "locked", None, "thread.unlocked")


def _unlock(user, decision):
    _set(user, decision, "locked", now(), "thread.locked")


def _pin(user, decision):
    _set(user, decision, "pinned", None, "thread.unpinned")


def _unpin(user, decision):
    _set(user, decision, "pinned", now(), "thread.pinned")


def _set(user, decision, what, moment, event):
    thread = decision.thread
    if (getattr(thread, f"{what}_at") is None) == (moment is None):
        raise _changed()
    setattr(thread, f"{what}_at", moment)
    setattr(thread, f"{what}_by_id", user.id if moment else None)
    record(event, user, thread, thread=thread.id)


def _sanction(user, decision):
    member, field = db.session.get(Membership, decision.data["member"]), FIELDS[decision.kind]
    until = getattr(member, field)
    if until is None and datetime.fromisoformat(decision.data["until"]) <= now():
        return  # it ended by itself; what is left of it is its line in the record
    if until is None or until.isoformat() != decision.data["until"]:
        raise _changed()
    before = decision.data["before"]
    setattr(member, field, datetime.fromisoformat(before) if before else None)
    record("member.changed", user, member, membership=member.id)


def _nothing(user, decision):
    """That it is marked as undone is all."""


UNDOING = {
    "approve": _approve,
    "keep": _keep,
    "hide": _hide,
    "show": _show,
    "lift": _show,
    "uphold": _uphold,
    "correct": _correct,
    "detach": _detach,
    "lock": _lock,
    "unlock": _unlock,
    "pin": _pin,
    "unpin": _unpin,
    "silence": _sanction,
    "suspend": _sanction,
    "warn": _nothing,
    "note": _nothing,
    **relocating.UNDOING,
}
