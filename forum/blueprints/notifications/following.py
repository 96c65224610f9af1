"""What one wants to be told: of a space, a forum, a thread, a person; and when by letter."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import notifications
from ...errors import Invalid
from ...models import Forum, Membership, Space, Thread, space_of
from ...permissions import fetch
from ...readings.notifications.follows import chosen, follows_of, mail_of
from ...readings.notifications.rhythms import zone_of
from ..doors import enter, me, members_door, page, take_errors, validated
from ..personal import personal
from . import blueprint
from .forms import FollowForm, MailForm


@blueprint.get("/follows")
@members_door
def follows():
    return follows_page()


@blueprint.put("/follows/mail")
@members_door
def set_mail():
    form = MailForm().offer()
    try:
        validated(form)
        notifications.set_mail(me(), form.rhythm.data, form.hour.data, form.weekday.data)
    except Invalid as error:
        return follows_page(422, take_errors(form, error))
    flash(_("Cambios guardados."))
    return redirect(url_for(".follows"), 303)


def follows_page(status=200, form=None):
    mail = mail_of(me())
    return page(
        "notifications/follows.html",
        status,
        form=form or MailForm(formdata=None, obj=mail).offer(),
        mail=mail,
        rows=follows_of(me()),
        zone=str(zone_of(me().timezone)).rpartition("/")[2].replace("_", " "),
    )


@blueprint.get("/spaces/<slug>/follow")
@members_door
def follow_space(slug):
    return asking(fetch(me(), Space, slug))


@blueprint.put("/spaces/<slug>/follow")
@members_door
def set_space(slug):
    return choose(fetch(me(), Space, slug))


@blueprint.get("/forums/<int:id>/follow")
@members_door
def follow_forum(id):
    return asking(fetch(me(), Forum, id))


@blueprint.put("/forums/<int:id>/follow")
@members_door
def set_forum(id):
    return choose(fetch(me(), Forum, id))


@blueprint.get("/threads/<int:id>/follow")
@members_door
def follow_thread(id):
    return asking(fetch(me(), Thread, id))


@blueprint.put("/threads/<int:id>/follow")
@members_door
def set_thread(id):
    return choose(fetch(me(), Thread, id))


@blueprint.get("/members/<int:id>/follow")
@members_door
def follow_person(id):
    return asking(fetch(me(), Membership, id))


@blueprint.put("/members/<int:id>/follow")
@members_door
def set_person(id):
    return choose(fetch(me(), Membership, id))


def asking(thing, status=200, form=None):
    """What one is told of this thing now, and what else one may choose."""
    enter(space_of(thing))
    around = chosen(me(), thing)
    form = form or FollowForm(formdata=None, level=around.own or "")
    what = about(thing)
    feed = {"space": "/calendar.ics", "forum": "/feed", "thread": "/feed"}.get(what["kind"])
    feed = personal(what["back"] + feed) if feed else None
    return page("notifications/follow.html", status, form=form.offer(thing, around.inherited), feed=feed, **what)


def choose(thing):
    form = FollowForm().offer(thing, chosen(me(), thing).inherited)
    back = about(thing)["back"]
    try:
        validated(form)
        notifications.choose(me(), thing, form.level.data or None)
    except Invalid as error:
        return asking(thing, 422, take_errors(form, error))
    flash(_("Avisos cambiados."))
    return redirect(back, 303)


def about(thing):
    """(what it is called, where its page is)"""
    if isinstance(thing, Space):
        return {"kind": "space", "thing": thing.title, "back": f"/spaces/{thing.slug}"}
    if isinstance(thing, Forum):
        name = _("Foro %(n)s", n=thing.number) + f": {thing.title}"
        return {"kind": "forum", "thing": name, "back": f"/forums/{thing.id}"}
    if isinstance(thing, Thread):
        return {"kind": "thread", "thing": thing.title, "back": f"/threads/{thing.id}"}
    return {"kind": "person", "thing": thing.user.name, "back": f"/members/{thing.id}/posts"}
