"""A person as moderators see them; what they decide about them; notes."""

from types import SimpleNamespace

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions.moderation import people
from ...errors import Invalid
from ...models import Membership, Post, Space
from ...permissions import fetch, refusal, require
from ...readings.forums import post_row
from ...readings.moderation.decisions import decisions_about, record_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import NoteForm, SanctionForm


@blueprint.get("/members/<int:id>/moderation")
@members_door
def person(id):
    return person_page(fetched(id))


def fetched(id):
    member = fetch(me(), Membership, id)
    require(me(), "moderation.read", enter(member.space))
    return member


def person_page(member, status=200, sanction=None, note=None):
    enter(member.space)
    return page(
        "moderation/person.html",
        status,
        member=member,
        item=SimpleNamespace(author=member.user.name, record=record_of(member)),
        decisions=decisions_about(member.user_id, member.space),
        sanction=sanction or SanctionForm(formdata=None),
        note=note or NoteForm(formdata=None),
        closed=refusal(me(), "member.sanction", member),
    )


@blueprint.post("/members/<int:id>/sanctions")
@members_door
def sanction(id):
    member = fetched(id)
    require(me(), "member.sanction", member)
    form = SanctionForm()
    try:
        validated(form)
        people.sanction(me(), member, form.kind.data, form.reason.data, form.until.data)
    except Invalid as error:
        return person_page(fetched(id), 422, sanction=take_errors(form, error))
    flash(_("Decidido. Se lo dijimos a la persona."))
    return redirect(url_for(".person", id=id), 303)


@blueprint.post("/members/<int:id>/notes")
@members_door
def note_person(id):
    member = fetched(id)
    require(me(), "decision.make", member)
    form = NoteForm()
    try:
        validated(form)
        people.note_person(me(), member, form.words.data)
    except Invalid as error:
        return person_page(fetched(id), 422, note=take_errors(form, error))
    flash(_("Nota guardada."))
    return redirect(url_for(".person", id=id), 303)


@blueprint.get("/spaces/<slug>/membership/decisions")
@members_door
def about_me(slug):
    """What moderators decided about who asks."""
    space = enter(fetch(me(), Space, slug))
    return page("moderation/mine.html", decisions=decisions_about(me().id, space, told_only=True))


@blueprint.get("/posts/<int:id>/notes")
@members_door
def note_post(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "decision.make", post)
    return page("moderation/note.html", form=NoteForm(formdata=None), post=post_row(me(), post), thread=post.thread)


@blueprint.post("/posts/<int:id>/notes")
@members_door
def add_note(id):
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    require(me(), "decision.make", post)
    form = NoteForm()
    try:
        validated(form)
        people.note_post(me(), post, form.words.data)
    except Invalid as error:
        enter(space)
        row = post_row(me(), post)
        return page("moderation/note.html", 422, form=take_errors(form, error), post=row, thread=post.thread)
    flash(_("Nota guardada."))
    return redirect(url_for(".queue_of_space", slug=space.slug), 303)
