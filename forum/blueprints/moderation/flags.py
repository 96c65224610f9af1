"""Asking moderators to look at a post."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions.moderation import flags
from ...errors import Invalid
from ...models import Post
from ...permissions import fetch, require
from ...readings.forums import post_row
from ..doors import enter, is_partial, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import FlagForm


@blueprint.get("/posts/<int:id>/flag")
@members_door
def ask_for_flag(id):
    post = fetch(me(), Post, id)
    enter(post.thread.forum.space)
    require(me(), "post.flag", post)
    return flag_page(post, FlagForm(formdata=None))


@blueprint.post("/posts/<int:id>/flag")
@members_door
def flag(id):
    post = fetch(me(), Post, id)
    space = enter(post.thread.forum.space)
    form = FlagForm()
    try:
        require(me(), "post.flag", post)
        validated(form)
        flags.flag(me(), post, form.kind.data, form.words.data or "")
    except Invalid as error:
        enter(space)
        return flag_page(post, take_errors(form, error), 422)
    said = _("Gracias. Quien modera lo va a mirar.")
    if is_partial():
        return page("moderation/_flagged.html", words=said)
    flash(said)
    return redirect(url_for("forums.post", id=id), 303)


def flag_page(post, form, status=200):
    template = "moderation/_flag.html" if is_partial() else "moderation/flag.html"
    return page(template, status, form=form, post=post_row(me(), post), thread=post.thread)
