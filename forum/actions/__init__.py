"""VERBS: every write of the house, permitted, atomic, announced.

A verb is a function marked with `@action("post.create")`: it is called as `verb(user, thing, …)`, runs in one
transaction that began as a writing one, and its events are told after the commit. This is the only commit in
the house. A verb never calls a verb; what two of them share is a plain function.
"""

import logging
from functools import wraps

from sqlalchemy import text
from sqlalchemy.orm.exc import ObjectDeletedError

from .. import events, mail
from ..errors import NotFound
from ..extensions import db, writing_connection
from ..models import Download, Login, User, space_of
from ..permissions import RULES, forget_standings, require, reread

log = logging.getLogger(__name__)


def action(name: str):
    """Guard `function(user, thing, …)` by the rule `name`, and make it one transaction with its events."""
    assert name in RULES, name

    def wrap(function):
        @wraps(function)
        def verb(user, thing, *args, **kwargs):
            return _carry_out(function, name, user, thing, args, kwargs)

        verb.action = name
        return verb

    return wrap


def site_action(name: str):
    """The same for what concerns no thing of a space: called as `verb(user, …)`."""
    assert name in RULES, name

    def wrap(function):
        @wraps(function)
        def verb(user, *args, **kwargs):
            return _carry_out(function, name, user, None, args, kwargs)

        verb.action = name
        return verb

    return wrap


def _carry_out(function, name, user, thing, args, kwargs):
    session = db.session
    if session.info.get("acting"):
        raise RuntimeError(f"{name} was called from inside another action")
    # What was read so far is read again under the write lock: the check and the write see one state.
    session.rollback()
    writing_connection()
    session.info["acting"] = True
    try:
        _queue_up(session, thing)
        reread(thing)
        forget_standings()
        require(user, name, thing)
        result = function(user, *(() if thing is None else (thing,)), *args, **kwargs)
        session.flush()
        events.number()
        told = events.messages()
        letters = session.info.pop("letters", [])
        session.commit()
    except ObjectDeletedError as error:
        session.rollback()
        raise NotFound() from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("acting", None)
        session.info.pop("letters", None)
        session.info.pop("renumbered", None)
        events.forget()
        forget_standings()
    events.publish(told)
    post(letters)
    return result


def _queue_up(session, thing):
    """Writers of one space come one after the other, as all writers do on SQLite: no verb decides on what another
    is about to change. What was read to find the space is read again."""
    if thing is None or isinstance(thing, User | Login | Download) or session.connection().dialect.name != "postgresql":
        return
    session.execute(text("SELECT pg_advisory_xact_lock(:space)"), {"space": space_of(thing).id})
    session.expire_all()


def letter(to: str, subject: str, body: str):
    """Have a letter posted once the transaction is committed."""
    db.session.info.setdefault("letters", []).append((to, subject, body))


def post(letters):
    """What goes wrong with a letter cannot undo what was written; it is in the log."""
    for to, subject, body in letters:
        try:
            mail.post(to, subject, body)
        except Exception:
            log.exception("a letter to %s could not be posted: %s", to, subject)
