"""Whom what happens to an entry concerns: who proposed it, or what is united with it, and who wrote what it quotes."""

from sqlalchemy import or_, select

from ...extensions import db
from ...models import Comment, Entry, Event, Post, Source, User
from ...permissions import is_readable

# State that an entry came to → how it is told to who proposed it, and to who is quoted in it.
STATES = {
    "accepted": ("accepted", "drawn"),
    "declined": ("declined", "undrawn"),
    "proposed": ("reopened", "redrawn"),
    "merged": ("merged", "joined"),
}


TURNED = ("step.undone", "step.redone", "entries.restored", "moment.restored")  # what became of entries is in the steps


def told_of_entries(event: Event) -> dict[int, tuple[str, Entry]]:
    """{person: (kind, entry)}; of several entries of one person the last is named."""
    if event.undone_at is not None:
        return {}
    found = {}
    for entry, own, quoted in _happened(event):
        people = dict.fromkeys(_quoted(entry), quoted) if quoted else {}
        people |= dict.fromkeys(_proposers(entry), own)
        shown = entry
        if entry.state == "merged" and own == "merged" and entry.merged_into is not None:
            shown = entry.merged_into
        for person, kind in people.items():
            user = db.session.get(User, person)
            if kind and user is not None and is_readable(user, shown):
                found[person] = (kind, shown)
    return found


def told_of_comments(event: Event) -> dict[int, tuple[str, Entry]]:
    """A question goes to those whose words it is about; a comment to them and to who spoke there before."""
    comment = db.session.get(Comment, event.data["comment"])
    if comment is None or comment.removed_at is not None:
        return {}
    entry = comment.entry
    people = _proposers(entry) or _quoted(entry)
    kinds = dict.fromkeys(people, "asked" if comment.kind == "question" else "discussed")
    if comment.kind == "comment":
        earlier = select(Comment.author_id).where(
            Comment.entry_id == entry.id, Comment.id < comment.id, Comment.removed_at.is_(None)
        )
        kinds |= dict.fromkeys(db.session.scalars(earlier), "discussed")
    return {
        person: (kind, entry)
        for person, kind in kinds.items()
        if (user := db.session.get(User, person)) is not None
        and is_readable(user, entry)
        and is_readable(user, comment)
    }


def _happened(event):
    """(entry, kind for who proposed it, kind for who is quoted) of what the event did."""
    name, data = event.name, event.data
    if name == "entry.decided":
        yield from _each([data["entry"]], *STATES[data["state"]])
    elif name == "entries.decided":
        yield from _each(data["entries"], *STATES[data["state"]])
    elif name == "entry.merged":
        yield from _each([data["entry"]], *(STATES["merged"] if data["into"] else ("parted", "redrawn")))
    elif name == "entry.united":
        yield from _each(data["entries"], *STATES["merged"])
    elif name == "entry.separated":
        yield from _each(data["entries"], "parted", "redrawn")
    elif name == "entry.changed":
        yield from _each([data["entry"]], "reworded", None)
    elif name == "entry.moved" and len(data["cells"]) > 1:
        yield from _each([data["entry"]], "displaced", None)
    elif name in TURNED:
        for step in event.kept["steps"]:
            if step["kind"] == "entry" and step["before"] and "state" in step["after"]:
                yield from _each([step["id"]], *STATES[step["after"]["state"]])


def _each(numbers, own, quoted):
    for number in numbers:
        if (entry := db.session.get(Entry, number)) is not None:
            yield entry, own, quoted


def _proposers(entry) -> set[int]:
    """Who proposed it, or what is united with it; what came in a file was proposed by nobody here."""
    query = select(Entry.author_id, Entry.origin).where(
        or_(Entry.id == entry.id, Entry.merged_into_id == entry.id), Entry.removed_at.is_(None)
    )
    return {author for author, origin in db.session.execute(query) if origin is None}


def _quoted(entry) -> set[int]:
    query = (
        select(Post.author_id)
        .join(Source, Source.post_id == Post.id)
        .join(Entry, Entry.id == Source.entry_id)
        .where(or_(Entry.id == entry.id, Entry.merged_into_id == entry.id), Entry.removed_at.is_(None))
        .where(Source.removed_at.is_(None))
    )
    return set(db.session.scalars(query))
