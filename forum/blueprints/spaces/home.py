"""The front page, the list of spaces, and the home of one."""

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...models import Space
from ...permissions import can, fetch
from ...readings.commitments import standing_of
from ...readings.documents import state_name
from ...readings.figures import indicators_of
from ...readings.forums import forums_of
from ...readings.forums.drafts import drafts_of
from ...readings.forums.unread import last_place, unread_forums
from ...readings.meetings import next_of
from ...readings.moderation.queue import waiting_in
from ...readings.spaces import matrix_summaries, people_of, spaces_for
from ...readings.worktables import standing_in
from ..doors import enter, me, page
from ..presentation import day_span
from . import blueprint
from .setting_up import TEMPLATES


@blueprint.get("/")
def home():
    """A visitor reads what this is; a person sees their spaces, and how to begin where there is none."""
    mine, public = spaces_for(me())
    if me() is None:
        return page("spaces/welcome.html", public=public)
    opens = can(me(), "space.create")
    return page("spaces/home.html", mine=mine, others=public, opens=opens, tabs=front_tabs("home"))


@blueprint.get("/spaces")
def public_spaces():
    mine, public = spaces_for(me())
    rows = [row for row in mine + public if row.space.visibility == "public"]
    return page("spaces/public.html", rows=rows, tabs=front_tabs("public") if me() else None)


@blueprint.get("/spaces/<slug>")
def space(slug):
    space = enter(fetch(me(), Space, slug))
    people = people_of(space)  # first: its number must not be newer than what is shown
    return page(
        "spaces/page.html",
        people=people,
        facts=facts_of(space, people),
        forums=forums_of(me(), space),
        news=unread_forums(me(), space),
        place=last_place(me(), space),
        drafts=drafts_of(me(), space),
        matrices=matrix_summaries(space),
        indicators=indicators_of(space) if space.has_indicators else [],
        promised=standing_of(space) if space.has_commitments else None,
        worktables=standing_in(me(), space) if space.has_worktables else [],
        state_name=state_name,
        meeting=next_of(space) if space.has_worktables else None,
        waiting=waiting_in(space) if can(me(), "moderation.read", space) else 0,
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


def facts_of(space, people):
    """What a space is: «Curso con foros y matriz», «del 3 al 28 de noviembre», «34 participantes de 4 actores»."""
    actors = sum(1 for actor in space.actors if actor.removed_at is None)
    told = [TEMPLATES[space.template].title] if space.template in TEMPLATES and space.template != "empty" else []
    if dates := day_span(space.opens_on, space.closes_on):
        told.append(dates)
    members = ngettext("%(num)d participante", "%(num)d participantes", people["members"])
    of_actors = ngettext("%(num)d actor", "%(num)d actores", actors)
    told.append(_("%(members)s de %(actors)s", members=members, actors=of_actors) if actors else members)
    return [told[0][:1].upper() + told[0][1:], *told[1:]]


def front_tabs(here):
    return [
        (_("Inicio"), url_for(".home"), here == "home"),
        (_("Espacios públicos"), url_for(".public_spaces"), here == "public"),
    ]
