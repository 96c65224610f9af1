"""The PDF, read with pypdf."""

import io
import json

import pypdf
import pytest
import typst
from hypothesis import given, settings

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options, layout, pdf, weaves

from .samples import EVERYTHING, big, full, hostile, seed, tables


def opened(data):
    return pypdf.PdfReader(io.BytesIO(data))


def words(data):
    """The text of all pages without blanks, and without the invisible places where long words may break."""
    return "".join("".join(page.extract_text() for page in opened(data).pages).replace("\u200b", "").split())


def test_it_is_tagged_and_says_so():
    reader = opened(exports.write(seed(), "pdf", full()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("es")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Matriz de actores"
    assert reader.metadata.author == "Compras públicas"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def tags(reader):
    """How often each kind of element is in the tree of the document."""
    counts, left = {}, [reader.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        element = left.pop().get_object()
        kids = element.get("/K", []) if isinstance(element, dict) else []
        if "/S" in element:
            counts[element["/S"]] = counts.get(element["/S"], 0) + 1
        kids = kids if isinstance(kids, list) else [kids]
        left += [kid for kid in kids if isinstance(kid.get_object(), dict)]
    return counts


def test_the_table_is_a_table_and_its_entries_are_lists_to_a_screen_reader():
    counts = tags(opened(exports.write(seed(), "pdf", Options(states=EVERYTHING))))
    assert counts["/Table"] == 1
    assert counts["/TR"] == 6
    assert counts["/TH"] == 1 + 3 + 2
    assert counts["/TD"] == 4 * 5
    assert counts["/L"] == 15
    assert counts["/LI"] == len(list(seed().entries()))
    assert counts["/H1"] == 1


def test_what_stands_on_the_page():
    text = words(exports.write(seed(), "pdf", full()))
    for expected in (
        "Matrizdeactores",
        "¿Cuáleselroldecadaactor?",
        "Edición2,19denoviembrede2026",
        "Página1de2",
        "Losnúmerosremitenalaspalabras",
        "norecogida:noesroldeesteactor",
        "unidaa«Productoreshace2.0»",
        "Dedóndesalecadaentrada",
        "«palabrasdelaporte11»JuliánMamani,Productores,OECOMTotoraPampa.",
    ):
        assert expected in text
    for entry in seed().entries():
        assert "".join(entry.text.split()) in text


def test_names_and_sources_only_when_asked_for():
    text = words(exports.write(seed(), "pdf", Options(states=EVERYTHING)))
    assert "Nélida" not in text and "palabrasdelaporte" not in text
    text = words(exports.write(seed(), "pdf", Options(states=EVERYTHING, sources=True)))
    assert "JuliánMamani" not in text and "palabrasdelaporte" in text


@pytest.mark.parametrize(
    ("columns", "size", "captions"),
    [
        (4, (842, 595), []),
        (9, (1191, 842), []),
        (30, (1191, 842), ["Columnas1a9de30", "Columnas10a18de30", "Columnas19a27de30", "Columnas28a30de30"]),
    ],
)
def test_the_sheet_grows_and_then_the_table_is_split_by_groups_of_columns(columns, size, captions):
    data = exports.write(big(rows=3, columns=columns), "pdf", Options())
    pages = opened(data).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {size}
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert [caption for caption in captions if any(caption in text for text in texts)] == captions
    for text in texts:
        assert "Actor0" in text and "Región0" in text  # row labels on each


def test_heads_are_repeated_on_every_page():
    pages = opened(exports.write(big(rows=40, columns=4), "pdf", Options())).pages
    assert len(pages) > 1
    assert all("Columna 0" in page.extract_text() for page in pages)


def test_the_notes_are_followed_by_a_click():
    reader = opened(exports.write(seed(), "pdf", full()))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    outward = {link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]}
    assert "https://tinkuy.example/aportes/11" in outward
    assert len(links) > len(outward)  # the numbers in the cells lead to the notes


@pytest.mark.parametrize("machine", [True, False])
def test_no_text_is_markup_and_none_stops_the_press(machine, monkeypatch):
    if not machine:
        bare = pdf._fonts(False)
        monkeypatch.setattr(pdf, "_fonts", lambda machine: bare)  # a machine without fonts
    text = words(exports.write(hostile(), "pdf", full()))
    assert '#panic("x")$x$*b*_i_`c`[l](http://x.y)' in text
    assert "=1+1" in text and "_x0041__x000D_" in text and "antesdespués" in text
    assert "javascript:" not in exports.write(hostile(), "pdf", full()).decode("latin-1")


def test_signs_that_no_font_has_are_shown_as_boxes_and_the_rest_stays(monkeypatch):
    bare = pdf._fonts(False)
    monkeypatch.setattr(pdf, "_fonts", lambda machine: bare)
    table = Table("T", columns=[Column(["c"])], rows=[Row(["r"], [[Entry("antes 🌽 日 después"), Entry("שלום ✓")]])])
    text = words(exports.write(table, "pdf", Options()))
    assert "antes□□después" in text and "✓" in text


def test_more_strange_signs_than_we_look_for_one_by_one(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 2)
    bare = pdf._fonts(False)
    monkeypatch.setattr(pdf, "_fonts", lambda machine: bare)
    signs = "".join(chr(code) for code in range(0x4E00, 0x4E20))
    table = Table("T", columns=[Column(["c"])], rows=[Row(["r"], [[Entry(f"antes {signs} después")]])])
    assert f"antes{'□' * len(signs)}después" in words(exports.write(table, "pdf", Options()))


def test_our_fonts_have_all_the_signs_that_are_called_plain():
    signs = [chr(code) for code in range(0x20, 0x2300) if not pdf.SIGN.search(chr(code))]
    assert len(signs) > 300
    assert pdf._compile(pdf.PROBE, json.dumps(signs), False)
    with pytest.raises(typst.TypstError):
        pdf._compile(pdf.PROBE, json.dumps(["🌽"]), False)


def test_the_same_day_gives_the_same_file():
    assert exports.write(seed(), "pdf", full()) == exports.write(seed(), "pdf", full())


def test_long_words_break():
    table = Table("T", columns=[Column(["c"])] * 6, rows=[Row(["r"], [[Entry("https://e.xample/" + "y" * 200)]] * 6)])
    assert "y" * 200 in words(exports.write(table, "pdf", Options()))


@given(tables())
@settings(max_examples=15)
def test_any_matrix(table):
    assert opened(exports.write(table, "pdf", Options())).pages


def test_groups_of_columns_stay_together():
    table = Table(columns=[Column([f"G{n // 4}", f"c{n}"]) for n in range(20)], rows=[Row(["r"], [[]] * 20)])
    paper = layout.lay(table, Options())
    assert pdf._cuts(paper, table) == [(0, 8), (8, 16), (16, 20)]


def test_twelve_weaves_all_different():
    assert len(weaves.WEAVES) == len(set(weaves.WEAVES)) == 12
    for pattern in weaves.WEAVES:
        assert [len(line) for line in pattern] == [6] * 6 and set("".join(pattern)) == {"#", "."}
    assert weaves.pattern(13) == weaves.pattern(1)
    assert weaves.pattern(None) is None


def test_weaves_as_pictures():
    images = {weaves.png(number) for number in range(1, 13)}
    assert len(images) == 12 and all(image.startswith(b"\x89PNG") for image in images)
