"""Words of a text: finding them again, showing where they are cited, quoting them to the letter."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.text import Citation, Passage, anchor, cite, excerpt, locate, plain, quote_markdown, render, words
from forum.text.passages import AROUND

from .counting import calls_of
from .inspection import MADE_BY_TEXT, offences, seen, tree, well_formed

POST = """El municipio compra **leche & pan** cada mes.

- a los *productores* de la zona
- a las <empresas> de siempre

> Lo dijo la alcaldesa: «cada mes».
"""
PIECES = [
    "uno",
    "dos",
    "**tres**",
    "*cuatro cinco*",
    "`seis <b>`",
    "&",
    "<b>",
    "\n",
    "\n\n",
    "\n\n- ",
    "\n> ",
    "ñandú",
    "👩‍👩‍👧",
]
SOURCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(" ".join)


def citation(quote, prefix="", suffix="", id=1, label="fila", note=""):
    return Citation(quote, prefix, suffix, f"/f/1#aporte-{id}", label, note, id)


def marked(html):
    """The words of each mark, in order."""
    return ["".join(mark.itertext()) for mark in tree(html).iter("mark")]


def without_notes(html):
    return re.sub(r'<p class="cited-note">.*?</p>', "", html)


def squeezed(text):
    return "".join(text.split())


def test_plain_words_have_a_line_for_each_block_and_no_marks():
    assert plain(render(POST)).split("\n") == [
        "El municipio compra leche & pan cada mes.",
        "a los productores de la zona",
        "a las <empresas> de siempre",
        "Lo dijo la alcaldesa: «cada mes».",
    ]
    assert plain(render("|a|b|\n|-|-|\n|c|d|")) == "a\nb\nc\nd"
    assert plain(render("uno\ndos")) == "uno\ndos"
    assert plain("") == plain(render(" \n ")) == ""


def test_a_quotation_is_found_whatever_its_blanks():
    text = plain(render(POST))
    start, end = locate(text, "pan  cada\nmes. a los")
    assert text[start:end] == "pan cada mes.\na los"
    assert locate(text, "pan que no hay") is None
    assert locate(text, " \n ") is None
    assert locate("", "pan") is None


def test_of_the_same_words_twice_the_surroundings_choose():
    text = "El lunes hay pan fresco. El martes hay pan duro. El jueves hay pan."
    for prefix, suffix, where in [
        ("El lunes hay ", " fresco.", 0),
        ("El martes hay ", "", 1),
        ("", " duro. El", 1),
        ("jueves hay ", ".", 2),
        ("", "", 0),
        ("nada que ver", "tampoco", 0),
    ]:
        places = [match.start() for match in re.finditer("pan", text)]
        assert locate(text, "pan", prefix, suffix) == (places[where], places[where] + 3)


def test_the_right_one_is_found_among_many():
    text = "pan " * 3000 + "duro pan blando " + "pan " * 1000
    start, _end = locate(text, "pan", "duro", "blando")
    assert text[start - 5 : start + 10] == "duro pan blando"
    assert calls_of(lambda: locate("a" * 20_000, "a", "b" * 20_000, "a" * 30 + "b")) < 300_000


def test_an_anchor_is_in_the_words_of_the_text_with_what_stands_around():
    text = plain(render(POST))
    found = anchor(text, "leche   &  pan", "compra ")
    assert found == Passage("leche & pan", "El municipio compra ", text[text.index(" cada mes") :][:AROUND])
    assert anchor(text, "queso") is None
    whole = anchor(text, text)
    assert (whole.quote, whole.prefix, whole.suffix) == (text, "", "")


def test_a_cited_passage_is_marked_and_a_line_below_its_block_leads_to_the_matrix():
    html = cite(render("Uno dos tres.\n\nCuatro."), [citation("dos", label="Productores", note="aceptada")])
    assert html == (
        '<p>Uno <mark class="cited" id="cita-1">dos</mark> tres.</p>'
        '<p class="cited-note">↳ en la matriz: <a href="/f/1#aporte-1">Productores</a> · aceptada</p>'
        "\n<p>Cuatro.</p>"
    )


def test_a_passage_across_marks_and_blocks_is_marked_in_pieces():
    html = cite(render(POST), [citation("pan cada mes. a los productores de")])
    assert marked(html) == ["pan", " cada mes.".strip(), "a los", "productores", "de"]
    assert html.count('id="cita-1"') == 1
    assert well_formed(html)
    assert "</ul><p class=" in html, "the line stands below the whole list"


def test_signs_of_markup_are_cited_like_other_words():
    html = cite(render(POST), [citation("leche & pan"), citation("<empresas>", id=2)])
    assert marked(html) == ["leche & pan", "<empresas>"]
    html = cite(render("R&D &amp; 3 < 4"), [citation("D &amp; 3 <" if "&amp;amp;" in render("&amp;") else "D & 3 <")])
    assert len(marked(html)) == 1


def test_a_quotation_that_is_no_longer_there_leaves_the_text_as_it_is():
    html = render(POST)
    assert cite(html, [citation("queso")]) == html
    assert cite(html, []) == html
    assert marked(cite(html, [citation("queso"), citation("leche", id=2)])) == ["leche"]


def test_citations_that_overlap_keep_their_places():
    html = cite(render("uno dos tres cuatro cinco"), [citation("uno dos tres"), citation("dos tres cuatro", id=2)])
    assert marked(html) == ["uno", "dos tres cuatro"]
    assert 'id="cita-1">uno<' in html and 'id="cita-2">dos' in html
    assert html.count("cited-note") == 2
    inside = cite(render("uno dos tres"), [citation("uno dos tres"), citation("dos", id=2)])
    assert marked(inside) == ["uno", "dos tres"]


def test_two_citations_of_the_same_words_both_have_a_place_to_go_to():
    html = cite(render("uno dos tres"), [citation("dos"), citation("dos tres", id=2), citation("dos", id=3)])
    ids = [element.get("id") for element in tree(html).iter() if element.get("id")]
    assert sorted(ids) == ["cita-1", "cita-2", "cita-3"]
    assert marked(html) == ["dos tres"]


def test_the_same_place_of_the_matrix_is_named_once_below_a_block():
    twice = [citation("uno"), Citation("dos", "", "", "/f/1#aporte-1", "fila", id=2)]
    assert cite(render("uno dos"), twice).count("cited-note") == 1


def test_the_blanks_of_code_are_kept_in_few_steps():
    html = "<pre><code>a" + " " * 15_000 + "b\n" + " " * 4000 + "</code></pre>"
    assert tree(cite(html, [citation("a b")])).find(".//mark").text == "a" + " " * 15_000 + "b"
    assert calls_of(lambda: cite(html, [citation("a b")])) < 100_000


@given(SOURCES, st.integers(0, 80), st.integers(1, 80), st.integers(0, 80), st.integers(1, 80))
def test_citing_a_piece_of_the_words_changes_none(source, start, length, other_start, other_length):
    html = render(source)
    text = plain(html)
    pieces = [text[start : start + length], text[other_start : other_start + other_length]]
    found = [anchor(text, piece, text[:begin]) for piece, begin in zip(pieces, (start, other_start), strict=True)]
    citations = [
        citation(one.quote, one.prefix, one.suffix, id=number) for number, one in enumerate(found, 1) if one is not None
    ]
    cited = cite(html, citations)
    assert plain(without_notes(cited)) == text
    assert seen(without_notes(cited)) == seen(html)
    assert well_formed(cited)
    assert offences(cited, MADE_BY_TEXT, ours=True) == []
    for number, one in enumerate(found, 1):
        if one is not None:
            assert f'id="cita-{number}"' in cited
            assert squeezed(one.quote) in squeezed("".join(marked(cited)))


@given(SOURCES, st.integers(0, 80), st.integers(1, 80))
def test_a_piece_of_the_words_is_found_where_it_was_taken(source, start, length):
    text = plain(render(source))
    piece = text[start : start + length]
    found = anchor(text, piece, text[:start], text[start + length :])
    if not piece.strip():
        assert found is None
        return
    assert squeezed(found.quote) == squeezed(piece)
    again = locate(text, found.quote, found.prefix, found.suffix)
    assert text[slice(*again)] == found.quote


def test_an_excerpt_is_cut_between_words():
    assert excerpt("uno dos tres", 7) == "uno dos…"
    assert excerpt("uno dos tres", 8) == "uno dos…"
    assert excerpt("uno dos, tres", 9) == "uno dos…"
    assert excerpt("uno dos", 7) == "uno dos"
    assert excerpt("  uno \n dos ", 20) == "uno dos"
    assert excerpt("desafortunadamente", 5) == "desaf…"
    assert excerpt("", 5) == ""


@given(st.text(), st.integers(1, 50))
def test_an_excerpt_is_never_longer_than_was_asked(text, length):
    assert len(excerpt(text, length)) <= length + 1


def test_words_are_counted_as_they_were_typed():
    assert words("uno  dos\n\ntres") == 3
    assert words(" ") == 0


AWKWARD = [
    "*a* _b_ `c` [d](https://x.example) \\ f",
    "a|b\n-|-\nc|d",
    "---",
    "***",
    "- - -",
    "# título",
    "#etiqueta",
    "> cita",
    ">cita",
    "1. uno",
    "2) dos",
    "1.",
    "- punto",
    "-",
    "+ más",
    "-5 grados",
    "10.5 kg",
    "párrafo\n\notro",
    "uno\r# dos",
    "uno\u2028# dos",
    "https://x.example/a_b_c*d",
    "<https://x.example>",
    "<b>negrita</b>",
    "![a](https://x.example/a.png)",
    "```\ncódigo\n```",
    "~~~\ncódigo",
    "    sangría",
    "fin  \nde línea",
    "[x]: https://x.example",
    "a\n===",
    "`a",
    "!",
    "{{ x }} ${x}",
]


def as_seen(passage):
    """A line for each of its lines, blanks folded."""
    lines = (" ".join(line.split()) for line in passage.splitlines())
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("passage", AWKWARD)
def test_a_quoted_passage_says_the_same_words_to_the_letter(passage):
    html = render(quote_markdown(passage, "Ana *B*\n# [c] 1. <d>"))
    assert plain(html) == as_seen(passage) + "\n— Ana *B* # [c] 1. <d>"
    assert html.startswith("<blockquote>") and html.rstrip().endswith("</blockquote>")


SIGNS = st.text(alphabet="ab 1.)(*_`[]!\\<>#+-|~=:{}/\n", max_size=40)


@given(SIGNS.map(as_seen).filter(bool))
@example("1.")
@example("a|b\n-|-")
def test_whatever_is_quoted_says_the_same_words(passage):
    assert plain(render(quote_markdown(passage, "Ana"))) == passage + "\n— Ana"


def test_an_answer_below_a_quotation_is_not_part_of_it():
    html = render(quote_markdown("uno\ndos", "Ana") + "De acuerdo.")
    assert html.endswith("</blockquote>\n<p>De acuerdo.</p>")
