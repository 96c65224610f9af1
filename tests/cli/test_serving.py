"""`flask serve`, as `make run` runs it: how it comes to an end."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.servers import ROOT, Server, free_port, wait_for

PATIENCE = 10  # seconds in which whoever stops it has their terminal back


@pytest.fixture
def run(app, database_url, tmp_path):
    """(the program in a process group of its own, as a terminal starts it; the file it writes to), once it answers."""
    port, log = free_port(), tmp_path / "serve.log"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TINKUY_")}
    environ |= {
        "FLASK_APP": "wsgi",
        "TINKUY_SECRET_KEY": app.config["SECRET_KEY"],
        "TINKUY_INSTANCE": str(app.config["INSTANCE"]),
        "TINKUY_DATABASE_URL": database_url,
    }
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT,
            env=environ,
            stdout=written,
            stderr=written,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    started = {process.pid}
    try:
        wait_for(Server(f"http://127.0.0.1:{port}", process, port), log)
        started |= descendants(process.pid)
        yield process, log
    finally:
        for number in living(started | descendants(process.pid)):
            os.kill(number, signal.SIGKILL)
        process.wait()


def processes():
    """{number: number of the parent} of all that run; what has ended and only waits to be noticed does not."""
    listed = subprocess.run(["ps", "-Ao", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return {int(number): int(parent) for number, parent, state in rows if not state.startswith("Z")}


def descendants(number):
    parents, found = processes(), {number}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {number}


def living(numbers):
    return numbers & processes().keys()


def test_ctrl_c_ends_it_and_all_it_started(run):
    process, log = run
    started = descendants(process.pid)
    assert len(started) >= 3  # gunicorn, its worker, the background work
    assert os.getpgid(process.pid) == process.pid
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert living(started) == set()
    said = log.read_text()
    assert "Tinkuy: http://127.0.0.1" in said and "Para detenerlo: Ctrl-C" in said and "Traceback" not in said


def test_where_a_server_ends_by_itself_the_rest_ends_and_it_says_that_something_failed(run):
    process, log = run
    started = descendants(process.pid)
    (server,) = [number for number in started if processes()[number] == process.pid and descendants(number)]
    os.kill(server, signal.SIGTERM)
    assert process.wait(PATIENCE) == 1
    assert living(started) == set()
    assert "Traceback" not in log.read_text()


def test_a_taken_port_is_said_with_another_to_choose(app):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = app.test_cli_runner().invoke(args=["serve", "--port", str(port)])
    assert said.exit_code == 2
    assert said.stderr == (
        f"Otro programa ocupa 127.0.0.1:{port}. Elige otro puerto, por ejemplo: PORT={port + 1} make run\n"
    )
