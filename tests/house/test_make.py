"""`make run` fills in the demonstration, whose password everybody knows, only where nobody brought a secret."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-the-site-itself-0123456789-abcdef"


def run(tmp_path, **environ):
    """What `make run` would start, told by a stand-in for the environment's Python: (TINKUY_DEMO, arguments)."""
    (tmp_path / "python").write_text('#!/bin/sh\necho "${TINKUY_DEMO:-}|$*"\n')
    (tmp_path / "python").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TINKUY_", "MAKE", "MFLAGS"))}
    made = ["-o", ".venv/.run", "-o", "forum/translations/en/LC_MESSAGES/messages.mo"]
    done = subprocess.run(
        ["make", "--no-print-directory", *made, "run", f"BIN={tmp_path}", "HOST=127.0.0.1", "PORT=8123"],
        cwd=ROOT,
        env=kept | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    demo, _bar, arguments = done.stdout.strip().partition("|")
    return demo, arguments.split()


@pytest.mark.parametrize("environ", [{}, {"TINKUY_DEMO": "1", "TINKUY_SECRET_KEY": SECRET}])
def test_a_try_out_has_the_demonstration(tmp_path, environ):
    demo, arguments = run(tmp_path, **environ)
    assert demo == "1"
    assert arguments == ["-m", "flask", "serve", "--demo", "--host", "127.0.0.1", "--port", "8123"]


@pytest.mark.parametrize("environ", [{"TINKUY_SECRET_KEY": SECRET}, {"TINKUY_DEMO": "0"}])
def test_a_site_of_its_own_has_none(tmp_path, environ):
    demo, arguments = run(tmp_path, **environ)
    assert demo in ("", "0")
    assert "--demo" not in arguments
