"""Whom what happens to a matrix concerns: those whose word is asked for, and all members where an edition is out."""

from sqlalchemy import select

from ...extensions import db
from ...models import Asking, Edition, Event, Follow, Membership


def told_of_asking(event: Event) -> list[dict]:
    """Those who had not spoken when they were asked; who left since is not told."""
    asking = db.session.get(Asking, event.data["asking"])
    if asking is None:
        return []
    about = {"kind": "silent", "space_id": asking.matrix.space_id, "asking_id": asking.id, "entry_id": asking.entry_id}
    query = select(Membership.user_id).where(
        Membership.id.in_(event.kept["members"]), Membership.left_at.is_(None), Membership.user_id != event.user_id
    )
    return [about | {"user_id": person} for person in sorted(db.session.scalars(query))]


def told_of_edition(event: Event) -> list[dict]:
    """All members but those who want to hear nothing of the space."""
    edition = db.session.get(Edition, event.data["edition"])
    if edition is None or edition.withdrawn_at is not None or edition.matrix.removed_at is not None:
        return []
    space = edition.matrix.space
    chosen = select(Follow.user_id, Follow.level).where(Follow.kind == "space", Follow.thing_id == space.id)
    levels = dict(map(tuple, db.session.execute(chosen)))
    members = select(Membership.user_id).where(Membership.space_id == space.id, Membership.left_at.is_(None))
    about = {"kind": "edition", "space_id": space.id, "edition_id": edition.id}
    return [
        about | {"user_id": person}
        for person in sorted(db.session.scalars(members))
        if person != event.user_id and levels.get(person, space.follow_level) != "none"
    ]
