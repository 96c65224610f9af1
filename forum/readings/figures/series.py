"""One organization's figures from month to month, and whether they add up to what it told of longer periods."""

from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from ...extensions import db
from ...figures import Period
from ...models import Figure
from .ranking import Told, _counted, _sum

MOST_MONTHS = 36
Point = namedtuple("Point", "period value invented")
Longer = namedtuple("Longer", "period value months_sum")  # the sum where every month of it was told


@dataclass(slots=True)
class Series:
    """`points` are months without a gap, with the `value` None where nothing was told; `longer` the other periods."""

    points: list[Point]
    longer: list[Longer]

    @property
    def invented(self):
        return any(point.invented for point in self.points)


def series(indicator, organization, category: str = "") -> Series:
    query = select(Figure).where(
        Figure.indicator_id == indicator.id,
        Figure.organization_id == organization.id,
        Figure.removed_at.is_(None),
    )
    told = {}
    for one in db.session.scalars(query.order_by(Figure.starts_on)):
        figure = Told(one.id, one.category, one.value, one.source, one.invented, None, None, one.version)
        told.setdefault(Period(one.starts_on, one.ends_on), []).append(figure)
    values, invented = {}, set()
    for period, figures in told.items():
        if counted := _counted(figures, category):
            values[period] = _sum(counted)
            if any(one.invented for one in counted):
                invented.add(period)
    months = sorted(period for period in values if period.kind == "month")
    points = []
    if months:
        whole = Period(months[0].starts_on, months[-1].ends_on).each_month()[-MOST_MONTHS:]
        points = [Point(month, values.get(month), month in invented) for month in whole]
    longer = []
    for period in sorted((one for one in values if one.kind != "month"), key=lambda one: (one.ends_on, one.months)):
        parts = [values.get(month) for month in period.each_month()]
        longer.append(Longer(period, values[period], sum(parts, Decimal(0)) if None not in parts else None))
    return Series(points, longer)
