"""Who is in a room, and where in it: kept in memory, shared by the processes, forgotten with them."""

import secrets
import threading
import time

from ..extensions import socketio

NAMED = 12  # people told by name; the others are counted
SETTLE = 0.3  # seconds in which several comings and goings are told as one
KEEP = 60  # seconds for which another process's word is believed

PROCESS = secrets.token_hex(4)
HERE: dict[str, dict[str, dict]] = {}  # room → sid → {who…, place}
ELSEWHERE: dict[str, dict[str, tuple[float, list]]] = {}  # room → process → (when heard, list)
WAITING: set[str] = set()
LOCK = threading.Lock()
RELAY = None


def enter(room, sid, who, place):
    with LOCK:
        HERE.setdefault(room, {})[sid] = {"who": who, "place": place}
    changed(room)


def leave(room, sid):
    with LOCK:
        if HERE.get(room, {}).pop(sid, None) is None:
            return
        if not HERE[room]:
            del HERE[room]
    changed(room)


def unname(room):
    """From now on the people of this room are only counted."""
    with LOCK:
        named = [one for one in HERE.get(room, {}).values() if one["who"] is not None]
        for one in named:
            one["who"], one["place"] = None, {}
    if named:
        changed(room)


def changed(room):
    """Tell the room soon; what changes until then goes with it."""
    with LOCK:
        if room in WAITING:
            return
        WAITING.add(room)
    socketio.start_background_task(_settle, room)


def _settle(room):
    socketio.sleep(SETTLE)
    with LOCK:
        WAITING.discard(room)
        mine = list(HERE.get(room, {}).values())
    if RELAY is not None and RELAY.is_shared:
        RELAY.tell({"kind": "presence", "process": PROCESS, "room": room, "people": mine})
    else:
        _tell(room)


def hear(heard):
    """Another process says who is there."""
    room = heard["room"]
    if heard["process"] != PROCESS:
        ELSEWHERE.setdefault(room, {})[heard["process"]] = (time.monotonic(), heard["people"])
    if HERE.get(room):
        _tell_local(room)


def people(room):
    """`{"named": […], "more": n}`: one a person, who writes before who reads; visitors are only counted."""
    with LOCK:
        everyone = list(HERE.get(room, {}).values())
    for heard_at, others in ELSEWHERE.get(room, {}).values():
        if time.monotonic() - heard_at < KEEP:
            everyone += others
    named = {}
    for one in everyone:
        if one["who"] is None:
            continue
        key = one["who"]["key"]
        if key not in named or one["place"].get("writing"):
            named[key] = one["who"] | {"place": one["place"]}
    listed = sorted(named.values(), key=lambda one: (not one["place"].get("writing"), one["name"]))
    visitors = sum(1 for one in everyone if one["who"] is None)
    return {"named": listed[:NAMED], "more": max(0, len(listed) - NAMED) + visitors}


def _tell(room):
    socketio.emit("presence", {"room": room} | people(room), to=room)


def _tell_local(room):
    """Every process hears of it and tells its own sockets."""
    for sid in list(HERE.get(room, {})):
        socketio.emit("presence", {"room": room} | people(room), to=sid)
