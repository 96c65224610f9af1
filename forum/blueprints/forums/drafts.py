"""Drafts: where the page keeps what one is typing."""

from flask import g, render_template, request, url_for

from ...actions.forums import drafts
from ...errors import Conflict, NotFound
from ...models import (
    AgendaItem,
    Agreement,
    Document,
    Draft,
    Entry,
    Forum,
    Matrix,
    Membership,
    Minutes,
    Observation,
    Post,
    Space,
    Thread,
)
from ...models.base import bounded, bounded_numbers
from ...permissions import fetch
from ...readings.forums.attachments import own_unsent
from ...readings.forums.drafts import draft_of, drafts_in, slug_of
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
    "capture": (Thread, "forums.new_capture"),
    "capturing": (Forum, "forums.new_captured_thread"),
    "hiding": (Post, "forums.hide_post"),
    "flag": (Post, "moderation.ask_for_flag"),
    "appeal": (Post, "moderation.ask_for_appeal"),
    "note": (Post, "moderation.note_post"),
    "remark": (Membership, "moderation.person"),
    "mark": (Membership, "spaces.marks"),
    "citation": (Post, "matrices.citation"),
    "cell": (Matrix, "matrices.matrix"),  # with its row and column, `cell-7-3-4`
    "proposal": (Matrix, "matrices.new_entry"),
    "entry": (Entry, "matrices.edit_entry"),
    "source": (Entry, "matrices.sourcing"),
    "decline": (Entry, "matrices.declining"),
    "stance": (Entry, "matrices.stance"),
    "comment": (Entry, "matrices.entry"),
    "edition": (Matrix, "editions.new_edition"),
    "opening": (Space, "forums.new_forum"),
    "presentation": (Space, "spaces.edit_space"),
    "observation": (Document, "observations.new_observation"),
    "observing": (Observation, "observations.edit_observation"),
    "answer": (Observation, "observations.observation"),
    "minutes": (AgendaItem, "meetings.write_minutes"),
    "agreement": (AgendaItem, "meetings.new_agreement"),
    "rewording": (Agreement, "meetings.edit_agreement"),
    "remarks": (Minutes, "meetings.new_remark"),
    "rubric": (Space, "spaces.rubric"),
    "matrix": (Space, "matrices.new_matrix"),
    "room": (Matrix, "matrices.room_notes"),
    "queue": (Post, "moderation.whole_queue"),
    "watched": (Space, "moderation.settings"),
}


@blueprint.get("/matrices/<int:id>/drafts")
@members_door
def drafts_of_matrix(id):
    """What one was writing in its cells, here or on another device."""
    matrix = fetch(me(), Matrix, id)
    return {"drafts": [{"place": place} | told(draft) for place, draft in drafts_in(me(), matrix)]}


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


@blueprint.after_app_request
def forget_what_was_sent(response):
    """A form that says of which draft it is was taken: the draft has become what it says."""
    if request.method in ("GET", "HEAD", "OPTIONS") or response.status_code >= 400 or request.blueprint == "accounts":
        return response
    place = request.form.get("draft") if request.form else None
    if place and me() is not None and (kept := draft_of(me(), place)) is not None:
        drafts.drop(me(), fetch(me(), Draft, kept.id))
    return response


def told(draft):
    numbers = bounded_numbers(draft.fields.get("attachments", ""))
    rows = [render_template("forums/_attached.html", file=file) for file in own_unsent(me(), numbers)]
    saved_at = draft.updated_at.isoformat()
    return {"version": draft.version, "fields": draft.fields, "saved_at": saved_at, "attached": rows}


def thing_of(place):
    """(model, number) of `thread-3`."""
    kind, *numbers = place.split("-")
    known = all(number.isascii() and number.isdecimal() and len(number) <= 9 for number in numbers)
    if kind not in PLACES or not known or len(numbers) != (3 if kind == "cell" else 1):
        raise NotFound()
    model = PLACES[kind][0]
    return model, slug_of(int(numbers[0])) if model is Space else int(numbers[0])


@blueprint.app_template_global()
def draft_url(place):
    """The page with the field the draft was typed in."""
    model, door = PLACES[place.partition("-")[0]]
    return url_for(door, slug=g.space.slug) if model is Space else url_for(door, id=thing_of(place)[1])
