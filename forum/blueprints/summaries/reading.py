"""What a working table published, and the page of a summary: as it was frozen, narrowed by what one looks for."""

from flask import current_app, request

from ...exports.layout import long_date
from ...exports.summaries import Imprint, counted
from ...models import Summary, Worktable
from ...models.base import bounded
from ...permissions import can, fetch
from ...readings.observations.words import kind_name
from ...readings.summaries import (
    FACETS,
    answered,
    narrowed,
    published,
    resolution_words,
    tallies,
    thawed,
    withheld,
)
from ..doors import enter, enter_worktable, me, page
from . import blueprint


@blueprint.get("/worktables/<int:id>/published")
def published_list(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    return page("summaries/list.html", table=table, published=published(table))


@blueprint.get("/summaries/<int:id>")
def summary(id):
    summary = reached(id)
    content = thawed(summary.frozen)
    asked = {facet: request.args[facet] for facet in FACETS if request.args.get(facet)}
    counts = tallies(content)
    return page(
        "summaries/page.html",
        summary=summary,
        content=content,
        told=content["summary"],
        day=long_date(Imprint(content, summary.digest, "").date),
        asked=asked,
        counts=counts,
        counted=counted(content),
        narrowed=narrowed(content, asked, request.args.get("page", 1, bounded)),
        papers={paper.format: paper for paper in summary.papers},
        address=address(summary),
        words={"kind": kind_name, "resolution": _named},
        answered=answered,
        resolution_words=resolution_words,
        kind_name=kind_name,
        withheld=withheld,
    )


def _named(value):
    return resolution_words({"resolution": "" if value == "open" else value})


def reached(id) -> Summary:
    summary = fetch(me(), Summary, id)
    table = summary.worktable
    if table.removed_at is None:
        enter_worktable(table)
    elif can(me(), "space.read", table.space):
        enter(table.space)
    return summary


def address(summary):
    """Where it can be read for good."""
    return f"{current_app.config['BASE_URL']}/summaries/{summary.id}"
