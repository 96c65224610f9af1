"""Live pages: who listens to which room, who is where. It tells; it writes nothing.

A page follows rooms (`space:1`, `forum:3`, `matrix:7`, `user:5`) and gets the messages of `events.py`. Joining
is authorised like reading, and asked again when a right may be lost. Flask's guards do not reach this far, so
Origin, size and rate are checked here.
"""

import logging
import time
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import current_app, g, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, disconnect, join_room, leave_room

from .. import events
from ..errors import NotFound
from ..extensions import db, socketio
from ..models import Forum, Matrix, Space, Thread, Worktable, space_of
from ..permissions import is_readable, standing
from ..visibility import answers_shown
from . import neighbours, presence, relay, wire

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 8 * 1024
MOST_CALLS, CALLS_WITHIN = 60, 10  # calls of one socket in so many seconds; more, and it is closed
MOST_ROOMS = 12
# After these, who listens to the rooms of the space may have lost the right to.
LOSSES = (
    "member.left",
    "member.changed",
    "space.changed",
    "space.archived",
    "forum.changed",
    "matrix.removed",
    "worktable.changed",
    "worktable.removed",
)

ROOMS = {
    "space": Space,
    "forum": Forum,
    "answers": Thread,
    "waiting": Forum,
    "moderation": Space,
    "matrix": Matrix,
    "worktable": Worktable,
}


@dataclass
class Listener:
    """One socket of this process."""

    user_id: int | None
    login_id: int | None
    calls: deque = field(default_factory=deque)
    rooms: set = field(default_factory=set)


LISTENERS: dict[str, Listener] = {}


def init_app(app):
    socketio.init_app(
        app,
        async_mode=app.config.get("ASYNC_MODE", "threading"),
        message_queue=app.config["REDIS_URL"] or None,
        cors_allowed_origins=is_own_origin,
        max_http_buffer_size=LARGEST_MESSAGE,
        manage_session=False,
        monitor_clients=True,
        cookie=None,
    )
    app.wsgi_app = wire.Middleware(app.wsgi_app)  # around the library's own, which takes the sockets
    app.extensions["relay"] = relay.Relay(app, hear)
    app.extensions["neighbours"] = neighbours.Neighbours(app, tell_here)
    events.listen(tell)


def is_own_origin(origin, environ=None):
    """A browser names the site its page came from; only this one may open a socket here."""
    if environ is None:
        return False
    own = {environ.get("HTTP_HOST"), urlsplit(current_base_url(environ)).netloc}
    return urlsplit(origin).netloc in own


def current_base_url(environ):
    return (environ.get("flask.app") or current_app).config["BASE_URL"]


def tell(message):
    """After a commit: to the room's listeners everywhere, and to the processes that must look again."""
    emit(message)
    current_app.extensions["neighbours"].tell(message)
    wire.cut_off_the_slow()
    look_again(message)


def emit(message):
    if message["name"] == "notifications.counted":  # a number of the moment: nothing to catch up with
        socketio.emit("bell", {"unread": message["unread"]}, to=message["room"])
    else:
        socketio.emit("event", message, to=message["room"])


def tell_here(message):
    """What happened in a process beside this one, to who listens here."""
    emit(message)
    look_again(message)


def look_again(message):
    told_to_few = message["name"] == "post.hidden" and message["room"].startswith("answers:")
    if message["name"] in LOSSES or message["name"] == "login.ended" or told_to_few:
        current_app.extensions["relay"].tell({"kind": "event", "message": message})


def hear(heard):
    """What any process (this one too) has to say to all of them; inside an app context."""
    if heard["kind"] == "presence":
        presence.hear(heard)
        return
    message = heard["message"]
    if message["name"] == "login.ended":
        for sid, listener in list(LISTENERS.items()):
            if listener.login_id == message["login"]:
                socketio.emit("ended", to=sid)
                socketio.server.disconnect(sid, namespace="/")
        return
    for sid, listener in list(LISTENERS.items()):
        recheck(sid, listener)


def recheck(sid, listener):
    """Take the socket out of every room its person may no longer read."""
    from ..models import User

    user = db.session.get(User, listener.user_id) if listener.user_id else None
    for room in list(listener.rooms):
        thing = thing_of(room)
        if isinstance(thing, Thread | Forum) and not is_named(thing):
            presence.unname(room)
        if not may_listen(user, room):
            drop(sid, listener, room)
            socketio.emit("dropped", {"room": room}, to=sid)


def drop(sid, listener, room):
    listener.rooms.discard(room)
    leave_room(room, sid=sid, namespace="/")
    presence.leave(room, sid)


