"""The rubric of a space and marks by it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions.spaces import marks as verbs
from ...errors import Invalid
from ...models import Membership, Space
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings.marks import marks_of, rubric_of, rubric_words
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import MarkForm, RubricForm


@blueprint.get("/spaces/<slug>/rubric")
@members_door
def rubric(slug):
    space = marking(fetch(me(), Space, slug))
    return rubric_page(space, RubricForm(formdata=None, rubric=rubric_words(rubric_of(space))))


@blueprint.put("/spaces/<slug>/rubric")
@members_door
def write_rubric(slug):
    space = marking(fetch(me(), Space, slug))
    form = RubricForm()
    try:
        validated(form)
        verbs.write_rubric(me(), space, form.rubric.data or "")
    except Invalid as error:
        return rubric_page(enter(space), take_errors(form, error), 422)
    flash(_("Rúbrica guardada."))
    return redirect(url_for(".rubric", slug=slug), 303)


@blueprint.post("/spaces/<slug>/marks/publication")
@members_door
def publish_marks(slug):
    space = marking(fetch(me(), Space, slug))
    published = verbs.publish_marks(me(), space)
    flash(ngettext("Se publicó %(num)d nota.", "Se publicaron %(num)d notas.", published))
    return redirect(url_for(".participation", slug=slug), 303)


@blueprint.get("/members/<int:id>/marks")
@members_door
def marks(id):
    member = fetch(me(), Membership, id)
    marking(member.space)
    had = marks_of(member)
    chosen = {criterion: words for criterion, _title, words, _points in had[0].given} if had else {}
    form = MarkForm(formdata=None, comment=had[0].comment if had else "")
    return marks_page(member, form, had, chosen)


@blueprint.post("/members/<int:id>/marks")
@members_door
def mark(id):
    member = fetch(me(), Membership, id)
    slug = marking(member.space).slug
    form = MarkForm()
    criteria = rubric_of(member.space)
    places = {one.id: request.form.get(f"criterion_{one.id}", -1, bounded) for one in criteria}
    try:
        validated(form)
        verbs.mark(me(), member, places, form.comment.data or "", form.publish.data)
    except Invalid as error:
        wrong = {int(name.rpartition("_")[2]): said for name, said in error.fields.items() if name.startswith("cri")}
        error.fields = {name: said for name, said in error.fields.items() if not name.startswith("cri")}
        member = fetch(me(), Membership, id)
        enter(member.space)
        chosen = {
            one.id: one.levels[place][0]
            for one in rubric_of(member.space)
            if 0 <= (place := places.get(one.id, -1)) < len(one.levels)
        }
        return marks_page(member, take_errors(form, error), marks_of(member), chosen, wrong, 422)
    flash(_("Valoración guardada."))
    return redirect(url_for(".participation", slug=slug), 303)


def marking(space):
    enter(space)
    require(me(), "marks.change", space)
    return space


def rubric_page(space, form, status=200):
    return page("spaces/rubric.html", status, form=form, criteria=rubric_of(space))


def marks_page(member, form, had, chosen, wrong=None, status=200):
    criteria = rubric_of(member.space)
    return page(
        "spaces/marks.html",
        status,
        member=member,
        form=form,
        criteria=criteria,
        chosen=chosen,
        wrong=wrong or {},
        had=had,
    )
