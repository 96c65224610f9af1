"""Who took part, how much: everybody for who moderates, their own row for everybody else."""

import io

from flask import request, send_file

from ...exports import participation as papers
from ...models import Space
from ...permissions import can, fetch, require
from ...readings.marks import latest_marks
from ...readings.participation import SORTS, by_actor, in_order
from ...readings.participation import participation as rows_of
from ..doors import enter, me, members_door, page
from ..presentation import role_name
from . import blueprint
from .forms import PeriodForm


@blueprint.get("/spaces/<slug>/participation")
@members_door
def participation(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "members.read", space)
    sees_all = can(me(), "moderation.read", space)
    form = PeriodForm(request.args)
    form.validate()
    since, until = (None if form[name].errors else form[name].data for name in ("since", "until"))
    marking = can(me(), "space.change", space) or can(me(), "space.reopen", space)
    marks = latest_marks(space, published=not marking) if marking or not sees_all else {}
    people = rows_of(me(), space, since, until, own=not sees_all, marks=marks)
    actors = by_actor(space, since, until) if sees_all else []
    sort = request.args.get("sort") if request.args.get("sort") in SORTS else "name"
    descending = request.args.get("order") == "desc"
    people = in_order(people, sort, descending)
    if (format := request.args.get("format", "")) in papers.FORMATS:
        return paper(space, people, actors, format, sees_all and request.args.get("of") == "actors")
    return page(
        "spaces/participation.html",
        form=form,
        people=people,
        actors=actors,
        sees_all=sees_all,
        marking=marking,
        marks=marks,
        sort=sort,
        descending=descending,
        formats=papers.FORMATS,
        columns=papers.columns(),
        actor_columns=papers.actor_columns(),
        period={name: request.args[name] for name in ("since", "until") if request.args.get(name)},
    )


def paper(space, people, actors, format, of_actors):
    people = [
        row._asdict() | {"role": role_name(row.role), "actors": ", ".join(actor.name for actor in row.actors)}
        for row in people
    ]
    actors = [row._asdict() | {"actor": row.actor.name} for row in actors]
    return send_file(
        io.BytesIO(papers.write(people, actors, format, of_actors)),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(space.title, format, of_actors),
    )
