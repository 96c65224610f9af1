"""Figures come in with a file: looked at first, and written when every cell is right."""

import json

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import figures
from ...errors import Invalid
from ...imports import MAX_BYTES
from ...imports import figures as sheets
from ...models import Indicator
from ...permissions import fetch, require
from ..doors import enter, me, members_door, page
from . import blueprint

MOST_CARRIED = 700_000  # letters of what a preview carries to its own answer


@blueprint.get("/indicators/<int:id>/imports")
@members_door
def import_figures(id):
    indicator = fetch(me(), Indicator, id)
    return import_page(indicator)


def import_page(indicator, status=200, **shown):
    enter(indicator.space)
    require(me(), "indicator.change", indicator)
    return page("figures/import.html", status, indicator=indicator, **{"found": None, "problem": "", **shown})


@blueprint.post("/indicators/<int:id>/imports")
@members_door
def read_figures(id):
    """A file: what it says, cell by cell, without writing. What a preview carried: written."""
    indicator = fetch(me(), Indicator, id)
    enter(indicator.space)
    require(me(), "indicator.change", indicator)
    source, invented = request.form.get("source", "").strip()[:300], "invented" in request.form
    typed = {"source": source, "invented": invented}
    reason = request.form.get("reason", "")
    try:
        carried = request.form.get("lines", "")
        lines = lines_of(carried) if carried else lines_of_file()
        if carried:
            count = figures.bring_in(me(), indicator, lines, source, invented, reason)
            flash(ngettext("%(num)d dato importado", "%(num)d datos importados", count))
            return redirect(url_for(".indicator", id=id), 303)
    except Invalid as error:
        indicator = fetch(me(), Indicator, id)
        said = [str(one) for one in (error.message, *error.fields.values()) if one]
        typed |= {"problem": " ".join(said), "reason": reason}
        if not carried:
            return import_page(indicator, 422, **typed)
        try:
            lines = lines_of(carried)
        except Invalid:
            return import_page(indicator, 422, **typed)
        return preview(indicator, lines, typed, 422)
    return preview(indicator, lines, typed)


def preview(indicator, lines, typed, status=200):
    found = figures.checked(me(), indicator, lines, typed["source"], typed["invented"])
    kept = [{name: getattr(line, name) for name in ("row", *PARTS, "columns", "head")} for line in lines]
    carried = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    if len(carried) > MOST_CARRIED:
        typed |= {"problem": _("El archivo trae demasiado texto. Divídelo y súbelo por partes.")}
        return import_page(indicator, 422, **typed)
    return import_page(indicator, 422 if found.wrong else status, found=found, carried=carried, **typed)


PARTS = ("organization", "period", "category", "value", "source", "invented")


def lines_of_file():
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid(_("Elige el archivo que tiene los datos."))
    return sheets.read(sent.stream.read(MAX_BYTES + 1), sent.filename)


def lines_of(carried):
    """What the preview had read; the browser may have changed it, so all of it is checked again."""
    wrong = Invalid(_("La vista previa se perdió. Vuelve a elegir el archivo."))
    if len(carried) > MOST_CARRIED:
        raise wrong
    try:
        found = json.loads(carried)
        lines = []
        for one in found[: sheets.MOST]:
            words = {name: str(one[name]) for name in PARTS}
            columns = {str(name): str(letter) for name, letter in dict(one["columns"]).items()}
            lines.append(sheets.Line(int(one["row"]), **words, columns=columns, head=int(one["head"])))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise wrong from error
    return lines
