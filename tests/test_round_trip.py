"""What we write, we read back: the same rows, the same columns, the same entries to the letter."""

import pytest
from flask import Flask
from flask_babel import Babel, force_locale
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum import exports, imports
from forum.exchange import STATES, Column, Entry, Row, Source, Table, to_json

# What people write and what a reader could take for something of its own.
PIECES = [
    "- ",
    "– ",
    "• ",
    "· ",
    "* ",
    "1. ",
    "a) ",
    "=",
    "+",
    "'",
    "@",
    "  ",
    "\t",
    "\n",
    "\n- ",
    " › ",
    "›",
    "_x0041_",
]
WORDS = [
    "Comprar",
    "quinua",
    "ración",
    "العربية",
    "שלום",
    "🌽",
    "👩🏽‍🌾",
    "<b>",
    "&amp;",
    "«…»",
    "\u200f",
    "\u00a0",
    "%(n)s",
]
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))


def texts(pieces):
    part = st.one_of(st.sampled_from(pieces), st.sampled_from(WORDS), st.text(LETTERS, max_size=5))
    return st.lists(part, min_size=1, max_size=6).map("".join).map(str.strip).filter(bool)


ENTRIES = texts(PIECES)
LABELS = texts([piece for piece in PIECES if "\n" not in piece and "\t" not in piece])


@st.composite
def tables(draw, repeated=True):
    """A matrix: up to three levels of headers and of row labels; `repeated` if some may be called the same."""
    few = st.sampled_from(draw(st.lists(LABELS, min_size=1, max_size=3)))
    paths = st.lists(st.one_of(few, LABELS), min_size=1, max_size=3)
    unique = None if repeated else tuple
    columns = draw(st.lists(paths, min_size=1, max_size=6, unique_by=unique))
    rows = draw(st.lists(paths, min_size=1, max_size=5, unique_by=unique))
    depth = max(len(path) for path in rows)
    cell = st.lists(ENTRIES.map(Entry), max_size=3)
    return Table(
        title=draw(st.one_of(st.just(""), LABELS)),
        question=draw(st.one_of(st.just(""), LABELS)),
        row_headers=draw(st.lists(LABELS, min_size=depth, max_size=depth)),
        columns=[Column(path) for path in columns],
        rows=[Row(path, [draw(cell) for _ in columns]) for path in rows],
    )


def matrix(*entries, columns=(["Ideas"],), rows=(["ONG"],)):
    return Table(
        row_headers=[f"Nivel {i}" for i in range(max(len(path) for path in rows))],
        columns=[Column(list(path)) for path in columns],
        rows=[Row(list(path), [[Entry(text) for text in entries] for _ in columns]) for path in rows],
    )


DEEP = matrix(
    "- con guion\n1. con número\n\n  y blancos",
    "=1+1",
    "العربية أولاً",
    "👩🏽‍🌾 siembra",
    columns=(
        ["Todo", "Uno", "a"],
        ["Todo", "Uno", "b"],
        ["Todo", "Dos"],
        ["Todo"],
        ["Aparte", "a"],
        ["Aparte", "a", "b"],
    ),
    rows=(["Público", "Local", "Municipio"], ["Público", "Local", "Escuela"], ["Público", "Otro"], ["Privado"]),
)


@pytest.fixture(scope="module", autouse=True)
def in_spanish():
    app = Flask("ida-y-vuelta")
    Babel(app, default_locale="es")
    with app.app_context():
        yield


def read_back(table, format, **options):
    data = exports.write(table, format, exports.Options(**options))
    reading = imports.read(data, exports.filename(table, format))
    assert len(reading.tables) == 1
    return reading.tables[0]


def said(table):
    return (
        table.title,
        table.question,
        table.row_headers,
        [column.path for column in table.columns],
        [(row.path, [[entry.text for entry in cell] for cell in row.cells]) for row in table.rows],
    )


@pytest.mark.parametrize("format", ["docx", "odt"])
@settings(max_examples=12)
@given(table=tables())
@example(DEEP)
@example(matrix("uno", columns=(["a"], ["a"], ["a", "a"]), rows=(["b"], ["b"], ["b", "b"])))
def test_documents(format, table):
    assert said(read_back(table, format).table) == said(table)


