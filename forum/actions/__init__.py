"""VERBS: every write of the house, permitted, atomic, announced.

A verb is a function marked with `@action("post.create")`: it is called as `verb(user, thing, …)`, runs in one
transaction that began as a writing one, and its events are told after the commit. This is the only commit in
the house. A verb never calls a verb; what two of them share is a plain function.
"""

from functools import wraps

from sqlalchemy.orm.exc import ObjectDeletedError

from .. import events
from ..errors import NotFound
from ..extensions import db, writing_connection
from ..permissions import RULES, forget_standings, require


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
        forget_standings()
        require(user, name, thing)
        result = function(user, *(() if thing is None else (thing,)), *args, **kwargs)
        session.flush()
        events.number()
        told = events.messages()
        session.commit()
    except ObjectDeletedError as error:
        session.rollback()
        raise NotFound() from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("acting", None)
        events.forget()
        forget_standings()
    events.publish(told)
    return result
