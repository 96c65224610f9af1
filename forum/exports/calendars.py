"""iCalendar (RFC 5545): dates for the calendar of a telephone."""

from collections import namedtuple
from datetime import UTC, date, datetime, timedelta

FOLD = 75  # octets of a line

# `at` is a moment, or a day. What has an `end` takes the time of who goes there.
Entry = namedtuple("Entry", "id title at link end place cancelled", defaults=(None, "", False))


def calendar(name: str, entries: list[Entry], host: str, made_at: datetime) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tinkuy//Tinkuy//ES",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.id}@{host}",
            f"DTSTAMP:{_moment(made_at)}",
            *_when(entry.at, entry.end),
            f"SUMMARY:{_text(entry.title)}",
            f"URL:{entry.link}",
            *([f"LOCATION:{_text(entry.place)}"] if entry.place else []),
            *(["STATUS:CANCELLED"] if entry.cancelled else []),
            f"TRANSP:{'OPAQUE' if entry.end and not entry.cancelled else 'TRANSPARENT'}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _when(at, end):
    if isinstance(at, datetime):
        return [f"DTSTART:{_moment(at)}", f"DTEND:{_moment(end or at)}"]
    return [f"DTSTART;VALUE=DATE:{_day(at)}", f"DTEND;VALUE=DATE:{_day(at + timedelta(days=1))}"]


def _moment(at):
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(day: date):
    return day.strftime("%Y%m%d")


def _text(words):
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line):
    """No line longer than 75 octets, none broken within a letter."""
    out, length = "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > FOLD:
            out += "\r\n "
            length = 1
        out += sign
        length += size
    return out + "\r\n"