@settings(max_examples=12)
@given(table=tables(repeated=False))
@example(DEEP)
def test_workbooks(table):
    assert said(read_back(table, "xlsx").table) == said(table)


@settings(max_examples=12)
@given(table=tables(repeated=False))
@example(DEEP)
def test_comma_separated_values_keep_rows_columns_and_entries(table):
    assert said(read_back(table, "csv").table)[3:] == said(table)[3:]


@settings(max_examples=12)
@given(table=tables())
def test_the_exchange_form_is_the_same_bytes(table):
    once = exports.write(table, "json")
    assert exports.write(imports.read(once, "matriz.json").tables[0].table, "json") == once == to_json(table)


FULL = Table(
    title="Compras públicas",
    question="¿Cuál es el rol de cada quien?",
    row_headers=["ACTOR"],
    columns=[Column(["Rol", "Nacional"]), Column(["Ideas"])],
    rows=[
        Row(
            ["Municipio"],
            [
                [
                    Entry(
                        "Comprar cerca",
                        sources=[Source("comprar cerca", 3, "Nélida", "Municipio", "Alcaldía", "Foro 2")],
                        author="Nélida",
                        actor="Municipio",
                        id=7,
                    ),
                    Entry(
                        "Comprar lejos", state="declined", reason="nadie lo pidió", author="Julián", actor="ONG", id=8
                    ),
                ],
                [
                    Entry("Sembrar", state="proposed", id=9),
                    Entry("Sembrar haba", state="merged", merged_into=(0, 1, 0)),
                ],
            ],
            colour="#3448A4",
            weave=1,
        )
    ],
)


@pytest.mark.parametrize("states", [("accepted",), ("accepted", "merged"), STATES])
def test_the_exchange_form_is_the_same_bytes_whatever_was_asked_for(states):
    """Sources that came to an entry from one merged into it are its own when they come back."""
    united = Table(
        row_headers=["ACTOR"],
        columns=[Column(["Ideas"])],
        rows=[
            Row(
                ["ONG"],
                [
                    [
                        Entry("Unida", "merged", [Source("al lado", 4), Source("cerca", 3)], merged_into=(0, 0, 1)),
                        Entry("Comprar cerca", sources=[Source("cerca", 3), Source("cerca", 3)]),
                    ]
                ],
            )
        ],
    )
    asked = exports.Options(states=states, sources=True, authors=True)
    once = exports.write(united, "json", asked)
    assert b"al lado" in once
    assert exports.write(imports.read(once, "matriz.json").tables[0].table, "json", asked) == once


EVERYTHING = {"states": STATES, "authors": True, "sources": True, "edition": "2", "url": "https://example.org/m/1"}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("format", ["docx", "odt", "xlsx", "csv"])
def test_what_stands_around_the_entries_is_no_part_of_them(format, language):
    with force_locale(language):
        data = exports.write(FULL, format, exports.Options(**EVERYTHING, space="Curso"))
    found = imports.read(data, f"m.{format}").tables[0]
    assert said(found.table)[3:] == said(FULL)[3:]
    if format != "csv":
        assert said(found.table)[:3] == said(FULL)[:3]


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_what_a_document_does_not_bring_back_is_said(format):
    left_out = [left.what for left in read_back(FULL, format, **EVERYTHING).left_out]
    assert left_out == ["5 anotaciones junto a las entradas", "1 fuente"]
    assert read_back(FULL, format, url="https://example.org/m/1").left_out == []


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_one_row_an_entry_brings_back_states_and_people(format):
    table = read_back(FULL, format, **EVERYTHING).table
    assert [(e.state, e.author, e.actor, e.reason) for e in table.entries()] == [
        ("accepted", "Nélida", "Municipio", ""),
        ("declined", "Julián", "ONG", "nadie lo pidió"),
        ("proposed", "", "", ""),
        ("merged", "", "", ""),
    ]
