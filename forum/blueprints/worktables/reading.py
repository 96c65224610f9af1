"""The page of a working table, and the list of a space's."""

from flask import redirect, url_for

from ...models import Space, Worktable
from ...permissions import can, fetch
from ...readings.worktables import worktables_of
from ..doors import enter, enter_worktable, me, page
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
    return page("worktables/page.html", table=table)
