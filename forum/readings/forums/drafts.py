"""What a person typed and did not send: read by nobody else."""

from collections import namedtuple
from functools import cache
from json import loads

from sqlalchemy import bindparam, or_, select

from ...extensions import db
from ...models import Draft, Entry, Space
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


def draft_versions(user, places) -> dict[str, int]:
    """Of those of the places where there is one."""
    query = select(Draft.place, Draft.version).where(Draft.user_id == user.id, Draft.place.in_(places))
    return dict(map(tuple, db.session.execute(query))) if places else {}


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


def drafts_in(user, matrix) -> list[tuple[str, Draft]]:
    """(place, draft) of what this person was writing in the cells of a matrix."""
    mine = select(Draft).where(Draft.user_id == user.id, Draft.space_id == matrix.space_id)
    within = mine.where(or_(Draft.place.startswith(f"cell-{matrix.id}-"), Draft.place.startswith("entry-")))
    found = db.session.scalars(within.order_by(Draft.id).limit(100)).all()
    numbers = [int(draft.place.partition("-")[2]) for draft in found if draft.place.startswith("entry-")]
    here = select(Entry.id).where(Entry.id.in_(numbers), Entry.matrix_id == matrix.id)
    entries = {f"entry-{number}" for number in db.session.scalars(here)} if numbers else set()
    return [(one.place, one) for one in found if one.place.startswith("cell-") or one.place in entries]


def slug_of(number) -> str:
    """Of space number `number`; of none "", which no space has."""
    return db.session.scalar(select(Space.slug).where(Space.id == number)) or ""


def _brief(fields):
    """Of several fields the first that says something."""
    if not (fields.get("title") or fields.get("body")) and fields.get("also"):
        typed = [now for pairs in loads(fields["also"]).values() for before, now in pairs if now != before]
        fields = {"body": typed[0] if typed else ""}
    words = " ".join(named(" ".join((fields.get("title", ""), fields.get("body", ""))), {}).split())
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
