"""The letters of a summary: to whom there is one, how it reads, all as Word, and sending them, each once."""

import io

from flask import flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import summaries
from ...errors import Conflict, Invalid, NotFound
from ...exports.summaries import FORMATS, _docx, filename
from ...models import Summary
from ...permissions import fetch, require
from ...readings.summaries import letter_lines, thawed
from ...readings.summaries import letters as letters_of
from ..doors import enter_worktable, me, members_door, page
from . import blueprint
from .reading import address


def asked(id):
    summary = fetch(me(), Summary, id)
    enter_worktable(summary.worktable)
    require(me(), "summary.tell", summary)
    return summary


@blueprint.get("/summaries/<int:id>/letters")
@members_door
def letters(id):
    """All of them; with `of`, how one reads."""
    return listed(asked(id))


def listed(summary, status=200, problem=""):
    content = thawed(summary.frozen)
    found = letters_of(summary, content)
    shown = next((one for one in found if one.name == request.args.get("of")), None)
    return page(
        "summaries/letters.html",
        status,
        summary=summary,
        letters=found,
        shown=shown,
        lines=letter_lines(content, shown) if shown else [],
        problem=problem,
    )


@blueprint.get("/summaries/<int:id>/letters/file")
@members_door
def letters_paper(id):
    """As Word: all, or the one that `of` names."""
    summary = asked(id)
    content = thawed(summary.frozen)
    found = [one for one in letters_of(summary, content) if request.args.get("of") in (None, one.name)]
    if not found:
        raise NotFound()
    name = filename(content, "docx").replace(".docx", f"-{_('cartas')}.docx")
    return send_file(
        io.BytesIO(_docx.letters(content, found)),
        mimetype=FORMATS["docx"].mimetype,
        as_attachment=True,
        download_name=name,
    )


@blueprint.post("/summaries/<int:id>/letters")
@members_door
def send_letters(id):
    summary = asked(id)
    try:
        count = summaries.tell(me(), summary, request.form.getlist("names"), address(summary))
    except (Invalid, Conflict) as error:
        return listed(asked(id), 422, str(error.message))
    flash(ngettext("%(num)d carta enviada", "%(num)d cartas enviadas", count))
    return redirect(url_for(".letters", id=id), 303)
