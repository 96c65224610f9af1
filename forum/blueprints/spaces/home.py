"""The front page, the list of spaces, and the home of one."""

from flask import Response, render_template

from ...models import Space
from ...permissions import can, fetch
from ...readings.forums import forums_of
from ...readings.spaces import matrix_summaries, people_of, spaces_for
from ..doors import enter, me, page
from . import blueprint
from .setting_up import TEMPLATES


@blueprint.get("/")
def home():
    """A visitor reads what this is; a person sees their spaces, and how to begin where there is none."""
    mine, public = spaces_for(me())
    if me() is None:
        return page("spaces/welcome.html", public=public)
    return page(
        "spaces/home.html", mine=mine, public=public, templates=TEMPLATES.values(), opens=can(me(), "space.create")
    )


@blueprint.get("/spaces")
def public_spaces():
    mine, public = spaces_for(me())
    return page("spaces/public.html", rows=[row for row in mine + public if row.space.visibility == "public"])


@blueprint.get("/spaces/<slug>")
def space(slug):
    space = enter(fetch(me(), Space, slug))
    return render_template(
        "spaces/page.html",
        forums=forums_of(space),
        matrices=matrix_summaries(space),
        people=people_of(space),
        live=True,
    )


@blueprint.get("/spaces/<slug>/actors.css")
def actors_css(slug):
    """The colours of actors that have one of their own."""
    space = fetch(me(), Space, slug)
    rules = []
    for actor in space.actors:
        if actor.light:
            rules.append(f".actor-c{actor.id}{{--actor:{actor.light}}}")
            dark = f".actor-c{actor.id}{{--actor:{actor.dark}}}"
            rules.append(f':root[data-scheme="dark"] {dark}')
            rules.append(f'@media (prefers-color-scheme:dark){{:root:not([data-scheme="light"]) {dark}}}')
    return Response("@layer tokens{" + "".join(rules) + "}", mimetype="text/css")
