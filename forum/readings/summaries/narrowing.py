"""A summary narrowed by document, sector, type, actor and answer, page by page; and what there is of each."""

from collections import Counter
from dataclasses import dataclass

FACETS = ("document", "sector", "clause", "kind", "actor", "resolution")
ON_A_PAGE = 40
OPEN = "open"  # without an answer


@dataclass
class Narrowed:
    """`groups` are (document, its observations) of this page; `counts` {facet: {value: how many}} of the whole."""

    groups: list
    found: int
    page: int
    pages: int


def _value(document, observation, facet):
    if facet == "document":
        return document["code"]
    if facet == "sector":
        return document["sector"]
    if facet == "resolution":
        return observation["resolution"] or OPEN
    return observation[facet]


def _pairs(content):
    return [(document, one) for document in content["documents"] for one in document["observations"]]


def narrowed(content: dict, asked: dict, page: int) -> Narrowed:
    """`asked` {facet: value}; what no observation has gives none."""
    kept = [
        (document, one)
        for document, one in _pairs(content)
        if all(_value(document, one, facet) == value for facet, value in asked.items())
    ]
    pages = max(1, -(-len(kept) // ON_A_PAGE))
    page = min(max(1, page), pages)
    groups = []
    for document, one in kept[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        if not groups or groups[-1][0] is not document:
            groups.append((document, []))
        groups[-1][1].append(one)
    return Narrowed(groups, len(kept), page, pages)


def tallies(content: dict) -> dict[str, Counter]:
    """How many observations there are by each value of each facet, in the order in which they first come."""
    pairs = _pairs(content)
    return {facet: Counter(_value(document, one, facet) for document, one in pairs) for facet in FACETS}
