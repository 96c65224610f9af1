"""Which organizations of a space work together: the sessions where both were, the agreements made there, commitments of
one origin, and entries that hold the words of both."""

from collections import namedtuple
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import select, union

from ..extensions import db
from ..models import (
    Actor,
    AgendaItem,
    Agreement,
    Attendance,
    Commitment,
    Entry,
    Forum,
    Matrix,
    Meeting,
    Minutes,
    Organization,
    Post,
    Source,
    Thread,
    Worktable,
)
from ..permissions import can
from ..text import folded
from ..visibility import readable_posts
from .matrices.articulation import Node, stand_round

KINDS = ("meetings", "agreements", "commitments", "entries")
MOST_DRAWN, MOST_LINES = 16, 36  # organizations, and pairs of them; the table has all
LINE = 19  # letters of a name on one line of the drawing

Drawn = namedtuple("Drawn", "node lines organization_id")


@dataclass(slots=True)
class Pair:
    """Two organizations, with how much of each kind they share."""

    one: int
    other: int
    names: tuple[str, str]
    counts: dict = field(default_factory=dict)
    x1: float = 0
    y1: float = 0
    x2: float = 0
    y2: float = 0

    @property
    def key(self):
        return f"pair-{self.one}-{self.other}"

    @property
    def ways(self):
        return sum(bool(count) for count in self.counts.values())

    @property
    def total(self):
        return sum(self.counts.values())


@dataclass(slots=True)
class Together:
    """`pairs` that share most ways come first; `alone` is how many organizations share nothing with anybody."""

    pairs: list[Pair]
    drawn: list[Drawn]
    alone: int

    @property
    def kinds(self):
        """Those of which anybody shares any."""
        return [kind for kind in KINDS if any(pair.counts[kind] for pair in self.pairs)]

    @property
    def lines(self):
        """(the pairs that share most, how thick each is drawn, from 1 to 4)."""
        there = {one.organization_id for one in self.drawn}
        between = [pair for pair in self.pairs if pair.one in there and pair.other in there]
        strongest = sorted(between, key=lambda pair: -pair.total)[:MOST_LINES]
        return [(pair, -(-4 * pair.total // strongest[0].total)) for pair in strongest]


def together(user, space) -> Together:
    """In a number of queries that does not grow."""
    query = select(Organization, Actor).outerjoin(Actor, Actor.id == Organization.actor_id)
    query = query.where(Organization.space_id == space.id, Organization.removed_at.is_(None))
    bodies = {body.id: (body, actor) for body, actor in db.session.execute(query)}
    came = _who_came(user, space)
    groups = {
        "meetings": came,
        "agreements": {agreement: came.get(meeting, set()) for agreement, meeting in _agreements(space)},
        "commitments": _commitments(space),
        "entries": _entries(user, space),
    }
    pairs = {}
    for kind in KINDS:
        for organizations in groups[kind].values():
            for one, other in combinations(sorted(organizations & bodies.keys()), 2):
                names = bodies[one][0].name, bodies[other][0].name
                pair = pairs.setdefault((one, other), Pair(one, other, names, dict.fromkeys(KINDS, 0)))
                pair.counts[kind] += 1
    found = sorted(pairs.values(), key=lambda pair: (-pair.ways, -pair.total, folded(pair.names[0])))
    tied = {number for pair in found for number in (pair.one, pair.other)}
    return Together(found, _drawn(found, bodies), len(bodies.keys() - tied))


def _who_came(user, space):
    """{session: its organizations}; to who is no member tell only the minutes that are final."""
    query = (
        select(Attendance.meeting_id, Attendance.organization_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Worktable, Worktable.id == Meeting.worktable_id)
        .where(
            Worktable.space_id == space.id,
            Worktable.removed_at.is_(None),
            Meeting.cancelled_at.is_(None),
            Attendance.removed_at.is_(None),
            Attendance.organization_id.is_not(None),
        )
    )
    if not can(user, "members.read", space):
        query = query.join(Minutes, Minutes.meeting_id == Meeting.id).where(Minutes.phase == "final")
    return _grouped(db.session.execute(query))


def _agreements(space):
    return db.session.execute(
        select(Agreement.id, AgendaItem.meeting_id)
        .join(AgendaItem, AgendaItem.id == Agreement.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Worktable, Worktable.id == Meeting.worktable_id)
        .where(Worktable.space_id == space.id, Agreement.removed_at.is_(None), AgendaItem.removed_at.is_(None))
    ).all()


def _commitments(space):
    """{what several commitments came from: whose they are}."""
    query = select(
        Commitment.entry_id, Commitment.agreement_id, Commitment.resolution_id, Commitment.organization_id
    ).where(
        Commitment.space_id == space.id,
        Commitment.removed_at.is_(None),
        Commitment.state != "dropped",
        Commitment.organization_id.is_not(None),
    )
    rows = [(tuple(origin), number) for *origin, number in db.session.execute(query)]
    return _grouped((origin, number) for origin, number in rows if any(origin))


def _entries(user, space):
    """{entry: the organizations whose words it holds}. What was said where names are not shown is nobody's here."""
    standing = (
        Matrix.space_id == space.id,
        Matrix.removed_at.is_(None),
        Entry.removed_at.is_(None),
        Entry.state.in_(("accepted", "proposed", "merged")),
    )
    place = db.func.coalesce(Entry.merged_into_id, Entry.id)
    nameless = (
        select(Source.id)
        .join(Post, Post.id == Source.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Source.entry_id == Entry.id, Forum.anonymous)
        .exists()
    )
    proposed = (
        select(place, Entry.organization_id)
        .join(Matrix, Matrix.id == Entry.matrix_id)
        .where(*standing, Entry.organization_id.is_not(None), ~nameless)
    )
    said = (
        select(place, Post.organization_id)
        .join(Matrix, Matrix.id == Entry.matrix_id)
        .join(Source, Source.entry_id == Entry.id)
        .join(Post, Post.id == Source.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(*standing, Source.removed_at.is_(None), Post.organization_id.is_not(None))
        .where(Forum.anonymous.is_(False), readable_posts(user))
    )
    return _grouped(db.session.execute(union(proposed, said)))


def _grouped(rows):
    found = {}
    for key, number in rows:
        found.setdefault(key, set()).add(number)
    return found


def _drawn(pairs, bodies):
    ways = {}
    for pair in pairs:
        for number in (pair.one, pair.other):
            ways[number] = ways.get(number, 0) + pair.ways
    chosen = sorted(ways, key=lambda number: (-ways[number], number))[:MOST_DRAWN]
    # Those of one actor side by side.
    chosen.sort(key=lambda number: (bodies[number][0].actor_id or 0, number))
    nodes = {number: Node(f"o{number}", bodies[number][0].name, bodies[number][1]) for number in chosen}
    stand_round(list(nodes.values()))
    for pair in pairs:
        if pair.one in nodes and pair.other in nodes:
            one, other = nodes[pair.one], nodes[pair.other]
            pair.x1, pair.y1, pair.x2, pair.y2 = one.x, one.y, other.x, other.y
    return [Drawn(node, _lines(node.name), number) for number, node in nodes.items()]


def _lines(name):
    """At most two lines of it."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], lines[1].rstrip(" ,") + "…"]
