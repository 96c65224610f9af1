"""The voices of actors on entries: one actor, one voice. People of unlike actors are never added up."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select

from ..extensions import db
from ..models import Actor, Entry, Membership, MembershipActor, Stance, User
from ..models.stances import STANCES


@dataclass(slots=True)
class Said:
    """What one person said; `via` the words of the entry they said it of, where it was united with this one since;
    `wording` what that entry said then, where it says something else now."""

    user_id: int
    name: str
    kind: str
    reason: str
    at: object
    via: str = ""
    wording: str = ""


@dataclass(slots=True)
class Voice:
    """An actor's: how many of its `members` said what; where it has a delegate, the delegate's word is its own."""

    actor: Actor
    members: int
    delegate: str = ""  # the delegate's name
    delegate_id: int | None = None
    said: list[Said] = field(default_factory=list)

    @property
    def counted(self) -> list[Said]:
        if self.delegate_id is None:
            return self.said
        return [one for one in self.said if one.user_id == self.delegate_id]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(one.kind for one in self.counted)
        return {kind: found[kind] for kind in STANCES}

    @property
    def voices(self) -> int:
        """How many could speak."""
        return 1 if self.delegate_id is not None else self.members

    @property
    def silent(self) -> int:
        return max(0, self.voices - len(self.counted))

    @property
    def word(self) -> str:
        """What most of them said; of two things that as many said, the more reserved; empty where nobody spoke."""
        if not self.counted:
            return ""
        counts = self.counts
        return max(STANCES, key=lambda kind: (counts[kind], STANCES.index(kind)))

    @property
    def reasons(self) -> list[Said]:
        return [one for one in self.said if one.reason]

    @property
    def outdated(self) -> list[tuple[str, int]]:
        """(another wording, how many spoke of that one)"""
        return list(Counter(one.wording for one in self.said if one.wording).items())


def voices_of(space, numbers=None, matrix=None) -> dict[int, list[Voice]]:
    """{entry: the voice of each actor of the space that has members}, of the entries with these numbers or of all
    that stand in a matrix; in a fixed number of queries.

    What was said of an entry counts for the one it was united with, unless that person has spoken of this one itself.
    """
    actors = db.session.scalars(
        select(Actor).where(Actor.space_id == space.id, Actor.removed_at.is_(None)).order_by(Actor.position, Actor.id)
    ).all()
    members = _members(space)
    delegates = [actor.delegate_id for actor in actors if actor.delegate_id]
    query = select(User.id, User.name).where(User.id.in_(delegates))
    names = dict(db.session.execute(query).all()) if delegates else {}
    if numbers is None:
        numbers = db.session.scalars(
            select(Entry.id).where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None), Entry.state != "merged")
        ).all()
    said = _said(numbers, matrix)
    found = {}
    for number in numbers:
        found[number] = [
            Voice(
                actor=actor,
                members=len(members[actor.id]),
                delegate=names[actor.delegate_id] if actor.delegate_id in members[actor.id] else "",
                delegate_id=actor.delegate_id if actor.delegate_id in members[actor.id] else None,
                said=[one for one in said.get((number, actor.id), ()) if one.user_id in members[actor.id]],
            )
            for actor in actors
            if members.get(actor.id)
        ]
    return found


def _members(space) -> dict[int, set[int]]:
    """{actor: who speaks for it}"""
    query = (
        select(MembershipActor.actor_id, Membership.user_id)
        .join(Membership, Membership.id == MembershipActor.membership_id)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None), Membership.role != "observer")
    )
    found = {}
    for actor_id, user_id in db.session.execute(query):
        found.setdefault(actor_id, set()).add(user_id)
    return found


def _said(numbers, matrix) -> dict[tuple[int, int], list[Said]]:
    """{(entry, actor): what each person said, once}"""
    root = func.coalesce(Entry.merged_into_id, Entry.id)
    query = (
        select(
            root, Stance.actor_id, Stance.user_id, User.name, Stance.kind, Stance.reason, Stance.created_at, Entry.id
        )
        .add_columns(Entry.text, Stance.wording)
        .join(Entry, Entry.id == Stance.entry_id)
        .join(User, User.id == Stance.user_id)
        .where(Stance.removed_at.is_(None), Entry.removed_at.is_(None))
        .order_by(Entry.merged_into_id.is_not(None), Stance.created_at.desc(), Stance.id)
    )
    query = query.where(Entry.matrix_id == matrix.id if matrix is not None else root.in_(list(numbers)))
    found, known = {}, set()
    for into, actor_id, user_id, name, kind, reason, at, entry, words, wording in db.session.execute(query):
        if (into, actor_id, user_id) in known:
            continue
        known.add((into, actor_id, user_id))
        via = words if entry != into else ""
        other = wording if wording and wording != words else ""
        found.setdefault((into, actor_id), []).append(Said(user_id, name, kind, reason, at, via, other))
    return found


def own_stances(user, entry) -> dict[int, Stance]:
    """{actor: what this person said of this entry in its name}"""
    if user is None:
        return {}
    query = select(Stance).where(Stance.entry_id == entry.id, Stance.user_id == user.id, Stance.removed_at.is_(None))
    return {stance.actor_id: stance for stance in db.session.scalars(query)}


def speakers_of(actor) -> list[tuple[int, str]]:
    """Who speaks for an actor, by name: whom a facilitator can name its delegate."""
    query = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .join(MembershipActor, MembershipActor.membership_id == Membership.id)
        .where(MembershipActor.actor_id == actor.id, Membership.left_at.is_(None), Membership.role != "observer")
        .order_by(User.name, User.id)
    )
    return [tuple(row) for row in db.session.execute(query)]
