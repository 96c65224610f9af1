"""What `make test` leaves out of the run on PostgreSQL uses no database, so nothing is missing there."""

import re

import pytest

from tests.databases import ON_POSTGRESQL
from tests.servers import ROOT


@pytest.fixture
def with_database(request):
    """`with_database("tests/demo")` → the tests in these places that a database is made for, however many fixtures
    are between the two. Each place must have some test in this run.
    """

    def those(*places):
        found = []
        for place in places:
            here = [item for item in request.session.items if item.nodeid.startswith(place)]
            if not here:
                pytest.skip(f"this run has nothing of {place}")
            found += [item.nodeid for item in here if "template_database" in item.fixturenames]
        return found

    return those


def left_out(makefile):
    """What the run on PostgreSQL is told to ignore."""
    line = next(line for line in makefile.splitlines() if "TINKUY_TEST_DATABASE=postgresql" in line)
    assert "-k" not in line and "--deselect" not in line
    return re.findall(r"--ignore=(\S+)", line)


if not ON_POSTGRESQL:  # there they are left out

    def test_what_postgresql_is_spared_uses_no_database(with_database):
        places = left_out((ROOT / "Makefile").read_text())
        assert places and with_database(*places) == []


def test_a_test_with_a_database_is_found(with_database):
    found = with_database("tests/demo")
    assert "tests/demo/test_telling.py::test_nothing_happened_while_it_was_told" in found
    assert not any(name.startswith("tests/demo/test_story.py") for name in found)
