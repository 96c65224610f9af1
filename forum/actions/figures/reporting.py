"""Figures are told: typed in, or brought in with a file. What says something else of a figure that stands is a
correction, with its reason."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...figures import Period, amount
from ...models import Figure, FigureCorrection, Indicator, User
from ...models.base import now
from ...readings.figures.typing import organizations_for
from ...text.legible import one_line
from .. import action
from .indicators import clean_source

LONGEST_REASON = 500


@action("figure.report")
def report(
    user: User,
    indicator: Indicator,
    period: Period,
    category: str,
    typed: dict[int, str],
    source: str,
    invented: bool = False,
    reason: str = "",
) -> list[Figure]:
    """What was typed for each organization; an empty field says nothing. Gives the figures that are new or other."""
    if category and category not in indicator.categories:
        raise Invalid(fields={"category": _("Elige una de las categorías del indicador.")})
    wrong, values = {}, {}
    allowed = {one.id: one for one in organizations_for(user, indicator)}
    for number, text in typed.items():
        if number not in allowed or not text.strip():
            continue
        try:
            values[number] = amount(text, indicator.places)
        except ValueError as error:
            wrong[f"value-{number}"] = str(error)
    if not wrong and not values:
        wrong["values"] = _("Escribe al menos un dato.")
    try:
        source = clean_source(source, required=True)
    except Invalid as error:
        wrong |= error.fields
    if wrong:
        raise Invalid(fields=wrong)
    told = [(number, period, category, value, source, invented) for number, value in values.items()]
    return write(user, indicator, told, reason)


def write(user, indicator, told, reason) -> list[Figure]:
    """`told` are (organization, period, category, value, source, invented). Asks nothing of the person."""
    standing = {
        (one.organization_id, Period(one.starts_on, one.ends_on), one.category): one
        for one in db.session.scalars(db.select(Figure).where(Figure.indicator_id == indicator.id))
    }
    other = [
        one
        for one in told
        if (known := standing.get(one[:3])) is not None and known.removed_at is None and known.value != one[3]
    ]
    reason = clean_reason(reason) if other else ""
    changed = []
    for number, period, category, value, source, invented in told:
        figure = standing.get((number, period, category))
        if figure is None:
            figure = Figure(indicator_id=indicator.id, organization_id=number, category=category, value=value)
            figure.starts_on, figure.ends_on = period.starts_on, period.ends_on
            db.session.add(figure)
        elif figure.removed_at is not None:
            figure.removed_at = None
            figure.value = value
        elif figure.value != value:
            keep(user, figure, value, reason)
        elif (figure.source, figure.invented) == (source, invented):
            continue
        figure.source, figure.invented = source, invented
        _reported(user, figure)
        changed.append(figure)
    db.session.flush()
    if changed:
        numbers = [figure.id for figure in changed]
        record("figures.reported", user, indicator, indicator=indicator.id, figures=numbers)
    return changed


def _reported(user, figure):
    """By whom it stands now; somebody else looks at it anew."""
    figure.reported_by_id, figure.reported_at = user.id, now()
    figure.validated_by_id = figure.validated_at = None


def keep(user, figure, value, reason):
    """What it was stays, with the reason."""
    db.session.add(FigureCorrection(figure=figure, before=figure.value, value=value, reason=reason, user_id=user.id))
    if value is not None:
        figure.value = value
    figure.version = (figure.version or 1) + 1
    _reported(user, figure)


def clean_reason(reason):
    reason = one_line(reason)
    if not reason:
        raise Invalid(fields={"reason": _("Escribe por qué cambia lo que ya estaba: queda junto al valor anterior.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    return reason
