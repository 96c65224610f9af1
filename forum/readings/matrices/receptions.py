"""Who finds their words in an entry, and who does not: the last answer of each."""

from collections import namedtuple

from sqlalchemy import case, func, select

from ...extensions import db
from ...models import Entry, Reception, User
from ...permissions import standing

Received = namedtuple("Received", "entry_id user_id name felt words at")


def receptions_behind(user, matrix, numbers) -> dict[int, list[Received]]:
    """{entry: what was answered to it or to what is united with it}. One query.

    Facilitators alone are told: who answers may have written where no names are shown.
    """
    if not standing(user, matrix).reaches("facilitator"):
        return {}
    whole = case((Entry.merged_into_id.is_not(None), Entry.merged_into_id), else_=Entry.id)
    last = select(func.max(Reception.id)).group_by(Reception.entry_id, Reception.user_id)
    query = (
        select(whole, Reception, User.name)
        .join(Entry, Entry.id == Reception.entry_id)
        .join(User, User.id == Reception.user_id)
        .where(Reception.id.in_(last), whole.in_(numbers), Entry.removed_at.is_(None))
        .order_by(Reception.id)
    )
    found = {}
    for entry, one, name in db.session.execute(query):
        found.setdefault(entry, []).append(
            Received(one.entry_id, one.user_id, name, one.felt, one.words, one.created_at)
        )
    return found
