"""The secretariat's desk: what waits for an answer in a document, put together by likeness, and by hand."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from ...extensions import db
from ...models import Document, Membership, Observation, User, Worktable
from .lists import Item, known


@dataclass
class Bundle:
    """Observations to be answered together; `words` they share, `kept`: somebody put them so."""

    items: list[Item]
    words: tuple = ()
    kept: bool = False


def texts(items: list[Item]) -> dict[int, str]:
    """What likeness looks at: clause by clause, the words of the remark and of the proposal."""
    return {item.id: " ".join((item.comment, item.proposal)) for item in items}


def kept(items: list[Item]) -> dict[int, int | None]:
    """Where somebody put observations: the number of the group, None for one that stays by itself."""
    sizes = Counter(item.group_id for item in items if item.group_id)
    return {item.id: item.group_id if sizes[item.group_id] > 1 else None for item in items if item.group_id}


def waiting_count(user, table: Worktable) -> int:
    """What somebody sent and nobody decided on yet."""
    query = select(func.count(Observation.id)).join(Document, Document.id == Observation.document_id)
    return db.session.scalar(query.where(known(user, table), Observation.standing == "waiting"))


def people(table: Worktable) -> list[tuple[int, str]]:
    """To whom one may give observations to see to."""
    query = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.space_id == table.space_id,
            Membership.left_at.is_(None),
            Membership.role.in_(("moderator", "facilitator")),
        )
        .order_by(func.lower(User.name))
    )
    return [tuple(row) for row in db.session.execute(query)]


def person_of(table: Worktable, id: int | None) -> User | None:
    """One of these people."""
    return db.session.get(User, id) if id in [number for number, _name in people(table)] else None
