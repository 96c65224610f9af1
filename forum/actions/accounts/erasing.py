"""Erasing an account: what somebody said stays where others answered it, under an alias that nothing leads back from.

The alias is a person of its own, with a number of its own: whatever names the one who goes is gone or names it instead.
"""

import email
import re
from collections import namedtuple
from email import policy

from flask_babel import gettext as _
from markupsafe import escape
from sqlalchemy import func, or_

from ... import text
from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import (
    Attachment,
    Attendance,
    Download,
    Draft,
    Entry,
    Event,
    Export,
    Forum,
    Invitation,
    Letter,
    Login,
    Mark,
    Matrix,
    Membership,
    Post,
    PostRevision,
    Registration,
    Source,
    Space,
    SummaryLetter,
    TableFile,
    TableImport,
    Thread,
    User,
)
from ...models.base import now
from .. import action
from .credentials import is_password_of

# Of these tables the rows that are a person's own go with them; in all others their number becomes the alias's.
GONE = {
    "bookmarks",
    "cards",
    "downloads",
    "drafts",
    "exports",
    "follows",
    "letters",
    "logins",
    "mail_answers",
    "mail_preferences",
    "mentions",
    "notifications",
    "password_resets",
    "read_marks",
    "room_notes",
    "sendings",
}
Leftovers = namedtuple("Leftovers", "name email exports downloads")


def confirm(person: User, password: str):
    """`Invalid` for who does not know the password, or the word, of this account."""
    if not is_password_of(person, password, has_card=person.email is None):
        raise Invalid(fields={"password": _("No coincide. Escribe la misma con que entras.")})


@action("account.change")
def erase(user: User, person: User) -> Leftovers:
    """Nothing takes this back. What lies in files is the caller's to remove, by what this gives (`forget_files`)."""
    _keep_others_served(person)
    memberships = list(person.memberships)
    spaces = [member.space_id for member in memberships]
    number = db.session.scalar(db.select(func.count()).select_from(User).where(User.erased_at.is_not(None))) + 1
    alias = User(name=f"Participante {number}", language=person.language, erased_at=now())
    db.session.add(alias)
    db.session.flush()
    for login in db.session.scalars(db.select(Login).where(Login.user_id == person.id, Login.ended_at.is_(None))):
        record("login.ended", None, login, login=login.id)
    for member in memberships:
        was_in = member.left_at is None
        member.left_at, member.organization_id, member.voices = member.left_at or now(), None, []
        record("member.left" if was_in else "member.changed", None, member, membership=member.id, **(
            {"person": alias.id} if was_in else {}
        ))  # fmt: skip
    present = db.update(Attendance).where(Attendance.user_id == person.id)
    db.session.execute(present.values(name=alias.name))
    _rename_in_words(person.name, alias.name, memberships, spaces)
    db.session.flush()
    downloads = db.session.scalars(db.select(Download.id).where(Download.user_id == person.id)).all()
    exports = _forget(person, alias, spaces)
    left = Leftovers(person.name, person.email, exports, downloads)
    db.session.flush()
    _hand_over(person.id, alias.id)
    db.session.expunge(person)
    db.session.execute(db.delete(User).where(User.id == person.id))
    return left


def forget_files(left: Leftovers, instance):
    """Exports that name the person, and letters to them or about them that were kept as files."""
    for number in left.exports:
        (instance / "exports" / str(number)).unlink(missing_ok=True)
    for number in left.downloads:
        (instance / "downloads" / f"{number}.zip").unlink(missing_ok=True)
    for path in (instance / "mail").glob("*.eml"):
        if _names(path.read_bytes(), left):
            path.unlink(missing_ok=True)


def _keep_others_served(person):
    """Neither a space nor the site may be left without anybody to look after it."""
    others = db.aliased(Membership)
    alone = (
        db.select(Space.title)
        .join(Membership, Membership.space_id == Space.id)
        .where(Membership.user_id == person.id, Membership.role == "facilitator", Membership.left_at.is_(None))
        .where(
            ~db.exists().where(
                others.space_id == Space.id,
                others.role == "facilitator",
                others.left_at.is_(None),
                others.user_id != person.id,
            )
        )
    )
    if (title := db.session.scalar(alone.limit(1))) is not None:
        raise Conflict(_("Eres la única persona que facilita «%(space)s»: nombra primero a otra.", space=title))
    if person.is_admin and not db.session.scalar(
        db.select(User.id).where(User.is_admin, User.id != person.id).limit(1)
    ):
        raise Conflict(_("Eres la única persona que administra el sitio: nombra primero a otra."))


