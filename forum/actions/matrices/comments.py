"""What is discussed of an entry: comments of members, and what those who decide ask of those whose words it has."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Comment, Entry, Matrix, User
from ...models.base import now
from ...permissions import standing
from .. import action
from .steps import cell
from .wording import legible

LONGEST_COMMENT = 2_000
MOST_ASKED = 50


@action("entry.comment")
def comment(user: User, entry: Entry, body: str, actor_id=None) -> Comment:
    """Something said of an entry, in the name of one's actor."""
    return say(user, entry, "comment", clean_comment(body), actor_id)


@action("entry.ask")
def ask(user: User, matrix: Matrix, entries: list[Entry], body: str) -> list[Comment]:
    """The same question to those whose words these entries have; each reads it on theirs."""
    body = clean_comment(body)
    if not entries:
        raise Invalid(_("Marca primero las propuestas."))
    if len(entries) > MOST_ASKED or any(one.matrix_id != matrix.id or one.removed_at is not None for one in entries):
        raise Invalid(_("Elige entradas de esta matriz."))
    return [say(user, entry, "question", body) for entry in entries]


@action("comment.remove")
def remove_comment(user: User, comment: Comment) -> Comment:
    comment.removed_at = now()
    entry = comment.entry
    record("entry.commented", user, entry, entry=entry.id, comment=comment.id, cells=[cell(entry)])
    return comment


def say(user, entry, kind, body, actor_id=None):
    member = standing(user, entry).membership
    own = member.actors if member else []
    actor = next((one for one in own if one.id == actor_id), own[0] if own else None)
    said = Comment(
        entry_id=entry.id,
        kind=kind,
        author_id=user.id,
        actor_id=actor.id if actor else None,
        organization_id=member.organization_id if member else None,
        body=body,
    )
    db.session.add(said)
    db.session.flush()
    record("entry.commented", user, entry, entry=entry.id, comment=said.id, cells=[cell(entry)])
    return said


def clean_comment(body) -> str:
    body = legible(body)
    if not body:
        raise Invalid(fields={"body": _("Escribe algo antes de publicarlo.")})
    if len(body) > LONGEST_COMMENT:
        raise Invalid(fields={"body": _("Usa como mucho %(n)s letras.", n=LONGEST_COMMENT)})
    return body
