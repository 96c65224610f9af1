"""What entries have to do with one another, as both ends show it."""

from collections import namedtuple

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...models import Entry, Link, MatrixColumn, MatrixRow
from .citations import place_name
from .united import behind

# `outward`: from the entry to the other. `via` is the united entry that has it, where it is not the entry itself.
LinkRow = namedtuple("LinkRow", "id kind outward entry_id other_id text place state via")


def links_of(entry) -> list[LinkRow]:
    """Those of the entry and of what is united with it, from it first. One query."""
    here, there = aliased(Entry), aliased(Entry)
    own = select(behind(entry.id).subquery().c.id)
    found = []
    query = (
        select(Link, here.text, here.id, there.id, there.text, there.state, MatrixRow.path, MatrixColumn.path)
        .join(here, or_(here.id == Link.entry_id, here.id == Link.other_id))
        .join(there, or_(there.id == Link.entry_id, there.id == Link.other_id) & (there.id != here.id))
        .join(MatrixRow, MatrixRow.id == there.row_id)
        .join(MatrixColumn, MatrixColumn.id == there.column_id)
        .where(here.id.in_(own), Link.removed_at.is_(None), there.removed_at.is_(None))
        .where(MatrixRow.removed_at.is_(None), MatrixColumn.removed_at.is_(None))
        .order_by(Link.id)
    )
    for link, words, here_id, there_id, text, state, row, column in db.session.execute(query):
        via = "" if here_id == entry.id else words
        found.append(
            LinkRow(
                link.id,
                link.kind,
                link.entry_id == here_id,
                link.entry_id,
                there_id,
                text,
                place_name(row, column),
                state,
                via,
            )
        )
    return sorted(found, key=lambda one: not one.outward)
