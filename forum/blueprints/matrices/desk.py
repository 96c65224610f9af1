"""The consolidation desk: cell by cell, what is accepted and the proposals that wait, grouped by likeness."""

from flask import flash, redirect, request, url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from ...actions import matrices
from ...actions.matrices.comments import LONGEST_COMMENT
from ...actions.matrices.wording import LONGEST, LONGEST_REASON
from ...errors import Conflict, Invalid, NotFound
from ...models import Entry, Matrix
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.matrices.desk import desk as read_desk
from ...readings.matrices.desk import reasons_in
from ...search.likeness import groups
from ..doors import enter, is_partial, me, members_door, page, reread
from . import blueprint
from .answers import changed

MOST_CHOSEN = 300


@blueprint.get("/matrices/<int:id>/desk")
@members_door
def desk(id):
    """Which cells wait; leads to the first of them."""
    matrix = opened(id)
    found = read_desk(me(), matrix)
    if found.waiting:
        row, column, _left = found.waiting[0]
        return redirect(url_for(".desk_cell", id=id, row=row.id, column=column.id))
    return page("matrices/desk_done.html", matrix=matrix, desk=found)


@blueprint.get("/matrices/<int:id>/desk/<int:row>-<int:column>")
@members_door
def desk_cell(id, row, column):
    return shown(opened(id), row, column)


@blueprint.post("/matrices/<int:id>/desk/<int:row>-<int:column>/decisions")
@members_door
def decide_at_desk(id, row, column):
    """Accept, not take up, or leave proposed: what is marked, or the one whose button it was."""
    asked = request.form
    state = request.args.get("state", "")
    reason = asked.get("reason", "").strip() or asked.get("chosen", "")

    def write(matrix):
        marked = chosen()
        left = matrices.decide_all(me(), matrix, marked, state, reason)
        count = len(marked) - len(left)
        sentences = {
            "accepted": ngettext("%(num)d propuesta aceptada.", "%(num)d propuestas aceptadas.", count),
            "declined": ngettext("%(num)d propuesta no recogida.", "%(num)d propuestas no recogidas.", count),
            "proposed": ngettext("%(num)d vuelve a propuesta.", "%(num)d vuelven a propuesta.", count),
        }
        return " ".join([sentences[state], *left])

    return carried_out(id, row, column, write)


@blueprint.post("/matrices/<int:id>/desk/<int:row>-<int:column>/unions")
@members_door
def unite_at_desk(id, row, column):
    """What is marked, in one wording."""

    def write(matrix):
        accepted = request.args.get("state") == "accepted"
        marked = chosen()
        matrices.unite(me(), matrix, marked, request.form.get("words", ""), accepted)
        if accepted:
            return ngettext(
                "%(num)d propuesta unida y aceptada.", "%(num)d propuestas unidas y aceptadas.", len(marked)
            )
        return ngettext("%(num)d propuesta unida.", "%(num)d propuestas unidas.", len(marked))

    return carried_out(id, row, column, write)


@blueprint.post("/matrices/<int:id>/desk/<int:row>-<int:column>/groupings")
@members_door
def group_at_desk(id, row, column):
    """`to`: a group of their own (new), each by itself (apart), or the group that an entry is in (its number)."""

    def write(matrix):
        marked = [entry for entry, _version in chosen()]
        to = request.form.get("to", "")
        if not marked:
            raise Invalid(_("Marca primero las propuestas."))
        if to == "apart":
            matrices.group(me(), matrix, marked, None)
            return _("Aparte de su grupo.")
        if to == "new":
            matrices.group(me(), matrix, marked, 0)
            return _("Grupo nuevo.")
        number = number_of(to)
        found = read_desk(me(), matrix, row, column)
        here, _alone = grouped(found)
        group = next((one for one in here if number in one.ids), None)
        others = group.ids if group else (number,)
        members = [fetch(me(), Entry, one) for one in others] + marked
        matrices.group(me(), matrix, list(dict.fromkeys(members)), matrices.number_of_group(others))
        return _("Llevada al grupo.")

    return carried_out(id, row, column, write)


@blueprint.post("/matrices/<int:id>/desk/<int:row>-<int:column>/questions")
@members_door
def ask_at_desk(id, row, column):
    """The same question to those whose words the marked ones have."""

    def write(matrix):
        asked = matrices.ask(me(), matrix, [entry for entry, _v in chosen()], request.form.get("question", ""))
        return ngettext("Pregunta enviada.", "Pregunta enviada sobre %(num)d propuestas.", len(asked))

    return carried_out(id, row, column, write, final=True)


