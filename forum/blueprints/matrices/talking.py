"""Around an entry: what is discussed of it, what it has to do with others, and who finds their words in it."""

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import matrices
from ...errors import Invalid
from ...models import Comment, Entry, Link, Space
from ...models.base import bounded
from ...models.matrices import standing_entries
from ...permissions import fetch, require
from ...readings.matrices import provenance
from ...readings.matrices.words import words_of
from ...text import excerpt, plain
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint
from .answers import changed, rights, show

BRIEF = 280  # letters of a post


@blueprint.get("/spaces/<slug>/words")
@members_door
def words(slug):
    """«Qué fue de mis palabras»."""
    return words_page(fetch(me(), Space, slug))


def words_page(space, status=200, **context):
    enter(space)
    require(me(), "words.read", space)
    found = words_of(me(), space, request.args.get("page", 1, bounded))
    return page(
        "matrices/words.html",
        status,
        words=found,
        brief=brief,
        tally=tally_of(found),
        **({"typed": "", "problem": "", "about": 0} | context),
    )


def tally_of(found) -> str:
    """«2 aceptadas, 1 por decidir»."""
    states = found.states
    told = [
        ngettext("%(num)d aceptada", "%(num)d aceptadas", states["accepted"]) if states["accepted"] else "",
        ngettext("%(num)d unida a otra", "%(num)d unidas a otras", states["merged"]) if states["merged"] else "",
        _("%(num)d por decidir", num=states["proposed"]) if states["proposed"] else "",
        ngettext("%(num)d no se recoge", "%(num)d no se recogen", states["declined"]) if states["declined"] else "",
    ]
    return ", ".join(one for one in told if one) or _("ninguna sigue en la matriz")


def brief(html) -> str:
    return excerpt(plain(html), BRIEF)


@blueprint.put("/entries/<int:id>/reception")
@members_door
def recognize(id):
    """`felt`: yes or no, with `words`."""
    entry = fetch(me(), Entry, id)
    felt, said = request.form.get("felt") == "yes", request.form.get("words", "")
    try:
        matrices.recognize(me(), entry, felt, said)
    except Invalid as error:
        sentence = error.message or next(iter(error.fields.values()), "")
        if is_partial():
            raise
        return words_page(fetch(me(), Entry, id).matrix.space, 422, typed=said, problem=sentence, about=id)
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Quedó anotado: lo verá quien facilita."), entry)


@blueprint.post("/entries/<int:id>/comments")
@members_door
def comment(id):
    entry = fetch(me(), Entry, id)
    try:
        matrices.comment(me(), entry, request.form.get("body", ""), request.form.get("actor", None, bounded))
    except Invalid as error:
        return entry_again(id, error)
    return talked(entry, _("Comentario publicado"), 201)


@blueprint.delete("/comments/<int:id>")
@members_door
def remove_comment(id):
    said = fetch(me(), Comment, id)
    entry = said.entry
    matrices.remove_comment(me(), said)
    return talked(entry, _("Comentario quitado"))


def talked(entry, words, status=200):
    """What is said is no step of the matrix: a page's script, which offers to undo steps, only shows it."""
    cells = [(entry.row_id, entry.column_id)]
    return changed(entry.matrix, cells, "" if is_partial() else words, entry, status)


def entry_again(id, error):
    """The entry with the comment that was refused still in its field."""
    if is_partial():
        raise error
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    found = provenance(me(), entry)
    sentence = error.message or next(iter(error.fields.values()), "")
    context = {"matrix": entry.matrix, "found": found, "rights": rights(entry.matrix), "problem": sentence}
    return page("matrices/entry.html", 422, typed=request.form.get("body", ""), **context)


@blueprint.get("/entries/<int:id>/links")
@members_door
def linking(id):
    entry = fetch(me(), Entry, id)
    enter(entry.matrix.space)
    require(me(), "entry.link", entry)
    return link_form(entry)


@blueprint.post("/entries/<int:id>/links")
@members_door
def link(id):
    entry = fetch(me(), Entry, id)
    space = enter(entry.matrix.space)
    number = request.form.get("other", 0, bounded)
    try:
        if not number:
            raise Invalid(fields={"other": _("Elige la otra entrada.")})
        other = fetch(me(), Entry, number)
        matrices.link(me(), entry, other, request.form.get("kind", ""))
    except Invalid as error:
        enter(space)
        sentence = error.message or next(iter(error.fields.values()), "")
        return link_form(fetch(me(), Entry, id), 422, error=sentence)
    pairs = [(entry.row_id, entry.column_id), (other.row_id, other.column_id)]
    return changed(entry.matrix, list(dict.fromkeys(pairs)), _("Entradas vinculadas"), entry, 201)


@blueprint.delete("/links/<int:id>")
@members_door
def unlink(id):
    link = fetch(me(), Link, id)
    entry = link.entry
    matrices.unlink(me(), entry, link)
    return changed(entry.matrix, [(entry.row_id, entry.column_id)], _("Vínculo quitado"), entry)


def link_form(entry, status=200, error=""):
    others = [one for one in standing_entries(entry.matrix) if one.id != entry.id]
    asked = {"kind": request.form.get("kind", "needs"), "other": request.form.get("other", 0, bounded)}
    title = _("Vincular con otra entrada")
    return show("matrices/_link.html", title, status, entry=entry, others=others, asked=asked, error=error)
