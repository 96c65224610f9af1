"""Figures are typed in, corrected, validated."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import figures
from ...errors import Conflict, Invalid
from ...figures import Period, written
from ...models import Figure, Indicator
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.figures import cells
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .asking import asked_category, asked_period
from .forms import CorrectionForm, ReportForm
from .reading import figure_page


@blueprint.get("/indicators/<int:id>/figures/new")
@members_door
def new_figures(id):
    """First of which period, then the fields of its organizations."""
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "figure.report", indicator)
    asked, problem, period = request.args.get("period", ""), "", None
    if asked:
        try:
            period = Period.read(asked)
        except ValueError as error:
            problem = str(error)
    return report_page(indicator, ReportForm(formdata=None), period, asked_category(indicator), asked, problem)


def report_page(indicator, form, period, category, asked="", problem="", status=200, typed=None, wrong=None):
    enter(indicator.space)
    found = cells(me(), indicator, period, category) if period else []
    if typed is None:
        form.source.data = next((one.figure.source for one in found if one.figure), "")
    return page(
        "figures/report.html",
        status,
        indicator=indicator,
        form=form,
        period=period,
        category=category,
        asked=asked,
        problem=problem,
        cells=found,
        typed=typed,
        wrong=wrong or {},
    )


@blueprint.post("/indicators/<int:id>/figures")
@members_door
def report_figures(id):
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "figure.report", indicator)
    form, asked, category = ReportForm(), request.form.get("period", ""), request.form.get("category", "")
    try:
        period = Period.read(asked)
    except ValueError as error:
        return report_page(indicator, form, None, category, asked, str(error), 422)
    typed = typed_values()
    words = form.source.data or "", form.invented.data, form.reason.data or ""
    try:
        validated(form)
        told = figures.report(me(), indicator, period, category, typed, *words)
    except Invalid as error:
        fields = {name: str(words) for name, words in error.fields.items()}
        wrong = {name: words for name, words in fields.items() if name.startswith("value-")}
        error = Invalid(error.message, {name: words for name, words in fields.items() if name not in wrong})
        indicator, form = fetch(me(), Indicator, id), take_errors(form, error)
        return report_page(indicator, form, period, category, asked, "", 422, typed, wrong)
    if told:
        values = ", ".join(written(one.value) for one in told[:4]) + (" …" if len(told) > 4 else "")
        count = len(told)
        flash(ngettext("%(num)d dato anotado: %(values)s", "%(num)d datos anotados: %(values)s", count, values=values))
    else:
        flash(_("Nada cambió: ya estaba anotado igual"))
    kept = {"period": period.key} | ({"category": category} if category else {})
    return redirect(url_for(".indicator", id=id, **kept), 303)


def typed_values():
    """{organization: what was typed in its field}."""
    typed = {}
    for name, value in request.form.items():
        kind, _dash, number = name.partition("-")
        if kind == "value":
            try:
                typed[bounded(number)] = value
            except ValueError:
                continue
    return typed


@blueprint.put("/figures/<int:id>")
@members_door
def correct_figure(id):
    """Says something else; with the button that takes it back, nothing any more."""
    figure = fetch(me(), Figure, id)
    require(me(), "figure.correct", figure)
    form = CorrectionForm()
    gone = "remove" in request.form
    address = url_for(".indicator", id=figure.indicator_id, period=Period(figure.starts_on, figure.ends_on).key)
    seen = request.form.get("version", 0, bounded)
    try:
        if gone:
            figures.take_back(me(), figure, form.reason.data or "", seen)
        else:
            validated(form)
            source, reason = form.source.data or "", form.reason.data or ""
            figures.correct(me(), figure, form.value.data or "", source, form.invented.data, reason, seen)
    except (Invalid, Conflict) as error:
        return figure_page(fetch(me(), Figure, id), take_errors(form, error), error.status)
    flash(_("Dato retirado") if gone else _("Dato corregido: %(value)s", value=written(figure.value)))
    return redirect(address if gone else url_for(".figure", id=id), 303)


@blueprint.post("/figures/<int:id>/validation")
@members_door
def validate_figure(id):
    figures.validate(me(), fetch(me(), Figure, id))
    flash(_("Dato validado"))
    return redirect(url_for(".figure", id=id), 303)


@blueprint.delete("/figures/<int:id>/validation")
@members_door
def invalidate_figure(id):
    figures.invalidate(me(), fetch(me(), Figure, id))
    flash(_("El dato espera otra vez que alguien lo valide"))
    return redirect(url_for(".figure", id=id), 303)


@blueprint.post("/indicators/<int:id>/validation")
@members_door
def validate_figures(id):
    indicator = fetch(me(), Indicator, id)
    require(me(), "figure.validate_any", indicator)
    period = asked_period(indicator)
    if period is None:
        raise Invalid(_("Este indicador todavía no tiene datos."))
    count = figures.validate_all(me(), indicator, period)
    flash(ngettext("%(num)d dato validado", "%(num)d datos validados", count))
    return redirect(url_for(".indicator", id=id, period=period.key), 303)
