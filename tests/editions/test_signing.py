"""The sheet that institutions sign: the table, its sources, and a line for each who signs."""

import io

import docx
import pypdf

from .test_editions import publish

LINES = {
    "actor": ["Productores", "Municipio", ""],
    "organization": ["Asociación Wara Quinua", "Gobierno Municipal", ""],
    "name": ["Nélida Quispe", "", ""],
    "place": ["Chaquimayu", "", ""],
    "chosen": ["0", "1", "2"],
}


def test_the_sheet_has_the_table_its_sources_and_lines_to_sign(world, without_papers):
    facilitator = world.client("marcela")
    place = publish(facilitator, world)
    form = facilitator.get(f"{place}/signing").text
    assert 'value="Asociación Wara Quinua"' in form and 'value="Chaquimayu"' in form and 'value="ONG"' in form
    word = facilitator.post(f"{place}/signing", data=LINES | {"format": "docx"}, buffered=True)
    document = docx.Document(io.BytesIO(word.data))
    signatures = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert signatures == [
        ["Actor y organización", "Nombre y apellidos", "Lugar", "Fecha", "Firma"],
        ["Productores\nAsociación Wara Quinua", "Nélida Quispe", "Chaquimayu", "", ""],
        ["Municipio\nGobierno Municipal", "", "", "", ""],
    ]
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words.index("De dónde sale cada entrada") < words.index("Firmas")
    assert any("complete su nombre, el lugar y la fecha, y firme" in one and "Edición 1" in one for one in words)
    paper = facilitator.post(f"{place}/signing", data=LINES | {"format": "pdf"}, buffered=True)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages]
    assert "Asociarse para cumplir" in pages[0] and "Firmas" in pages[-1] and "Gobierno Municipal" in pages[-1]


def test_nobody_signs_what_says_nothing_or_does_not_hold(world):
    edition, facilitator = world.edition(), world.client("marcela")
    asked = facilitator.post(f"/editions/{edition}/signing", data=LINES | {"chosen": ["2"], "format": "docx"})
    assert asked.status_code == 422 and "Marca al menos una línea" in asked.text and "Nélida Quispe" in asked.text
    long = facilitator.post(f"/editions/{edition}/signing", data={"actor": "A" * 161, "chosen": "0", "format": "pdf"})
    assert long.status_code == 422
    facilitator.post(f"/editions/{edition}/withdrawal", data={"reason": "Tenía un error"})
    assert facilitator.get(f"/editions/{edition}/signing").status_code == 409
