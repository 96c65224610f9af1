"""The boards of commitments, as pages and as files; the page of one."""

import io

from flask import request, send_file
from flask_babel import gettext as _

from ... import storage
from ...errors import NotFound
from ...exports import commitments as papers
from ...figures import Period
from ...models import Commitment, CommitmentNote, Space, Worktable
from ...models.base import bounded
from ...models.documents import today_in
from ...permissions import can, fetch
from ...readings.commitments import board, removed_commitments, source_of
from ..doors import enter, enter_worktable, me, page
from . import blueprint
from .forms import STATE, STATES, NoteForm


@blueprint.get("/spaces/<slug>/commitments")
def commitments(slug):
    """`by` state or day, `organization` one's; `format` csv or xlsx for a file."""
    space = enter(fetch(me(), Space, slug))
    return board_page(space, None)


@blueprint.get("/worktables/<int:id>/commitments")
def worktable_commitments(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    return board_page(table.space, table)


def board_page(space, table):
    organization = request.args.get("organization", 0, bounded)
    found = board(space, table, organization)
    named = can(me(), "space.read", space)  # who reads a working table alone is told of organizations
    if (format := request.args.get("format", "")) in papers.FORMATS:
        about = table.title if table else space.title
        return send_file(
            io.BytesIO(papers.write(found, STATES, format, named)),
            mimetype=papers.FORMATS[format].mimetype,
            as_attachment=True,
            download_name=papers.filename(about, format),
        )
    by = "day" if request.args.get("by") == "day" else "state"
    return page(
        "commitments/board.html",
        found=found,
        home=space,
        table=table,
        by=by,
        organization=organization,
        named=named,
        states=STATES,
        state_names=STATE,
        late=lateness,
        month_of=month_of,
        removed=removed_commitments(space) if table is None and can(me(), "commitment.change", space) else [],
    )


def month_of(day):
    """«Diciembre de 2026»."""
    words = str(Period.of(day.year, day.month))
    return words[:1].upper() + words[1:]


def lateness(days):
    """«venció hace 6 días», «vence hoy», «vence en 4 días»; nothing where it is far."""
    if days is None or days > 30:
        return ""
    if days == 0:
        return _("vence hoy")
    if days == 1:
        return _("vence mañana")
    if days == -1:
        return _("venció ayer")
    return _("vence en %(n)s días", n=days) if days > 0 else _("venció hace %(n)s días", n=-days)


@blueprint.get("/commitments/<int:id>")
def commitment(id):
    return commitment_page(fetch(me(), Commitment, id))


def enter_commitment(commitment):
    """Its working table's pages, where it is of one; its space's, for who reads that."""
    if commitment.worktable is not None and commitment.worktable.removed_at is None:
        enter_worktable(commitment.worktable)
    else:
        enter(commitment.space)
    return commitment


def commitment_page(commitment, form=None, status=200):
    enter_commitment(commitment)
    named = can(me(), "space.read", commitment.space)
    source = source_of(commitment)
    if source is not None and source.kind == "entry" and not named:
        source = None
    days = (commitment.due_on - today_in(commitment.space)).days if commitment.due_on else None
    standing = commitment.state in ("open", "progress")
    if form is None:
        form = NoteForm(formdata=None, state=commitment.state)
    return page(
        "commitments/page.html",
        status,
        commitment=commitment,
        due=lateness(days) if standing else "",
        late=standing and days is not None and days < 0,
        source=source,
        named=named,
        form=form if can(me(), "commitment.note", commitment) else None,
        state_names=STATE,
    )


@blueprint.get("/commitment-notes/<int:id>/file")
def evidence(id):
    note = fetch(me(), CommitmentNote, id)
    path = storage.path_of(note.digest) if note.digest else None
    if path is None or not path.exists():
        raise NotFound()
    response = send_file(path, mimetype=note.type, as_attachment=True, download_name=note.filename, etag=note.digest)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
