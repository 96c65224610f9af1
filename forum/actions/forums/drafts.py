"""Drafts: what one is typing, kept on the server. Nobody is told."""

from flask_babel import gettext as _
from sqlalchemy import bindparam

from ... import text
from ...errors import Conflict, Invalid
from ...extensions import db
from ...models import Draft, Forum, Post, Thread, User, space_of
from ...models.base import now
from .. import action

FIELDS = ("body", "title", "reason", "proposal", "about", "attachments")  # these by their numbers, «3 5»


@action("draft.keep")
def keep(user: User, thing: Forum | Thread | Post, place: str, fields: dict, version: int) -> Draft:
    """Write over the draft whose `version` one has seen (0: there was none); `Conflict` where another device, or the
    publishing itself, was faster."""
    fields = {name: words for name in FIELDS if isinstance(words := fields.get(name), str) and words.strip()}
    if any(len(words) > text.LIMIT for words in fields.values()):
        raise Invalid(_("El borrador es más largo que lo que cabe en un aporte."))
    draft = db.session.scalar(db.select(Draft).filter_by(user_id=user.id, place=place))
    if version != (draft.version if draft else 0):
        raise Conflict(
            _("En otro equipo hay un borrador más nuevo de esto."),
            theirs=draft.fields.get("body", "") if draft else "",
            mine=fields.get("body", ""),
            version=draft.version if draft else 0,
        )
    if draft is None:
        draft = Draft(user_id=user.id, place=place, space_id=space_of(thing).id, version=0)
        db.session.add(draft)
    draft.fields = fields
    draft.version += 1
    draft.updated_at = now()
    db.session.flush()
    return draft


@action("draft.drop")
def drop(user: User, draft: Draft):
    db.session.delete(draft)


def forget_draft(user, place):
    """In the transaction that publishes what it became."""
    db.session.connection().execute(_FORGET, {"user": user.id, "where": place})


_FORGET = Draft.__table__.delete().where(Draft.user_id == bindparam("user"), Draft.place == bindparam("where"))
