"""What moderators of a space look after: its log, its summary, its words and reasons."""

import io

from flask import current_app, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _

from ...actions.moderation import settings as verbs
from ...errors import Invalid
from ...exports.decisions import FORMATS, columns, filename, write
from ...models import Space
from ...models.base import bounded
from ...models.moderation import DECISIONS
from ...permissions import fetch, require
from ...readings.moderation.decisions import MOST_EXPORTED, log_of, people_in_log
from ...readings.moderation.summary import summary as summed_up
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import LogForm, WordsForm
from .words import kind_name


def fetched(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "moderation.read", space)
    return space


@blueprint.get("/spaces/<slug>/moderation/summary")
@members_door
def summary(slug):
    return page("moderation/summary.html", summary=summed_up(fetched(slug)))


@blueprint.get("/spaces/<slug>/moderation/log")
@members_door
def log(slug):
    """What was decided, by kind, person, moderator and dates; as a file where a format is asked for."""
    space = fetched(slug)
    form = LogForm(request.args)
    about, by = people_in_log(space)
    form.kind.choices = [("", _("Todas")), *((kind, kind_name(kind)) for kind in DECISIONS)]
    form.person.choices = [(0, _("Cualquiera")), *about]
    form.moderator.choices = [(0, _("Cualquiera")), *by]
    chosen = {name: form[name].data or None for name in ("kind", "person", "moderator", "since", "until")}
    if not form.validate():
        chosen = {name: None if form[name].errors else value for name, value in chosen.items()}
    if (format := request.args.get("format", "")) in FORMATS:
        return paper(space, format, chosen)
    number = min(max(1, request.args.get("page", 1, bounded)), 100_000)
    return page(
        "moderation/log.html", log=log_of(space, number, **chosen), form=form, columns=columns(), formats=FORMATS
    )


def paper(space, format, chosen):
    base = current_app.config["BASE_URL"]
    found = log_of(space, 1, MOST_EXPORTED, **chosen).decisions
    rows = [
        {
            "number": decision.id,
            "date": decision.created_at,
            "moderator": decision.moderator.name if decision.moderator else "",
            "kind": kind_name(decision.kind),
            "person": decision.person.name if decision.person else "",
            "thread": decision.thread.title if decision.thread else "",
            "url": f"{base}/posts/{decision.post_id}" if decision.post_id else "",
            "reason": decision.reason,
            "undone": decision.undone_at,
            "undone_by": decision.undone_by.name if decision.undone_by else "",
        }
        for decision in found
    ]
    return send_file(
        io.BytesIO(write(rows, format)),
        mimetype=FORMATS[format].mimetype,
        as_attachment=True,
        download_name=filename(space.title, format),
    )


@blueprint.get("/spaces/<slug>/moderation/settings")
@members_door
def settings(slug):
    space = fetched(slug)
    require(me(), "moderation.change", space)
    return page("moderation/settings.html", form=WordsForm(formdata=None, obj=space))


@blueprint.put("/spaces/<slug>/moderation/settings")
@members_door
def change_settings(slug):
    space = fetched(slug)
    require(me(), "moderation.change", space)
    form = WordsForm()
    try:
        validated(form)
        verbs.change(me(), space, **{name: form[name].data or "" for name in verbs.FIELDS})
    except Invalid as error:
        enter(space)
        return page("moderation/settings.html", 422, form=take_errors(form, error))
    flash(_("Cambios guardados."))
    return redirect(url_for(".settings", slug=slug), 303)
