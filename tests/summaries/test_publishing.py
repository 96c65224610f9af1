"""A summary of observations: what it freezes and never tells, its papers, narrowing it, withdrawing it, the letters."""

import csv
import hashlib
import io
import json
import re

import openpyxl
from docx import Document as Word

from forum.actions import accounts
from forum.extensions import db
from forum.models import Observation, Summary, SummaryLetter, User
from tests.letters import letters
from tests.worktables.story import open_worktable

from .story import bytes_of, observe, publish


def text_of(data):
    """All the words of a Word file."""
    document = Word(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_secretariat_publishes_what_was_answered_and_anybody_reads_it_for_good(world):
    review = open_worktable(world, public=True)
    made, marcela = observe(world, review), world.client("marcela")
    html = marcela.get(f"/worktables/{review.table}/summaries/new").text
    assert "FT-07" in html and "FT-08" not in html and "1 sin respuesta" in html
    seq = html.partition('name="seq" value="')[2].partition('"')[0]
    place = f"/worktables/{review.table}/summaries"
    nothing = marcela.post(place, data={"note": "Los primeros."})
    assert nothing.status_code == 422 and "Elige al menos un documento." in nothing.text
    assert "Los primeros." in nothing.text
    answer = marcela.post(place, data={"documents": [review.document], "note": "Los primeros.", "seq": seq})
    assert answer.status_code == 303
    late = marcela.post(place, data={"documents": [review.document], "seq": seq})
    assert late.status_code == 409 and "Algo cambió en la mesa" in late.text

    with world.app.app_context():  # what comes later changes nothing
        db.session.get(Observation, made.wara).comment = "Otra cosa."
        db.session.commit()
    visitor = world.client()
    html = visitor.get(answer.location).text
    for words in (
        "Nadie vende cuero de 2,2 mm.",
        "El laboratorio midió 1,8 mm.",
        "Aceptada con cambios",
        "Rosa Ticona",
    ):
        assert words in html
    assert "parte es confidencial" in html and "3 observaciones" in html and "Nélida" not in html
    few = visitor.get(f"{answer.location}?resolution=open&kind=editorial").text
    assert "¿Y la caja?" in few and "Nadie vende" not in few
    assert "Ninguna observación de este resumen es así." in visitor.get(f"{answer.location}?actor=nadie").text
    assert visitor.get(f"/worktables/{review.table}").text.count("Resumen de observaciones 1") == 1


def test_its_papers_say_the_same_and_none_of_them_what_is_confidential(world):
    review = open_worktable(world, public=True)
    observe(world, review)
    place, visitor = f"/summaries/{publish(world, review)}", world.client()
    papers = {name: bytes_of(visitor, f"{place}/papers/{name}") for name in ("docx", "xlsx", "pdf", "csv", "json")}
    html = visitor.get(place).text
    assert hashlib.sha256(papers["json"]).hexdigest() in html and papers["pdf"].startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(papers["xlsx"]))
    rows = [[str(value or "") for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    lines = list(csv.reader(io.StringIO(papers["csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == lines[0] and "Párrafo, figura o tabla" in rows[0] and len(rows) == len(lines) == 4
    told = json.loads(papers["json"])
    assert [one["number"] for one in told["documents"][0]["observations"]] == [1, 2, 5]
    words = [html, text_of(papers["docx"]), str(rows), str(lines), papers["json"].decode()]
    for said in words:
        assert "Nadie vende cuero de 2,2 mm." in said and "El laboratorio midió 1,8 mm." in said
        assert "zeta" not in said.lower() and "rosa@correo" not in said


def test_each_who_observed_is_written_to_once(world):
    review = open_worktable(world, public=True)
    observe(world, review)
    place, marcela = f"/summaries/{publish(world, review)}", world.client("marcela")
    html = marcela.get(f"{place}/letters").text
    assert "rosa@correo.example" in html and "nelida@" in html
    shown = marcela.get(f"{place}/letters?of=Rosa+Ticona").text
    assert "Rosa Ticona:" in shown and "se recibió 1 observación suya" in shown and "Nadie vende" not in shown
    every = text_of(bytes_of(marcela, f"{place}/letters/file"))
    assert "Señores de" in every and "Rosa Ticona:" in every and "zeta" not in every.lower()
    assert marcela.get(f"{place}/letters/file?of=Nadie").status_code == 404

    assert marcela.post(f"{place}/letters", data={"names": ["Rosa Ticona"]}).status_code == 303
    [(to, words)] = letters(world.app)
    assert to == "rosa@correo.example" and "laboratorio midió" in words
    again = marcela.post(f"{place}/letters", data={"names": ["Rosa Ticona"]})
    assert again.status_code == 422 and "no se haya escrito ya" in again.text and len(letters(world.app)) == 1
    every = [one.strip() for one in re.findall(r'name="names" value="([^"]*)" checked', html)]
    assert len(every) == 2 and marcela.post(f"{place}/letters", data={"names": every}).status_code == 303
    with world.app.app_context():
        assert db.session.query(SummaryLetter).count() == len(letters(world.app)) == 2
        nelida = db.session.get(User, world.user.nelida)
        accounts.erase(nelida, nelida)
        assert [one.name for one in db.session.scalars(db.select(SummaryLetter))] == ["Rosa Ticona"]


def test_it_is_withdrawn_with_a_reason_and_stays_where_it_is(world):
    review = open_worktable(world, public=True)
    observe(world, review)
    number = publish(world, review)
    marcela, place = world.client("marcela"), f"/summaries/{number}"
    assert marcela.post(f"{place}/withdrawal", data={"reason": " "}).status_code == 422
    assert marcela.post(f"{place}/withdrawal", data={"reason": "Faltaba un gremio."}).status_code == 303
    html = world.client().get(place).text
    assert "Este resumen fue retirado" in html and "Faltaba un gremio." in html and "Nadie vende" in html
    assert marcela.post(f"{place}/letters", data={"names": ["Rosa Ticona"]}).status_code == 422
    marcela.delete(f"/worktables/{review.table}")
    html = world.client().get(place).text
    assert "Nadie vende" in html and f"/worktables/{review.table}" not in html
    closed = open_worktable(world)
    with world.app.app_context():
        db.session.get(Summary, number).worktable_id = closed.table
        db.session.commit()
    assert world.client("pedro").get(place).status_code == 404


def test_who_observed_is_told_in_the_bell_and_by_mail(world):
    review = open_worktable(world)
    observe(world, review)
    number = publish(world, review)
    assert world.app.test_cli_runner().invoke(args=["mail", "send"]).exit_code == 0
    bell = world.client("nelida").get("/notifications").text
    assert "Se publicó un resumen con tus observaciones" in bell and "Resumen de observaciones 1" in bell
    told = re.search(r"/notifications/\d+", bell)[0]
    assert world.client("nelida").get(told).location == f"/summaries/{number}"
    assert "Se publicó un resumen" not in world.client("julian").get("/notifications").text
