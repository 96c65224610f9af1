"""What each who observed is told of a summary: their observations, what became of them, and where they are reached."""

from collections import namedtuple

from sqlalchemy import select

from ...extensions import db
from ...models import Observation, Summary, SummaryLetter, User

Letter = namedtuple("Letter", "name observations contacts sent")
"""`name`: the organization, or the person where there is none; `observations` are (document, observation) as frozen;
`contacts` the addresses that were not written to yet; `sent` those that were, with when."""


def who(observation: dict) -> str:
    return observation["organization"] or observation["name"]


def letters(summary: Summary, content: dict) -> list[Letter]:
    """One for each name, in the order of the alphabet."""
    of = {}
    for document in content["documents"]:
        for observation in document["observations"]:
            if who(observation):
                of.setdefault(who(observation), []).append((document, observation))
    known, written = addresses([document["id"] for document in content["documents"]]), sent(summary)
    found = []
    for name in sorted(of, key=str.casefold):
        reached = dict.fromkeys(known[one["id"]] for _document, one in of[name] if one["id"] in known)
        gone = written.get(name, {})
        found.append(Letter(name, of[name], [one for one in reached if one not in gone], gone))
    return found


def addresses(documents: list[int]) -> dict[int, str]:
    """{observation on one of them: the address of who made it}, where there is one."""
    query = (
        select(Observation.id, Observation.contact, User.email)
        .outerjoin(User, User.id == Observation.author_id)
        .where(Observation.document_id.in_(documents))
    )
    found = {id: email or contact for id, contact, email in db.session.execute(query)}
    return {id: address for id, address in found.items() if address and "@" in address}


def sent(summary: Summary) -> dict[str, dict]:
    """{name: {address: when}} of the letters that went."""
    found = {}
    for one in db.session.scalars(select(SummaryLetter).where(SummaryLetter.summary_id == summary.id)):
        found.setdefault(one.name, {})[one.contact] = one.at
    return found
