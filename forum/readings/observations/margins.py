"""What is observed beside a version of a document: cards by clause, passages marked, what lost its place."""

from dataclasses import dataclass, field, replace

from ...extensions import db
from ...models import DocumentVersion, Observation, ObservationPlace
from ...text import anchors
from .clauses import clause_words
from .lists import Item, items


@dataclass
class Card:
    """An observation at its clause, or the first of those that were put together; `alike`: all of these."""

    item: Item
    clause_id: int | None
    quote: str
    start: int | None
    state: str  # exact, found, orphan
    alike: list = field(default_factory=list)

    @property
    def alike_count(self):
        return len(self.alike)


@dataclass
class Margin:
    """`cards` by clause (None: of the whole document); `orphans` have no place in this version."""

    version: DocumentVersion
    cards: dict
    orphans: list
    chosen: Card | None = None

    @property
    def all(self):
        return [card for cards in self.cards.values() for card in cards] + self.orphans

    def marked(self, clause):
        """The text of a clause with the observed passages marked, letter for letter."""
        return marked(clause, self.cards.get(clause.clause_id, ()), self.chosen)


def margin(user, document, version: DocumentVersion, chosen: int | None = None) -> Margin:
    """Of the observations made on `version` and on earlier ones, as they stand in it: three queries."""
    earlier = db.select(DocumentVersion.id).where(
        DocumentVersion.document_id == document.id, DocumentVersion.number <= version.number
    )
    listed = items(
        user,
        document.worktable,
        Observation.document_id == document.id,
        Observation.version_id.in_(earlier),
        Observation.standing != "refused",
    )
    query = db.select(ObservationPlace).where(ObservationPlace.version_id == version.id)
    places = {place.observation_id: place for place in db.session.scalars(query)}
    cards = [_card(item, places.get(item.id), version) for item in listed]
    found = Margin(version, {}, [])
    leads = {}
    for card in cards:
        if card.item.id == chosen:
            found.chosen = card
        group = card.item.group_id
        lead = leads.get(group) if group and card.state != "orphan" else None
        if lead is not None:
            lead.alike.append(card.item)
            continue
        card.alike.append(card.item)
        if group and card.state != "orphan":
            leads[group] = card
        if card.state == "orphan":
            found.orphans.append(card)
        else:
            found.cards.setdefault(card.clause_id, []).append(card)
    if found.chosen is not None and found.chosen.item.group_id in leads:
        found.chosen = replace(found.chosen, alike=leads[found.chosen.item.group_id].alike)
    return found


def _card(item, place, version):
    if place is not None:
        return Card(item, place.clause_id, place.quote, place.start, place.state)
    if item.version == version.number:
        return Card(item, item.clause_id, item.quote, None, "exact")
    return Card(item, None, item.quote, None, "orphan" if item.clause_id else "exact")


def marked(clause, cards, chosen=None):
    """`clause.text` with its passages in `<mark>`; where passages overlap, each stretch once."""
    text, ahead = clause.text, len(clause.heading) + 1
    words = clause_words(clause)
    numbers = {one.id for one in chosen.alike} if chosen is not None else ()
    spans = []
    for card in cards:
        if not card.quote:
            continue
        start = card.start
        if start is None or words[start : start + len(card.quote)] != card.quote:
            start = anchors.find(card.quote, card.item.prefix, card.item.suffix, words).start
        if start is None:
            continue
        first, last = max(0, start - ahead), min(len(text), start - ahead + len(card.quote))
        if first < last:
            spans.append((first, last, card.item.id, card.item.id in numbers))
    return anchors.underlined(text, spans)
