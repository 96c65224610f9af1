"""The OpenDocument text, read with odfdo and lxml."""

import io
import zipfile

import odfdo
import pytest
from hypothesis import given, settings

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options

from .samples import EVERYTHING, big, full, hostile, part, seed, tables, texts, visible

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


def q(name):
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def own_text(element):
    """The text but for the spans that are not the entry's own."""
    words = element.text or ""
    for child in element:
        if child.tag == q("text:s"):
            words += " " * int(child.get(q("text:c"), "1"))
        elif child.tag in (q("text:tab"), q("text:line-break")):
            words += "\t" if child.tag == q("text:tab") else "\n"
        elif child.get(q("text:style-name")) != "TinkuyNote":
            words += own_text(child)
        words += child.tail or ""
    return words


def read(data):
    """(paths of the columns, paths of the rows, entries) as one who only looks at the table would."""
    table = part(data, "content.xml").find(".//table:table", NAMES)
    heads = table.findall("table:table-header-rows/table:table-row", NAMES)
    rows = table.findall("table:table-row", NAMES)
    grid = [[None] * len(heads[0]) for _ in [*heads, *rows]]
    for number, row in enumerate([*heads, *rows]):
        for place, cell in enumerate(row):
            if cell.tag == q("table:covered-table-cell"):
                assert grid[number][place] is not None
                continue
            for r in range(int(cell.get(q("table:number-rows-spanned"), 1))):
                for c in range(int(cell.get(q("table:number-columns-spanned"), 1))):
                    grid[number + r][place + c] = cell
    depth = len(heads)
    labels = ("TinkuyLabel", "TinkuyGroup")
    stub = sum(cell.find("text:p", NAMES) is not None and style(cell) in labels for cell in grid[depth])
    return (
        [[label(cell) for cell in dict.fromkeys(line[n] for line in grid[:depth])] for n in range(stub, len(grid[0]))],
        [[label(cell) for cell in dict.fromkeys(line[:stub])] for line in grid[depth:]],
        [
            [[own_text(p) for p in cell.findall("text:list/text:list-item/text:p", NAMES)] for cell in line[stub:]]
            for line in grid[depth:]
        ],
    )


def style(cell):
    return cell.find("text:p", NAMES).get(q("text:style-name"))


def label(cell):
    return "\n".join(own_text(paragraph) for paragraph in cell.findall("text:p", NAMES))


def paths(things):
    return [[visible(label) for label in thing.path] for thing in things]


@pytest.mark.parametrize("options", [Options(states=EVERYTHING), full()], ids=["bare", "everything"])
@pytest.mark.parametrize("table", [seed(), hostile(), big()], ids=["seed", "hostile", "big"])
def test_rows_columns_and_entries_are_in_the_table_to_the_letter(table, options):
    assert read(exports.write(table, "odt", options)) == (paths(table.columns), paths(table.rows), texts(table))


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    assert read(exports.write(table, "odt", Options())) == (paths(table.columns), paths(table.rows), texts(table))


def test_the_package_is_in_order():
    data = exports.write(seed(), "odt", full())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        names = set(package.namelist())
    manifest = part(data, "META-INF/manifest.xml")
    space = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
    listed = {entry.get(f"{space}full-path") for entry in manifest}
    assert {name for name in listed if not name.endswith("/")} <= names
    assert {name for name in names if name.startswith("Pictures/")} <= listed
    versions = {part(data, name).get(q("office:version")) for name in ("content.xml", "styles.xml", "meta.xml")}
    assert versions == {manifest.get(f"{space}version")}  # LibreOffice refuses the file where they differ


def test_odfdo_reads_it():
    document = odfdo.Document(io.BytesIO(exports.write(seed(), "odt", full())))
    assert document.meta.title == "Matriz de actores"
    assert document.meta.language == "es"
    assert [heading.text for heading in document.body.headers] == ["Matriz de actores", "De dónde sale cada entrada"]
    assert len(document.body.tables) == 1
    assert document.body.tables[0].size == (5, 6)


