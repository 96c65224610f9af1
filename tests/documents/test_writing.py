"""A version written in the browser: clauses one by one, tables and figures, finished, taken back, given up."""

import io
import os
import re

import pytest
from PIL import Image

from forum import storage
from forum.actions.documents.clauses import numbered
from forum.actions.forums.attachments import forget_bytes
from forum.extensions import db
from forum.models import ClauseText, DocumentVersion, Observation
from forum.text.pipes import from_tables, to_tables
from tests.worktables.story import open_worktable

TYPED = """Tabla 1. Ensayos
Ensayo | Requisito | Norma
| Flexión | ≥ 30 000 ciclos | NTP 241 |
Abrasión | a \\| b

Talla | Largo"""


@pytest.fixture
def story(world):
    return open_worktable(world)


def clauses(world, version):
    with world.app.app_context():
        query = db.select(ClauseText).where(ClauseText.version_id == version).order_by(ClauseText.position)
        return [(one.number, one.heading or one.text[:12]) for one in db.session.scalars(query)]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


def test_tables_are_typed_as_lines_and_said_back_the_same():
    tables = to_tables(TYPED)
    assert tables[0]["caption"] == "Tabla 1. Ensayos" and tables[0]["rows"][2] == ["Abrasión", "a | b", ""]
    assert tables[1] == {"caption": "", "rows": [["Talla", "Largo"]]}
    assert to_tables(from_tables(tables)) == tables
    assert numbered([1, 2, 2, 4, 1, 2]) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_a_version_is_written_by_clauses_and_published(world, story):
    marcela, document = world.client("marcela"), f"/documents/{story.document}"
    editor = marcela.post(f"{document}/versions").location
    version = int(re.search(r"versions/(\d+)", editor)[1])
    assert marcela.post(f"{document}/versions").location == editor  # the same one
    first, second, third = story.clauses[:3]
    assert "La capellada será de cuero" in marcela.get(editor).text
    for person, status in (("nelida", 404), ("elena", 404)):
        assert world.client(person).get(f"/versions/{version}").status_code == status
        assert world.client(person).get(editor).status_code == status
    assert "en preparación" not in world.client("nelida").get(document).text

    page = f"/versions/{version}/clauses"
    assert "Después de:" in marcela.get(f"{page}/new?after={third}").text
    new = {"after": third, "number": "3.3", "level": 2, "text": "La planta será de caucho.", "tables": TYPED}
    picked = new | {"figure": (io.BytesIO(picture()), "planta.png"), "caption": "La planta"}
    answer = marcela.post(page, data=picked | {"and_next": 1}, content_type="multipart/form-data")
    assert "/clauses/new?after=" in answer.location
    added = int(answer.location.rsplit("=", 1)[1])
    empty = marcela.post(page, data={"after": added, "number": " ", "level": 2})
    assert empty.status_code == 422 and "Escribe el apartado antes de guardarlo." in empty.text
    fake = {"figure": (io.BytesIO(b"<svg><script>1</script></svg>"), "a.png"), "text": "x", "level": 1}
    refused = marcela.post(page, data=fake, content_type="multipart/form-data")
    assert refused.status_code == 422 and "a.png" in refused.text
    assert marcela.post(page, data={"after": 9999, "text": "x", "level": 1}).status_code == 409
    assert marcela.post(page, data={"text": "x", "level": "9" * 40}).status_code == 422

    form = marcela.get(f"{page}/{second}").text
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    other = {"seen": seen, "number": "3.1", "level": 2, "text": "La capellada será de cuero o similar."}
    assert marcela.put(f"{page}/{second}", data=other).status_code == 303
    late = marcela.put(f"{page}/{second}", data=other | {"text": "Otra cosa"})
    assert late.status_code == 409 and "Otra cosa" in late.text and "cuero o similar" in late.text
    marcela.put(f"{page}/{first}/position", data={"to": "down"})
    marcela.delete(f"{page}/{third}")
    assert [number for number, _words in clauses(world, version)] == ["3.1", "3", "3.3", "4"]
    assert "El forro será" in marcela.get(editor).text and "Quitados de esta versión" in marcela.get(editor).text
    marcela.delete(f"{page}/{third}/removal")
    assert marcela.delete(f"{page}/{third}/removal").status_code == 409
    marcela.put(f"{page}/{first}/position", data={"to": "up"})
    marcela.put(f"/versions/{version}/numbers")
    assert [number for number, _words in clauses(world, version)] == ["1", "1.1", "1.2", "1.3", "2"]

    kept = Observation(document_id=story.document, number=1, version_id=story.version, kind="general", comment="Algo")
    kept.clause_id, kept.quote = second, "plena flor"
    world.add(kept)
    assert marcela.post(f"/versions/{version}/publication", data={"note": "Otro cuero"}).status_code == 303
    html = world.client("nelida").get(document).text
    for words in ("versión 2", "cuero o similar", "Otro cuero", "NTP 241", "Tabla 1. Ensayos", "La planta"):
        assert words in html
    figure = re.search(r'src="(/versions/\d+/figures/\w+)"', html)[1]
    shown = world.client("nelida").get(figure, buffered=True)
    assert shown.status_code == 200 and shown.mimetype == "image/png" and world.client().get(figure).status_code == 404
    with world.app.app_context():
        path = storage.path_of(figure.rsplit("/", 1)[1])
        stray = storage.path_of(storage.put(b"nobody's"))
        for file in (path, stray):
            os.utime(file, (1, 1))
        forget_bytes()
        assert path.exists() and not stray.exists()
    assert "Lees la versión 1." in world.client("nelida").get(f"/versions/{story.version}").text
    assert marcela.get(editor).status_code == 409
    assert marcela.put(f"/versions/{version}/numbers").status_code == 409

    assert "Volver a prepararla" in marcela.get(document).text
    assert marcela.delete(f"/versions/{version}/publication").status_code == 303
    assert "versión 1" in world.client("nelida").get(document).text
    assert marcela.delete(f"/versions/{version}").status_code == 303
    assert "descartada" in marcela.get(document).text
    assert marcela.delete(f"{document}/versions/{version}/removal").status_code == 303
    assert marcela.post(f"/versions/{version}/publication", data={}).status_code == 303
    later = Observation(document_id=story.document, number=2, version_id=version, kind="general", comment="Algo")
    world.add(later)
    refused = marcela.delete(f"/versions/{version}/publication")
    assert refused.status_code == 409 and "Ya se hicieron observaciones sobre esta versión." in refused.text
    refused = marcela.delete(f"/versions/{story.version}/publication")
    assert refused.status_code == 409 and "Hay una versión más nueva." in refused.text


def test_the_only_version_of_a_document_that_left_the_drafting_stays(world, story):
    refused = world.client("marcela").delete(f"/versions/{story.version}/publication")
    assert refused.status_code == 409 and "quedaría sin versión" in refused.text
    with world.app.app_context():
        assert db.session.get(DocumentVersion, story.version).finished_at is not None
    empty = world.client("marcela").post(f"/documents/{story.draft}/versions").location
    answer = world.client("marcela").post(empty.replace("editor", "publication"), data={})
    assert answer.status_code == 422 and "Escribe al menos un apartado" in answer.text
