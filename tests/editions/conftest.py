"""Papers take longer than all else that happens to an edition."""

import pytest

from forum import jobs


@pytest.fixture
def without_papers(monkeypatch):
    """Editions whose papers are never written, where nobody asks for them."""
    for name in ("edition.published", "edition.asked"):
        monkeypatch.setitem(jobs.TASKS, name, lambda _message: None)
