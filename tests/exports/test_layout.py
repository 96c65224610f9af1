"""What all papers share."""

import datetime

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from forum.exchange import Column, Entry, Row, Source, Table
from forum.exports import Options, layout, select
from forum.exports.spans import heads, labels

from .samples import PATHS, big, full, seed, visible


def test_heads_of_uneven_depth():
    table = Table(row_headers=["Actor"], columns=[Column(p) for p in (["A", "a"], ["A", "b"], ["B"], ["A", "c"])])
    grid = heads(table, 1)
    told = [
        [(cell.text, cell.rows, cell.columns) for cell in dict.fromkeys(row) if cell.row == n]
        for n, row in enumerate(grid)
    ]
    assert told == [
        [("Actor", 2, 1), ("A", 1, 2), ("B", 2, 1), ("A", 1, 1)],
        [("a", 1, 1), ("b", 1, 1), ("c", 1, 1)],
    ]


def test_two_columns_of_the_same_name_stay_two():
    grid = heads(Table(columns=[Column(["A"]), Column(["A"]), Column(["A", "x"])]), 1)
    assert [(cell.text, cell.columns) for cell in dict.fromkeys(grid[0])] == [("", 1), ("A", 1), ("A", 1), ("A", 1)]


@given(st.lists(PATHS, min_size=1, max_size=6))
def test_heads_read_from_top_to_bottom_are_the_paths(paths):
    grid = heads(Table(columns=[Column(path) for path in paths]), 1)
    read = [[cell.text for cell in dict.fromkeys(row[number + 1] for row in grid)] for number in range(len(paths))]
    assert read == [[visible(label) for label in path] for path in paths]


@given(st.lists(PATHS, min_size=1, max_size=6))
def test_row_labels_read_from_left_to_right_are_the_paths(paths):
    grid = labels(Table(rows=[Row(path, []) for path in paths]), max(map(len, paths)))
    assert [[cell.text for cell in dict.fromkeys(row)] for row in grid] == [list(map(visible, path)) for path in paths]


@given(st.lists(st.integers(1, 30)))
def test_ranges_name_each_number_once(numbers):
    read = []
    for part in filter(None, layout.ranges(numbers).split(", ")):
        first, _, last = part.partition("–")
        read += range(int(first), int(last or first) + 1)
    assert read == sorted(set(numbers))


@given(st.lists(st.text(st.sampled_from("ab ›")).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_a_path_in_one_text_can_be_taken_apart_again(path):
    assert [label.replace("››", "›") for label in layout.joined(path).split(" › ")] == path


def test_the_same_words_are_one_note():
    same = {"quote": "lo mismo", "post": 3}
    table = Table(
        columns=[Column(["c"])],
        rows=[
            Row(
                ["r"],
                [[Entry("a", sources=[Source(**same), Source("otras", 4)]), Entry("b", sources=[Source(**same)])]],
            )
        ],
    )
    paper = layout.lay(table, Options())
    assert [note.quote for note in paper.notes] == ["lo mismo", "otras"]
    assert [item.marks for item in paper.lines[0].cells[0]] == ["1–2", "1"]


def test_words_of_state():
    paper = layout.lay(select(seed(), full()), full())
    said = [item.words for item in paper.lines[1].cells[1]]
    assert said == ["propuesta", "no recogida: no es rol de este actor", "unida a «Productores hace 2.0»"]
    assert {item.words for item in paper.lines[0].cells[0]} == {""}


def test_a_byline_names_the_actor_only_where_the_row_does_not():
    table = seed()
    table.rows[0].cells[0][0].actor = "ONG"
    paper = layout.lay(table, full())
    assert paper.lines[0].cells[0][0].byline == "Nélida Quispe, ONG"
    assert paper.lines[1].cells[0][0].byline == "Nélida Quispe"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(edition="2", date=datetime.date(2026, 11, 19)), "Edición 2, 19 de noviembre de 2026"),
        (Options(edition="Borrador"), "Borrador"),
        (Options(date=datetime.date(2026, 1, 1)), "1 de enero de 2026"),
        (Options(), ""),
    ],
)
def test_edition_and_day(options, expected):
    assert layout.imprint(options) == expected


def test_dates_in_the_language_in_force():
    with force_locale("en"):
        assert layout.long_date(datetime.date(2026, 11, 19)) == "November 19, 2026"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tinkuy.example/a?b=1&c=2#d", True),
        ("http://127.0.0.1:8000/x", True),
        ("javascript:alert(1)", False),
        ('https://x.y/"onmouseover=', False),
        ("https://x.y/a b", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_followed_from_paper(url, kept):
    assert layout.web_address(url) == (url if kept else "")


def test_columns_get_what_room_there_is_on_a_sheet_that_can_be_read():
    for table, sheet in ((seed(), "a4"), (big(columns=6), "a4"), (big(columns=9), "a3")):
        paper = layout.lay(table, Options())
        assert paper.sheet == sheet
        assert sum(paper.widths) == pytest.approx(layout.SHEETS[sheet][0] - 2 * layout.MARGIN, abs=0.5)
        assert min(paper.widths[paper.stub :]) > 24


def test_a_row_that_may_not_fit_may_break():
    table = seed()
    table.rows[0].cells[0] = [Entry("una entrada larga como pocas " * 12) for _ in range(12)]
    paper = layout.lay(table, Options())
    assert [line.tall for line in paper.lines] == [True, False, False, False]
