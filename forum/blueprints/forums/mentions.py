"""Mentions: whom one may name while one writes «@»."""

from flask import render_template, request

from ...models import Forum
from ...permissions import fetch, require
from ...readings.forums.mentions import suggestions
from ..doors import enter, me, members_door
from . import blueprint


@blueprint.get("/forums/<int:id>/mentions")
@members_door
def mentions(id):
    """The first of those whose name begins with `q`, as options of a list."""
    forum = fetch(me(), Forum, id)
    enter(forum.space)
    require(me(), "members.read", forum.space)
    return render_template("forums/_mentions.html", found=suggestions(forum, request.args.get("q", "")[:80]))
