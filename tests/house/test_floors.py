"""The floors hold, and a module that nobody gave a place is found."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder):
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def copy(tmp_path):
    shutil.copytree(
        ROOT / "forum", tmp_path / "forum", ignore=shutil.ignore_patterns("__pycache__", "static", "templates")
    )
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_each_floor_imports_only_what_is_below_it():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_a_stray_module_and_an_import_upwards_are_found(tmp_path):
    folder = copy(tmp_path)
    (folder / "forum/utils.py").write_text("")
    assert "utils" in lint(folder).stdout and lint(folder).returncode != 0
    (folder / "forum/utils.py").unlink()
    with (folder / "forum/models/base.py").open("a") as file:
        file.write("\nfrom ..actions import forums\n")
    assert lint(folder).returncode != 0
