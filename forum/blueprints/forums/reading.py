"""What is new, where one was, and what one keeps at hand."""

from datetime import timedelta

from flask import redirect, request, url_for

from ...actions.forums import reading
from ...errors import NotFound
from ...models import Forum, Post, Space, Thread
from ...models.base import bounded_numbers, now
from ...permissions import fetch
from ...readings.forums.kept import MOST, bookmarks_of
from ...readings.forums.unread import last_place, news_of, read_of, unread_forums
from ..addresses import local_url
from ..doors import enter, is_partial, me, members_door, page
from ..presentation import csrf_field
from . import blueprint

MOST_SEEN = 500  # at once


@blueprint.get("/spaces/<slug>/news")
def news(slug):
    """What is new to who asks; with `since=yesterday`, and to a visitor, what was written in the last day."""
    space = enter(fetch(me(), Space, slug))
    of_day = me() is None or request.args.get("since") == "yesterday"
    rows = news_of(me(), space, now() - timedelta(days=1) if of_day else None)
    return page("forums/news.html", rows=rows, of_day=of_day, place=last_place(me(), space))


@blueprint.get("/threads/<int:id>/new")
def first_new(id):
    """The first post that is new to who asks, else the place they read last."""
    thread = fetch(me(), Thread, id)
    if me() is not None:
        read = read_of(me(), thread)
        if read.first or read.mark:
            post = still_there(read.first or read.mark)
            if post is not None and post.thread_id == thread.id:
                return redirect(url_for(".post", id=post.id))
    return redirect(url_for(".thread", id=id))


@blueprint.post("/threads/<int:id>/reading")
@members_door
def note_reading(id):
    """These posts were before somebody's eyes: `seen` holds their numbers, one or more fields of one or more."""
    seen = bounded_numbers(" ".join(request.form.getlist("seen")))
    reading.mark_read(me(), fetch(me(), Thread, id), seen[:MOST_SEEN])
    if is_partial():
        return "", 204
    return redirect(local_url(request.referrer, url_for(".thread", id=id)), 303)


@blueprint.get("/forums/<int:id>/new")
def first_new_of_forum(id):
    forum = fetch(me(), Forum, id)
    unread = unread_forums(me(), forum.space).get(forum.id)
    return redirect(url_for(".post", id=unread.first) if unread else url_for(".forum", id=id))


def still_there(id):
    """The post, where it may be read still; a mark may be one less than any post's number."""
    try:
        return fetch(me(), Post, id)
    except NotFound:
        return None


@blueprint.post("/posts/<int:id>/bookmark")
@members_door
def add_bookmark(id):
    reading.bookmark(me(), fetch(me(), Post, id))
    return after_bookmark(id, True)


@blueprint.delete("/posts/<int:id>/bookmark")
@members_door
def remove_bookmark(id):
    reading.unbookmark(me(), fetch(me(), Post, id))
    return after_bookmark(id, False)


def after_bookmark(id, kept):
    if is_partial():
        return page("forums/_bookmark.html", id=id, kept=kept, csrf=csrf_field())
    if request.form.get("back") == "list":
        return redirect(url_for(".bookmarks"), 303)
    return redirect(url_for(".post", id=id), 303)


@blueprint.get("/bookmarks")
@members_door
def bookmarks():
    rows = bookmarks_of(me())
    return page("forums/bookmarks.html", rows=rows[:MOST], more=len(rows) > MOST)
