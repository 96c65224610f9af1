"""Where threads and branches stand: moving, splitting, merging."""

import re

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions.moderation import relocating
from ...errors import Conflict, Invalid, NotFound
from ...models import Forum, Post, Thread
from ...permissions import fetch, require
from ...readings.forums import post_row, standing_questions
from ...readings.moderation.places import threads_near
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import MergeForm, MoveForm, SplitForm


@blueprint.get("/threads/<int:id>/forum")
@members_door
def ask_to_move(id):
    thread = fetched(id)
    return place_page("move", offered(MoveForm(formdata=None, forum=thread.forum_id), thread), thread)


@blueprint.put("/threads/<int:id>/forum")
@members_door
def move(id):
    thread = fetched(id)
    form = offered(MoveForm(), thread)
    try:
        validated(form)
        forum = fetch(me(), Forum, form.forum.data)
        relocating.move(me(), thread, forum, form.question.data or None, form.reason.data or "")
    except (Invalid, Conflict) as error:
        return place_page("move", take_errors(form, error), fetched(id), error.status)
    flash(_("Hilo movido. Los enlaces de antes siguen llegando a él."))
    return redirect(url_for("forums.thread", id=id), 303)


@blueprint.get("/posts/<int:id>/thread")
@members_door
def ask_to_split(id):
    post = fetched_post(id)
    form = questions(SplitForm(formdata=None), post.thread.forum)
    return place_page("split", form, post.thread, post=post)


@blueprint.post("/posts/<int:id>/thread")
@members_door
def split(id):
    post = fetched_post(id)
    form = questions(SplitForm(), post.thread.forum)
    try:
        validated(form)
        relocating.split(me(), post, form.title.data, form.question.data or None, form.reason.data or "")
    except (Invalid, Conflict) as error:
        post = fetched_post(id)
        return place_page("split", take_errors(form, error), post.thread, error.status, post)
    flash(_("La rama ya es un hilo. Los enlaces de antes siguen llegando a sus aportes."))
    return redirect(url_for("forums.post", id=id), 303)


@blueprint.get("/threads/<int:id>/merging")
@members_door
def ask_to_merge(id):
    return place_page("merge", MergeForm(formdata=None), fetched(id))


@blueprint.post("/threads/<int:id>/merging")
@members_door
def merge(id):
    thread = fetched(id)
    form = MergeForm()
    try:
        validated(form)
        relocating.merge(me(), thread, named(thread, form.into.data), form.reason.data or "")
    except (Invalid, Conflict) as error:
        return place_page("merge", take_errors(form, error), fetched(id), error.status)
    flash(_("Hilos unidos. Los enlaces de antes siguen llegando a sus aportes."))
    return redirect(url_for("forums.thread", id=id), 303)


def named(thread, typed):
    """The thread whose address, number or title somebody gave."""
    typed = " ".join(typed.split())
    match = re.search(r"(?:/threads/|^#?)(\d{1,9})(?:$|[?#/])", typed)
    numbers = [int(match[1])] if match else [id for id, title in threads_near(me(), thread) if title == typed]
    if len(numbers) > 1:
        raise Invalid(fields={"into": _("Hay varios hilos con ese título: pega el enlace del que buscas.")})
    try:
        return fetch(me(), Thread, numbers[0])
    except (NotFound, IndexError):
        raise Invalid(fields={"into": _("Ese hilo no se encontró. Pega su enlace, o elígelo de la lista.")}) from None


def fetched(id):
    thread = fetch(me(), Thread, id)
    enter(thread.forum.space)
    require(me(), "thread.move", thread)
    return thread


def fetched_post(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.split", post)
    return post


def offered(form, thread):
    """The space's other forums, with all their questions: the page has no script to choose among them."""
    forums = [forum for forum in thread.forum.space.forums if forum.id != thread.forum_id]
    form.forum.choices = [(forum.id, _("Foro %(n)s", n=forum.number) + f": {forum.title}") for forum in forums]
    asked = [
        (question.id, f"{forum.number}.{question.position} {question.text}")
        for forum in forums
        for question in standing_questions(forum)
    ]
    form.question.choices = [(0, _("Ninguna en particular")), *asked]
    return form


def questions(form, forum):
    asked = [(question.id, question.text) for question in standing_questions(forum)]
    form.question.choices = [(0, _("Ninguna en particular")), *asked]
    return form


def place_page(what, form, thread, status=200, post=None):
    enter(thread.forum.space)
    near = threads_near(me(), thread) if what == "merge" else []
    row = post_row(me(), post) if post else None
    return page(f"moderation/{what}.html", status, form=form, thread=thread, near=near, post=row)
