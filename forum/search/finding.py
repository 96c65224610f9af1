"""`find`: which things hold the words, which of them are most about them, and a page of those."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import column, table

from ..extensions import db
from ..models import SearchDocument
from ..permissions import readable_spaces
from .excerpts import marked
from .index import matching
from .kinds import KINDS
from .words import Wanted, wanted

PAGE = 20
# A word that many thousands have said is not ranked over all of them: the newest so many of a kind are, which takes
# the same time with a hundred times the posts. FTS5's own rank would look at every one, and PostgreSQL's is another.
CANDIDATES = 600
LONGEST_QUERY = 300
USUAL_LENGTH = 120  # words


@dataclass(frozen=True)
class Filters:
    """What a hit must be; None says nothing. `since` and `until` (not with it) are moments."""

    space_id: int | None = None
    kind: str | None = None
    forum: int | None = None
    question: int | None = None
    actor: int | None = None
    organization: int | None = None
    author: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass
class Found:
    """A page of hits; `total` is how many there are, or how many are ranked where there are `more`."""

    hits: list = field(default_factory=list)  # (Hit, title marked, text marked)
    total: int = 0
    more: bool = False
    number: int = 1
    kinds: dict = field(default_factory=dict)  # how many of each kind
    asked: bool = True  # whether there was a word to look for

    @property
    def pages(self):
        return max(1, -(-self.total // PAGE))


def find(user, query: str, filters: Filters = Filters(), page: int = 1) -> Found:
    """What `user` may read and holds all the words and phrases of `query`, the most telling first."""
    looked = wanted(query[:LONGEST_QUERY])
    if not looked.stems and not looked.phrases:
        return Found(asked=False)
    spaces = list(db.session.scalars(readable_spaces(user, filters.space_id)))
    if not spaces:
        return Found()
    ranked, kinds, more = [], {}, False
    for kind in KINDS.values():
        if filters.kind not in (None, kind.name) or (clauses := _clauses(user, kind, filters)) is None:
            continue
        rows = _candidates(user, kind, spaces, looked, clauses)
        more |= len(rows) > CANDIDATES
        kinds[kind.name] = len(rows[:CANDIDATES])
        ranked += [
            (-_weight(looked, stems) * kind.weight, -number, kind.name, thing)
            for number, thing, stems in rows[:CANDIDATES]
        ]
    ranked.sort()
    found = Found(total=len(ranked), more=more, kinds=kinds)
    found.number = min(max(1, page), found.pages)
    found.hits = _shown(user, looked, ranked[(found.number - 1) * PAGE : found.number * PAGE])
    return found


def _clauses(user, kind, filters):
    """What the filters ask of this kind; None where it has no such thing."""
    clauses = []
    for name in ("forum", "question", "actor", "organization", "author"):
        value = getattr(filters, name)
        if value is not None:
            if name not in kind.facets:
                return None
            clauses.append(kind.narrowed(user, name, value))
    if filters.since:
        clauses.append(kind.facets["date"] >= filters.since)
    if filters.until:
        clauses.append(kind.facets["date"] < filters.until)
    return clauses


def _candidates(user, kind, spaces, looked, clauses):
    dialect = db.session.connection().dialect.name
    key = "rowid" if dialect == "sqlite" else "id"
    held = table("search_words", column(key))
    query = (
        kind.statement(user, SearchDocument.id, SearchDocument.thing_id, SearchDocument.stems)
        .join(SearchDocument, (SearchDocument.thing_id == kind.model.id) & (SearchDocument.kind == kind.name))
        .join(held, held.c[key] == SearchDocument.id)
        .where(matching(dialect, kind.name, spaces, looked), *clauses)
        .order_by(held.c[key].desc())
        .limit(CANDIDATES + 1)
    )
    return db.session.execute(query).all()


def _weight(looked: Wanted, stems: str) -> float:
    """How much a text is about the words: how often it says them for its length (as BM25 counts), and side by side."""
    said = stems.split(" ")
    length = 0.25 + 0.75 * len(said) / USUAL_LENGTH
    weight = float(len(looked.phrases))
    for stem in looked.stems:
        times = said.count(stem)
        weight += 2.2 * times / (times + 1.2 * length)
    if len(looked.stems) > 1 and f" {' '.join(looked.stems)} " in f" {stems} ":
        weight *= 1.5
    return weight


def _shown(user, looked, ranked):
    """Hits in their order; what may not be read any more, or is gone, is left out."""
    things = {}
    for kind in dict.fromkeys(row[2] for row in ranked):
        numbers = [thing for *_rest, name, thing in ranked if name == kind]
        for thing, hit in KINDS[kind].shown(user, numbers).items():
            things[kind, thing] = hit
    hits = [things[key] for *_rest, name, thing in ranked if (key := (name, thing)) in things]
    return [(hit, marked(hit.title, looked, 200), marked(hit.text, looked)) for hit in hits]
