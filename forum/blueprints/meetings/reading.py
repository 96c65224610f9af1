"""The series of a working table, the page of a meeting, and both as calendars."""

from datetime import date, datetime
from urllib.parse import urlsplit

from flask import Response, current_app

from ...actions import meetings
from ...exports.calendars import calendar
from ...models import Meeting, Minutes, Worktable
from ...models.base import now
from ...permissions import can, fetch
from ...readings import meetings as readings
from ..doors import enter_worktable, me, page
from ..meeting_dates import meeting_entry
from ..personal import personal, reader
from . import blueprint


@blueprint.app_template_filter("moment_of")
def moment_of(written):
    """Of a moment as minutes keep it."""
    return datetime.fromisoformat(written)


@blueprint.app_template_filter("day_of")
def day_of(written):
    return date.fromisoformat(written)


@blueprint.get("/worktables/<int:id>/meetings")
def meetings_list(id):
    table = enter_worktable(fetch(me(), Worktable, id))
    following, coming, past = readings.series(table)
    return page(
        "meetings/list.html",
        table=table,
        following=following,
        agenda=readings.agenda(me(), following.meeting)[0] if following else [],
        coming=coming,
        past=past,
        subscription=personal(f"/worktables/{id}/calendar.ics") if me() else None,
    )


@blueprint.get("/worktables/<int:id>/calendar.ics")
def worktable_calendar(id):
    """All of the series; for programs that cannot log in at a personal address."""
    table = fetch(reader(), Worktable, id)
    return dates(table.title, readings.meetings_of(table), f"mesa-{id}")


@blueprint.get("/meetings/<int:id>/calendar.ics")
def meeting_calendar(id):
    meeting = fetch(reader(), Meeting, id)
    return dates(meeting.worktable.title, [meeting], f"sesion-{meeting.number}")


def dates(title, meetings, name):
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    entries = [meeting_entry(one) for one in meetings]
    response = Response(calendar(title, entries, host, now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@blueprint.get("/meetings/<int:id>")
def meeting(id):
    found = entered(id)
    rows, _removed = readings.agenda(me(), found)
    return page(
        "meetings/page.html",
        meeting=found,
        table=found.worktable,
        agenda=rows,
        over=readings.is_over(found),
        invited=readings.invited(found) if can(me(), "meeting.change", found) else 0,
        **around(found),
    )


def around(meeting):
    """What the page of a meeting shows of its attendance and minutes."""
    return {
        "there": len(readings.attendances(meeting)[0]),
        "keeps": can(me(), "attendance.keep", meeting) and not meeting.cancelled_at,
        "minutes": readable_minutes(meeting),
    }


def readable_minutes(meeting) -> Minutes | None:
    found = meetings.minutes_of(meeting)
    return found if found is not None and can(me(), "minutes.read", found) else None


def entered(id) -> Meeting:
    found = fetch(me(), Meeting, id)
    enter_worktable(found.worktable)
    return found
