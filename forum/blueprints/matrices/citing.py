"""From a post to the matrix: carrying a passage, and the sources behind an entry."""

import json

from flask import redirect, request, url_for
from flask_babel import gettext as _

from ... import text
from ...actions import matrices
from ...errors import Forbidden, Invalid, NotFound
from ...models import Entry, Matrix, MatrixColumn, MatrixRow, Post, Source
from ...models.matrices import matrices_of, rows_and_columns, standing_entries
from ...permissions import can, fetch, require, standing
from ...readings.matrices.provenance import said_when_cited
from ...visibility import names_shown
from ..doors import enter, is_partial, me, members_door
from . import blueprint
from .answers import changed, own_rows, rights, show
from .forms import short_names

MOST_OFFERED = 400  # entries in a list to choose from


@blueprint.get("/posts/<int:id>/citation")
@members_door
def citation(id):
    """«Llevar a la matriz»: the passage, the cell, the wording."""
    post = fetch(me(), Post, id)
    require(me(), "entry.propose", enter(post.thread.forum.space))
    return citation_form(post, request.args)


@blueprint.post("/posts/<int:id>/citation")
@members_door
def cite(id):
    """The passage becomes an entry, or one more source of an entry there is."""
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    asked = request.form
    passage = text.Passage(asked.get("quote", ""), asked.get("prefix", ""), asked.get("suffix", ""))
    try:
        matrix = fetch(me(), Matrix, asked.get("matrix", 0, int))
        if asked.get("entry", 0, int):
            entry = fetch(me(), Entry, asked.get("entry", 0, int))
            if entry.matrix_id != matrix.id:
                raise NotFound()
            matrices.add_source(me(), entry, post, passage)
            words = _("Fuente añadida a la entrada")
        else:
            row = fetch(me(), MatrixRow, asked.get("row", 0, int))
            column = fetch(me(), MatrixColumn, asked.get("column", 0, int))
            entry = matrices.propose(
                me(),
                matrix,
                row,
                column,
                asked.get("text", "").strip() or passage.quote,
                state="accepted" if asked.get("state") == "accepted" else "proposed",
                actor_id=asked.get("actor", 0, int),
                post=post,
                passage=passage,
            )
            words = _("Llevado a la matriz")
    except (Invalid, Forbidden) as error:
        enter(space)
        return citation_form(fetch(me(), Post, id), asked, error, error.status)
    enter(space)
    if is_partial():
        href = url_for(".matrix", id=entry.matrix_id, entry=entry.id, _anchor=f"e{entry.id}")
        told = {"words": words, "href": href, "label": _("Ver la entrada")}
        return "", 201, {"HX-Trigger": json.dumps({"tinkuy:cited": told})}
    return redirect(url_for(".matrix", id=entry.matrix_id, entry=entry.id, _anchor=f"e{entry.id}"), 303)


def citation_form(post, asked, error=None, status=200):
    """The dialog as it was asked for, or as it was filled in."""
    space = post.thread.forum.space
    kept, _removed = matrices_of(space)
    offered = [matrix for matrix in kept if can(me(), "entry.propose", matrix)]
    chosen = next((matrix for matrix in offered if matrix.id == asked.get("matrix", 0, int)), None)
    matrix = chosen or (offered[0] if offered else None)
    found = None
    if post.hidden_at is None and asked.get("quote", "").strip():
        found = text.anchor(text.plain(post.html), asked["quote"], asked.get("prefix", ""), asked.get("suffix", ""))
    rows, columns = rows_and_columns(matrix) if matrix else ([], [])
    mine = rights(matrix) if matrix else {}
    rows = own_rows(rows, mine)
    row = next((row for row in rows if row.id == asked.get("row", 0, int)), None)
    row = row or next((row for row in rows if row.actor_id and row.actor_id == post.actor_id), None)
    column = next((column for column in columns if column.id == asked.get("column", 0, int)), None)
    context = {
        "post": post,
        "named": names_shown(standing(me(), post), post.thread.forum),
        "matrices": offered,
        "matrix": matrix,
        "rows": short_names(rows),
        "columns": short_names(columns),
        "row": row or (rows[0] if rows else None),
        "column": column or (columns[0] if columns else None),
        "passage": found,
        "words": asked.get("text", found.quote if found else ""),
        "plain": text.plain(post.html) if found is None and post.hidden_at is None else "",
        "sourceable": sourceable(matrix, row),
        "entry": asked.get("entry", 0, int),
        "problem": (error.message or next(iter(error.fields.values()), "")) if error else "",
        "rights": mine,
    }
    return show("matrices/_citation.html", _("Llevar a la matriz"), status, **context)


def sourceable(matrix, row):
    """The entries this person may put another source behind: all, or of a large matrix those of the row."""
    if matrix is None:
        return []
    found = standing_entries(matrix)
    if len(found) > MOST_OFFERED:
        found = [entry for entry in found if row and entry.row_id == row.id]
    return [entry for entry in found if can(me(), "entry.source", entry)]


@blueprint.get("/entries/<int:id>/sources")
@members_door
def sourcing(id):
    """How a source is added: by a passage of a post of this space, given by its number and its words."""
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.source", entry)
    return show("matrices/_add_source.html", _("Añadir una fuente"), entry=entry, asked={}, error="")


@blueprint.post("/entries/<int:id>/sources")
@members_door
def add_source(id):
    entry = fetch(me(), Entry, id)
    space = enter(entry.matrix.space)
    asked = request.form
    try:
        post = fetch(me(), Post, post_number(asked.get("post", "")))
        passage = text.Passage(asked.get("quote", ""), asked.get("prefix", ""), asked.get("suffix", ""))
        matrices.add_source(me(), entry, post, passage)
    except (Invalid, NotFound) as error:
        enter(space)
        entry = fetch(me(), Entry, id)
        sentence = error.message or next(iter(error.fields.values()), "")
        sentence = sentence or _("No hay un aporte con ese número en este espacio.")
        return show("matrices/_add_source.html", _("Añadir una fuente"), 422, entry=entry, asked=asked, error=sentence)
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Fuente añadida a la entrada"), entry, 201)


def post_number(typed) -> int:
    """The number in «9», or in an address that ends in /posts/9 or #aporte-9."""
    digits = ""
    for character in reversed(typed.strip()):
        if not character.isdecimal():
            break
        digits = character + digits
    if not digits or len(digits) > 9:
        raise Invalid(_("Escribe el número del aporte, o pega su enlace."))
    return int(digits)


@blueprint.delete("/sources/<int:id>")
@members_door
def remove_source(id):
    source = fetch(me(), Source, id)
    entry = source.entry
    matrices.remove_source(me(), entry, source)
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Fuente quitada"), entry)


@blueprint.get("/sources/<int:id>/comparison")
def comparison(id):
    """What the post said when it was cited, and what it says now."""
    source = fetch(me(), Source, id)
    space = enter(source.entry.matrix.space)
    post = source.post
    if post is None or post.thread.forum.space_id != space.id:
        raise NotFound()
    require(me(), "post.read_history", post)
    return show(
        "matrices/_comparison.html",
        _("El aporte cambió después de la cita"),
        source=source,
        post=post,
        difference=text.difference(said_when_cited(source), text.plain(post.html)),
    )
