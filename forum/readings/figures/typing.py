"""What a form of figures holds: the organizations one may report for, with what they told before."""

from collections import namedtuple

from sqlalchemy import select

from ...extensions import db
from ...figures import Period
from ...models import Figure, Organization
from ...permissions import can, standing
from ...text import folded

Cell = namedtuple("Cell", "organization_id name figure")  # the figure that stands, or None


def organizations_for(user, indicator) -> list[Organization]:
    """Those that `user` may report for: one's own, or all for who moderates."""
    query = select(Organization).where(Organization.space_id == indicator.space_id, Organization.removed_at.is_(None))
    if not can(user, "figure.report_all", indicator):
        own = standing(user, indicator).membership
        query = query.where(Organization.id == (own.organization_id if own and own.organization_id else 0))
    return sorted(db.session.scalars(query), key=lambda one: folded(one.name))


def cells(user, indicator, period: Period, category: str) -> list[Cell]:
    told = {
        one.organization_id: one
        for one in db.session.scalars(
            select(Figure).where(
                Figure.indicator_id == indicator.id,
                Figure.starts_on == period.starts_on,
                Figure.ends_on == period.ends_on,
                Figure.category == category,
                Figure.removed_at.is_(None),
            )
        )
    }
    return [Cell(one.id, one.name, told.get(one.id)) for one in organizations_for(user, indicator)]


def waiting_for_validation(user, indicator, period: Period) -> list[Figure]:
    """Those of the period that `user`, who did not report them, may validate."""
    if user is None or not can(user, "figure.validate_any", indicator):
        return []
    return db.session.scalars(
        select(Figure)
        .where(
            Figure.indicator_id == indicator.id,
            Figure.starts_on == period.starts_on,
            Figure.ends_on == period.ends_on,
            Figure.removed_at.is_(None),
            Figure.validated_at.is_(None),
            (Figure.reported_by_id != user.id) | Figure.reported_by_id.is_(None),
        )
        .order_by(Figure.id)
    ).all()