@blueprint.delete("/entries/<int:id>/union")
@members_door
def separate(id):
    """Everything united with this entry stands for itself again; answers with the desk where it was asked `at` it."""
    union = fetch(me(), Entry, id)
    matrix, here = union.matrix, (union.row_id, union.column_id)
    sentence = _("Separadas: cada una está como estaba.")

    def write(_matrix):
        matrices.separate(me(), union)
        return sentence

    if request.form.get("at") == "desk":
        return carried_out(matrix.id, *here, write)
    parted = matrices.separate(me(), union)
    return changed(matrix, list(dict.fromkeys([here, *((one.row_id, one.column_id) for one in parted)])), sentence)


def opened(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    require(me(), "entry.decide", matrix)
    return matrix


def carried_out(id, row, column, write, final=False):
    """The desk after a write, with a sentence; as it was, with what was typed, where the write was refused. `final`:
    it is no step that one could undo."""
    matrix = opened(id)
    try:
        said = write(matrix)
    except (Invalid, Conflict) as error:
        sentence = str(error.message or next(iter(error.fields.values()), ""))
        reread()
        return shown(opened(id), row, column, error.status, problem=sentence, asked=request.form)
    except NotFound:
        return gone(id, row, column)
    if not is_partial():
        flash(said)
        return redirect(url_for(".desk_cell", id=id, row=row, column=column), 303)
    reread()
    return shown(opened(id), row, column, said=said, final=final)


def gone(id, row, column):
    """What was marked, or the cell itself, was taken away meanwhile: the desk says so and gives back what was typed."""
    reread()
    matrix = opened(id)
    if read_desk(me(), matrix, row, column) is not None:
        sentence = _(
            "Algo de lo marcado ya no está en esta celda: alguien lo movió o lo quitó. Revisa y decide otra vez."
        )
        return shown(matrix, row, column, 409, problem=sentence, asked=request.form)
    sentence = _("Mientras decidías, alguien quitó la fila o la columna de esta celda. No se guardó tu decisión.")
    if is_partial():
        return sentence, 409
    typed = [words for name in ("words", "reason", "question") if (words := request.form.get(name, "").strip())]
    return page("matrices/desk_gone.html", 409, matrix=matrix, sentence=sentence, typed=typed)


def shown(matrix, row, column, status=200, **context):
    found = read_desk(me(), matrix, row, column)
    if found is None:
        raise NotFound()
    near, alone = grouped(found)
    by_number = {item.id: item for item in found.proposals}
    return page(
        "matrices/_desk.html" if is_partial() else "matrices/desk.html",
        status,
        matrix=matrix,
        desk=found,
        groups=[(group, [by_number[number] for number in group.ids]) for group in near],
        alone=[by_number[number] for number in alone],
        reasons=offered_reasons(matrix),
        quoted=quoted,
        decimal=format_decimal,
        longest={"words": LONGEST, "reason": LONGEST_REASON, "question": LONGEST_COMMENT},
        live=True,
        **({"problem": "", "said": "", "final": False, "asked": {}} | context),
    )


def grouped(found):
    """(the groups of the cell's proposals, the numbers of those by themselves)."""
    return groups({item.id: item.text for item in found.proposals}, found.kept)


def offered_reasons(matrix):
    """What was answered before, then what is answered often."""
    usual = [_("Ya está en otra celda"), _("No es rol de este actor"), _("Falta fuente")]
    return list(dict.fromkeys([*reasons_in(matrix), *usual]))[:6]


def quoted(words) -> str:
    """«agricultores» y «volumen»."""
    marked = [f"«{word}»" for word in words]
    return _("%(some)s y %(last)s", some=", ".join(marked[:-1]), last=marked[-1]) if marked[1:] else "".join(marked)


def chosen() -> list[tuple[Entry, int]]:
    """The entries that `only`, else the marked ones, name as «number:version»."""
    named = request.form.getlist("only") or request.form.getlist("entry")
    found = []
    for one in named[:MOST_CHOSEN]:
        number, _colon, version = one.partition(":")
        found.append((fetch(me(), Entry, number_of(number)), number_of(version or "0")))
    return found


def number_of(typed) -> int:
    try:
        return bounded(typed)
    except ValueError:
        raise NotFound() from None
