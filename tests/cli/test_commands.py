"""The command line: the same verbs, errors in one line with exit code 2."""

import json

import pytest
from docx import Document

from forum.extensions import db
from forum.models import Matrix, Post, Space, User


@pytest.fixture
def flask(app):
    return app.test_cli_runner()


def run(flask, *args, **kwargs):
    return flask.invoke(args=list(args), **kwargs)


def refused(result):
    """The one line it said no with."""
    assert result.exit_code == 2, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_an_account_is_made_and_can_log_in(flask, app):
    made = run(
        flask, "users", "create", "Eva@Ejemplo.org", "--name", "Eva", "--password-stdin", input="tres palabras juntas\n"
    )
    assert made.exit_code == 0, made.output
    answer = app.test_client().post("/login", data={"email": "eva@ejemplo.org", "password": "tres palabras juntas"})
    assert answer.status_code == 303
    assert "correo" in refused(run(flask, "users", "create", "no", "--name", "X", "--password-stdin", input="x" * 12))
    assert "caracteres" in refused(
        run(flask, "users", "create", "a@b.bo", "--name", "X", "--password-stdin", input="x\n")
    )


def test_a_space_is_made_from_a_template(flask, world):
    made = run(
        flask,
        "spaces",
        "create",
        "curso",
        "--title",
        "Curso",
        "--template",
        "course",
        "--facilitator",
        "marcela@tinkuy.example",
    )
    assert made.exit_code == 0, made.output
    page = world.client("marcela").get("/spaces/curso").text
    assert "Municipio" in page and "Matriz de actores" in page
    assert "compras" in refused(run(flask, "spaces", "create", "compras", "--title", "Otra"))
    assert "course" in refused(run(flask, "spaces", "create", "otra", "--title", "Otra", "--template", "nada"))


def test_a_table_comes_in_and_goes_out(flask, world, tmp_path):
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for (row, column), words in {(0, 0): "ACTOR", (0, 1): "ROL", (1, 0): "ONG", (1, 1): "• Uno\n• Dos"}.items():
        table.cell(row, column).text = words
    file = tmp_path / "tabla.docx"
    document.save(file)
    done = run(flask, "matrices", "import", str(file), "--space", "compras")
    assert done.exit_code == 0, done.output
    last = done.output.strip().splitlines()[-1]
    assert last == f"matrix {world.matrix + 1}: 1 rows, 1 columns, 2 entries"
    out = tmp_path / "out.json"
    assert run(flask, "matrices", "export", str(world.matrix + 1), "--format", "json", "-o", str(out)).exit_code == 0
    texts = [entry["text"] for entry in json.loads(out.read_text())["rows"][0]["cells"][0]]
    assert texts == ["Uno", "Dos"]


def test_what_cannot_be_imported_writes_nothing(flask, world, tmp_path):
    bad = tmp_path / "tabla.docx"
    bad.write_bytes(b"not a zip")
    assert "tabla.docx" in refused(run(flask, "matrices", "import", str(bad), "--space", "compras"))
    assert "nada" in refused(run(flask, "matrices", "import", str(bad), "--space", "nada"))
    assert "missing.docx" in refused(
        run(flask, "matrices", "import", str(tmp_path / "missing.docx"), "--space", "compras")
    )
    assert "docx" in refused(
        run(flask, "matrices", "export", str(world.matrix), "--format", "exe", "-o", str(tmp_path / "x"))
    )
    assert "99" in refused(run(flask, "matrices", "export", "99", "--format", "json", "-o", str(tmp_path / "x")))
    with world.app.app_context():
        assert db.session.query(Matrix).count() == 1


def test_what_an_older_renderer_made_is_rendered_again(flask, world):
    with world.app.app_context():
        post = db.session.get(Post, world.post.opening)
        post.html, post.renderer = "<p>viejo</p>", 0
        db.session.commit()
    assert "1 posts" in run(flask, "text", "rebake").output
    assert "juntando tres" in world.get(Post, world.post.opening).html


def test_the_demonstration_fills_an_empty_database_once(flask, app):
    done = run(flask, "demo")
    assert done.exit_code == 0, done.output
    assert "@" in done.output and "tinkuy tinkuy" in done.output
    with app.app_context():
        assert db.session.query(Space).count() == 2 and db.session.query(User).count() >= 14
        assert db.session.query(Post).count() >= 40
    assert "empty" in refused(run(flask, "demo"))
    assert run(flask, "demo", "--if-empty").exit_code == 0


def test_every_page_of_the_demonstration_opens(flask, app):
    run(flask, "demo")
    client = app.test_client()
    for address in (
        "/",
        "/spaces",
        "/spaces/compras-publicas",
        "/spaces/racion-puno",
        "/forums/1",
        "/threads/1",
        "/matrices/1",
    ):
        assert client.get(address).status_code == 200, address
