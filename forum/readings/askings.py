"""Who of an actor has not spoken, and when they were last asked for their word."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..models import Actor, Asking, Entry, Forum, Matrix, MatrixRow, Membership, MembershipActor, User
from ..models.base import now
from .matrices.blindspots import blind_spots
from .matrices.grid import Column
from .stances import voices_of

REST = timedelta(days=7)  # between two askings for the same


@dataclass(frozen=True)
class Silence:
    """Of an actor, on an `entry`, or in `columns` of a `row` that `forum` asks for; `people` are (participation, name)
    of those who have not spoken, `asked` the asking that is not a week old."""

    matrix: Matrix
    actor: Actor
    people: list[tuple[int, str]]
    asked: Asking | None
    entry: Entry | None = None
    row: MatrixRow | None = None
    columns: tuple[Column, ...] = ()
    forum: Forum | None = None


def silence_on(user, entry: Entry, actor: Actor) -> Silence:
    """Where the actor has a delegate, only they are waited for."""
    voice = next((one for one in voices_of(entry.matrix.space, [entry.id])[entry.id] if one.actor.id == actor.id), None)
    people = []
    if voice is not None and not voice.word:
        heard = {one.user_id for one in voice.counted}
        waited = {voice.delegate_id} if voice.delegate_id is not None else None
        people = [
            (member, name)
            for member, person, name in _speakers(entry.matrix.space_id, actor.id)
            if person not in heard and person != user.id and (waited is None or person in waited)
        ]
    return Silence(entry.matrix, actor, people, last_asking(entry=entry, actor=actor), entry=entry)


def silence_in(user, row: MatrixRow) -> Silence:
    """In the columns for which it can still answer somewhere."""
    calls = blind_spots(user, row.matrix).calls if row.actor is not None else []
    call = next((one for one in calls if one.row.id == row.id and one.forum is not None), None)
    people = []
    if call is not None:
        people = [
            (member, name) for member, person, name in _speakers(row.matrix.space_id, row.actor_id) if person != user.id
        ]
    columns, forum = (tuple(call.open), call.forum) if call is not None else ((), None)
    return Silence(row.matrix, row.actor, people, last_asking(row=row), row=row, columns=columns, forum=forum)


def _speakers(space_id, actor_id):
    """(participation, person, name) of those who may speak for an actor, by name."""
    query = (
        select(Membership.id, User.id, User.name)
        .join(User, User.id == Membership.user_id)
        .join(MembershipActor, MembershipActor.membership_id == Membership.id)
        .where(
            Membership.space_id == space_id,
            MembershipActor.actor_id == actor_id,
            Membership.left_at.is_(None),
            Membership.role != "observer",
            or_(Membership.suspended_until.is_(None), Membership.suspended_until <= now()),
        )
        .order_by(User.name, Membership.id)
    )
    return db.session.execute(query).all()


def last_asking(entry=None, actor=None, row=None) -> Asking | None:
    about = [Asking.row_id == row.id] if row is not None else [Asking.entry_id == entry.id, Asking.actor_id == actor.id]
    query = select(Asking).where(*about, Asking.created_at > now() - REST).order_by(Asking.id.desc()).limit(1)
    return db.session.scalar(query.options(joinedload(Asking.user)))


def askings_of(matrix: Matrix) -> dict[tuple, datetime]:
    """{("entry", number, actor) or ("row", number): when}, of those not a week old."""
    query = select(Asking.entry_id, Asking.row_id, Asking.actor_id, Asking.created_at).where(
        Asking.matrix_id == matrix.id, Asking.created_at > now() - REST
    )
    return {
        ("entry", entry, actor) if entry is not None else ("row", row): at
        for entry, row, actor, at in db.session.execute(query.order_by(Asking.created_at))
    }
