"""Drafts: where the page keeps what one is typing."""

from flask import render_template, request, url_for

from ...actions.forums import drafts
from ...errors import Conflict, NotFound
from ...models import Draft, Forum, Post, Thread
from ...models.base import bounded, bounded_numbers
from ...permissions import fetch
from ...readings.forums.attachments import own_unsent
from ...readings.forums.drafts import draft_of
from ..doors import me, members_door
from . import blueprint

# The thing a draft is about, and the door of the form it is typed in.
PLACES = {
    "forum": (Forum, "forums.new_thread"),
    "thread": (Thread, "forums.thread"),
    "post": (Post, "forums.answer"),
    "edit": (Post, "forums.edit_post"),
    "introduction": (Forum, "forums.edit_forum"),
    "conclusion": (Thread, "forums.thread_conclusion"),
    "summary": (Forum, "forums.forum_conclusion"),
}


@blueprint.get("/drafts/<place>")
@members_door
def draft(place):
    kept = draft_of(me(), place)
    return told(kept) if kept else {"version": 0, "fields": {}}


@blueprint.put("/drafts/<place>")
@members_door
def keep_draft(place):
    thing = fetch(me(), *thing_of(place))
    fields = {name: request.form.get(name, "") for name in drafts.FIELDS}
    try:
        return told(drafts.keep(me(), thing, place, fields, request.form.get("version", 0, bounded)))
    except Conflict as conflict:
        return {"version": conflict.details["version"], "message": str(conflict.message)}, 409


@blueprint.delete("/drafts/<place>")
@members_door
def drop_draft(place):
    kept = draft_of(me(), place)
    if kept is not None:
        drafts.drop(me(), fetch(me(), Draft, kept.id))
    return "", 204


def told(draft):
    numbers = bounded_numbers(draft.fields.get("attachments", ""))
    rows = [render_template("forums/_attached.html", file=file) for file in own_unsent(me(), numbers)]
    saved_at = draft.updated_at.isoformat()
    return {"version": draft.version, "fields": draft.fields, "saved_at": saved_at, "attached": rows}


def thing_of(place):
    """(model, number) of `thread-3`."""
    kind, _dash, number = place.partition("-")
    if kind not in PLACES or not (number.isascii() and number.isdecimal()) or len(number) > 9:
        raise NotFound()
    return PLACES[kind][0], int(number)


@blueprint.app_template_global()
def draft_url(place):
    """The page with the field the draft was typed in."""
    return url_for(PLACES[place.partition("-")[0]][1], id=thing_of(place)[1])
