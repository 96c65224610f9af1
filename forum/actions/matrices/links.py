"""What one entry has to do with another: *necesita*, *apoya*, *contradice*."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Entry, Link, User
from ...models.base import now
from ...models.desk import LINK_KINDS
from .. import action
from .steps import cell, cells_of, changed, kept, made, snapshot

MOST_LINKS = 100  # of an entry


@action("entry.link")
def link(user: User, entry: Entry, other: Entry, kind: str) -> Link:
    """From `entry` to another of its matrix; the same is there once."""
    if kind not in LINK_KINDS:
        raise Invalid(fields={"kind": _("Elige qué tiene que ver con la otra: necesita, apoya o contradice.")})
    if other.matrix_id != entry.matrix_id or other.removed_at is not None or other.id == entry.id:
        raise Invalid(fields={"other": _("Elige otra entrada de esta matriz.")})
    standing = db.session.scalars(db.select(Link).where(Link.entry_id == entry.id, Link.removed_at.is_(None))).all()
    for known in standing:
        if (known.other_id, known.kind) == (other.id, kind):
            return known
    if len(standing) >= MOST_LINKS:
        raise Invalid(_("Una entrada tiene como mucho %(n)s vínculos.", n=MOST_LINKS))
    link = Link(entry_id=entry.id, other_id=other.id, kind=kind, created_by_id=user.id)
    db.session.add(link)
    db.session.flush()
    _tell(user, link, made(link))
    return link


@action("entry.link")
def unlink(user: User, entry: Entry, link: Link) -> Link:
    """Take away a link from `entry`, or to it."""
    if entry.id not in (link.entry_id, link.other_id):
        raise Invalid(_("Ese vínculo es de otra entrada."))
    before = snapshot(link)
    link.removed_at = now()
    _tell(user, link, changed(link, before))
    return link


def _tell(user, link, step):
    cells = cells_of(cell(link.entry), cell(link.other))
    record("entry.linked", user, link.entry, kept=kept(step), entry=link.entry_id, other=link.other_id, cells=cells)
