"""The organizations of an indicator in one period: values, shares, changes, who is missing, and what they add up to."""

from collections import namedtuple
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from ...extensions import db
from ...figures import Period
from ...models import Figure, FigureCorrection, Organization, PublishedTotal, User
from ...text import folded

Told = namedtuple("Told", "id category value source invented validated reporter version")


@dataclass(slots=True)
class RankRow:
    """An organization. `figures` are those its value is made of: one, or one a category. `before` is its value in the
    period before, None where it has none."""

    organization_id: int
    name: str
    value: Decimal
    figures: list
    before: Decimal | None = None
    share: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else self.value - self.before

    @property
    def change_share(self) -> Decimal | None:
        return self.change / self.before * 100 if self.before else None

    @property
    def invented(self):
        return any(one.invented for one in self.figures)

    @property
    def validated_by(self) -> list[str]:
        """The names; empty where any of the figures waits."""
        names = [one.validated for one in self.figures]
        return list(dict.fromkeys(names)) if all(names) else []


@dataclass(slots=True)
class Ranking:
    """`rows` from the largest value; `missing` are (number, name) of the organizations that report at other times;
    `total` is what was published for the whole period, None where that is not known or only a category is shown."""

    period: Period
    category: str
    rows: list[RankRow]
    missing: list[tuple[int, str]]
    total: PublishedTotal | None
    before: Period | None
    sources: list[str] = field(default_factory=list)

    @property
    def sum(self) -> Decimal:
        return sum((row.value for row in self.rows), Decimal(0))

    @property
    def rest(self) -> Decimal | None:
        """How much of the published total no organization told."""
        return None if self.total is None else self.total.value - self.sum

    @property
    def sum_share(self) -> Decimal | None:
        return self.sum / self.total.value * 100 if self.total is not None and self.total.value else None

    @property
    def invented(self):
        return any(row.invented for row in self.rows)

    @property
    def compares(self):
        return any(row.before is not None for row in self.rows)


def ranking(indicator, period: Period, category: str = "") -> Ranking:
    """Without a category, the value of all: what was told as such, else the sum of an organization's categories."""
    before = period.before
    now_, then, names, expected = {}, {}, {}, {}
    for row in _figures(indicator, [one for one in (period, before) if one is not None]):
        names[row.organization_id] = row.name
        found = now_ if (row.starts_on, row.ends_on) == (period.starts_on, period.ends_on) else then
        told = Told(row.id, row.category, row.value, row.source, row.invented, row.validated, row.reporter, row.version)
        found.setdefault(row.organization_id, []).append(told)
    for number, name in db.session.execute(
        select(Organization.id, Organization.name).where(
            Organization.removed_at.is_(None),
            Organization.id.in_(
                select(Figure.organization_id).where(Figure.indicator_id == indicator.id, Figure.removed_at.is_(None))
            ),
        )
    ):
        expected[number] = name
    total = db.session.scalar(
        select(PublishedTotal).where(
            PublishedTotal.indicator_id == indicator.id,
            PublishedTotal.starts_on == period.starts_on,
            PublishedTotal.ends_on == period.ends_on,
        )
    )
    total = None if category else total
    rows = []
    for number, told in now_.items():
        counted = _counted(told, category)
        if not counted:
            continue
        earlier = _counted(then.get(number, []), category)
        rows.append(RankRow(number, names[number], _sum(counted), counted, _sum(earlier) if earlier else None))
    rows.sort(key=lambda row: (-row.value, folded(row.name)))
    found = Ranking(period, category, rows, [], total, before)
    whole = total.value if total is not None else found.sum
    for row in rows:
        row.share = row.value / whole * 100 if whole else None
    there = {row.organization_id for row in rows}
    absent = [(number, name) for number, name in expected.items() if number not in there]
    found.missing = sorted(absent, key=lambda one: folded(one[1]))
    sources = [total.source] if total is not None else []
    sources += [one.source for row in rows for one in row.figures]
    found.sources = [source for source in dict.fromkeys(sources) if source]
    return found


def _figures(indicator, periods):
    validator, reporter = aliased(User), aliased(User)
    return db.session.execute(
        select(
            Figure.id,
            Figure.organization_id,
            Organization.name,
            Figure.starts_on,
            Figure.ends_on,
            Figure.category,
            Figure.value,
            Figure.source,
            Figure.invented,
            validator.name.label("validated"),
            reporter.name.label("reporter"),
            Figure.version,
        )
        .join(Organization, Organization.id == Figure.organization_id)
        .outerjoin(validator, and_(validator.id == Figure.validated_by_id, Figure.validated_at.is_not(None)))
        .outerjoin(reporter, reporter.id == Figure.reported_by_id)
        .where(
            Figure.indicator_id == indicator.id,
            Figure.removed_at.is_(None),
            or_(*(and_(Figure.starts_on == one.starts_on, Figure.ends_on == one.ends_on) for one in periods)),
        )
        .order_by(Figure.id)
    ).all()


def _counted(told, category):
    """The figures that make the value."""
    if category:
        return [one for one in told if one.category == category]
    return [one for one in told if not one.category] or told


def _sum(told):
    return sum((one.value for one in told), Decimal(0))


CorrectionRow = namedtuple("CorrectionRow", "organization figure_id period category before value reason at name")


def corrections_of(indicator, period: Period | None = None, most=20) -> list[CorrectionRow]:
    """The last ones first."""
    query = (
        select(
            Organization.name,
            Figure.id,
            Figure.starts_on,
            Figure.ends_on,
            Figure.category,
            FigureCorrection.before,
            FigureCorrection.value,
            FigureCorrection.reason,
            FigureCorrection.at,
            User.name.label("user"),
        )
        .join(Figure, Figure.id == FigureCorrection.figure_id)
        .join(Organization, Organization.id == Figure.organization_id)
        .outerjoin(User, User.id == FigureCorrection.user_id)
        .where(Figure.indicator_id == indicator.id)
        .order_by(FigureCorrection.id.desc())
        .limit(most)
    )
    if period is not None:
        query = query.where(Figure.starts_on == period.starts_on, Figure.ends_on == period.ends_on)
    return [CorrectionRow(row[0], row[1], Period(row[2], row[3]), *row[4:]) for row in db.session.execute(query).all()]
