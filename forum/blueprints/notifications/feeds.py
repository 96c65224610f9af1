"""Feeds and calendars: of public spaces for anybody, else at a personal signed address, which needs no log-in."""

from urllib.parse import urlsplit

from flask import Response, current_app, flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from ... import mail
from ...actions import notifications
from ...exports.calendars import Entry, calendar
from ...exports.feeds import Feed, Item, atom
from ...models import Forum, Space, Thread
from ...models.base import now
from ...permissions import fetch
from ...readings.meetings import meetings_of_space
from ...readings.notifications.feeds import last_posts
from ..doors import me, members_door
from ..meeting_dates import meeting_entry
from ..personal import reader
from . import blueprint


@blueprint.get("/forums/<int:id>/feed")
def forum_feed(id):
    user = reader()
    forum = fetch(user, Forum, id)
    title = f"{_('Foro %(n)s', n=forum.number)}: {forum.title} · {forum.space.title}"
    return feed(f"/forums/{id}", title, last_posts(user, forum=forum), forum.created_at)


@blueprint.get("/threads/<int:id>/feed")
def thread_feed(id):
    user = reader()
    thread = fetch(user, Thread, id)
    title = f"{thread.title} · {thread.forum.space.title}"
    return feed(f"/threads/{id}", title, last_posts(user, thread=thread), thread.created_at)


@blueprint.get("/spaces/<slug>/calendar.ics")
def space_calendar(slug):
    """Openings, due dates and closings; and the meetings of its working tables."""
    space = fetch(reader(), Space, slug)
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    response = Response(calendar(space.title, dates_of(space), host, now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{space.slug}.ics"'
    return response


@blueprint.post("/follows/feeds")
@members_door
def change_addresses():
    """The personal addresses given so far tell nothing any more."""
    notifications.change_feed_key(me())
    flash(_("Tus direcciones personales cambiaron: las de antes ya no sirven."))
    return redirect(url_for(".follows", _anchor="feeds"), 303)


def feed(path, title, rows, created_at):
    items = [
        Item(
            id=mail.link(f"/posts/{row.id}"),
            title=row.title,
            link=mail.link(f"/posts/{row.id}"),
            author=" · ".join(part for part in (row.author, row.actor) if part) or _("Moderación"),
            html=row.html.replace('href="/', f'href="{mail.link("/")}').replace('src="/', f'src="{mail.link("/")}'),
            created_at=row.created_at,
            changed_at=row.changed_at,
        )
        for row in rows
    ]
    changed = max((row.changed_at for row in rows), default=created_at)
    address = mail.link(path)
    head = Feed(address, title, address, f"{address}/feed", changed, str(get_locale()))
    response = Response(atom(head, items), mimetype="application/atom+xml")
    response.add_etag()
    return response.make_conditional(request)


def dates_of(space):
    home = f"/spaces/{space.slug}"
    found = [
        (f"space-{space.id}-opens", _("Comienza: %(what)s", what=space.title), space.opens_on, home),
        (f"space-{space.id}-closes", _("Termina: %(what)s", what=space.title), space.closes_on, home),
    ]
    for forum in space.forums:
        name, link = f"{_('Foro %(n)s', n=forum.number)}: {forum.title}", f"/forums/{forum.id}"
        found += [
            (f"forum-{forum.id}-opens", _("Abre: %(what)s", what=name), forum.opens_at, link),
            (f"forum-{forum.id}-due", _("Fecha de entrega: %(what)s", what=name), forum.due_at, link),
            (f"forum-{forum.id}-closes", _("Cierra: %(what)s", what=name), forum.closes_at, link),
        ]
    dates = [Entry(id, title, at, mail.link(link)) for id, title, at, link in found if at is not None]
    return dates + [meeting_entry(meeting) for meeting in meetings_of_space(space)]
