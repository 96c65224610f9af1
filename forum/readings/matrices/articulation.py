"""How the actors of a matrix depend on one another: the links between their entries, as a network and as a table."""

import math
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ... import events
from ...extensions import db
from ...models import Actor, Entry, Link, Matrix, MatrixColumn
from ...models.desk import LINK_KINDS
from ...models.matrices import rows_and_columns

WIDE, HIGH, NODE = 860, 620, 15  # of the drawing; half of what stands for an actor
BOW = {"needs": 0.10, "supports": 0.22, "contradicts": 0.34}  # of the distance: so that no arrow covers another
PART = {"needs": 0.36, "supports": 0.46, "contradicts": 0.30}  # of its way, where an arrow bears its number


@dataclass(slots=True)
class Node:
    """An actor, or a row that is no actor's. `x`, `y` in the drawing; `anchor` is where its name begins."""

    key: str
    name: str
    actor: Actor | None
    x: float = 0
    y: float = 0
    label_x: float = 0
    label_y: float = 0
    anchor: str = "middle"


@dataclass(slots=True)
class Tie:
    """All links of a kind from one actor to another. `pairs` are ((id, text, column), (id, text, column))."""

    kind: str
    one: Node
    other: Node
    pairs: list = field(default_factory=list)
    path: str = ""
    x: float = 0  # of its number
    y: float = 0

    @property
    def key(self):
        return f"{self.kind}-{self.one.key}-{self.other.key}"


@dataclass
class Articulation:
    """`ties` lead from one actor to another, `within` are those of an actor with itself."""

    nodes: list[Node]
    ties: list[Tie]
    within: list[Tie]
    seq: int
    wide: int = WIDE  # of the drawing
    high: int = HIGH

    def of(self, kind) -> list[Tie]:
        """Those with most links first."""
        return sorted((tie for tie in self.ties if tie.kind == kind), key=lambda tie: -len(tie.pairs))

    def count(self, kind) -> int:
        return sum(len(tie.pairs) for tie in self.ties if tie.kind == kind)

    @property
    def most_needed(self):
        """(who, by how many links, of how many others), or None: on whom most depend, where it is one alone."""
        found = {}
        for tie in self.of("needs"):
            known = found.setdefault(tie.other.key, [tie.other, 0, 0])
            known[1] += len(tie.pairs)
            known[2] += 1
        ranked = sorted(found.values(), key=lambda one: -one[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0]


def articulation(matrix: Matrix) -> Articulation:
    """What stands; the links of an entry that was united with another are that other's."""
    seq = events.last(f"matrix:{matrix.id}")
    rows, _columns = rows_and_columns(matrix)
    actors = {actor.id: actor for actor in db.session.scalars(select(Actor).where(Actor.space_id == matrix.space_id))}
    nodes, of_row = {}, {}
    for row in rows:
        actor = actors.get(row.actor_id)
        actor = actor if actor is not None and actor.removed_at is None else None
        key = f"a{actor.id}" if actor else f"r{row.id}"
        of_row[row.id] = nodes.setdefault(key, Node(key, actor.name if actor else row.path[-1], actor))
    entries = _entries(matrix)
    ties = {}
    here = aliased(Entry)
    query = select(Link.kind, Link.entry_id, Link.other_id).join(here, here.id == Link.entry_id)
    query = query.where(here.matrix_id == matrix.id, Link.removed_at.is_(None)).order_by(Link.id)
    for kind, one, other in db.session.execute(query):
        left, right = _standing(entries, one), _standing(entries, other)
        if left is None or right is None or left == right:
            continue
        left, right = entries[left], entries[right]
        ends = of_row.get(left.row_id), of_row.get(right.row_id)
        if None in ends:
            continue
        tie = ties.setdefault((kind, ends[0].key, ends[1].key), Tie(kind, *ends))
        pair = ((left.id, left.text, left.path[-1]), (right.id, right.text, right.path[-1]))
        if pair not in tie.pairs:
            tie.pairs.append(pair)
    order = {kind: place for place, kind in enumerate(LINK_KINDS)}
    found = sorted(ties.values(), key=lambda tie: order[tie.kind])
    between = [tie for tie in found if tie.one is not tie.other]
    _draw(list(nodes.values()), between)
    return Articulation(list(nodes.values()), between, [tie for tie in found if tie.one is tie.other], seq)


def _entries(matrix):
    query = (
        select(Entry.id, Entry.text, Entry.state, Entry.merged_into_id, Entry.row_id, MatrixColumn.path)
        .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .where(Entry.matrix_id == matrix.id, Entry.removed_at.is_(None), MatrixColumn.removed_at.is_(None))
    )
    return {row.id: row for row in db.session.execute(query)}


def _standing(entries, number):
    """The entry that stands for this one; None where none does."""
    passed = set()
    while (entry := entries.get(number)) is not None and number not in passed:
        if entry.state in ("accepted", "proposed"):
            return number
        passed.add(number)
        number = entry.merged_into_id if entry.state == "merged" else None
    return None


def _draw(nodes, ties):
    """The actors, and the arrows between them."""
    stand_round(nodes)
    for tie in ties:
        _arrow(tie)


def stand_round(nodes: list[Node]):
    """On an ellipse from the top round, each with its name outside."""
    middle_x, middle_y = WIDE / 2, HIGH / 2
    across, down = WIDE / 2 - 170, HIGH / 2 - 70
    for place, node in enumerate(nodes):
        angle = 2 * math.pi * place / len(nodes) - math.pi / 2
        node.x = round(middle_x + across * math.cos(angle), 1)
        node.y = round(middle_y + down * math.sin(angle), 1)
        side = math.cos(angle)
        node.anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
        node.label_x = node.x if node.anchor == "middle" else node.x + math.copysign(NODE + 8, side)
        away = NODE + 20 if math.sin(angle) > 0 else -NODE - 10
        node.label_y = round(node.y + (away if node.anchor == "middle" else 5), 1)


def _arrow(tie):
    """From edge to edge of what stands for the actors, bowed to the left of its way."""
    x, y = tie.other.x - tie.one.x, tie.other.y - tie.one.y
    distance = math.hypot(x, y) or 1
    bow = BOW[tie.kind] * distance
    turn_x = (tie.one.x + tie.other.x) / 2 + y / distance * bow
    turn_y = (tie.one.y + tie.other.y) / 2 - x / distance * bow

    def edge(node, gap):
        length = math.hypot(turn_x - node.x, turn_y - node.y) or 1
        return node.x + (turn_x - node.x) / length * gap, node.y + (turn_y - node.y) / length * gap

    start, end = edge(tie.one, NODE + 6), edge(tie.other, NODE + 11)
    tie.path = f"M{start[0]:.1f} {start[1]:.1f}Q{turn_x:.1f} {turn_y:.1f} {end[0]:.1f} {end[1]:.1f}"
    # Not in the middle: two that go opposite ways, or side by side, keep their numbers apart.
    part = PART[tie.kind]
    tie.x, tie.y = (
        round((1 - part) ** 2 * first + 2 * part * (1 - part) * turn + part**2 * last, 1)
        for first, turn, last in ((start[0], turn_x, end[0]), (start[1], turn_y, end[1]))
    )
