"""Telling people what concerns them: the events are walked in their order, after the commits that wrote them.

A walk that is broken off begins again where it stood: who was told of an event is not told again.
"""

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite

from ...extensions import db
from ...models import Event, MailPreference, Notification, User, Walk
from ...models.base import now
from ...readings.notifications import recipients
from ...readings.notifications.rhythms import next_time
from .. import site_action

# Who decides these writes to the person there and then.
TOLD_BY_LETTER = ("hidden", "shown", "refused", "upheld", "lifted", "warn", "silence", "suspend", "undone")
AT_ONCE = 50  # events looked at between two short transactions


def tell(operator) -> set[int]:
    """Walk on; gives the numbers of those who were told something. Looking is no part of the writing transaction."""
    walk = db.session.get(Walk, "notifications")
    done = walk.event_id if walk else 0
    last = settled(done)
    told = set()
    while done < last:
        query = db.select(Event).where(Event.id > done, Event.id <= last).order_by(Event.id).limit(AT_ONCE)
        events = db.session.scalars(query).all()
        rows = [row for event in events for row in recipients(event)]
        done = events[-1].id if events else last
        note(operator, rows, done)
        told |= {row["user_id"] for row in rows}
    db.session.rollback()
    return told


def settled(done: int) -> int:
    """The last event before which none can be written any more; `done` where there is none after it.

    On PostgreSQL a transaction may commit event 6 while another still holds 5: once this lock is given nobody does.
    """
    last = db.session.scalar(db.select(func.max(Event.id))) or 0
    db.session.rollback()
    if last > done and db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(db.text("LOCK TABLE events IN SHARE MODE"))
            last = connection.scalar(db.select(func.max(Event.id))) or 0
    return last


@site_action("site.maintain")
def note(operator, rows: list[dict], event_id: int):
    """Keep what was found, and how far the walk came."""
    at = now()
    if rows:
        values = []
        for row in rows:
            seen = at if row["seen"] else None
            kept = {key: value for key, value in row.items() if key != "seen"}
            by_letter = at if row["kind"] in TOLD_BY_LETTER else seen
            values.append(kept | {"read_at": seen, "mailed_at": by_letter})
        db.session.execute(_insert(Notification).on_conflict_do_nothing(), values)
        _expect_letters({row["user_id"] for row in rows}, at)
    walk = db.session.get(Walk, "notifications", populate_existing=True)
    if walk is None:
        walk = Walk(name="notifications", event_id=0)
        db.session.add(walk)
    walk.event_id = max(walk.event_id, event_id)


def _expect_letters(people, at):
    """Who wants letters at once is looked at next; who never chose gets what everybody gets at first."""
    known = set(db.session.scalars(db.select(MailPreference.user_id).where(MailPreference.user_id.in_(people))))
    new = db.session.scalars(db.select(User).where(User.id.in_(people - known))).all()
    values = []
    for person in new:
        preference = MailPreference(user_id=person.id, rhythm="daily", hour=7, weekday=0)
        values.append(
            {"user_id": person.id, "rhythm": "daily", "hour": 7, "weekday": 0, "hold_reason": "", "feed_key": 1}
            | {"next_at": next_time(preference, person.timezone, at)}
        )
    if values:
        db.session.execute(_insert(MailPreference).on_conflict_do_nothing(), values)
    db.session.execute(
        db.update(MailPreference)
        .where(MailPreference.user_id.in_(people), MailPreference.rhythm == "once", MailPreference.next_at.is_(None))
        .values(next_at=at)
    )


def _insert(model):
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(model)
