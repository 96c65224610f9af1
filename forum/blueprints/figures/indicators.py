"""The indicators of a space: their list, a new one, its settings, its published totals."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import figures
from ...errors import Invalid
from ...figures import written
from ...models import Indicator, Space
from ...permissions import can, fetch, require
from ...readings.figures import indicators_of, ranking, removed_indicators
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .asking import asked_period
from .forms import IndicatorForm, TotalForm


@blueprint.get("/spaces/<slug>/figures")
def indicators(slug):
    space = enter(fetch(me(), Space, slug))
    removed = removed_indicators(space) if can(me(), "indicator.create", space) else []
    return page("figures/list.html", indicators=indicators_of(space), removed=removed)


@blueprint.get("/spaces/<slug>/indicators/new")
@members_door
def new_indicator(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "indicator.create", space)
    return page("figures/form.html", form=IndicatorForm(), indicator=None)


@blueprint.post("/spaces/<slug>/indicators")
@members_door
def create_indicator(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "indicator.create", space)
    form = IndicatorForm()
    try:
        indicator = figures.create(me(), space, **validated(form).words())
    except Invalid as error:
        enter(space)
        return page("figures/form.html", 422, form=take_errors(form, error), indicator=None)
    return redirect(url_for(".indicator", id=indicator.id), 303)


@blueprint.get("/indicators/<int:id>/edit")
@members_door
def edit_indicator(id):
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "indicator.change", indicator)
    return page("figures/form.html", form=IndicatorForm.of(indicator), indicator=indicator)


@blueprint.put("/indicators/<int:id>")
@members_door
def change_indicator(id):
    indicator = fetch(me(), Indicator, id)
    space = enter(indicator.space)
    require(me(), "indicator.change", indicator)
    form = IndicatorForm()
    try:
        figures.change(me(), indicator, **validated(form).words())
    except Invalid as error:
        enter(space)
        return page("figures/form.html", 422, form=take_errors(form, error), indicator=indicator)
    flash(_("Indicador guardado"))
    return redirect(url_for(".indicator", id=id), 303)


@blueprint.delete("/indicators/<int:id>")
@members_door
def remove_indicator(id):
    indicator = fetch(me(), Indicator, id)
    slug = indicator.space.slug
    figures.remove(me(), indicator)
    flash(_("Indicador retirado. Puedes recuperarlo en esta lista."))
    return redirect(url_for(".indicators", slug=slug), 303)


@blueprint.delete("/spaces/<slug>/indicators/<int:id>/removal")
@members_door
def restore_indicator(slug, id):
    space = fetch(me(), Space, slug)
    indicator = figures.restore(me(), space, id)
    flash(_("Indicador recuperado"))
    return redirect(url_for(".indicator", id=indicator.id), 303)


@blueprint.get("/indicators/<int:id>/total")
@members_door
def edit_total(id):
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "indicator.change", indicator)
    period = asked_period(indicator)
    total = ranking(indicator, period).total if period else None
    form = TotalForm(formdata=None, period=period)
    if total is not None:
        form.value.data, form.source.data = written(total.value, grouped=False), total.source
    return page("figures/total.html", form=form, indicator=indicator)


@blueprint.put("/indicators/<int:id>/total")
@members_door
def publish_total(id):
    indicator = fetch(me(), Indicator, id)
    space = enter(indicator.space)
    require(me(), "indicator.change", indicator)
    form = TotalForm()
    try:
        validated(form)
        figures.publish_total(me(), indicator, form.period.data, form.value.data or "", form.source.data or "")
    except Invalid as error:
        enter(space)
        return page("figures/total.html", 422, form=take_errors(form, error), indicator=indicator)
    flash(_("Total guardado"))
    return redirect(url_for(".indicator", id=id, period=form.period.data.key), 303)
