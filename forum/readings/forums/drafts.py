"""What a person typed and did not send: read by nobody else."""

from collections import namedtuple
from functools import cache

from sqlalchemy import bindparam, select

from ...extensions import db
from ...models import Draft
from ...text import named

LONGEST = 120

DraftRow = namedtuple("DraftRow", "place words updated_at")


def draft_of(user, place) -> Draft | None:
    return db.session.scalar(select(Draft).where(Draft.user_id == user.id, Draft.place == place))


def draft_version(user, place) -> int:
    """Which one it is; 0 where there is none."""
    return (user and db.session.scalar(_version(), {"me": user.id, "place": place})) or 0


@cache
def _version():
    return select(Draft.version).where(Draft.user_id == bindparam("me"), Draft.place == bindparam("place"))


def drafts_of(user, space) -> list[DraftRow]:
    """Of a space, the last one first."""
    if user is None:
        return []
    rows = db.session.execute(
        select(Draft.place, Draft.fields, Draft.updated_at)
        .where(Draft.user_id == user.id, Draft.space_id == space.id)
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
        .limit(20)
    )
    return [DraftRow(place, _brief(fields), at) for place, fields, at in rows]


def _brief(fields):
    words = " ".join(named(" ".join((fields.get("title", ""), fields.get("body", ""))), {}).split())
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
