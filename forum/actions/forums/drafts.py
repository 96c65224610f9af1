"""Drafts: what one is typing, kept on the server. Nobody is told."""

import json

from flask_babel import gettext as _
from sqlalchemy import bindparam

from ... import text
from ...errors import Conflict, Invalid
from ...extensions import db
from ...models import Draft, Forum, Post, Thread, User, space_of
from ...models.base import now
from .. import action

# Attachments by their numbers, «3 5»; other fields of the form as JSON.
FIELDS = ("body", "title", "reason", "proposal", "about", "attachments", "also")


@action("draft.keep")
def keep(user: User, thing: Forum | Thread | Post, place: str, fields: dict, version: int) -> Draft:
    """Write over the draft whose `version` one has seen (0: there was none); `Conflict` where another device, or the
    publishing itself, was faster."""
    fields = {name: words for name in FIELDS if isinstance(words := fields.get(name), str) and words.strip()}
    if any(len(words) > text.LIMIT for words in fields.values()):
        raise Invalid(_("El borrador es más largo que lo que cabe en un aporte."))
    if "also" in fields and not _is_told(fields["also"]):
        raise Invalid(_("El borrador no se pudo guardar. Vuelve a abrir la página y escríbelo otra vez."))
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


def _is_told(also) -> bool:
    """Whether it is {name: [[what the page came with, what is typed], …]}."""
    try:
        told = json.loads(also)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and all(
        isinstance(pairs, list)
        and all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair) for pair in pairs
        )
        for pairs in told.values()
    )


@action("draft.drop")
def drop(user: User, draft: Draft):
    db.session.delete(draft)


def forget_draft(user, place):
    """In the transaction that publishes what it became."""
    db.session.connection().execute(_FORGET, {"user": user.id, "where": place})


_FORGET = Draft.__table__.delete().where(Draft.user_id == bindparam("user"), Draft.place == bindparam("where"))
