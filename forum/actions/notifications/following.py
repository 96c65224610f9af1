"""What a person wants to be told, and how."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...extensions import db
from ...models import Follow, Forum, MailPreference, Membership, Space, Thread, User
from ...models.base import now
from ...models.mailing import RHYTHMS
from ...models.notifications import LEVELS
from ...readings.notifications.rhythms import next_time
from .. import action, site_action

KINDS = {Space: "space", Forum: "forum", Thread: "thread", Membership: "person"}


def followed(thing) -> tuple[str, int]:
    """The kind and number by which a thing is followed; a person is the same one in every space."""
    return KINDS[type(thing)], thing.user_id if isinstance(thing, Membership) else thing.id


@action("thing.follow")
def choose(user: User, thing: Space | Forum | Thread | Membership, level: str | None):
    """Be told everything, mentions and answers, or nothing of it; None: what holds around it."""
    if level is not None and level not in LEVELS:
        raise Invalid(fields={"level": _("Elige una de las opciones.")})
    kind, number = followed(thing)
    if kind == "person" and number == user.id:
        raise Invalid(_("De lo que tú escribes no se te avisa."))
    follow = db.session.get(Follow, (user.id, kind, number))
    if level is None:
        if follow is not None:
            db.session.delete(follow)
    elif follow is None:
        db.session.add(Follow(user_id=user.id, kind=kind, thing_id=number, level=level))
    else:
        follow.level = level


@site_action("notifications.read")
def set_mail(user: User, rhythm: str, hour: int, weekday: int):
    """When letters come; whoever sets it wants them again where they were on hold."""
    if rhythm not in RHYTHMS:
        raise Invalid(fields={"rhythm": _("Elige una de las opciones.")})
    if not 0 <= hour <= 23:
        raise Invalid(fields={"hour": _("Elige una hora, de 0 a 23.")})
    if not 0 <= weekday <= 6:
        raise Invalid(fields={"weekday": _("Elige un día de la semana.")})
    preference = preference_of(user)
    preference.rhythm, preference.hour, preference.weekday = rhythm, hour, weekday
    preference.next_at = now() if rhythm == "once" else next_time(preference, user.timezone, now())
    preference.held_at, preference.hold_reason = None, ""


@site_action("notifications.read")
def stop_mail(user: User, rhythm: str):
    """From a letter: no more of them, or the daily one again."""
    preference = preference_of(user)
    preference.rhythm, preference.held_at, preference.hold_reason = rhythm, None, ""
    db.session.flush()
    preference.next_at = next_time(preference, user.timezone, now())


@site_action("notifications.read")
def change_feed_key(user: User):
    """Personal addresses of feeds and calendars given so far end."""
    preference_of(user).feed_key += 1


def feed_key(user) -> int:
    preference = db.session.get(MailPreference, user.id)
    return preference.feed_key if preference else 1


def preference_of(user) -> MailPreference:
    """The person's, made where they have none yet."""
    preference = db.session.get(MailPreference, user.id)
    if preference is None:
        preference = MailPreference(user_id=user.id, rhythm="daily", hour=7, weekday=0, hold_reason="", feed_key=1)
        db.session.add(preference)
    return preference
