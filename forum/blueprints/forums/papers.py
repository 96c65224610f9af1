"""Taking a conversation out: a thread, or all threads of a forum, as a file or as a page to print."""

import io

from flask import current_app, redirect, request, send_file, url_for
from flask_babel import gettext as _

from ...actions import exports
from ...errors import Invalid
from ...exports.conversations import FORMATS, Paper, columns, filename, heading, write
from ...models import Forum, Thread
from ...permissions import fetch, require
from ...readings.forums.conversations import conversations, posts_in
from ...text import render
from ..doors import enter, me, members_door, page
from . import blueprint

SLOW = {"docx": 3000, "odt": 3000, "pdf": 1500}  # posts of which a file takes some seconds
MOST_PRINTED = 3000


@blueprint.get("/forums/<int:id>/exports")
@members_door
def forum_papers(id):
    return papers(fetch(me(), Forum, id))


@blueprint.get("/threads/<int:id>/exports")
@members_door
def thread_papers(id):
    thread = fetch(me(), Thread, id)
    return papers(thread.forum, thread)


@blueprint.post("/forums/<int:id>/exports")
@members_door
def ask_forum_paper(id):
    return asked(fetch(me(), Forum, id))


@blueprint.post("/threads/<int:id>/exports")
@members_door
def ask_thread_paper(id):
    return asked(fetch(me(), Thread, id))


@blueprint.get("/forums/<int:id>/print")
@members_door
def print_forum(id):
    return printed(fetch(me(), Forum, id))


@blueprint.get("/threads/<int:id>/print")
@members_door
def print_thread(id):
    thread = fetch(me(), Thread, id)
    return printed(thread.forum, thread)


def papers(forum, thread=None):
    """The file where a format is asked for, else the page to choose one on."""
    space = enter(forum.space)
    require(me(), "forum.export", forum)
    problem, large = "", False
    if format := request.args.get("format", ""):
        try:
            if large := posts_in(me(), forum, thread) > SLOW.get(format, 100_000):
                raise Invalid(_("Es una conversación larga: este formato se escribe aparte y se descarga cuando esté."))
            paper = paper_of(forum, thread, "authors" in request.args)
            return send_file(
                io.BytesIO(write(paper, format)),
                mimetype=FORMATS[format].mimetype,
                as_attachment=True,
                download_name=filename(paper, format),
            )
        except Invalid as error:
            problem = str(error.message)
    return page(
        "forums/exports.html",
        422 if problem else 200,
        forum=forum,
        thread=thread,
        space=space,
        formats=FORMATS,
        columns=columns(),
        problem=problem,
        large=large,
    )


def asked(thing):
    """A large one is made in the background; the page where it will be."""
    require(me(), "forum.export", thing)
    format = request.form.get("format", "")
    if format not in FORMATS:
        return papers(thing.forum, thing) if isinstance(thing, Thread) else papers(thing)
    export = exports.ask_conversation(me(), thing, format, "authors" in request.form)
    return redirect(f"/exports/{export.id}", 303)


def printed(forum, thread=None):
    enter(forum.space)
    require(me(), "forum.export", forum)
    if posts_in(me(), forum, thread) > MOST_PRINTED:
        return papers(forum, thread)
    return page(
        "forums/print.html", paper=paper_of(forum, thread, "authors" in request.args), heading=heading, render=render
    )


def paper_of(forum, thread, authors):
    base = current_app.config["BASE_URL"]
    return Paper(
        title=thread.title if thread else _("Foro %(n)s", n=forum.number) + f": {forum.title}",
        space=forum.space.title,
        threads=conversations(me(), forum, thread),
        authors=authors,
        conclusion="" if thread else forum.conclusion,
        url=lambda id: f"{base}{url_for('.post', id=id)}",
    )
