"""Closing a thread or a forum with conclusions."""

from flask import redirect, url_for

from ...actions.forums import concluding
from ...errors import Invalid
from ...models import Forum, Thread
from ...permissions import fetch, require
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import ConclusionForm


@blueprint.get("/threads/<int:id>/conclusion")
@members_door
def thread_conclusion(id):
    thread = fetch(me(), Thread, id)
    enter(thread.forum.space)
    require(me(), "thread.conclude", thread)
    return form_page(thread, thread.forum, ConclusionForm(body=thread.conclusion))


@blueprint.put("/threads/<int:id>/conclusion")
@members_door
def conclude_thread(id):
    thread = fetch(me(), Thread, id)
    form = ConclusionForm()
    try:
        validated(form)
        concluding.conclude_thread(me(), thread, form.body.data)
    except Invalid as error:
        enter(thread.forum.space)
        return form_page(thread, thread.forum, take_errors(form, error), 422)
    return redirect(url_for(".thread", id=id), 303)


@blueprint.delete("/threads/<int:id>/conclusion")
@members_door
def withdraw_thread_conclusion(id):
    concluding.withdraw_from_thread(me(), fetch(me(), Thread, id))
    return redirect(url_for(".thread", id=id), 303)


@blueprint.get("/forums/<int:id>/conclusion")
@members_door
def forum_conclusion(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "forum.conclude", forum)
    return form_page(None, forum, ConclusionForm(body=forum.conclusion))


@blueprint.put("/forums/<int:id>/conclusion")
@members_door
def conclude_forum(id):
    forum = fetch(me(), Forum, id)
    form = ConclusionForm()
    try:
        validated(form)
        concluding.conclude_forum(me(), forum, form.body.data)
    except Invalid as error:
        enter(forum.space)
        return form_page(None, forum, take_errors(form, error), 422)
    return redirect(url_for(".forum", id=id), 303)


@blueprint.delete("/forums/<int:id>/conclusion")
@members_door
def withdraw_forum_conclusion(id):
    concluding.withdraw_from_forum(me(), fetch(me(), Forum, id))
    return redirect(url_for(".forum", id=id), 303)


def form_page(thread, forum, form, status=200):
    return page("forums/conclusion.html", status, thread=thread, forum=forum, form=form)
