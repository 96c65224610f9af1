"""What one was told: the list, and what of it one has read."""

from flask import g, jsonify, redirect, request, url_for

from ...actions import notifications
from ...models import Notification
from ...models.base import bounded
from ...permissions import fetch
from ...readings.notifications import KINDS, groups, rows_of
from ...readings.notifications.follows import mail_of
from ...readings.notifications.lists import OWN_WORDS, REASONED, brief
from ..doors import me, members_door, page
from . import blueprint


@blueprint.get("/notifications")
@members_door
def told():
    rows = rows_of(me())
    unread = [row for row in rows if row.read is None]
    if g.login.unread != len(unread) and len(unread) < g.login.unread:
        notifications.settle(me())
        g.login.unread = len(unread)
    return page(
        "notifications/page.html",
        unread=groups(unread),
        read=groups([row for row in rows if row.read is not None]),
        kinds=KINDS,
        own_words=OWN_WORDS,
        reasoned=REASONED,
        brief=brief,
        mail=mail_of(me()),
    )


@blueprint.get("/notifications/count")
@members_door
def count():
    """How many are unread, for pages that lost the line for a while."""
    return jsonify(unread=g.login.unread)


@blueprint.get("/notifications/<int:id>")
@members_door
def open_one(id):
    """To the thing itself, which is read by this."""
    told = fetch(me(), Notification, id)
    notifications.mark_read(me(), told)
    return redirect(address(fetch(me(), Notification, id)))


def address(told):
    if told.entry_id is not None:
        return f"/entries/{told.entry_id}" + ("#voces" if told.asking_id is not None else "")
    if told.asking_id is not None:
        return f"/forums/{told.asking.forum_id}"
    if told.edition_id is not None:
        return f"/editions/{told.edition_id}"
    if told.observation_id is not None:
        return f"/observations/{told.observation_id}"
    if told.commitment_id is not None:
        return f"/commitments/{told.commitment_id}"
    if told.summary_id is not None:
        return f"/summaries/{told.summary_id}"
    if told.delivery_id is not None:
        return f"/deliveries/{told.delivery_id}"
    if told.meeting_id is not None:
        return f"/meetings/{told.meeting_id}" + ("/minutes" if told.kind in ("remarks", "sealed") else "")
    if told.decision_id is not None:
        return f"/decisions/{told.decision_id}"
    if told.post_id is not None:
        return f"/posts/{told.post_id}" + ("/capture" if told.kind == "captured" else "")
    return f"/spaces/{told.space.slug}" + ("/participation" if told.kind == "marked" else "")


@blueprint.post("/notifications/reading")
@members_door
def read():
    """All, or those of one thread."""
    notifications.mark_all(me(), request.form.get("thread", None, bounded))
    return redirect(url_for(".told"), 303)