def _rename_in_words(name, alias, memberships, spaces):
    """In mentions, in the names under quotations, and in what imported files said of who wrote an entry."""
    renamed = _Renaming(name, alias, [member.id for member in memberships])
    in_spaces = db.select(Thread.id).join(Forum, Forum.id == Thread.forum_id).where(Forum.space_id.in_(spaces))
    marks = [*(f"(member:{member.id})" for member in memberships), f"— {text.escaped(name)}"]
    touched = []
    for model, of in ((Post, Post.id), (PostRevision, PostRevision.post_id)):
        where = or_(*(model.body.contains(mark, autoescape=True) for mark in marks))
        inside = of.in_(db.select(Post.id).where(Post.thread_id.in_(in_spaces)))
        for one in db.session.scalars(db.select(model).where(where, inside)).all():
            one.body, one.html = renamed.typed(one.body), renamed.shown(one.html)
            touched.append(one.id if model is Post else one.post_id)
    for source in db.session.scalars(db.select(Source).where(Source.post_id.in_(touched))).all():
        for field in ("quote", "prefix", "suffix"):
            setattr(source, field, renamed.said(getattr(source, field)))
    for draft in db.session.scalars(db.select(Draft).where(Draft.space_id.in_(spaces))).all():
        fields = {key: renamed.typed(said) if isinstance(said, str) else said for key, said in draft.fields.items()}
        if fields != draft.fields:
            draft.fields = fields
    entries = db.select(Entry).join(Matrix, Matrix.id == Entry.matrix_id)
    for entry in db.session.scalars(entries.where(Matrix.space_id.in_(spaces), Entry.origin.is_not(None))).all():
        if (entry.origin or {}).get("author") == name:
            entry.origin = entry.origin | {"author": alias}
    files = db.select(TableFile).join(TableImport).join(Matrix).where(Matrix.space_id.in_(spaces))
    for file in db.session.scalars(files.where(TableFile.author == name)).all():
        file.author = file.filename = alias


class _Renaming:
    """One name for another, where it is surely this person's."""

    def __init__(self, name, alias, members):
        self.name, self.alias = name, alias
        numbers = "|".join(map(str, members)) or "0"
        self.mention = re.compile(rf"@\[[^\[\]\n]*\]\((member:(?:{numbers}))\)")
        self.link = re.compile(rf'(<a class="mention" href="/members/(?:{numbers})/posts">)@[^<]*(</a>)')
        self.below = re.compile(rf"(?m)^(> — ){re.escape(text.escaped(name))}$")

    def typed(self, source):
        return self.below.sub(rf"\g<1>{self.alias}", self.mention.sub(rf"@[{self.alias}](\1)", source))

    def shown(self, html):
        html = self.link.sub(rf"\g<1>@{self.alias}\g<2>", html)
        return html.replace(f"— {escape(self.name)}</p>", f"— {self.alias}</p>")

    def said(self, quote):
        return quote.replace(f"@{self.name}", f"@{self.alias}").replace(f"— {self.name}", f"— {self.alias}")


def _forget(person, alias, spaces) -> list[int]:
    """What is neither theirs to leave behind nor anybody else's; gives the numbers of exports whose files must go."""
    if person.email:
        db.session.execute(db.delete(Registration).where(Registration.email == person.email))
        invited = db.update(Invitation).where(Invitation.email == person.email)
        db.session.execute(invited.values(email=None, note="", revoked_at=now()))
        db.session.execute(db.delete(SummaryLetter).where(SummaryLetter.contact == person.email))
    db.session.execute(db.delete(Attachment).where(Attachment.user_id == person.id, Attachment.post_id.is_(None)))
    db.session.execute(db.delete(Event).where(Event.room == f"user:{person.id}"))
    gone = Event.name.in_(("member.left",)) & Event.subject.in_([f"membership:{m.id}" for m in person.memberships])
    for event in db.session.scalars(db.select(Event).where(gone)).all():
        event.data = event.data | {"person": alias.id}
    db.session.execute(db.delete(Mark).where(Mark.membership_id.in_([m.id for m in person.memberships])))
    for letter in db.session.scalars(db.select(Letter).where(Letter.user_id != person.id)).all():
        if not _names(letter.content.encode(), Leftovers(person.name, person.email, (), ())):
            continue
        if letter.state == "waiting":
            db.session.delete(letter)
        else:
            letter.content = ""
    made = Export.state.in_(("ready", "failed"))
    inside = or_(
        Export.user_id == person.id,
        made & Export.matrix_id.in_(db.select(Matrix.id).where(Matrix.space_id.in_(spaces))),
        made & Export.forum_id.in_(db.select(Forum.id).where(Forum.space_id.in_(spaces))),
    )
    exports = db.session.scalars(db.select(Export.id).where(inside)).all()
    db.session.execute(db.delete(Export).where(Export.id.in_(exports)))
    return exports


def _hand_over(old, new):
    """Every column that names a person."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == "users.id" for key in column.foreign_keys):
                if table.name in GONE and column.name == "user_id":
                    db.session.execute(table.delete().where(column == old))
                else:
                    db.session.execute(table.update().where(column == old).values({column.name: new}))
    follows = db.metadata.tables["follows"]
    db.session.execute(follows.delete().where(follows.c.kind == "person", follows.c.thing_id == old))


def _names(content: bytes, left) -> bool:
    """Whether a letter is to or about the person."""
    letter = email.message_from_bytes(content, policy=policy.default)
    words = [str(value) for value in letter.values()]
    words += [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    whole = "\n".join(words)
    return left.name in whole or str(escape(left.name)) in whole or bool(left.email and left.email in whole)
