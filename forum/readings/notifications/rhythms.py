"""When a person's next letter of what is new is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import get_timezone


def zone_of(timezone) -> ZoneInfo:
    """The person's, or the site's where they have set none."""
    try:
        return ZoneInfo(timezone or str(get_timezone()))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def next_time(preference, timezone, after: datetime) -> datetime | None:
    """The first moment after `after` at which the person's clock shows their hour (on their day); None where letters
    follow no clock."""
    if preference.rhythm not in ("daily", "weekly"):
        return None
    zone = zone_of(timezone)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, time(preference.hour), tzinfo=zone).astimezone(UTC)
        if moment > after and (preference.rhythm == "daily" or day.weekday() == preference.weekday):
            return moment
        day += timedelta(days=1)
