"""A decision, undoing it, and asking for another look at a hiding."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions.moderation import appeals, undoing
from ...errors import Conflict, Invalid
from ...models import Decision, Post
from ...permissions import can, fetch, require
from ...readings.forums import post_row
from ...readings.moderation.decisions import appeal_of
from ..addresses import local_url
from ..doors import enter, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import AppealForm


@blueprint.get("/decisions/<int:id>")
@members_door
def decision(id):
    """Who it is about reads what was decided and why; who moderates, all of it."""
    made = fetch(me(), Decision, id)
    enter(made.space)
    if is_partial():
        require(me(), "moderation.read", made.space)
        item = f"{'held' if made.data.get('held') else 'flag'}-{made.post_id}"
        return page("moderation/_decided.html", decision=made, words="", key=item, undoes=False)
    return page(
        "moderation/decision.html",
        decision=made,
        moderates=can(me(), "moderation.read", made.space),
        appeal=appeal_of(made.post) if made.post else None,
        undoes=made.undone_at is None and can(me(), "decision.undo", made),
    )


@blueprint.post("/decisions/<int:id>/undoing")
@members_door
def undo(id):
    made = fetch(me(), Decision, id)
    enter(made.space)
    undoing.undo(me(), made)
    words = _("Decisión deshecha.")
    if is_partial():
        return page("moderation/_decided.html", decision=None, words=words, key=f"decision-{id}")
    flash(words)
    return redirect(local_url(request.referrer, url_for(".decision", id=id)), 303)


@blueprint.get("/posts/<int:id>/appeal")
@members_door
def ask_for_appeal(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "appeal.make", post)
    return appeal_page(post, AppealForm(formdata=None))


@blueprint.post("/posts/<int:id>/appeal")
@members_door
def appeal(id):
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    form = AppealForm()
    try:
        require(me(), "appeal.make", post)
        validated(form)
        appeals.appeal(me(), post, form.words.data)
    except (Invalid, Conflict) as error:
        enter(space)
        return appeal_page(fetch(me(), Post, id), take_errors(form, error), error.status)
    flash(_("Pedido enviado. Te diremos qué se decidió."))
    return redirect(url_for("forums.post", id=id), 303)


def appeal_page(post, form, status=200):
    return page(
        "moderation/appeal.html",
        status,
        form=form,
        post=post_row(me(), post),
        thread=post.thread,
        asked=appeal_of(post),
    )
