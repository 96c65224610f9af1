"""A site to measure: a throw-away database, a server with one gevent worker, one file as the static floor."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from forum import create_app
from forum.actions.accounts import digest
from forum.config import settings_from
from forum.extensions import db
from forum.models import Login

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a-secret-for-measurements-0123456789-abcdefghijkl"


MEMORY = Path("/dev/shm")  # noqa: S108


@contextmanager
def site(in_memory=False):
    """(app, folder) with an empty database, brought up; `in_memory` where there is such a disk: for what measures no
    disk."""
    place = MEMORY if in_memory and os.access(MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="tinkuy-bench-", dir=place))
    app = create_app(settings_from(environ(folder)) | {"WTF_CSRF_ENABLED": False})
    from flask_migrate import upgrade

    with app.app_context():
        upgrade()
    try:
        yield app, folder
    finally:
        with app.app_context():
            db.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)


def environ(folder, **over):
    return {
        "TINKUY_SECRET_KEY": SECRET,
        "TINKUY_INSTANCE": str(folder),
        "TINKUY_RATE_LIMITS": "0",
        "TINKUY_LOG_LEVEL": "error",
    } | over


@contextmanager
def serve(folder, module="wsgi:app", **over):
    """The address and the worker's process number of a server on this site."""
    port = free_port()
    env = (
        os.environ
        | environ(folder, TINKUY_BASE_URL=f"http://127.0.0.1:{port}")
        | {"HOST": "127.0.0.1", "PORT": str(port)}
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", module], cwd=ROOT, env=env | over
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url + "/login")
        yield url, worker_of(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for(url):
    for _ in range(150):
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def worker_of(parent):
    """The child process that answers."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            return int(status.parent.name)
    return parent


def cpu_seconds(pid):
    """User and system time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cookie_of(app, user_id):
    """The cookie of a browser in which this person is logged in."""
    token = secrets.token_urlsafe()
    with app.app_context():
        db.session.add(Login(user_id=user_id, token_digest=digest(token), browser="bench"))
        db.session.commit()
    serializer = app.session_interface.get_signing_serializer(app)
    return "tinkuy=" + serializer.dumps({"_user_id": str(user_id), "login": token, "_fresh": True})


def client_of(app, cookie):
    """A browser inside this process, with the cookie of `cookie_of`."""
    client = app.test_client()
    client.set_cookie(*cookie.split("=", 1))
    return client


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
