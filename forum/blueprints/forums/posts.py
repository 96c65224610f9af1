"""Posts: reading one, answering, correcting, supporting, hiding."""

from itertools import pairwise

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ... import text
from ...actions import forums
from ...actions.forums.posts import place_of_reply
from ...actions.forums.sending import sent_before
from ...errors import Conflict, Forbidden, Invalid
from ...models import Post, Thread
from ...models.base import bounded
from ...permissions import fetch, require, standing
from ...readings.forums import history_of, page_of, post_row
from ..doors import enter, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import EditForm, HidingForm, PostForm, offer_actors
from .uploads import attached_in_form


@blueprint.get("/posts/<int:id>")
def post(id):
    """The permanent link: to its place in the thread; for the page itself, the post as it stands."""
    post = fetch(me(), Post, id)
    if is_partial():
        return partial(post)
    number, branch = page_of(me(), post)
    query = {
        key: value
        for key, value in (("page", number if number > 1 else None), ("branch", branch and branch.id))
        if value
    }
    return redirect(url_for(".thread", id=post.thread_id, **query, _anchor=request.args.get("at") or f"aporte-{id}"))


def partial(post, status=200, **headers):
    enter(post.thread.forum.space)
    return render_template("forums/_post_alone.html", post=post_row(me(), post), thread=post.thread), status, headers


@blueprint.get("/posts/<int:id>/reply")
@members_door
def answer(id):
    """The field to answer in; `quote` is a passage to answer to."""
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.create", post.thread)
    form = offered(PostForm(formdata=None), post.thread)
    if (words := request.args.get("quote", "")) and (post.hidden_at is None):
        found = text.anchor(
            text.plain(post.html), words, request.args.get("prefix", ""), request.args.get("suffix", "")
        )
        form.body.data = text.quote_markdown(found.quote, spoken_by(post)) if found else ""
    return page(answer_template(), form=form, post=post_row(me(), post), thread=post.thread)


def spoken_by(post):
    """Who said it, as the reader may know: what is quoted is read by all, so in a forum without names the actor."""
    if not post.thread.forum.anonymous:
        return post.author.name
    return post.actor.name if post.actor else _("Moderación")


@blueprint.post("/posts/<int:id>/replies")
@members_door
def reply(id):
    post = fetch(me(), Post, id)
    return speak(post.thread, post)


@blueprint.post("/threads/<int:id>/replies")
@members_door
def reply_to_thread(id):
    return speak(fetch(me(), Thread, id), None)


def speak(thread, parent):
    space = enter(thread.forum.space)
    form = offered(PostForm(), thread)
    body, token = form.body.data or "", form.sending.data or ""
    place = place_of_reply(thread, parent)
    try:
        require(me(), "post.create", thread)
        validated(form)
        actor, files = form.actor.data if form.actor else None, attached_in_form(thread.forum)
        written = forums.reply(me(), thread, body, parent, actor, token, files)
    except Forbidden:
        written = sent_before(me(), token, place, body)  # the first time it was allowed
        if written is None:
            raise
    except Invalid as error:
        enter(space)
        row = post_row(me(), parent) if parent else None
        return page(answer_template(), 422, form=take_errors(form, error), post=row, thread=thread)
    if is_partial():
        return partial(written, 201)
    return redirect(url_for(".post", id=written.id), 303)


@blueprint.get("/posts/<int:id>/edit")
@members_door
def edit_post(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.edit", post)
    form = EditForm(formdata=None, body=post.body, version=post.version)
    return page(edit_template(), form=form, post=post_row(me(), post), thread=post.thread)


@blueprint.put("/posts/<int:id>")
@members_door
def correct_post(id):
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    form = EditForm()
    try:
        validated(form)
        require(me(), "post.edit", post)
        if post.author_id != me().id and not (form.reason.data or "").strip():
            raise Invalid(fields={"reason": _("Escribe por qué lo corriges: lo lee quien abre su historia.")})
        files = attached_in_form(post.thread.forum)
        forums.edit(me(), post, form.body.data or "", form.version.data, form.reason.data or "", files)
    except Invalid as error:
        enter(space)
        return page(edit_template(), 422, form=take_errors(form, error), post=post_row(me(), post), thread=post.thread)
    except Conflict as conflict:
        enter(space)
        post = fetch(me(), Post, id)
        form.version.raw_data = None
        form.version.data = post.version
        return page(
            edit_template(),
            409,
            form=form,
            post=post_row(me(), post),
            thread=post.thread,
            theirs=conflict.details["theirs"],
        )
    if is_partial():
        return partial(fetch(me(), Post, id))
    return redirect(url_for(".post", id=id), 303)


@blueprint.get("/posts/<int:id>/history")
def post_history(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.read_history", post)
    versions = history_of(me(), post)
    differences = [
        None,
        *(text.difference(old.body, new.body) for old, new in pairwise(versions)),
    ]
    old, new = (compared(versions, request.args.get(name, 0, bounded)) for name in ("from", "to"))
    return page(
        "forums/history.html",
        post=post_row(me(), post),
        thread=post.thread,
        old=old,
        new=new,
        difference=text.difference(old.body, new.body) if old and new else None,
        versions=list(reversed(list(zip(versions, differences, strict=True)))),
    )


def compared(versions, number):
    return next((version for version in versions if version.number == number), None)


@blueprint.post("/posts/<int:id>/support")
@members_door
def support(id):
    forums.support(me(), fetch(me(), Post, id))
    return after_support(id)


@blueprint.delete("/posts/<int:id>/support")
@members_door
def unsupport(id):
    forums.unsupport(me(), fetch(me(), Post, id))
    return after_support(id)


def after_support(id):
    post = fetch(me(), Post, id)
    if is_partial():
        enter(post.thread.forum.space)
        g.speaks = True  # who did it may take it back
        return render_template("forums/_support.html", post=post_row(me(), post), thread=post.thread)
    return redirect(url_for(".post", id=id), 303)


@blueprint.get("/posts/<int:id>/hiding")
@members_door
def hide_post(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.hide", post)
    template = "forums/_hiding.html" if is_partial() else "forums/hiding.html"
    return page(template, form=HidingForm(formdata=None), post=post_row(me(), post), thread=post.thread)


@blueprint.post("/posts/<int:id>/hiding")
@members_door
def hide(id):
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    form = HidingForm()
    try:
        require(me(), "post.hide", post)
        validated(form)
        forums.hide(me(), post, form.reason.data)
    except Invalid as error:
        enter(space)
        template = "forums/_hiding.html" if is_partial() else "forums/hiding.html"
        return page(template, 422, form=take_errors(form, error), post=post_row(me(), post), thread=post.thread)
    return after_write(id)


@blueprint.delete("/posts/<int:id>/hiding")
@members_door
def show(id):
    forums.show(me(), fetch(me(), Post, id))
    return after_write(id)


@blueprint.post("/posts/<int:id>/approval")
@members_door
def approve(id):
    forums.approve(me(), fetch(me(), Post, id))
    return after_write(id)


def after_write(id):
    if is_partial():
        return partial(fetch(me(), Post, id))
    return redirect(url_for(".post", id=id), 303)


@blueprint.post("/preview")
@members_door
def preview():
    """What the text will look like."""
    return render_template("forums/_preview.html", html=text.render(request.form.get("body", "")))


def answer_template():
    return "forums/_answer.html" if is_partial() else "forums/answer.html"


def edit_template():
    return "forums/_edit.html" if is_partial() else "forums/edit.html"


def offered(form, thread):
    member = standing(me(), thread).membership
    offer_actors(form, member.actors if member else [])
    return form
