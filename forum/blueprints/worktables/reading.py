"""The page of a working table for anybody, its feed, and the list of a space's."""

from flask import Response, redirect, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import escape

from ... import mail
from ...exports.feeds import Feed, Item, atom
from ...models import Space, Worktable
from ...permissions import can, fetch
from ...readings.documents import state_name
from ...readings.worktables import front, happenings, worktables_of
from ..doors import enter, enter_worktable, me, page
from ..personal import reader
from ..presentation import money
from . import blueprint


@blueprint.get("/spaces/<slug>/worktables")
def worktables_list(slug):
    """The list; of a space with one, that one."""
    space = enter(fetch(me(), Space, slug))
    standing, removed = worktables_of(space)
    if len(standing) == 1 and not (removed and can(me(), "worktable.create", space)):
        return redirect(url_for(".worktable", id=standing[0].id))
    return page("worktables/list.html", worktables=standing, removed=removed)


@blueprint.get("/worktables/<int:id>")
def worktable(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    return page("worktables/page.html", table=table, front=front(me(), table), state_name=state_name)


@blueprint.get("/worktables/<int:id>/feed")
def feed(id):
    """What happens in the process, for feed readers."""
    user = reader()
    table = fetch(user, Worktable, id)
    address = mail.link(f"/worktables/{id}")
    items = [item(table, one) for one in happenings(user, table)]
    changed = max((one.changed_at for one in items), default=table.created_at)
    head = Feed(address, f"{table.title} · {table.space.title}", address, f"{address}/feed", changed, str(get_locale()))
    response = Response(atom(head, items), mimetype="application/atom+xml")
    response.add_etag()
    return response.make_conditional(request)


def item(table, one):
    title, words, path = told(table, one)
    html = "".join(f"<p>{escape(line)}</p>" for line in words)
    link = mail.link(path)
    name = f"{link}#{one.kind}-{one.at:%Y-%m-%dT%H%M%S}"
    return Item(name, title, link, table.space.title, html, one.at, one.at)


def told(table, one):
    """(what happened, in lines, where it is read)."""
    if one.kind == "summary":
        title = _("Resumen de observaciones %(n)s publicado", n=one.number)
        why = [_("Retirado: %(reason)s", reason=one.thing.withdrawn_reason)] if one.thing.withdrawn_at else []
        return title, [*why, one.thing.note], f"/summaries/{one.thing.id}"
    if one.kind == "minutes":
        title = _("Acta final de la sesión %(n)s", n=one.number)
        return title, [one.thing.title], f"/meetings/{one.thing.id}/minutes"
    if one.kind == "delivery":
        title = _("Entrega %(n)s a %(who)s", n=one.number, who=one.thing.recipient)
        return title, [one.thing.note], f"/deliveries/{one.thing.id}"
    if one.kind == "receipt":
        return _("Acuse de recibo de la entrega %(n)s", n=one.number), [], f"/deliveries/{one.thing.delivery_id}"
    if one.kind == "call":
        amount = [money(one.thing.amount, one.thing.currency)] if one.thing.amount is not None else []
        title = _("Convocatoria: %(title)s", title=one.thing.title)
        return title, [*amount, one.thing.url], f"/deliveries/{one.thing.delivery_id}"
    where = f"/worktables/{table.id}#{one.kind}"
    counted = ngettext(
        "%(num)d documento: %(state)s", "%(num)d documentos: %(state)s", one.number, state=state_name(one.kind)
    )
    return counted, one.thing, where
