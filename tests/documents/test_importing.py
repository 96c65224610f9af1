"""Documents from files: many at once, and the next version of one, whose clauses stay the same clauses."""

import io
import re

from forum.extensions import db
from forum.models import ClauseText, Document, DocumentVersion
from forum.text.likeness import Part, matched
from tests.worktables.story import CLAUSES, open_worktable

from .files import libre, typed, word

FIRST = CLAUSES[1][3]


def send(client, address, *files):
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post(address, data=data, content_type="multipart/form-data")


def version_of(world, document):
    with world.app.app_context():
        query = db.select(DocumentVersion).where(DocumentVersion.document_id == document)
        version = db.session.scalars(query.order_by(DocumentVersion.number.desc())).first()
        texts = db.select(ClauseText).where(ClauseText.version_id == version.id).order_by(ClauseText.position)
        return version, {text.number: text for text in db.session.scalars(texts)}


def test_many_files_become_documents_once_they_were_looked_at(world):
    table, marcela = open_worktable(world).table, world.client("marcela")
    page = f"/worktables/{table}/document-imports"
    assert "Elige el archivo" in send(marcela, page).text
    answer = send(
        marcela,
        page,
        ("FT-21 Zapato.docx", word()),
        ("ft_22.odt", libre()),
        ("FT-07.docx", typed("1. OTRO", "Más.")),
        ("escaneado.docx", typed("")),
        ("tabla.pdf", b"%PDF-1.7 x"),
    )
    assert world.client("nelida").get(answer.location).status_code == 404
    html = marcela.get(answer.location).text
    assert "Todavía no se guardó nada." in html and "Zapato de vestir" in html and 'value="FT-22"' in html
    assert "1 imagen no se pudo leer" in html and "1 comentario al margen" in html and "2 cambios marcados" in html
    assert "no tiene texto" in html and "documentos de Word y LibreOffice" in html
    assert "El código FT-07 ya está en la mesa." in html
    assert "Zapato" in html and "FT-21" not in marcela.get(f"/worktables/{table}/documents").text
    numbers = re.findall(r'name="take-(\d+)"', html)
    assert len(numbers) == 2
    form = {f"take-{n}": 1 for n in numbers} | {f"title-{n}": "Zapato" for n in numbers}
    twice = marcela.post(f"{answer.location}/documents", data=form | {f"code-{n}": "FT-30" for n in numbers})
    assert twice.status_code == 422 and "El código FT-30 ya es de «Zapato»." in twice.text
    assert "Marca al menos un archivo." in marcela.post(f"{answer.location}/documents", data={}).text
    form |= {f"code-{n}": f"FT-3{n}" for n in numbers} | {"demander": "Policía", "publish": 1}
    assert marcela.post(f"{answer.location}/documents", data=form).status_code == 303
    assert marcela.post(f"{answer.location}/documents", data=form).status_code == 409
    with world.app.app_context():
        made = db.session.scalar(db.select(Document).where(Document.code == f"FT-3{numbers[0]}"))
        document = made.id
        assert made.state == "draft" and made.demander == "Policía"
    html = world.client("nelida").get(f"/documents/{document}").text
    assert "La capellada será de cuero vacuno" in html and "Tabla 1. Ensayos" in html
    figure = re.search(r'src="(/versions/\d+/figures/\w+)"', html)[1]
    assert world.client("nelida").get(figure, buffered=True).mimetype == "image/png"
    assert f"/documents/{document}" in marcela.get(answer.location).text
    assert marcela.delete(answer.location).status_code == 303
    assert marcela.get(answer.location).status_code == 404


def test_clauses_of_the_next_version_stay_the_same_and_the_doubtful_are_asked(world):
    story, marcela = open_worktable(world), world.client("marcela")
    page = f"/documents/{story.document}/imports"
    content = typed(
        "3 MATERIALES",
        "3.1 El cordón será de algodón encerado, trenzado y de un metro.",
        f"3.2 {FIRST}",
        "3.3 El forro será de tela de algodón, sin costuras en la zona del tobillo.",
        "4 ROTULADO Y ENTREGA",
    )
    assert "Elige un solo archivo" in send(marcela, page, ("a.docx", content), ("b.docx", content)).text
    answer = send(marcela, page, ("FT-07 v2.docx", content))
    html = marcela.get(answer.location).text
    assert "era el 3.1" in html and "nuevo" in html and "¿Es un apartado de la versión 1?" in html
    base = re.search(r'name="base" value="(\d+)"', html)[1]
    asked = re.findall(r'name="same-(\d+)"', html)
    assert asked == ["3"] and f'<option value="{story.clauses[2]}">' in html
    stale = marcela.post(f"{answer.location}/version", data={"base": 0})
    assert stale.status_code == 409 and "Mientras mirabas se publicó otra versión." in stale.text
    chosen = {"base": base, "same-3": story.clauses[2]}
    editor = marcela.post(f"{answer.location}/version", data=chosen).location
    version, texts = version_of(world, story.document)
    assert version.finished_at is None and version.number == 2 and version.filename == "FT-07 v2.docx"
    assert [texts[number].clause_id for number in ("3", "3.2", "3.3", "4")] == [
        story.clauses[0],
        story.clauses[1],
        story.clauses[2],
        story.clauses[3],
    ]
    assert texts["3.1"].clause_id not in story.clauses
    assert "El cordón será" in marcela.get(editor).text
    assert "Hay una versión en preparación" in marcela.get(page).text
    again = send(marcela, page, ("otra.docx", content)).location
    refused = marcela.post(f"{again}/version", data={"base": base})
    assert refused.status_code == 409 and "Ya hay una versión en preparación." in refused.text


def test_a_clause_is_known_by_number_heading_and_likeness():
    old = [
        Part("1", "Objeto", "Objeto"),
        Part("1.1", "", "La tela será de algodón peinado, de 180 gramos por metro cuadrado."),
        Part("1.2", "", "El botón será de poliéster, de cuatro agujeros."),
        Part("2", "Empaque", "Empaque Cada prenda irá en una bolsa."),
        Part("3", "", "Texto corto"),
    ]
    new = [
        Part("1", "Objeto y alcance", "Objeto y alcance"),
        Part("1.1", "", "El hilo será de poliéster, del mismo color de la tela."),
        Part("1.2", "", "La tela será de algodón peinado, de 190 gramos por metro cuadrado."),
        Part("1.3", "", "El botón será de poliéster, de cuatro agujeros."),
        Part("5", "Empaque", "Empaque Cada prenda irá en dos bolsas de papel."),
        Part("9", "", "Nada que ver con lo de antes, que se agregó ahora."),
    ]
    found = matched(old, new)
    assert [match.old for match in found] == [0, None, 1, 2, 3, None]
    assert [match.doubtful for match in found][1:] == [False] * 5
    many = [Part(str(n), "", f"Apartado {n} de la norma, con su texto propio {n * 7919}.") for n in range(400)]
    moved = many[200:] + many[:200]
    assert [many[match.old].number for match in matched(many, moved)] == [part.number for part in moved]
