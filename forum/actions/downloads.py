"""Downloading all that is one's own: asking for it, and what the background work notes of it."""

from datetime import timedelta

from ..errors import Conflict
from ..events import record
from ..extensions import db
from ..models import Download, User
from ..models.base import now
from . import action, site_action

LASTS = timedelta(days=3)


@action("account.change")
def ask(user: User, person: User) -> Download:
    """The one that is being made, or a new one; those made before are gone."""
    standing = db.session.scalar(
        db.select(Download).where(Download.user_id == person.id, Download.state.in_(("waiting", "running")))
    )
    if standing is not None and now() - standing.created_at < timedelta(hours=1):
        return standing
    db.session.execute(db.delete(Download).where(Download.user_id == person.id))
    download = Download(user_id=person.id)
    db.session.add(download)
    db.session.flush()
    record("download.asked", user, download, download=download.id)
    return download


@action("download.make")
def advance(user: User, download: Download, done: int, total: int):
    download.state, download.done, download.total = "running", done, total


@action("download.make")
def finish(user: User, download: Download, size: int):
    if download.state not in ("waiting", "running"):
        raise Conflict()
    download.state, download.size, download.finished_at = "ready", size, now()
    record("download.finished", user, download, download=download.id)


@action("download.make")
def fail(user: User, download: Download):
    download.state, download.finished_at = "failed", now()
    record("download.finished", user, download, download=download.id)


@site_action("site.maintain")
def forget_expired(operator) -> list[int]:
    """Those whose days are over; gives the numbers that still stand: what else lies there is to be removed."""
    db.session.execute(db.delete(Download).where(Download.created_at < now() - LASTS))
    return list(db.session.scalars(db.select(Download.id)))


def is_there(download: Download) -> bool:
    return download.state == "ready" and now() - download.created_at < LASTS


def latest(person: User) -> Download | None:
    query = db.select(Download).where(Download.user_id == person.id).order_by(Download.id.desc()).limit(1)
    return db.session.scalar(query)
