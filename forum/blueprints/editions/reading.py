"""The page of an edition: the table as it was frozen, and everything that tells where it comes from."""

from flask import current_app

from ...exchange import from_frozen
from ...exports import layout, select
from ...exports.differences import tally
from ...exports.editions import options, unsigned
from ...models import Edition
from ...permissions import can, fetch, is_readable
from ...readings.editions import before, differences
from ..doors import enter, me, page
from . import blueprint


@blueprint.get("/editions/<int:id>")
def edition(id):
    edition = reached(id)
    content, told = thawed(edition)
    previous = before(me(), edition)
    asked = options(told, edition.digest, address(edition))
    return page(
        "editions/page.html",
        edition=edition,
        told=told,
        papers={paper.format: paper for paper in edition.papers},
        paper=layout.lay(select(unsigned(content), asked), asked),
        paper_date=layout.long_date(asked.date),
        address=address(edition),
        matrix_is_read=is_readable(me(), edition.matrix),
        previous=previous,
        changed=tally(differences(thawed(previous)[0], content)) if previous else [],
    )


def reached(id) -> Edition:
    """The edition, on a page of its space for who may read that."""
    edition = fetch(me(), Edition, id)
    if can(me(), "space.read", edition.matrix.space):
        enter(edition.matrix.space)
    return edition


def thawed(edition):
    return from_frozen(edition.frozen.encode())


def address(edition):
    """Where it can be read for good."""
    return f"{current_app.config['BASE_URL']}/editions/{edition.id}"
