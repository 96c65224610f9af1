"""Documents read from files: headings, the numbers that word processors print, tables, pictures, and what stays out."""

import io
import json
import random
import re
import zipfile

import pytest
from docx import Document as WordDocument

from forum.imports.readers import clauses
from forum.imports.readers.docx_numbering import letter, roman
from tests.imports.files import odt, tbl, tc, tr

from .files import level, libre, p, typed, word


def read(data, suffix="docx"):
    answer, files = clauses.answer_to(data, suffix)
    return answer, files


def told(answer):
    return [(one["level"], one["number"], one["heading"], one["text"]) for one in answer["clauses"]]


def test_word_numbers_are_counted_as_word_prints_them():
    answer, files = read(word())
    assert answer["title"] == "Zapato de vestir"
    assert told(answer) == [
        (1, "", "", "Ficha técnica de prueba."),
        (1, "3", "Materiales", ""),
        (2, "3.1", "", "La capellada será de cuero vacuno de 2,2 mm.\na) sin costuras\nb) sin manchas"),
        (2, "3.2", "", "La planta será de caucho, según la tabla.\n– cosida\n1. pegada"),
        (1, "4", "Rotulado y entrega", "a) otra vez a"),
        (2, "4.1", "", "Cada par llevará talla y lote."),
    ]
    table = {
        "caption": "Tabla 1. Ensayos de la planta",
        "rows": [["Ensayo", "Requisito"], ["Flexión\ny abrasión", "≥ 30 000"], ["Todo", ""]],
    }
    assert answer["clauses"][3]["tables"] == [table]
    figure = {"picture": 0, "type": "image/png", "caption": "Figura 1. La planta", "words": "Corte de la planta"}
    assert answer["clauses"][3]["figures"] == [figure] and files[0].startswith(b"\x89PNG")
    assert answer["left_out"] == {"changes": 2, "comments": 1, "pictures": 1}


def test_libreoffice_numbers_are_counted_too():
    answer, files = read(libre(), "odt")
    assert answer["title"] == "Zapato de vestir" and len(files) == 1
    assert told(answer) == [
        (1, "3", "Materiales", ""),
        (2, "3.1", "Capellada", "Será de cuero vacuno.\na) sin costuras\nb) sin manchas"),
        (2, "3.2", "Planta", "Será de caucho."),
        (1, "4", "Rotulado", "Cada par llevará talla."),
    ]
    assert answer["clauses"][2]["tables"][0]["rows"][1] == ["Flexión", "≥ 30 000"]
    assert answer["clauses"][2]["figures"][0]["caption"] == "Figura 1. La planta"
    assert answer["left_out"] == {"comments": 1}


def test_a_list_that_libreoffice_parts_goes_on_where_it_says_so():
    level_of = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}" {}/>'
    both = 'text:display-levels="2"'
    styles = (
        f'<text:list-style style:name="N">{level_of.format(1, "1", ".", "")}'
        f"{level_of.format(2, '1', '.', both)}</text:list-style>"
        f'<text:list-style style:name="L">{level_of.format(1, "a", ")", "")}</text:list-style>'
    )

    def listed(*items, about=""):
        inside = "".join(item if item.startswith("<") else f"<text:p>{item}</text:p>" for item in items)
        return f"<text:list {about}><text:list-item>{inside}</text:list-item></text:list>"

    content = odt(
        listed("Objeto", listed("Se compran zapatos."), about='xml:id="l1" text:style-name="N"'),
        listed("uno", about='text:style-name="L"'),
        listed(listed("De cuero."), about='xml:id="l2" text:continue-list="l1" text:style-name="N"'),
        listed("otra vez", about='text:style-name="L"'),
        listed("Entrega", about='text:continue-list="l2" text:style-name="N"'),
        automatic=styles,
    )
    answer, _files = read(content, "odt")
    assert [(one["number"], one["heading"] or one["text"]) for one in answer["clauses"]] == [
        ("1", "Objeto"),
        ("1.1", "Se compran zapatos.\na) uno"),
        ("1.2", "De cuero.\na) otra vez"),
        ("2", "Entrega"),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (
            [
                "1. OBJETO",
                "Comprar zapatos.",
                "2. MATERIALES",
                "2.1 Será de cuero.",
                "2.2. Forro",
                "De tela.",
                "De dos.",
            ],
            [("1", "OBJETO"), ("2", "MATERIALES"), ("2.1", ""), ("2.2", "Forro")],
        ),
        # a measure, a year and a list are not clauses
        (
            ["3 Materiales", "3.1 De 2 mm.", "12 meses dura.", "1) uno", "7.5 mm tiene."],
            [("3", "Materiales"), ("3.1", "")],
        ),
        (
            [
                "CAPÍTULO I.- GENERALIDADES",
                "Artículo 1.- Esta norma rige en todo el país y sus regiones, sin más.",
            ],
            [("CAPÍTULO I", "GENERALIDADES"), ("Artículo 1", "")],
        ),
        (["Sin número alguno.", "Otro párrafo."], [("", "")]),
    ],
)
def test_numbers_that_were_typed(paragraphs, found):
    answer, _files = read(typed(*paragraphs))
    assert [(one["number"], one["heading"]) for one in answer["clauses"]] == found
    said = " ".join(" ".join((one["number"], one["heading"], one["text"])) for one in answer["clauses"])
    for paragraph in paragraphs:  # no word is lost
        assert all(word.strip(".-") in said for word in paragraph.split())


