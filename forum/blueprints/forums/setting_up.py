"""A space's forums: the list, one forum with its threads, making and changing one."""

from flask import redirect, render_template, request, url_for

from ...actions import forums
from ...actions.forums.terms import has_posts
from ...errors import Invalid
from ...models import Forum, Space
from ...models.base import bounded, bounded_numbers
from ...permissions import fetch, require
from ...readings.forums import forum_page, forums_of, standing_questions
from ...readings.forums.narrowing import ALL
from ...readings.forums.unread import unread_forums, unread_threads
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import MODES, ForumForm
from .narrowing import NarrowingForm


@blueprint.get("/spaces/<slug>/forums")
def forums_list(slug):
    space = enter(fetch(me(), Space, slug))
    return render_template("forums/list.html", forums=forums_of(me(), space), news=unread_forums(me(), space))


@blueprint.get("/spaces/<slug>/forums/new")
@members_door
def new_forum(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "forum.create", space)
    return page("forums/form.html", form=ForumForm(), forum=None, questions=[])


@blueprint.post("/spaces/<slug>/forums")
@members_door
def create_forum(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "forum.create", space)
    form = ForumForm()
    try:
        validated(form)
        forum = forums.create(
            me(),
            space,
            form.title.data,
            form.introduction.data or "",
            [words for _number, words in typed_questions()],
            form.opens_at.data,
            form.closes_at.data,
            **form.terms,
        )
    except Invalid as error:
        enter(space)
        return page("forums/form.html", 422, form=take_errors(form, error), forum=None, questions=typed_again())
    return redirect(url_for(".forum", id=forum.id), 303)


@blueprint.get("/forums/<int:id>")
def forum(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    form = NarrowingForm(formdata=request.args).offer(forum)
    status = 200 if form.validate() else 422
    narrowing = form.narrowing if status == 200 else ALL
    reading = forum_page(me(), forum, max(1, request.args.get("page", 1, bounded)), narrowing)
    news = unread_threads(me(), [row.id for row in reading.threads])
    return page("forums/page.html", status, reading=reading, forum=forum, news=news, form=form, live=True)


@blueprint.get("/forums/<int:id>/edit")
@members_door
def edit_forum(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "forum.change", forum)
    return page(
        "forums/form.html",
        form=settled(ForumForm(obj=forum), forum),
        forum=forum,
        modes=dict(MODES),
        questions=[(question.id, question.text) for question in standing_questions(forum)],
    )


@blueprint.put("/forums/<int:id>")
@members_door
def change_forum(id):
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "forum.change", forum)
    form = settled(ForumForm(), forum)
    try:
        validated(form)
        forums.change(
            me(),
            forum,
            form.title.data,
            form.introduction.data or "",
            typed_questions(),
            form.opens_at.data,
            form.closes_at.data,
            **form.terms,
        )
    except Invalid as error:
        enter(forum.space)
        return page(
            "forums/form.html",
            422,
            form=take_errors(form, error),
            forum=forum,
            modes=dict(MODES),
            questions=typed_again(),
        )
    return redirect(url_for(".forum", id=id), 303)


def settled(form, forum):
    return form.settled(forum, has_posts(forum))


def typed_questions():
    """(number or None, words) of each question's field, in the order of the page."""
    numbers = request.form.getlist("question_id")
    return [
        (next(iter(bounded_numbers(number)), None), words)
        for number, words in zip(numbers, request.form.getlist("question"), strict=False)
    ]


def typed_again():
    return [(number or "", words) for number, words in typed_questions()]
