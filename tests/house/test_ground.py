"""The tests' own guard guards: what is skipped in CI fails there, however it is skipped."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOOKS = "from tests.silence import pytest_make_collect_report, pytest_runtest_makereport\n"
SKIPS = {
    "inside": "def test_it():\n    pytest.skip('no browser here')\n",
    "by a mark": "@pytest.mark.skip(reason='no browser here')\ndef test_it():\n    pass\n",
    "by a fixture": "@pytest.fixture\ndef it():\n    pytest.skip('no browser here')\ndef test_it(it):\n    pass\n",
    "a whole file": "pytest.importorskip('no_browser_here', reason='no browser here')\ndef test_it():\n    pass\n",
}


def run(folder, tests, ci, hooks=HOOKS):
    """A suite of a file for each of the tests, with this suite's hooks."""
    (folder / "conftest.py").write_text(hooks)
    for number, test in enumerate(tests):
        (folder / f"test_{number}.py").write_text("import pytest\ndef test_other():\n    pass\n" + test)
    inherited = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    inherited["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a second for each start
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--continue-on-collection-errors",
        "-c",
        os.devnull,
        "--rootdir",
        str(folder),
    ]
    return subprocess.run(
        [*command, str(folder)],
        env=inherited | {"PYTHONPATH": str(ROOT)} | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_skipped_fails_in_ci_and_says_why(tmp_path):
    done = run(tmp_path, SKIPS.values(), ci=True)
    assert "skipped in CI" in done.stdout and "no browser here" in done.stdout
    ended = done.stdout.splitlines()[-1]
    counts = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|error|skipped)", ended)}
    assert counts.pop("passed") == 3 and sum(counts.values()) == len(SKIPS) and "skipped" not in counts


def test_elsewhere_a_skip_is_a_skip(tmp_path):
    done = run(tmp_path, [SKIPS["inside"]], ci=False)
    assert done.returncode == 0 and "1 passed, 1 skipped" in done.stdout


def test_without_the_guard_nobody_would_notice(tmp_path):
    assert run(tmp_path, [SKIPS["inside"]], ci=True, hooks="").returncode == 0
