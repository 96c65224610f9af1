"""How these doors answer: the cells that changed for a page that asks for pieces, else the page itself."""

from functools import cache
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...models.base import bounded
from ...permissions import can, standing
from ...readings.matrices import Filters, grid
from ..addresses import local_url
from ..doors import enter, is_partial, me, page, reread


def filters() -> Filters:
    """What the address asks to see."""
    asked = request.args
    state = asked.get("state", "")
    return Filters(
        state=state if state in ("accepted", "proposed", "declined", "merged", "all") else "",
        unsourced=asked.get("source") == "without",
        actor=asked.get("actor", 0, bounded),
        words=asked.get("q", "").strip()[:200],
    )


def cells_asked() -> list[tuple[int, int]]:
    """The cells that `of=1-2,3-4` names, at most as many as a matrix shows at once."""
    pairs = []
    for name in request.args.get("of", "").split(",")[:1000]:
        row, dash, column = name.partition("-")
        if dash and row.isdecimal() and column.isdecimal() and len(row) < 10 and len(column) < 10:
            pairs.append((int(row), int(column)))
    return pairs


def changed(matrix, pairs, words, entry=None, status=200):
    """After a write: the changed cells and a sentence; without JavaScript, back to the page, with the sentence."""
    if not is_partial():
        flash(words)
        anchor = f"e{entry.id}" if entry is not None and entry.removed_at is None else None
        back = local_url(request.form.get("back"), "")
        return redirect(back or url_for("matrices.matrix", id=matrix.id, _anchor=anchor), 303)
    reread()
    enter(matrix.space)
    shape = grid(me(), matrix, filters(), cells=[tuple(pair) for pair in pairs])
    return pieces(matrix, shape, pairs, words, entry, status)


def pieces(matrix, shape, pairs, said="", entry=None, status=200):
    """The cells `pairs` of `shape`, with the counts that go with them."""
    return page(
        "matrices/_update.html",
        status,
        grid=shape,
        pairs=[tuple(pair) for pair in pairs],
        said=said,
        entry=entry,
        rights=rights(matrix),
        words=fixed_words(rights(matrix)["decide"]),
    )


def show(template, title, status=200, **context):
    """A small form: in the dialog of the page that asks for it, else on a page of its own."""
    frame = "matrices/_dialog.html" if is_partial() else "matrices/sheet.html"
    return render_template(frame, inside=template, title=title, in_dialog=is_partial(), **context), status


def rights(matrix) -> dict:
    """What this person may do here, asked once for the page."""
    user = me()
    member = standing(user, matrix).membership
    return {
        "propose": can(user, "entry.propose", matrix),
        "decide": can(user, "entry.decide", matrix),
        "reshape": can(user, "matrix.reshape", matrix),
        "change": can(user, "matrix.change", matrix),
        "export": can(user, "matrix.export", matrix),
        "undo": can(user, "step.undo", matrix),
        "limited": matrix.limited_to_actors and not can(user, "matrix.change", matrix),  # to the rows of one's actors
        "user": user.id if user else 0,
        "actors": member.actors if member else [],
        "actor_ids": {actor.id for actor in member.actors} if member else set(),
    }


def own_rows(rows, mine) -> list:
    """Those of the rows in which a person with the rights `mine` may write."""
    return [row for row in rows if not mine.get("limited") or row.actor_id in mine["actor_ids"]]


def fixed_words(decides) -> SimpleNamespace:
    """The words that stand in thousands of cells, asked of the translations once."""
    return SimpleNamespace(
        accepted=_("aceptada"),
        proposed=_("propuesta"),
        merged=_("unida a"),
        declined=_("no recogida: "),
        bare=_("sin fuente"),
        changed=_("cambió una fuente"),
        nobody=_("Nadie lo ha dicho todavía"),
        add=_("Añadir") if decides else _("Proponer"),
        sources=cache(lambda count: ngettext("%(num)d fuente", "%(num)d fuentes", count)),
        arrived=cache(lambda name: _("de %(name)s, ahora", name=name)),
        accepted_count=lambda count: ngettext("%(num)d aceptada", "%(num)d aceptadas", count),
        open_count=lambda count: _("%(num)d por decidir", num=count),
    )


def query_without(*names) -> str:
    """The page's query without these, for addresses of its pieces."""
    return urlencode([(name, value) for name, value in request.args.items(multi=True) if name not in names])


def filtered(matrix):
    """`filtered(state="declined")`: the address of the matrix with one of its filters changed."""

    def address(**changes):
        names = ("state", "source", "actor", "q")
        asked = {name: request.args[name] for name in names if request.args.get(name)} | changes
        return url_for("matrices.matrix", id=matrix.id, **{name: value for name, value in asked.items() if value})

    return address
