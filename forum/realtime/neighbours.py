"""What happens in one process of a machine (the background work, a command) is told to the sockets of another.

With Redis its message queue does this. Without it, a server that has sockets listens at a local socket of its own in
the data folder, and every process tells all of them what it committed. Nobody waits for anybody: what cannot be
delivered at once is dropped, and pages catch up by number.
"""

import json
import logging
import os
import socket

from ..extensions import socketio

LARGEST = 60_000  # bytes of a message
log = logging.getLogger(__name__)


class Neighbours:
    """`tell()` reaches `hear()` of every other process that called `listen()`."""

    def __init__(self, app, hear):
        self.app = app
        self.hear = hear
        self.folder = app.config["INSTANCE"]
        self.alone = bool(app.config["REDIS_URL"])

    def listen(self):
        """Called once in a process that serves sockets, after it was forked."""
        if self.alone:
            return
        self._path().unlink(missing_ok=True)
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        ear.bind(_short(self._path()))
        self._path().chmod(0o600)
        socketio.start_background_task(self._listen, ear)

    def tell(self, message):
        if self.alone:
            return
        data = json.dumps(message).encode()
        for path in self.folder.glob("live-*"):
            if path == self._path() or len(data) > LARGEST:
                continue
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
                mouth.setblocking(False)
                try:
                    mouth.sendto(data, _short(path))
                except ConnectionRefusedError:
                    path.unlink(missing_ok=True)  # its process is gone
                except OSError:
                    log.info("%s did not hear of %s", path, message["name"])

    def _path(self):
        return self.folder / f"live-{os.getpid()}"

    def _listen(self, ear):
        while True:
            try:
                message = json.loads(ear.recv(LARGEST))
                with self.app.app_context():
                    self.hear(message)
            except Exception:
                log.exception("hearing another process failed")


def _short(path):
    """A local socket's address holds about a hundred bytes: from the working folder, where that is shorter."""
    whole, relative = str(path), os.path.relpath(path)
    return min(whole, relative, key=len)
