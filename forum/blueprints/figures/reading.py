"""The page of an indicator: its ranking in a period; of an organization in it; of one figure."""

from flask import abort
from flask_babel import gettext as _

from ...figures import Period, written
from ...models import Figure, Indicator, Organization
from ...permissions import can, fetch
from ...readings import figures as readings
from ..doors import enter, me, page
from . import blueprint
from .asking import asked_category, asked_period
from .forms import REPORTER, CorrectionForm, sum_of


@blueprint.get("/indicators/<int:id>")
def indicator(id):
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    return page("figures/page.html", indicator=indicator, **what_is_shown(indicator))


def what_is_shown(indicator):
    periods, period, category = readings.periods_of(indicator), asked_period(indicator), asked_category(indicator)
    found = readings.ranking(indicator, period, category) if period else None
    pairs = [(row.name, row.value) for row in found.rows] if found else []
    return {
        "periods": periods,
        "period": period,
        "category": category,
        "found": found,
        "finding": finding(indicator, found),
        "charts": [readings.bars(pairs, written), readings.bars(pairs, written, narrow=True)] if pairs else [],
        "corrections": readings.corrections_of(indicator, period) if period else [],
        "waiting": readings.waiting_for_validation(me(), indicator, period) if period else [],
        "reporter": REPORTER[indicator.reporters],
        "sum_label": sum_of(indicator.reporters, len(found.rows)) if found else "",
    }


def finding(indicator, found):
    """The title of the chart: what it shows, in a sentence."""
    if found is None or not found.rows:
        return ""
    unit, first = indicator.unit, found.rows[0]
    if len(found.rows) == 1:
        return _("%(name)s: %(value)s %(unit)s", name=first.name, value=written(first.value), unit=unit)
    apart = first.value - found.rows[1].value
    if not apart:
        return _("El primero y el segundo tienen lo mismo: %(value)s %(unit)s", value=written(first.value), unit=unit)
    return _("El primero y el segundo se separan por %(value)s %(unit)s", value=written(apart), unit=unit)


@blueprint.get("/indicators/<int:id>/organizations/<int:organization>")
def organization(id, organization):
    """From month to month."""
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    body = fetch(me(), Organization, organization)
    if body.space_id != indicator.space_id:
        abort(404)
    category = asked_category(indicator)
    found = readings.series(indicator, body, category)
    told = [point for point in found.points if point.value is not None]
    return page(
        "figures/organization.html",
        indicator=indicator,
        organization=body,
        category=category,
        found=found,
        title=most_in(told, indicator) if told else "",
        wide=readings.columns([(point.period.brief, point.value) for point in found.points], written),
        narrow=readings.bars([(str(point.period), point.value) for point in told], written, narrow=True),
    )


def most_in(told, indicator):
    best = max(told, key=lambda point: point.value)
    if len(told) == 1:
        return _("%(period)s: %(value)s %(unit)s", period=best.period, value=written(best.value), unit=indicator.unit)
    return _(
        "El mes con más fue %(period)s: %(value)s %(unit)s",
        period=best.period,
        value=written(best.value),
        unit=indicator.unit,
    )


@blueprint.get("/figures/<int:id>")
def figure(id):
    return figure_page(fetch(me(), Figure, id))


def figure_page(figure, form=None, status=200):
    enter(figure.indicator.space)
    return page(
        "figures/figure.html",
        status,
        figure=figure,
        indicator=figure.indicator,
        period=Period(figure.starts_on, figure.ends_on),
        form=(form or CorrectionForm.of(figure)) if can(me(), "figure.correct", figure) else None,
    )
