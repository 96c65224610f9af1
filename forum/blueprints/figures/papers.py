"""An indicator in a period as a file, and an empty sheet to fill in."""

import io

from flask import request, send_file
from flask_babel import gettext as _

from ...errors import Invalid
from ...exports import figures as papers
from ...figures import written
from ...models import Indicator
from ...permissions import fetch, require
from ...readings.figures import bars
from ...readings.figures.typing import organizations_for
from ..doors import enter, me, members_door
from . import blueprint
from .asking import asked_period
from .reading import what_is_shown


@blueprint.get("/indicators/<int:id>/file")
def indicator_file(id):
    """`format` xlsx, csv, pdf or svg."""
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    format = request.args.get("format", "xlsx")
    if format not in papers.FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    shown = what_is_shown(indicator)
    if shown["found"] is None:
        raise Invalid(_("Este indicador todavía no tiene datos."))
    paper = paper_of(indicator, shown)
    return send_file(
        io.BytesIO(papers.write(paper, format)),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(paper, format),
    )


def paper_of(indicator, shown):
    found = shown["found"]
    return papers.Paper(
        title=indicator.title,
        space=indicator.space.title,
        unit=indicator.unit,
        definition=indicator.definition,
        period=str(found.period),
        category=found.category,
        reporter=str(shown["reporter"]),
        finding=shown["finding"],
        rows=[
            papers.PaperRow(
                row.name,
                row.value,
                row.share,
                row.before,
                " / ".join(dict.fromkeys(one.source for one in row.figures if one.source)),
                ", ".join(dict.fromkeys(one.reporter or "" for one in row.figures)),
                ", ".join(row.validated_by),
                row.invented,
            )
            for row in found.rows
        ],
        missing=[name for _number, name in found.missing],
        sum=found.sum,
        sum_label=shown["sum_label"],
        total=found.total.value if found.total else None,
        rest=found.rest,
        places=indicator.places,
        sources=found.sources,
        corrections=[corrected(one) for one in shown["corrections"]],
        chart=bars([(row.name, row.value) for row in found.rows], written),
    )


def corrected(one):
    now = written(one.value) if one.value is not None else _("retirado")
    return _(
        "%(name)s: %(before)s → %(now)s. %(reason)s",
        name=one.organization,
        before=written(one.before),
        now=now,
        reason=one.reason,
    )


@blueprint.get("/indicators/<int:id>/template")
@members_door
def sheet_to_fill(id):
    """`format` xlsx or csv, with the organizations one may report for."""
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "figure.report", indicator)
    format = "csv" if request.args.get("format") == "csv" else "xlsx"
    names = [one.name for one in organizations_for(me(), indicator)]
    period = asked_period(indicator)
    data = papers.template(names, str(period or ""), indicator.categories, format)
    return send_file(
        io.BytesIO(data),
        mimetype=papers.FORMATS[format].mimetype,
        as_attachment=True,
        download_name=f"{_('plantilla')}.{format}",
    )
