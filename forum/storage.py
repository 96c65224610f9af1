"""The bytes of attachments and of the papers of editions: a file for each digest below `attachments/` of the data
folder, whole or not there.
"""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app


def folder() -> Path:
    return current_app.config["INSTANCE"] / "attachments"


def path_of(digest: str) -> Path:
    return folder() / digest[:2] / digest


def put(data: bytes) -> str:
    """Keep the bytes, and give their digest; what is there already is as new again (see `forget`)."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists():
        os.utime(path)
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return digest


def older_than(seconds: float) -> list[str]:
    """The names of files that nobody put there lately; what a broken writing left among them."""
    before = time.time() - seconds
    names = []
    for path in folder().glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                names.append(path.name)
    return names


def forget(name: str):
    for path in folder().glob(f"{name.lstrip('.')[:2]}/{name}" if not name.startswith(".") else f"*/{name}"):
        path.unlink(missing_ok=True)
