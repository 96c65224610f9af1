"""The command line: the same verbs, errors in one line with exit code 2, all in the language of the site."""

import json

import pytest
from docx import Document

from forum.config import SettingsError, settings_from
from forum.extensions import db
from forum.models import Matrix, Post
from tests.databases import make_app


@pytest.fixture
def flask(app):
    return app.test_cli_runner()


@pytest.fixture
def in_english(database_url, tmp_path):
    """The command line of a site whose language is English."""
    app = make_app(tmp_path, database_url, environ={"TINKUY_LANGUAGE": "en"})
    yield app.test_cli_runner()
    with app.app_context():
        db.engine.dispose()


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
    assert made.output == "1: se abrió la cuenta de eva@ejemplo.org\n"
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
    assert last == f"{world.matrix + 1}: se hizo la matriz, con 1 fila, 1 columna, 2 entradas"
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


def test_a_table_that_is_not_asked_for_is_named_with_how_to_ask_for_it(flask, world, tmp_path):
    document = Document()
    for rows in (2, 3):
        table = document.add_table(rows=rows, cols=2)
        for row in range(rows):
            for column in range(2):
                table.cell(row, column).text = f"palabra {row} {column}"
        document.add_paragraph("Entre tablas.")
    file = tmp_path / "dos.docx"
    document.save(file)
    done = run(flask, "matrices", "import", str(file), "--space", "compras", "--table", "1")
    aside, made = [line for line in done.output.splitlines() if line[0].isdecimal()]
    assert aside.startswith("2: quedó aparte «") and aside.endswith("2 entradas; para importarla: --table 2")
    assert made.startswith(f"{world.matrix + 1}: ")
    assert "de la 1 a la 2" in refused(
        run(flask, "matrices", "import", str(file), "--space", "compras", "--table", "3")
    )


def test_a_file_that_cannot_be_opened_or_written_is_said_with_what_to_do(flask, world, tmp_path):
    missing, nowhere = tmp_path / "falta.csv", tmp_path / "falta" / "m.json"
    imported = refused(run(flask, "matrices", "import", str(missing), "--space", "compras"))
    assert imported == f"No se pudo leer «{missing}»: ese archivo o su carpeta no existe. Revisa la ruta."
    exported = refused(run(flask, "matrices", "export", str(world.matrix), "--format", "csv", "-o", str(nowhere)))
    assert exported == f"No se pudo escribir «{nowhere}»: ese archivo o su carpeta no existe. Revisa la ruta."
    folder = refused(run(flask, "matrices", "import", str(tmp_path), "--space", "compras"))
    assert "es una carpeta" in folder


def test_where_nobody_can_facilitate_a_space_it_says_how_to_make_an_account(flask):
    assert "flask users create" in refused(run(flask, "spaces", "create", "curso", "--title", "Curso"))
    named = refused(run(flask, "spaces", "create", "curso", "--title", "Curso", "--facilitator", "nadie@ejemplo.org"))
    assert named == "Ninguna cuenta tiene el correo nadie@ejemplo.org: créala antes con flask users create."


def test_it_speaks_the_language_of_the_site(in_english, tmp_path):
    person = ("users", "create", "eva@ejemplo.org", "--name", "Eva", "--admin")
    refusal = refused(run(in_english, "spaces", "create", "curso", "--title", "Curso"))
    assert refusal.startswith("The site has no administrator yet")
    made = run(in_english, *person, input="tres palabras juntas\ntres palabras juntas\n")
    assert "The same password again: " in made.output
    assert made.output.splitlines()[-1] == "1: the account of eva@ejemplo.org was opened"
    opened = run(in_english, "spaces", "create", "curso", "--title", "Curso")
    assert opened.output == "1: the space «curso» was opened\n"
    file, out = tmp_path / "tabla.csv", tmp_path / "tabla.json"
    file.write_text("ACTOR,ROL\nONG,Uno\n")
    imported = run(in_english, "matrices", "import", str(file), "--space", "curso")
    assert imported.output.splitlines()[-1] == "1: the matrix was made, with 1 row, 1 column, 1 entry"
    exported = run(in_english, "matrices", "export", "1", "--format", "json", "-o", str(out))
    assert exported.output == f"{out.stat().st_size} bytes in {out}\n"
    assert refused(run(in_english, "demo")).startswith("The database is not empty")


def test_what_an_older_renderer_made_is_rendered_again(flask, world):
    with world.app.app_context():
        post = db.session.get(Post, world.post.opening)
        post.html, post.renderer = "<p>viejo</p>", 0
        db.session.commit()
    assert run(flask, "text", "rebake").output == "1 aporte vuelto a componer\n"
    assert "juntando tres" in world.get(Post, world.post.opening).html


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "Falta TINKUY_SECRET_KEY: ponle al menos 32 letras al azar"),
        ({"TINKUY_LANGUAGE": "en"}, "TINKUY_SECRET_KEY is missing: set it to at least 32 random characters"),
        ({"TINKUY_DEMO": "quizás", "TINKUY_LANGUAGE": "en"}, "TINKUY_DEMO is “quizás”: write 1 or 0."),
        ({"TINKUY_LANGUAGE": "qu"}, "TINKUY_LANGUAGE es «qu»: escribe uno de estos: es, en."),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_the_language_of_the_site(environ, words, tmp_path):
    if "qu" in environ.values():
        environ = environ | {"TINKUY_SECRET_KEY": "a-secret-for-tests-that-nobody-guesses-0123456789"}
    with pytest.raises(SettingsError) as error:
        settings_from(environ | {"TINKUY_INSTANCE": str(tmp_path)})
    assert words in error.value.said(environ) and "\n" not in error.value.said(environ)
