"""What all models share: time, numbers, and the way they are told apart in events."""

from datetime import UTC, datetime

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator

LARGEST = 2**31 - 1  # number that a row may have


def now() -> datetime:
    return datetime.now(UTC)


def bounded(typed: str) -> int:
    """What somebody typed, or an address holds, as a number that a database takes; `ValueError` for anything else."""
    if len(typed) > len(str(LARGEST)) + 1:
        raise ValueError("too long to be a number of ours")
    value = int(typed)
    if abs(value) > LARGEST:
        raise ValueError("larger than a row's number")
    return value


def bounded_numbers(typed: str) -> list[int]:
    """Those of the words that are such numbers; the others say nothing."""
    found = []
    for word in typed.split():
        try:
            found.append(bounded(word))
        except ValueError:
            continue
    return found


class UTCDateTime(TypeDecorator):
    """Stored as UTC without zone on every database, handed out with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return None if value is None else value.replace(tzinfo=UTC)
