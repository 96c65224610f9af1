"""What goes on paper, and what the file is called."""

import datetime
import io
import zipfile

import pytest

from forum import exports
from forum.errors import Invalid
from forum.exchange import Column, Entry, Row, Source, Table
from forum.exports import FORMATS, Options

from .samples import full, seed


def test_only_what_was_accepted_goes_on_paper_unless_more_is_asked_for():
    table = exports.select(seed(), Options())
    assert {entry.state for entry in table.entries()} == {"accepted"}
    assert {entry.state for entry in exports.select(seed(), full()).entries()} == {
        "accepted",
        "proposed",
        "declined",
        "merged",
    }


def test_a_merged_entry_points_at_its_place_on_the_paper():
    table = seed()
    table.rows[1].cells[2].insert(0, Entry("propuesta antes", state="proposed"))
    table.rows[1].cells[1][2].merged_into = (1, 2, 1)
    selected = exports.select(table, Options(states=("accepted", "merged")))
    merged = next(entry for entry in selected.entries() if entry.state == "merged")
    assert merged.merged_into == (1, 2, 0)
    assert selected.rows[1].cells[2][0].text == "Productores hace 2.0"


def test_merged_into_what_is_left_out_points_at_nothing():
    table = seed()
    table.rows[1].cells[2][0].state = "proposed"
    selected = exports.select(table, Options(states=("accepted", "merged")))
    assert [entry.merged_into for entry in selected.entries() if entry.state == "merged"] == [None]


def united():
    """Three entries, of which the second was merged into the first, and the third into the second."""
    entries = [
        Entry("Pagar en treinta días", sources=[Source("treinta días", 3), Source("cada mes", 4)]),
        Entry("Pagar pronto", "merged", [Source("cada mes", 4), Source("pronto", 5)], merged_into=(0, 0, 0)),
        Entry("Pagar ya", "merged", [Source("ya", 6, author="Nélida Quispe")], merged_into=(0, 0, 1)),
    ]
    return Table("Matriz", "", ["Actor"], [Column(["Propuestas"])], [Row(["Municipio"], [entries])])


def quotes(table, **options):
    selected = exports.select(table, Options(**options))
    return [[source.quote for source in entry.sources] for entry in selected.entries()]


def test_what_was_said_behind_a_merged_entry_stays_when_the_entry_goes():
    assert quotes(united(), sources=True) == [["treinta días", "cada mes", "pronto", "ya"]]
    named = exports.select(united(), Options(sources=True, authors=True))
    assert [source.author for entry in named.entries() for source in entry.sources] == ["", "", "", "Nélida Quispe"]
    unnamed = exports.select(united(), Options(sources=True))
    assert not any(source.author for entry in unnamed.entries() for source in entry.sources)


def test_where_merged_entries_are_shown_each_keeps_its_own_sources():
    everything = ("accepted", "merged")
    own = [["treinta días", "cada mes"], ["cada mes", "pronto"], ["ya"]]
    assert quotes(united(), sources=True, states=everything) == own
    assert quotes(united(), states=("accepted",)) == [[]]


def test_sources_go_nowhere_but_where_their_entry_went():
    alone = united()
    alone.rows[0].cells[0][0].state = "declined"
    alone.rows[0].cells[0].append(Entry("Otra"))
    assert quotes(alone, sources=True) == [[]]
    ring = united()
    ring.rows[0].cells[0][1].merged_into = (0, 0, 2)
    assert quotes(ring, sources=True) == [["treinta días", "cada mes"]]


def test_selecting_changes_nothing_of_the_table_and_twice_is_once():
    table = seed()
    before = exports.write(table, "json", full())
    exports.select(table, Options())
    assert exports.write(table, "json", full()) == before
    once = exports.select(table, Options(states=("accepted", "merged")))
    assert exports.select(once, Options(states=("accepted", "merged"))) == once


def test_names_and_sources_only_when_asked_for():
    without = exports.select(seed(), Options())
    assert not any(entry.sources or entry.author or entry.actor for entry in without.entries())
    quoted = exports.select(seed(), Options(sources=True))
    sources = [source for entry in quoted.entries() for source in entry.sources]
    assert sources and not any(source.author for source in sources)
    assert {source.actor for source in sources} == {"Productores"}  # whose voice it is stays
    named = exports.select(seed(), Options(sources=True, authors=True))
    assert {source.author for entry in named.entries() for source in entry.sources} == {"Julián Mamani"}


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "pdf"])  # that one test_pdf.py reads
def test_without_names_no_name_of_a_person_is_in_the_file(format):
    with_names = exports.write(seed(), format, Options(sources=True, authors=True))
    without = exports.write(seed(), format, Options(sources=True))
    assert _has(with_names, b"lida Quispe")
    assert not _has(without, b"lida Quispe") and not _has(without, b"n Mamani")


def _has(data, words):
    if not data.startswith(b"PK"):
        return words in data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(words in package.read(name) for name in package.namelist())


@pytest.mark.parametrize("name", ["doc", "", "DOCX", "../docx"])
def test_an_unknown_format_is_refused_with_the_known_ones(name):
    for call in (exports.write, exports.filename):
        with pytest.raises(Invalid) as refused:
            call(seed(), name, Options())
        assert "docx, odt, xlsx, pdf, csv, json, md" in refused.value.message


def test_a_format_says_what_it_is():
    assert list(FORMATS) == ["docx", "odt", "xlsx", "pdf", "csv", "json", "md"]
    for name, format in FORMATS.items():
        assert (format.name, format.extension) == (name, name)
        assert "/" in format.mimetype and str(format.label)


@pytest.mark.parametrize(
    ("title", "edition", "expected"),
    [
        ("Matriz de actores", "", "matriz-de-actores.docx"),
        ("Matriz de actores", "2", "matriz-de-actores-edicion-2.docx"),
        ("¿Qué? / ../ñandú\n", "Borrador de mayo", "que-nandu-borrador-de-mayo.docx"),
        ("مصفوفة", "", "matriz.docx"),
        ("x" * 500, "y" * 500, "x" * 80 + "-" + "y" * 40 + ".docx"),
    ],
)
def test_a_file_name_that_every_system_takes(title, edition, expected):
    assert exports.filename(Table(title), "docx", Options(edition=edition)) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_progress_is_told_row_by_row_until_done(format):
    heard = []
    exports.write(seed(), format, full(progress=lambda done, total: heard.append((done, total))))
    assert heard[-1] == (4, 4)
    assert heard == sorted(heard)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "table",
    [Table(), Table("Sin filas", columns=seed().columns), Table("Sin columnas", rows=[Row(["a"], [])])],
    ids=["nothing", "no rows", "no columns"],
)
def test_a_matrix_with_nothing_in_it_is_a_paper_too(format, table):
    assert exports.write(table, format, Options())


@pytest.mark.parametrize("format", ["docx", "odt", "xlsx", "pdf"])
def test_the_day_makes_no_difference_to_the_words(format):
    assert exports.write(seed(), format, Options(date=datetime.date(2027, 2, 28)))
