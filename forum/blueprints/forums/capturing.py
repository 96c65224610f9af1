"""Typing in what somebody said on paper or aloud; and what they say of it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import forums
from ...actions.forums.sending import sent_before
from ...errors import Invalid, NotFound
from ...models import Forum, Post, Thread
from ...models.base import bounded, bounded_numbers
from ...permissions import fetch, require
from ...readings.forums import post_row, standing_questions
from ...readings.spaces import members_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import CaptureForm, CaptureThreadForm, ClaimForm


@blueprint.get("/threads/<int:id>/captures/new")
@members_door
def new_capture(id):
    thread = capturing(id)
    form = CaptureForm(formdata=None, parent=request.args.get("parent", "", str)).offer(
        thread.forum.space, members_of(me(), thread.forum.space)
    )
    return capture_page(thread, form)


@blueprint.post("/threads/<int:id>/captures")
@members_door
def capture(id):
    thread = capturing(id)
    space = thread.forum.space
    form = CaptureForm().offer(space, members_of(me(), space))
    try:
        validated(form)
        parent = parent_of(form, thread)
        typed = (form.member.data, form.how.data, form.body.data or "", parent, form.actor.data or None)
        post = forums.capture(me(), thread, *typed, form.sending.data or "")
    except Invalid as error:
        enter(space)
        return capture_page(thread, take_errors(form, error), 422)
    return redirect(url_for(".post", id=post.id), 303)


@blueprint.get("/forums/<int:id>/captures/new")
@members_door
def new_captured_thread(id):
    forum = capturing_in(id)
    form = offered(CaptureThreadForm(formdata=None, question=request.args.get("question", 0, bounded)), forum)
    return page("forums/capture.html", form=form, forum=forum)


@blueprint.post("/forums/<int:id>/captures")
@members_door
def capture_thread(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    form = offered(CaptureThreadForm(), forum)
    body, token = form.body.data or "", form.sending.data or ""
    if (sent := sent_before(me(), token, f"capturing-{id}", body)) is not None:  # the first time it was allowed
        return redirect(url_for(".thread", id=sent.thread_id), 303)
    require(me(), "thread.capture", forum)
    try:
        validated(form)
        typed = (form.member.data, form.how.data, form.title.data, body, form.question.data or None)
        thread = forums.capture_thread(me(), forum, *typed, form.actor.data or None, token)
    except Invalid as error:
        enter(forum.space)
        return page("forums/capture.html", 422, form=take_errors(form, error), forum=forum)
    return redirect(url_for(".thread", id=thread.id), 303)


@blueprint.get("/posts/<int:id>/capture")
@members_door
def captured(id):
    return claim_page(own_captured(id), ClaimForm(formdata=None))


@blueprint.put("/posts/<int:id>/capture")
@members_door
def answer_capture(id):
    post = own_captured(id)
    form, is_mine = ClaimForm(), request.form.get("answer") == "mine"
    try:
        forums.answer_capture(me(), post, is_mine, form.reason.data or "")
    except Invalid as error:
        enter(post.thread.forum.space)
        return claim_page(post, take_errors(form, error), 422)
    flash(_("Quedó anotado que es tuyo.") if is_mine else _("Quedó anotado. Quien modera lo va a mirar."))
    return redirect(url_for(".post", id=id), 303)


def capturing(id):
    thread = fetch(me(), Thread, id)
    enter(thread.forum.space)
    require(me(), "post.capture", thread)
    return thread


def capturing_in(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "thread.capture", forum)
    return forum


def offered(form, forum):
    return form.offer(forum.space, members_of(me(), forum.space)).ask(standing_questions(forum))


def own_captured(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    if post.author_id != me().id or post.captured_by_id is None:
        raise NotFound()
    return post


def parent_of(form, thread):
    """The post that is answered; none for the thread's first."""
    for number in bounded_numbers(form.parent.data or ""):
        post = fetch(me(), Post, number)
        return post if post.thread_id == thread.id else None
    return None


def capture_page(thread, form, status=200):
    parent = parent_of(form, thread)
    return page(
        "forums/capture.html",
        status,
        form=form,
        thread=thread,
        forum=thread.forum,
        post=post_row(me(), parent) if parent else None,
    )


def claim_page(post, form, status=200):
    return page("forums/claim.html", status, form=form, post=post_row(me(), post), thread=post.thread)
