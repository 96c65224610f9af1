"""The readable document, and what a Markdown reader makes of it."""

import html
import re

import markdown
import pytest
from hypothesis import given, settings

from forum import exports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options
from forum.exports.md import escaped

from .samples import TEXTS, full, hostile, seed, tables, visible


def shown(source):
    """What a person reads: the rendered page without its tags."""
    page = markdown.markdown(source, extensions=["footnotes", "tables", "sane_lists"])
    return html.unescape(re.sub(r"<[^>]+>", "", page)), page


def test_the_document():
    text = exports.write(seed(), "md", full(authors=False)).decode()
    assert text.startswith(
        "# Matriz de actores\n\n*¿Cuál es el rol de cada actor?*\n\n"
        "Compras públicas · Edición 2, 19 de noviembre de 2026\n\n## Municipio\n\n"
        "**Rol para promover compras públicas hacia › La producción nacional**\n\n- Municipio hace 0.0\n"
    )
    assert "- ~~Productores hace 1.1~~[^" in text
    assert "*(no recogida: no es rol de este actor)*" in text
    assert (
        "## De dónde sale cada entrada\n\n[^1]: «palabras del aporte 11» – Productores, OECOM Totora Pampa – " in text
    )
    assert "[Foro 2, 12 de noviembre de 2026](<https://tinkuy.example/aportes/11>)" in text
    assert text.endswith("<https://tinkuy.example/matrices/7>\n")


def test_a_group_of_rows_has_its_heading_once():
    table = Table(
        "T",
        columns=[Column(["c"])],
        rows=[Row(["G", "a"], [[Entry("x")]]), Row(["G", "b"], [[Entry("y")]]), Row(["H", "c"], [[]])],
    )
    headings = [line for line in exports.write(table, "md", Options()).decode().splitlines() if line.startswith("#")]
    assert headings == ["# T", "## G", "### a", "### b", "## H", "### c"]


def test_every_mark_has_its_note_and_every_note_its_mark():
    text = exports.write(seed(), "md", full()).decode()
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert marks == set(notes) and len(notes) == len(set(notes))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_shown_as_it_was_typed(text):
    table = Table("T", columns=[Column(["c"])], rows=[Row(["r"], [[Entry(text)]])])
    words, page = shown(exports.write(table, "md", Options()).decode())
    assert _folded(visible(text)) in _folded(words)
    assert not re.search(r"<(b|em|code|a|img|table|h[3-6]|blockquote|ol|hr)\b", page.partition("<ul>")[2])


def _folded(text):
    """Blanks fold in HTML; of a line break it is enough that it is one."""
    return " ".join(text.split()).replace("\\", "")


def test_labels_and_names_are_no_markup_either():
    _words, page = shown(exports.write(hostile(), "md", full()).decode())
    assert "<b>" not in page and "javascript:" not in page and "<script" not in page


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    assert exports.write(table, "md", Options()).decode()


def test_what_begins_a_line_is_escaped_there_only():
    assert escaped("- a - b\n1. c 1. d\n+ e = f") == "\\- a - b\n1\\. c 1. d\n\\+ e = f"
