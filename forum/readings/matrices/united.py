"""What is united with entries: whatever is said of an entry or stands behind it counts for what it was united with."""

from collections import namedtuple

from sqlalchemy import or_, select

from ...extensions import db
from ...models import Actor, Entry, Event, Organization, User

United = namedtuple("United", "id text author_id author actor organization")


def behind(entry_id):
    """The numbers of the entry and of those united with it, as a statement."""
    standing = Entry.removed_at.is_(None)
    return select(Entry.id).where(or_(Entry.id == entry_id, Entry.merged_into_id == entry_id), standing)


def united_with(numbers, secret=()) -> dict[int, list[United]]:
    """{entry: what is united with it}; of those in `secret` it is not said who proposed them. One query."""
    query = (
        select(Entry.merged_into_id, Entry.id, Entry.text, Entry.author_id, User.name, Actor, Organization.name)
        .add_columns(Entry.origin)
        .join(User, User.id == Entry.author_id)
        .outerjoin(Actor, Actor.id == Entry.actor_id)
        .outerjoin(Organization, Organization.id == Entry.organization_id)
        .where(Entry.merged_into_id.in_(numbers), Entry.removed_at.is_(None))
        .order_by(Entry.id)
    )
    found = {}
    for into, id, text, author_id, author, actor, organization, origin in db.session.execute(query):
        if origin is not None:
            author_id, author, organization = 0, origin.get("author", ""), ""
        if id in secret:
            author_id, author, organization = 0, "", ""
        found.setdefault(into, []).append(United(id, text, author_id, author, actor, organization or ""))
    return found


def made_to_unite(matrix, numbers) -> set[int]:
    """Which of these entries were made to hold others: their words are nobody's proposal."""
    if not numbers:
        return set()
    query = select(Event.data, Event.kept).where(
        Event.room == f"matrix:{matrix.id}",
        Event.name == "entry.united",
        Event.subject.in_([f"entry:{number}" for number in numbers]),
    )
    return {
        data["entry"]
        for data, kept in db.session.execute(query)
        if any(step["kind"] == "entry" and step["id"] == data["entry"] and not step["before"] for step in kept["steps"])
    }
