"""The story of the network of centres: what is counted, who told it, who validated it, and who does what by when."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from ..actions import commitments, figures
from ..actions.dating import date_back
from ..extensions import db
from ..figures import Period
from ..imports.figures import Line
from ..models import Commitment, CommitmentNote, Figure, FigureCorrection, Indicator, PublishedTotal
from ..permissions import OPERATOR


def tell(telling):
    """All of it, in the order in which it happened."""
    telling.zone = ZoneInfo(telling.story["space"]["timezone"])
    telling.beginning = telling.moment(f"{telling.story['space']['opens']} 08:00")
    telling.indicators = {}
    telling.at(None)
    for step in (telling.register, telling.open_space, telling.gather):
        step()
    for step in (count, report, report_months, correct, validate, promise):
        step(telling)
    telling.change_space()
    telling.at(telling.beginning)
    date_back(OPERATOR, telling.dates)
    date_back(OPERATOR, list(telling.events()))


def people(story, known):
    """(role, name, e-mail) of those who are in this database, whose addresses are `known`."""
    roles = {"noemi": _("red"), "delia": _("centro")}
    found = [one for one in story["people"] if one["key"] in roles and one["email"] in known]
    return [(roles[one["key"]], one["name"], one["email"]) for one in found]


def count(telling):
    for told in telling.story["indicators"]:
        by = telling.person[told["by"]]
        words = {name: told[name] for name in ("unit", "definition", "reporters", "categories")}
        indicator = figures.create(by, telling.space, told["title"], **words)
        telling.indicators[told["key"]] = indicator
        dated(telling, told, Indicator, indicator.id, "created_at")
        if "total" in told:
            period = Period.read(told["period"])
            total = figures.publish_total(by, indicator, period, told["total"], told["source"])
            dated(telling, told, PublishedTotal, total.id, "at")


def report(telling):
    for told in telling.story["figures"]:
        typed = {telling.organization[key]: value for key, value in told["values"].items()}
        made = figures.report(
            telling.person[told["by"]],
            telling.indicators[told["of"]],
            Period.read(told["period"]),
            told.get("category", ""),
            typed,
            told["source"],
            told.get("invented", False),
        )
        for figure in made:
            dated(telling, told, Figure, figure.id, "reported_at")


def report_months(telling):
    """All organizations' in one file, as somebody would bring them in."""
    lines, story = [], telling.story["months"]
    names = {one["key"]: one["name"] for one in telling.story["organizations"]}
    for told in story:
        first = Period.read(told["from"])
        months = Period(first.starts_on, Period.of(first.starts_on.year, 12).ends_on).each_month()
        for month, value in zip(months, told["values"], strict=False):
            lines.append(Line(len(lines) + 2, names[told["organization"]], month.key, value=str(value)))
    told = story[0]
    indicator = telling.indicators[told["of"]]
    before = db.session.scalar(db.select(db.func.max(Figure.id))) or 0
    source = "Inventado para la demostración: los meses suman lo publicado"
    figures.bring_in(telling.person[told["by"]], indicator, lines, source, True, "")
    for number in db.session.scalars(db.select(Figure.id).where(Figure.id > before)).all():
        dated(telling, told, Figure, number, "reported_at")


def correct(telling):
    for told in telling.story["corrections"]:
        figure = one_figure(telling, told)
        by, value = telling.person[told["by"]], told["value"]
        figures.correct(by, figure, value, figure.source, figure.invented, told["reason"], figure.version)
        dated(telling, told, Figure, figure.id, "reported_at")
        dated(telling, told, FigureCorrection, figure.corrections[0].id, "at")


def one_figure(telling, told):
    period = Period.read(told["period"])
    return db.session.scalar(
        db.select(Figure).filter_by(
            indicator_id=telling.indicators[told["of"]].id,
            organization_id=telling.organization[told["organization"]],
            starts_on=period.starts_on,
            ends_on=period.ends_on,
        )
    )


def validate(telling):
    for told in telling.story["validations"]:
        indicator = telling.indicators[told["of"]]
        for key in told["periods"]:
            period = Period.read(key)
            figures.validate_all(telling.person[told["by"]], indicator, period)
            window = {"indicator_id": indicator.id, "starts_on": period.starts_on, "ends_on": period.ends_on}
            for number in db.session.scalars(db.select(Figure.id).filter_by(**window)).all():
                dated(telling, told, Figure, number, "validated_at")


def promise(telling):
    for told in telling.story["commitments"]:
        made = commitments.create(
            telling.person[told["by"]],
            telling.space,
            told["text"],
            organization_id=telling.organization[told["organization"]],
            responsible_id=telling.person[told["responsible"]].id if "responsible" in told else None,
            due_on=telling.day(told["due"]),
        )
        dated(telling, told, Commitment, made.id, "created_at")
        for one in told.get("notes", ()):
            noted = commitments.note(telling.person[one["by"]], made, one["text"], one["state"], one.get("link", ""))
            dated(telling, one, CommitmentNote, noted.id, "at")


def dated(telling, told, model, number, *fields):
    at = telling.moment(told["at"])
    telling.dates.append((model, number, dict.fromkeys(fields, at)))
    telling.at(at)
