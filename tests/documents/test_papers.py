"""What changed between two versions, word by word; versions in Word and PDF, and one that comes back from Word."""

import io

from docx import Document as WordDocument

from forum import storage
from forum.extensions import db
from forum.imports.readers import clauses as reader
from forum.models import Clause, ClauseText, DocumentVersion
from forum.models.base import now
from forum.readings.documents.changes import Change
from tests.worktables.story import open_worktable

from .files import picture
from .test_importing import send, version_of

TABLE = {"caption": "Tabla 1. Ensayos", "rows": [["Ensayo", "Requisito"], ["Flexión", "≥ 30 000"]]}


def second_version(world, story):
    """3.1 with other words and a table, a new 3.2, the old 3.2 as 3.3, 4 gone."""
    first, leather, lining, _delivery = story.clauses
    with world.app.app_context():
        version = DocumentVersion(document_id=story.document, number=2, finished_at=now(), note="Otro cuero")
        sole = Clause(document_id=story.document)
        db.session.add_all([version, sole])
        db.session.flush()
        old = {t.clause_id: t for t in db.session.scalars(db.select(ClauseText))}
        for place, (id, number, words, tables) in enumerate(
            [
                (first, "3", "", []),
                (leather, "3.1", old[leather].text.replace("plena flor", "flor corregida"), [TABLE]),
                (sole.id, "3.2", "La planta será de caucho.\n\nDe color negro.", []),
                (lining, "3.3", old[lining].text, []),
            ]
        ):
            heading = old[id].heading if id in old else ""
            text = ClauseText(version_id=version.id, clause_id=id, position=place, number=number, heading=heading)
            text.text, text.tables, text.level = words, tables, len(number.split("."))
            if id == sole.id:
                figure = {"digest": storage.put(picture()), "filename": "a.png", "type": "image/png", "size": 1}
                text.figures = [figure | {"caption": "Figura 1. La planta"}]
            db.session.add(text)
        db.session.commit()
        return version.id, sole.id


def test_what_changed_is_told_clause_by_clause_and_word_by_word(world):
    story = open_worktable(world, public=True)
    later, _sole = second_version(world, story)
    visitor = world.client()
    for address in (f"/versions/{later}/changes", f"/versions/{story.version}/changes?with={later}"):
        html = visitor.get(address).text
        assert "Qué cambió: de la versión 1 a la versión 2" in html
        assert "<del>plena flor</del><ins>flor corregida</ins>" in html and "1 apartado nuevo" in html
        assert "1 apartado quitado" in html and "era el 3.2" in html and "Tabla 1. Ensayos" in html
        assert "1 apartado igual" in html and "<td><ins>Flexión</ins></td>" in html
    other = {"caption": "Tabla 1. Ensayos", "rows": [TABLE["rows"][0], ["Flexión", "≥ 40 000"], ["Peso", "200 g"]]}
    change = Change(ClauseText(tables=[TABLE]), ClauseText(tables=[other]), ["reworded"])
    assert change.tables()[0]["rows"] == [
        [[("same", "Ensayo")], [("same", "Requisito")]],
        [[("same", "Flexión")], [("same", "≥ "), ("gone", "30"), ("come", "40"), ("same", " 000")]],
        [[("come", "Peso")], [("come", "200 g")]],
    ]
    assert visitor.get(f"/versions/{later}/changes?with=99999").status_code == 404
    assert visitor.get(f"/versions/{later}/changes?with=9999999999999").status_code == 404
    answer = visitor.get(f"/versions/{later}/changes/file", buffered=True)
    assert "ft-07-zapato-de-vestir-version-2-1-2.docx" in answer.headers["Content-Disposition"]
    runs = [run for p in WordDocument(io.BytesIO(answer.data)).paragraphs for run in p.runs]
    assert "plena flor" in [run.text for run in runs if run.font.strike]
    assert "flor corregida" in [run.text for run in runs if run.font.underline]


def test_a_version_on_paper_comes_back_from_word_as_the_same_clauses(world):
    story = open_worktable(world)
    later, sole = second_version(world, story)
    olga = world.client("olga")
    pdf = olga.get(f"/versions/{later}/papers/pdf", buffered=True)
    assert pdf.data.startswith(b"%PDF-") and "ft-07" in pdf.headers["Content-Disposition"]
    data = olga.get(f"/versions/{later}/papers/docx", buffered=True).data
    assert olga.get(f"/versions/{later}/papers/exe").status_code == 404
    with world.app.app_context():
        query = db.select(ClauseText).where(ClauseText.version_id == later).order_by(ClauseText.position)
        texts = [(t.level, t.number, t.heading, t.text, t.clause_id) for t in db.session.scalars(query)]
    for format in ("docx", "odt"):
        written = olga.get(f"/versions/{later}/papers/{format}", buffered=True).data
        answer, files = reader.answer_to(written, format)
        told = [
            (one["level"], one["number"], one["heading"], one["text"], one.get("mark")) for one in answer["clauses"]
        ]
        assert told == texts and answer["title"] == "Zapato de vestir"
        assert answer["clauses"][1]["tables"] == [TABLE] and len(files) == 1
        assert answer["clauses"][2]["figures"][0]["caption"] == "Figura 1. La planta"
    # with another number and hardly a word of before, it is the same clause by its bookmark
    document = WordDocument(io.BytesIO(data))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("3.2"):
            paragraph.runs[0].text = "3.2\tSuela de goma vulcanizada"
    out = io.BytesIO()
    document.save(out)
    marcela = world.client("marcela")
    sent = send(marcela, f"/documents/{story.document}/imports", ("vuelta.docx", out.getvalue()))
    html = marcela.get(sent.location).text
    assert "Suela de goma" in html and "dudoso" not in html
    marcela.post(f"{sent.location}/version", data={"base": later})
    _version, texts = version_of(world, story.document)
    assert texts["3.2"].clause_id == sole and texts["3.3"].clause_id == story.clauses[2]