def test_the_page_lies_and_its_foot_counts_the_pages():
    styles = part(exports.write(seed(), "odt", full()), "styles.xml")
    page = styles.find(".//style:page-layout-properties", NAMES)
    assert (page.get(q("fo:page-width")), page.get(q("fo:page-height"))) == ("297.0mm", "210.0mm")
    foot = styles.find(".//style:footer/text:p", NAMES)
    assert own_text(foot).endswith("\tEdición 2, 19 de noviembre de 2026\tPágina 1 de 1")
    assert foot.find("text:page-number", NAMES) is not None
    assert foot.find("text:page-count", NAMES) is not None
    head = styles.find(".//style:header/text:p", NAMES)
    assert own_text(head) == "Compras públicas\tEdición 2, 19 de noviembre de 2026"


def test_an_entry_lies_in_a_bookmark_that_names_it():
    content = part(exports.write(seed(), "odt", full()), "content.xml")
    starts = [start.get(q("text:name")) for start in content.iter(q("text:bookmark-start"))]
    ends = [end.get(q("text:name")) for end in content.iter(q("text:bookmark-end"))]
    assert starts == ends
    assert sorted(starts) == sorted(f"_tk_e_{entry.id:04}" for entry in seed().entries())


def test_entries_are_items_of_a_list_whose_style_is_there():
    data = exports.write(seed(), "odt", full())
    used = {found.get(q("text:style-name")) for found in part(data, "content.xml").iter(q("text:list"))}
    known = {found.get(q("style:name")) for found in part(data, "styles.xml").iter(q("text:list-style"))}
    assert used == known == {"TinkuyEntries", "TinkuyNotes"}


@pytest.mark.parametrize("table", [seed(), hostile()], ids=["seed", "hostile"])
def test_every_style_that_is_used_is_there(table):
    data = exports.write(table, "odt", full())
    content, styles = part(data, "content.xml"), part(data, "styles.xml")
    known = {
        found.get(q("style:name")) for tree in (content, styles) for found in tree.iter() if found.get(q("style:name"))
    }
    attributes = [q(f"{prefix}:style-name") for prefix in ("text", "table", "draw")]
    used = {found.get(name) for tree in (content, styles) for found in tree.iter() for name in attributes} - {None}
    assert used <= known
    parents = {found.get(q("style:parent-style-name")) for tree in (content, styles) for found in tree.iter()} - {None}
    assert parents <= known


def test_states_are_said_in_words_and_what_is_not_taken_up_is_struck():
    content = part(exports.write(seed(), "odt", full(sources=False, authors=False)), "content.xml")
    said = ["".join(p.itertext()).strip() for p in content.iter(q("text:p"))]
    assert "Productores hace 1.0propuesta" in said
    assert "Productores hace 1.2unida a «Productores hace 2.0»" in said
    (struck,) = (s for s in content.iter(q("text:span")) if s.get(q("text:style-name")) == "TinkuyDeclined")
    assert struck.text == "Productores hace 1.1"


def test_sources_are_numbered_notes():
    content = part(exports.write(seed(), "odt", full()), "content.xml")
    notes = content.findall(".//text:section/text:list/text:list-item/text:p", NAMES)
    quotes = {source.quote for entry in seed().entries() for source in entry.sources}
    assert len(notes) == len(quotes)
    assert own_text(notes[0]).startswith("«palabras del aporte 11»")
    links = [link.get(q("xlink:href")) for link in content.iter(q("text:a"))]
    assert links[0] == "https://tinkuy.example/aportes/11" and len(links) == len(notes)


def test_an_address_that_is_no_web_address_is_not_followed():
    assert not list(part(exports.write(hostile(), "odt", full()), "content.xml").iter(q("text:a")))


def test_what_runs_from_right_to_left_says_so():
    table = Table(columns=[Column(["c"])], rows=[Row(["r"], [[Entry("مرحبا"), Entry("hola")]])])
    content = part(exports.write(table, "odt", Options()), "content.xml")
    styles = [p.get(q("text:style-name")) for p in content.findall(".//text:list-item/text:p", NAMES)]
    assert styles == ["EntryRight", "TinkuyEntry"]
