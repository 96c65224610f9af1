"""Threads: opening one, reading it page by page, closing and pinning it."""

from flask import g, redirect, request, url_for

from ...actions import forums
from ...actions.forums.sending import sent_before
from ...errors import Forbidden, Invalid
from ...models import Forum, Post, Thread
from ...models.base import bounded
from ...permissions import fetch, require, standing
from ...readings.forums import standing_questions, thread_page
from ..articles import thread_html
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import PostForm, ThreadForm, ThreadTitleForm, offer_actors
from .uploads import attached_in_form


@blueprint.get("/forums/<int:id>/threads/new")
@members_door
def new_thread(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "thread.create", forum)
    asked = {name: request.args.get(name, "")[:2000] for name in ("title", "body")}
    form = ThreadForm(question=request.args.get("question", 0, bounded), **asked)
    return page("forums/thread_form.html", form=offered(form, forum), forum=forum)


@blueprint.post("/forums/<int:id>/threads")
@members_door
def open_thread(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    form = offered(ThreadForm(), forum)
    body, token = form.body.data or "", form.sending.data or ""
    try:
        require(me(), "thread.create", forum)
        validated(form)
        thread = forums.open_thread(
            me(),
            forum,
            form.title.data,
            body,
            form.question.data or None,
            form.actor.data if form.actor else None,
            token,
            attached_in_form(forum),
        )
    except Forbidden:
        sent = sent_before(me(), token, f"forum-{id}", body)  # the first time it was allowed
        if sent is None:
            raise
        thread = sent.thread
    except Invalid as error:
        enter(forum.space)
        return page("forums/thread_form.html", 422, form=take_errors(form, error), forum=forum)
    return redirect(url_for(".thread", id=thread.id), 303)


@blueprint.get("/threads/<int:id>")
def thread(id):
    """The whole thread, the branch below `branch`, or what `actor` said, by pages."""
    thread = fetch(me(), Thread, id)
    if thread.merged_into_id is not None:
        number = request.args.get("branch", None, bounded)
        return redirect(url_for(".post", id=number) if number else url_for(".thread", id=thread.merged_into_id))
    enter(thread.forum.space)
    branch = None
    if (number := request.args.get("branch", None, bounded)) is not None:
        branch = fetch(me(), Post, number)
        if branch.thread_id != thread.id:
            return redirect(url_for(".post", id=number))  # it was taken out of this thread

    def read():
        return thread_page(
            me(),
            thread,
            min(max(1, request.args.get("page", 1, bounded)), 100_000),
            branch,
            request.args.get("actor", None, bounded),
        )

    def form():
        return offer_actors(PostForm(formdata=None), g.membership.actors if g.membership else [])

    return thread_html(thread, read, form)


@blueprint.get("/threads/<int:id>/edit")
@members_door
def edit_thread(id):
    thread = fetch(me(), Thread, id)
    enter(thread.forum.space)
    require(me(), "thread.change", thread)
    form = ThreadTitleForm(title=thread.title, question=thread.question_id or 0)
    return page("forums/thread_title.html", form=offered_title(form, thread), thread=thread)


@blueprint.put("/threads/<int:id>")
@members_door
def change_thread(id):
    thread = fetch(me(), Thread, id)
    enter(thread.forum.space)
    form = offered_title(ThreadTitleForm(), thread)
    try:
        validated(form)
        forums.change_thread(me(), thread, form.title.data, form.question.data or None)
    except Invalid as error:
        enter(thread.forum.space)
        return page("forums/thread_title.html", 422, form=take_errors(form, error), thread=thread)
    return redirect(url_for(".thread", id=id), 303)


@blueprint.post("/threads/<int:id>/lock")
@members_door
def lock_thread(id):
    forums.lock(me(), fetch(me(), Thread, id))
    return redirect(url_for(".thread", id=id), 303)


@blueprint.delete("/threads/<int:id>/lock")
@members_door
def unlock_thread(id):
    forums.unlock(me(), fetch(me(), Thread, id))
    return redirect(url_for(".thread", id=id), 303)


@blueprint.post("/threads/<int:id>/pin")
@members_door
def pin_thread(id):
    forums.pin(me(), fetch(me(), Thread, id))
    return redirect(url_for(".thread", id=id), 303)


@blueprint.delete("/threads/<int:id>/pin")
@members_door
def unpin_thread(id):
    forums.unpin(me(), fetch(me(), Thread, id))
    return redirect(url_for(".thread", id=id), 303)


def offered(form, forum):
    member = standing(me(), forum).membership
    return form.offer(standing_questions(forum), member.actors if member else [])


def offered_title(form, thread):
    choices = ThreadForm(formdata=None).offer(standing_questions(thread.forum), []).question.choices
    form.question.choices = choices
    return form