def test_what_python_docx_writes_and_a_frame_around_the_text(tmp_path):
    document = WordDocument()
    document.add_heading("Ficha", 0)
    table = document.add_table(2, 1)
    table.cell(1, 0).text = "Al pie del marco."
    frame = table.cell(0, 0)
    frame.add_paragraph("Materiales", style="Heading 1")
    frame.add_paragraph("Cuero.")
    frame.add_paragraph("Forro", style="Heading 2")
    for words in ("1.\tOBJETO", "2.\tMATERIALES", "2.1\tDe los avíos"):
        document.add_paragraph().add_run(words).bold = True
    document.add_paragraph("un cierre", style="List Number")  # which prints «1.»
    document.add_paragraph("seis botones", style="List Number")
    document.save(tmp_path / "a.docx")
    answer, _files = read((tmp_path / "a.docx").read_bytes())
    assert answer["title"] == "Ficha"
    assert told(answer) == [
        (1, "", "Materiales", "Cuero."),
        (2, "", "Forro", "Al pie del marco."),
        (1, "1", "OBJETO", ""),
        (1, "2", "MATERIALES", ""),
        (2, "2.1", "De los avíos", "1. un cierre\n2. seis botones"),
    ]


def test_files_that_are_no_documents_are_refused():
    assert read(b"")[0]["refused"] == "empty"
    assert read(b"codigo;titulo", "csv")[0]["refused"] == "not_clauses"
    assert read(typed(""))[0]["refused"] == "no_clauses"
    assert read(word()[:400])[0]["refused"] == "damaged"
    assert read(typed(*(f"{n}. HAY MÁS" for n in range(1, 900)), *(f"899.{n} Más" for n in range(1, 200))))[0] == {
        "refused": "many_clauses",
        "detail": {"n": 1000},
    }
    assert [roman(4), roman(1994), letter(2), letter(28), letter(0)] == ["IV", "MCMXCIV", "b", "bb", "0"]


def test_a_deeper_level_begins_again_under_the_next_heading():
    more = (level(1, "Otro."), p("Anexos", style="Ttulo1"), level(1, "Primero."))
    assert [one["number"] for one in read(word(*more))[0]["clauses"]][-4:] == ["4.1", "4.2", "5", "5.1"]


def pieces(seed):
    """Paragraphs, lists and tables in any order, every word another."""
    chance = random.Random(seed)
    words = (f"palabra{n}" for n in range(10_000))

    def some(most=12):
        return " ".join(next(words) for _ in range(chance.randint(1, most)))

    made = []
    for _ in range(40):
        kind = chance.choice(["p", "heading", "level", "list", "typed", "caption", "table", "frame", "article"])
        if kind == "heading":
            made.append(p(some(4), style="Ttulo1"))
        elif kind in ("level", "list"):
            made.append(level(chance.randint(0, 1), some(), num=chance.choice([1, 2, 3, 4, 5])))
        elif kind == "typed":
            made.append(p(f"{chance.choice(['1', '2.1', '3.1.2.', '9)', 'a)'])} {some()}"))
        elif kind == "caption":
            made.append(p(f"{chance.choice(['Tabla', 'Figura'])} 3. {some()}"))
        elif kind == "table":
            made.append(tbl(*(tr(some(2), some(2)) for _row in range(chance.randint(1, 4)))))
        elif kind == "frame":
            made.append(tbl(tr(tc(some(), p(some(3), style="Ttulo1")))))
        else:
            made.append(p(f"Artículo {chance.randint(1, 9)}.- {some()}" if kind == "article" else some(40)))
    return made


def test_no_word_is_lost_whatever_the_order_of_things():
    for seed in range(30):
        content = word(*pieces(seed))
        answer, _files = read(content)
        wanted = set(re.findall(r"palabra\d+", zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()))
        kept = set(re.findall(r"palabra\d+", json.dumps(answer["clauses"])))
        assert wanted == kept, seed


def test_what_is_long_goes_on_in_clauses_without_a_number():
    long = "palabra " * 6_000
    wide = tbl(*(tr(*(f"c{n}" for n in range(35))) for _row in range(410)))
    answer, _files = read(word(p(long), wide, *(tbl(tr("A", "B"), tr("1", "2")) for _ in range(25))))
    held = answer["clauses"][5:]
    assert sum(one["text"].count("palabra") for one in held) == 6_000
    assert max(len(one["text"]) for one in held) <= 15_000 and max(len(one["tables"]) for one in held) <= 20
    rows = [row for one in held for table in one["tables"] for row in table["rows"] if row[0] == "c0"]
    assert len(rows) >= 410 and rows[0][29] == "c29\nc30\nc31\nc32\nc33\nc34"
