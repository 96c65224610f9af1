"""A conversation that takes long to write is written in the background, and waits for who asked for it."""

import io
import zipfile

import pytest

from forum.blueprints.forums import papers
from forum.jobs import exports
from forum.models import Export


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(papers, "SLOW", {"docx": 2})
    monkeypatch.setattr(exports, "SAY_EVERY", 2)


def test_a_long_thread_is_written_aside(world, slow):
    client = world.client("nelida")
    page = client.get(f"/threads/{world.thread}/exports?format=docx&authors=1")
    assert page.status_code == 422 and "se escribe aparte" in page.text
    assert client.get(f"/threads/{world.thread}/exports?format=md").status_code == 200
    asked = client.post(f"/threads/{world.thread}/exports", data={"format": "docx", "authors": "1"})
    assert asked.status_code == 303
    shown = client.get(asked.location)
    assert "Está listo." in shown.text and "Juntarnos para vender" in shown.text
    answer = client.get(f"{asked.location}/file", buffered=True)
    words = zipfile.ZipFile(io.BytesIO(answer.data)).read("word/document.xml").decode()
    assert "Solos nadie llega" in words and "Nélida Quispe" in words
    export = world.get(Export, int(asked.location.rpartition("/")[2]))
    assert (export.state, export.done, export.total) == ("ready", 3, 3)
    for other in ("julian", "marcela", "pedro"):
        assert world.client(other).get(f"{asked.location}/file").status_code == 404


def test_a_whole_forum_and_what_is_no_format(world, slow):
    client = world.client("nelida")
    asked = client.post(f"/forums/{world.forum}/exports", data={"format": "docx"})
    words = (
        zipfile.ZipFile(io.BytesIO(client.get(f"{asked.location}/file", buffered=True).data))
        .read("word/document.xml")
        .decode()
    )
    assert "Solos nadie llega" in words and "Nélida Quispe" not in words
    assert client.post(f"/forums/{world.forum}/exports", data={"format": "exe"}).status_code == 200
