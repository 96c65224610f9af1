"""Between the server and the socket library: what makes many sockets cheap and a slow one harmless.

* No per-message compression: the library would compress every frame anew for every recipient.
* A frame is sent whole or not at all: simple-websocket's plain `send` may write part of one to a slow reader.
* A reader that does not read is cut off; it comes back and catches up by number.
"""

import os
import threading
from contextlib import nullcontext

from ..extensions import socketio

SLOWEST_SEND = 20  # seconds a frame may take to leave
MOST_WAITING = 500  # packets queued for one socket


class Middleware:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            for name in ("gunicorn.socket", "werkzeug.socket"):
                if name in environ:
                    environ[name] = WholeFrames(environ[name])
        return self.application(environ, start_response)


class WholeFrames:
    """A socket whose `send` is an undivided `sendall`, with an end in sight where gevent can give one.

    Nearly every frame fits what the system takes at once: only the rest of one that does not has to wait.
    """

    def __init__(self, socket):
        self.socket = socket
        self.lock = threading.Lock()

    def send(self, data):
        with self.lock:
            sent = self.send_at_once(data)
            if sent < len(data):
                with patience():
                    self.socket.sendall(data[sent:])
        return len(data)

    def send_at_once(self, data):
        """How many bytes left without waiting; under gevent the descriptor never blocks."""
        if socketio.async_mode != "gevent":
            return 0
        try:
            return os.write(self.socket.fileno(), data)
        except BlockingIOError:
            return 0

    def __getattr__(self, name):
        return getattr(self.socket, name)


def patience():
    """At most `SLOWEST_SEND` seconds; threads wait for ever, so they are for tests and development."""
    if socketio.async_mode != "gevent":
        return nullcontext()
    from gevent import Timeout

    return Timeout(SLOWEST_SEND, BrokenPipeError("the reader does not read"))


def cut_off_the_slow():
    """Close the sockets that have more waiting than they will ever read."""
    for socket in list(socketio.server.eio.sockets.values()):
        if not socket.closed and socket.queue.qsize() > MOST_WAITING:
            while not socket.queue.empty():
                socket.queue.get_nowait()
            socket.close(wait=False, abort=True)
