"""The process in which files are read: started for one file, limited, and gone afterwards."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

SECONDS = 30  # from start to answer
AT_ONCE = 2  # processes; the others wait for their turn, at most as long again

# The readers are started as a package of their own, so that neither Flask nor the database is loaded with them, and
# without our environment, so that no setting of the house is where a hostile file could reach it.
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from readers.main import main; main(sys.argv[1:])"
CLAUSES = START.replace("readers.main", "readers.clauses")
LOOK = START.replace("readers.main", "readers.attached")
LINES = START.replace("readers.main", "readers.lines")
REMARKS = START.replace("readers.main", "readers.observations")

NEEDED = ("LD_LIBRARY_PATH",)  # by interpreters that lie in unusual places

log = logging.getLogger(__name__)
turns = threading.BoundedSemaphore(AT_ONCE)


def read(data: bytes, suffix: str, words: dict) -> dict:
    """The answer of the readers (see `readers.main`); a process that fails answers by dying: code `too_big`, `slow`."""
    done, refused = _run(data, command(suffix, words), f"a {suffix} file")
    return {"refused": refused, "detail": {}} if refused else json.loads(done)


def lines(data: bytes, suffix: str) -> dict:
    """The answer of `readers.lines`."""
    program = [sys.executable, "-I", "-c", LINES, str(Path(__file__).parent), suffix]
    done, refused = _run(data, program, f"a {suffix} sheet")
    return {"refused": refused, "detail": {}} if refused else json.loads(done)


def remarks(data: bytes, suffix: str) -> dict:
    """The answer of `readers.observations`."""
    program = [sys.executable, "-I", "-c", REMARKS, str(Path(__file__).parent), suffix]
    done, refused = _run(data, program, f"a {suffix} file of remarks")
    return {"refused": refused, "detail": {}} if refused else json.loads(done)


def look_at(data: bytes) -> tuple[dict, list[bytes]]:
    """The answer of `readers.attached`, and the files it made."""
    done, refused = _run(data, [sys.executable, "-I", "-c", LOOK, str(Path(__file__).parent)], "an attachment")
    if refused:
        return {"refused": refused}, []
    return _with_files(done)


def read_clauses(data: bytes, suffix: str) -> tuple[dict, list[bytes]]:
    """The answer of `readers.clauses`, and the pictures of the document."""
    program = [sys.executable, "-I", "-c", CLAUSES, str(Path(__file__).parent), suffix]
    done, refused = _run(data, program, f"a {suffix} document")
    if refused:
        return {"refused": refused, "detail": {}}, []
    return _with_files(done)


def _with_files(done):
    """A line of JSON, and behind it the files whose sizes it says."""
    line, _end, rest = done.partition(b"\n")
    answer, files = json.loads(line), []
    for size in answer.get("sizes", ()):
        files.append(rest[:size])
        rest = rest[size:]
    return answer, files


def _run(data, program, what):
    """(standard output, why there is none)."""
    if not turns.acquire(timeout=SECONDS):
        return b"", "busy"
    try:
        done = subprocess.run(
            program,
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b"", "slow"
    finally:
        turns.release()
    if done.stderr:
        log.warning("reading %s: %s", what, done.stderr.decode(errors="replace")[-2000:])
    if done.returncode == 0:
        return done.stdout, ""
    return b"", "slow" if done.returncode == -signal.SIGXCPU else "too_big"


def command(suffix: str, words: dict) -> list[str]:
    """The program that reads a file from its standard input."""
    return [sys.executable, "-I", "-c", START, str(Path(__file__).parent), suffix, json.dumps(words)]
