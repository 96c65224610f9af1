"""A working table: its title, what it is for, how one takes part, whom its page is for."""

from datetime import date

from flask_babel import gettext as _

from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Space, User, Worktable
from ...models.base import now
from ...text.legible import legible, one_line
from .. import action

LONGEST_TITLE = 200
LONGEST_TEXT = 10_000
LONGEST_CONTACT = 200


@action("worktable.create")
def create(user: User, space: Space, title: str, **words) -> Worktable:
    """`words`: as `change` takes them."""
    table = Worktable(space_id=space.id, created_by_id=user.id, **_clean(title, **words))
    db.session.add(table)
    db.session.flush()
    record("worktable.created", user, table, worktable=table.id)
    return table


@action("worktable.change")
def change(user: User, table: Worktable, title: str, **words) -> Worktable:
    """`purpose`, `how`, `outcome`, `contact` are words; `starts_on` and `ends_on` days or None; `public` a bool."""
    for name, value in _clean(title, **words).items():
        setattr(table, name, value)
    record("worktable.changed", user, table, worktable=table.id)
    return table


@action("worktable.change")
def remove(user: User, table: Worktable) -> Worktable:
    """Out of the space, with all that is in it; `restore` brings it back."""
    table.removed_at = now()
    record("worktable.removed", user, table, worktable=table.id)
    return table


@action("worktable.create")
def restore(user: User, space: Space, id: int) -> Worktable:
    """One of the space's that was taken away; of any other, `NotFound`."""
    table = db.session.get(Worktable, id)
    if table is None or table.space_id != space.id or table.removed_at is None:
        raise NotFound()
    table.removed_at = None
    record("worktable.restored", user, table, worktable=table.id)
    return table


def _clean(
    title,
    purpose="",
    how="",
    outcome="",
    contact="",
    starts_on: date | None = None,
    ends_on: date | None = None,
    public=False,
):
    title = one_line(title)
    if not title:
        raise Invalid(fields={"title": _("Escribe un título para la mesa de trabajo.")})
    kept = {
        "title": (title, LONGEST_TITLE),
        "purpose": (legible(purpose), LONGEST_TEXT),
        "how": (legible(how), LONGEST_TEXT),
        "outcome": (legible(outcome), LONGEST_TEXT),
        "contact": (one_line(contact), LONGEST_CONTACT),
    }
    for name, (words, most) in kept.items():
        if len(words) > most:
            raise Invalid(fields={name: _("Usa como mucho %(n)s letras.", n=most)})
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid(fields={"ends_on": _("El fin debe ser el mismo día del inicio o después.")})
    return {name: words for name, (words, _most) in kept.items()} | {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "public": bool(public),
    }