def may_listen(user, room) -> bool:
    """Whether `user` (None: a visitor) may read what the room is about."""
    kind, _, number = room.partition(":")
    if not number.isdecimal() or len(number) > 12:
        return False
    if kind == "user":
        return user is not None and user.id == int(number)
    thing = thing_of(room)
    if thing is None or not is_readable(user, thing):
        return False
    if kind == "answers":
        return answers_shown(standing(user, thing), thing)
    return kind not in ("waiting", "moderation") or standing(user, thing).reaches("moderator")


def thing_of(room):
    """What the room is about, or None."""
    kind, _, number = room.partition(":")
    model = ROOMS.get(kind)
    return db.session.get(model, int(number)) if model and number.isdecimal() else None


def guarded(handler):
    """Count the call; answer what goes wrong with one shape; close the socket of who calls too often."""

    def call(*args):
        listener = LISTENERS.get(request.sid)
        if listener is None:
            return {"error": "closed"}
        moment = time.monotonic()
        listener.calls.append(moment)
        while listener.calls and listener.calls[0] < moment - CALLS_WITHIN:
            listener.calls.popleft()
        if len(listener.calls) > MOST_CALLS:
            disconnect()
            return {"error": "too many"}
        try:
            return handler(listener, *args)
        except (NotFound, TypeError, ValueError, KeyError, AttributeError):
            return {"error": "not found"}
        except Exception:
            log.exception("a call of %s failed", handler.__name__)
            return {"error": "failed"}

    return call


def person():
    return current_user._get_current_object() if current_user.is_authenticated else None


@socketio.on("connect")
def connect(auth=None):
    """Refused for other sites' pages; a person's own room is joined at once."""
    origin = request.environ.get("HTTP_ORIGIN")
    if origin and not is_own_origin(origin, request.environ):
        raise ConnectionRefusedError("origin")
    user = person()
    login = g.get("login")
    LISTENERS[request.sid] = Listener(user.id if user else None, login.id if login else None)
    if user:
        join_room(f"user:{user.id}")


@socketio.on("disconnect")
def disconnected(reason=None):
    listener = LISTENERS.pop(request.sid, None)
    for room in listener.rooms if listener else ():
        presence.leave(room, request.sid)


@socketio.on("follow")
@guarded
def follow(listener, wish):
    """`{"room", "seq"}` → `{"seq", "missed": […]}`, `{"seq", "reload": true}` or `{"error"}`.

    The room is joined before the missed messages are read: one may come twice, none is lost.
    """
    room, seq = str(wish["room"]), int(wish.get("seq", 0))
    if not may_listen(person(), room) or len(listener.rooms) >= MOST_ROOMS:
        raise NotFound()
    join_room(room)
    listener.rooms.add(room)
    db.session.rollback()
    last = events.last(room)
    missed = events.since(room, seq) if seq <= last else None
    answer = {"seq": last, "reload": True} if missed is None else {"seq": last, "missed": missed}
    return answer | {"people": presence.people(room)}


@socketio.on("unfollow")
@guarded
def unfollow(listener, wish):
    drop(request.sid, listener, str(wish["room"]))
    return {}


@socketio.on("place")
@guarded
def place(listener, wish):
    """`{"room", "place": {…}}`: where in the room I am; shown to who listens there."""
    room = str(wish["room"])
    if room not in listener.rooms:
        raise NotFound()
    where = {str(key)[:20]: str(value)[:60] for key, value in list(dict(wish.get("place") or {}).items())[:4]}
    known = who(room)
    presence.enter(room, request.sid, known, where if known else {})
    return {}


def is_named(thing):
    """Whether it is told by name who is there: not where names are withheld, nor where answers are secret."""
    forum = thing.forum if isinstance(thing, Thread) else thing
    return forum.answers_are_open and not forum.anonymous


def who(room):
    """How this person is shown to the room's other readers; None for visitors, who are only counted."""
    user = person()
    if user is None:
        return None
    kind, _, number = room.partition(":")
    thing = db.session.get(ROOMS[kind], int(number))
    if isinstance(thing, Thread | Forum) and not is_named(thing):
        return None
    if isinstance(thing, Worktable) and thing.public and thing.space.visibility != "public":
        return None  # strangers listen, too
    member = standing(user, space_of(thing)).membership
    if member is None:
        return None
    actor = member.actors[0] if member.actors else None
    return {
        "key": str(user.id),
        "name": user.name,
        "role": member.role,
        "actor": actor.name if actor else "",
        "actor_class": actor.css_class if actor else "",
        "weave": actor.weave if actor else 0,
    }
