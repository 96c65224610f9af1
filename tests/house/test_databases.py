"""What `make test` leaves out of the run on PostgreSQL uses no database, so nothing is missing there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Collects, and prints each test that a database is made for, however many fixtures are between the two.
COLLECT = """
import sys, pytest

class Listing:
    def pytest_collection_finish(self, session):
        for item in session.items:
            if "template_database" in item.fixturenames:
                print("uses a database:", item.nodeid)

sys.exit(pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[Listing()]))
"""


def with_database(*places):
    """The tests in these places that use the database; the places must have some test."""
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, *places], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return re.findall(r"^uses a database: (\S+)", done.stdout, re.M)


def left_out(makefile):
    """What the run on PostgreSQL is told to ignore."""
    line = next(line for line in makefile.splitlines() if "TINKUY_TEST_DATABASE=postgresql" in line)
    assert "-k" not in line and "--deselect" not in line
    return re.findall(r"--ignore=(\S+)", line)


def test_what_postgresql_is_spared_uses_no_database():
    places = left_out((ROOT / "Makefile").read_text())
    assert places and with_database(*places) == []


def test_a_test_with_a_database_is_found():
    found = with_database("tests/demo", "tests/exports/test_select.py")
    assert "tests/demo/test_telling.py::test_nothing_happened_while_it_was_told" in found
    assert not any(name.startswith(("tests/exports", "tests/demo/test_story.py")) for name in found)
