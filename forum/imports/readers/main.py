"""The process that reads one file: bytes on standard input, what it found as JSON on standard output.

    python -c "…; main(['docx', '{"headings": {"fila": "row", …}, "states": {…}}'])" < file

The arguments are the extension of the file's name and the words of our own exports (see `long`). The answer is
`{"kind": …, "tables": […], "export": …, "creator": …}`, where `export` says which of our exports it was and `creator`
who wrote it ("" where it does not say), or `{"refused": code, "detail": {…}}`; anything else, or none, means that the
file was too much for it.
"""

import importlib
import json
import resource
import sys
import traceback
import warnings

from . import bounds, kinds, ours
from .bounds import Refused


def main(arguments):
    limit()
    warnings.simplefilter("ignore")  # openpyxl tells of every feature it does not know
    answer = answer_to(sys.stdin.buffer.read(), arguments[0], json.loads(arguments[1]))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def limit():
    """From here on: so much memory and time, no files written, no traces left."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.MEMORY, bounds.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.CPU_SECONDS, bounds.CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_to(data, suffix, words):
    """What is found in the bytes, or why they are not read."""
    try:
        kind, tables, export, creator = read(data, suffix, words)
        if _size(tables) > bounds.MAX_TEXT:
            raise Refused("too_big")
        return {"kind": kind, "tables": tables, "export": export, "creator": creator}
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        return {"refused": "too_big", "detail": {}}
    except RecursionError:
        return {"refused": "nested", "detail": {}}
    except Exception:  # a file that no reader expected; the log of the server gets the rest
        traceback.print_exc()
        return {"refused": "damaged", "detail": {}}


def read(data, suffix, words):
    kind = kinds.of_bytes(data, suffix)
    package = None
    if kind == "zip":
        from .package import Package

        package = Package(data)
        kind = kinds.of_package(package)
    kinds.check_name(kind, suffix)
    reader = importlib.import_module(f".{kind}", __package__)
    said = (ours.export_of(package), ours.creator_of(package)) if package else ("", "")
    return kind, reader.read(package or data, words), *said


def _size(value):
    """Characters in all the texts of plain data, and something for each list."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, list):
        return 8 + sum(map(_size, value))
    return 8
