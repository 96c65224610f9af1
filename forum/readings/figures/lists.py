"""The indicators of a space, and the periods one has figures of."""

from collections import namedtuple

from sqlalchemy import func, select, union

from ...extensions import db
from ...figures import Period
from ...models import Figure, Indicator, PublishedTotal

IndicatorRow = namedtuple("IndicatorRow", "id title unit definition organizations latest unvalidated")


def indicators_of(space) -> list[IndicatorRow]:
    """Those that stand, the oldest first: how many organizations report, to when, and how many figures wait for
    somebody to validate them."""
    counts = (
        select(
            Figure.indicator_id,
            func.count(Figure.organization_id.distinct()),
            func.max(Figure.ends_on),
            func.count() - func.count(Figure.validated_at),
        )
        .join(Indicator, Indicator.id == Figure.indicator_id)
        .where(Indicator.space_id == space.id, Figure.removed_at.is_(None))
        .group_by(Figure.indicator_id)
    )
    counted = {number: row for number, *row in db.session.execute(counts)}
    query = select(Indicator).where(Indicator.space_id == space.id, Indicator.removed_at.is_(None))
    rows = []
    for one in db.session.scalars(query.order_by(Indicator.id)):
        rows.append(IndicatorRow(one.id, one.title, one.unit, one.definition, *counted.get(one.id, (0, None, 0))))
    return rows


def removed_indicators(space) -> list[Indicator]:
    query = select(Indicator).where(Indicator.space_id == space.id, Indicator.removed_at.is_not(None))
    return db.session.scalars(query.order_by(Indicator.id)).all()


def periods_of(indicator) -> list[Period]:
    """Those with a figure or a published total: the last first, and of those that end together the longest."""
    told = select(Figure.starts_on, Figure.ends_on).where(
        Figure.indicator_id == indicator.id, Figure.removed_at.is_(None)
    )
    published = select(PublishedTotal.starts_on, PublishedTotal.ends_on).where(
        PublishedTotal.indicator_id == indicator.id
    )
    found = [Period(*row) for row in db.session.execute(union(told, published))]
    return sorted(found, key=lambda period: (period.ends_on, period.months), reverse=True)
