"""However a text is made, rendering it takes work that its length bounds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from forum.errors import Invalid
from forum.text import LIMIT, lines, plain, render, rendering

from .counting import calls
from .families import FAMILIES, PACKED
from .inspection import offences, well_formed

ROOT = Path(__file__).resolve().parents[2]
MOST_CALLS = 1_600_000  # the worst takes two thirds of it, and a quarter of a second
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_family_takes_more_work_than_is_allowed(part):
    child = subprocess.run(
        [sys.executable, "-m", "tests.text.counting", str(part), str(PARTS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert child.returncode == 0, child.stderr or "stopped: its processor time was used up"
    counted = json.loads(child.stdout)
    assert set(counted) == set(list(FAMILIES)[part::PARTS])
    assert {name: count for name, count in counted.items() if count > MOST_CALLS} == {}


def test_the_measure_sees_a_guard_that_is_off(monkeypatch):
    wide_head = "\n".join(["|" + "a|" * 300, "|" + "-|" * 300, *["|a|"] * 50])
    assert calls(wide_head) < MOST_CALLS
    monkeypatch.setattr(rendering, "MOST_CELLS", 10**6)
    assert calls(wide_head) > MOST_CALLS


def test_the_families_are_many_long_and_those_under_the_guards_are_read_as_markdown():
    assert len(FAMILIES) >= 45
    assert max(map(len, FAMILIES.values())) == LIMIT
    assert sum(map(rendering.is_moderate, PACKED.values())) > 50


def test_what_comes_of_them_is_safe_and_loses_no_word():
    for name, text in FAMILIES.items():
        html = render(text[:3000])
        assert offences(html) == [], name
        assert well_formed(html), name
        assert plain(html).count("palabra") >= text[:3000].count("palabra"), name


def test_a_text_that_is_too_long_says_so_and_one_that_fits_is_taken():
    assert render("a" * LIMIT) == f"<p>{'a' * LIMIT}</p>"
    with pytest.raises(Invalid) as refusal:
        render("a" * (LIMIT + 1))
    assert "20001" in str(refusal.value).replace(".", "")


def test_a_text_of_too_many_marks_is_shown_as_it_was_written():
    assert "<em>" in render("*a* " * (rendering.MOST_MARKS // 2))
    typed = "*a* " * (rendering.MOST_MARKS // 2 + 1)
    assert plain(render(typed)) == typed.strip()


def test_a_table_of_too_many_cells_is_shown_as_it_was_written():
    def table(rows):
        return "\n".join(["|a" * 20 + "|", "|-" * 20 + "|", *["|b" * 20 + "|"] * rows])

    assert render(table(80)).count("<td>") == 1600
    assert "<td>" not in render(table(100))
    assert plain(render(table(100))) == table(100)


def test_deep_quotes_and_lists_stop_where_nobody_reads_them():
    assert render("> " * 12 + "hondo").count("<blockquote>") == lines.DEEPEST_QUOTE
    html = render("- > 1. > - hondo")
    assert (html.count("<ul>"), html.count("<blockquote>"), html.count("<ol>")) == (1, 1, 1)
    assert plain(html) == "> - hondo"
    assert render("- - - 3.5 kg").count("<ul>") == 3 and plain(render("- - - 3.5 kg")) == "3.5 kg"
    assert "<strong>b</strong>" in render("- - - **b**")


def test_a_rule_of_many_stars_is_still_a_rule():
    for rule in ("***", "* * * * * * *", "- - - - - -", "----------", "> * * * * * *"):
        assert "<hr>" in render(rule), rule
