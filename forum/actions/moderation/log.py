"""The log: every decision is a record, told to who moderates, and to whom it is about. Plain functions; no verbs."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ... import mail
from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Appeal, Decision, Draft, Flag, Post, Thread, User, space_of
from ...models.base import now
from .. import letter

LONGEST_REASON = 300
LONGEST_NOTE = 1000


def decide(user, kind, thing, reason="", person_id=None, **data) -> Decision:
    """Note in the log that `user` decided this about a post, a thread, or (given by number) a person."""
    post = thing if isinstance(thing, Post) else None
    thread = post.thread if post else thing if isinstance(thing, Thread) else None
    decision = Decision(
        space_id=space_of(thing).id,
        kind=kind,
        moderator_id=user.id,
        post_id=post.id if post else None,
        thread_id=thread.id if thread else None,
        person_id=person_id or (post.author_id if post else None),
        reason=reason,
        data=data,
        created_at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    if post is not None and kind != "note":  # the reasons that were being typed for it in the queue
        db.session.execute(db.delete(Draft).where(Draft.place == f"queue-{post.id}"))
    record(
        "decision.made", user, decision, decision=decision.id, kind=kind, post=decision.post_id, kept={"reason": reason}
    )
    return decision


def settle_flags(decision, post):
    """What people had flagged about the post is answered by this decision."""
    db.session.execute(
        db.update(Flag)
        .where(Flag.post_id == post.id, Flag.resolved_at.is_(None))
        .values(resolved_at=decision.created_at, decision_id=decision.id)
    )


def reopen_flags(decision):
    db.session.execute(
        db.update(Flag).where(Flag.decision_id == decision.id).values(resolved_at=None, decision_id=None)
    )
    db.session.execute(
        db.update(Appeal).where(Appeal.decision_id == decision.id).values(answered_at=None, decision_id=None)
    )


def open_flags(post) -> list[Flag]:
    return db.session.scalars(db.select(Flag).where(Flag.post_id == post.id, Flag.resolved_at.is_(None))).all()


def settle_appeals(decision, post):
    """The post is shown again: whoever had asked for another look has it."""
    db.session.execute(
        db.update(Appeal)
        .where(Appeal.post_id == post.id, Appeal.answered_at.is_(None))
        .values(answered_at=decision.created_at, decision_id=decision.id)
    )


def clean_reason(reason, words=None, field="reason", most=LONGEST_REASON):
    """The reason on one line; `Invalid` for none and for one too long."""
    reason = " ".join((reason or "").split())
    if not reason:
        raise Invalid(fields={field: words or _("Escribe el motivo: lo leerán su autor y el hilo.")})
    return clean_note(reason, field, most)


def clean_note(note, field="reason", most=LONGEST_REASON):
    note = " ".join((note or "").split())
    if len(note) > most:
        raise Invalid(fields={field: _("Usa como mucho %(n)s letras.", n=most)})
    return note


def decided_before(post_id) -> Conflict:
    """For the second of two who decide at once: what the first decided."""
    last = db.session.scalar(
        db.select(Decision)
        .where(Decision.post_id == post_id, Decision.kind.in_(OUTCOMES), Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    if last is None:
        return Conflict(_("Esto ya no espera una decisión."))
    said = {"name": last.moderator.name if last.moderator else "", "what": outcome(last.kind)}
    if last.reason:
        return Conflict(_("%(name)s ya lo decidió: %(what)s. Motivo: %(reason)s", reason=last.reason, **said))
    return Conflict(_("%(name)s ya lo decidió: %(what)s.", **said))


OUTCOMES = ("approve", "keep", "hide", "show", "uphold", "lift")


def outcome(kind) -> str:
    """What became of a post, after «ya lo decidió:»."""
    return {
        "approve": _("se publicó"),
        "keep": _("se deja como está"),
        "hide": _("se ocultó"),
        "show": _("se mostró de nuevo"),
        "uphold": _("sigue oculto"),
        "lift": _("se mostró de nuevo"),
    }[kind]


def tell(user, decision, subject, words):
    """Have the person whom it is about hear of it: on their page, by the live line, and by letter where they have an
    address. `subject()` and `words()` are asked in their language."""
    person = db.session.get(User, decision.person_id)
    if person is None or person.id == user.id:
        return
    kept = {"undone": decision.undone_at is not None}
    record("decision.told", user, person, kept, decision=decision.id, kind=decision.kind)
    if person.email:
        with force_locale(person.language):
            where = mail.link(f"/decisions/{decision.id}")
            letter(person.email, subject(), _greeting(person, words(), where))


def _greeting(person, words, where):
    return _("Hola, %(name)s:", name=person.name) + f"\n\n{words}\n\n{where}\n"
