"""Two versions side by side, and two changes in one: no word is lost, none is made up."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.text import combine, difference
from forum.text.differences import MOST_PIECES

from .counting import calls_of
from .inspection import tree, well_formed

SENTENCES = st.lists(st.sampled_from(["la", "leche", "pan,", "¿qué?", "\n", "<b>", "21.5", " "])).map(" ".join)


def said(html, without):
    """The text of a difference without what stands in one element."""
    return "".join(tree(re.sub(rf"<{without}>.*?</{without}>", "", str(html), flags=re.DOTALL)).itertext())


def test_words_that_came_and_went_are_marked():
    html = difference("El municipio compra leche.", "El municipio compra pan y leche.")
    assert html == "El municipio compra <ins>pan y </ins>leche."
    assert difference("compra hoy", "vende hoy") == "<del>compra</del><ins>vende</ins> hoy"
    assert difference("igual", "igual") == "igual"
    assert difference("", "") == ""


def test_a_rewritten_sentence_is_one_change_not_one_a_word():
    html = difference("Queda así. Uno dos tres. Fin.", "Queda así. Cuatro cinco seis. Fin.")
    assert html == "Queda así. <del>Uno dos tres</del><ins>Cuatro cinco seis</ins>. Fin."


def test_lines_are_shown_as_lines():
    assert difference("uno\ndos", "uno\ntres") == "uno<br>\n<del>dos</del><ins>tres</ins>"


@given(SENTENCES, SENTENCES)
def test_both_versions_can_be_read_in_it(old, new):
    html = difference(old, new)
    assert said(html, "del") == new
    assert said(html, "ins") == old


@pytest.mark.parametrize("unit", ["a ", "a b c d e f g h ", "a\n", ".", "palabra "])
def test_long_texts_are_compared_in_few_steps(unit):
    old, new = (unit * 20_000)[:20_000], (unit[::-1] * 20_000)[:19_990]
    assert calls_of(lambda: difference(old, new)) < 200_000
    assert calls_of(lambda: combine(old, new, old + " fin")) < 300_000


def test_beyond_so_many_words_lines_are_compared():
    old = "\n".join(["a b c d"] * (MOST_PIECES // 4))
    html = difference(old, old.replace("a b c d", "a b c e", 1))
    assert html.startswith("<del>a b c d<br>\n</del><ins>a b c e<br>\n</ins>a b c d")


def test_two_changes_in_different_places_are_both_there():
    base = "Comprar leche a los productores cada mes."
    mine = "Comprar leche a los productores de la zona cada mes."
    theirs = "Comprar leche y pan a los productores cada mes."
    assert combine(base, mine, theirs) == "Comprar leche y pan a los productores de la zona cada mes."


def test_two_words_for_the_same_place_are_both_kept_theirs_first():
    assert combine("Comprar pan.", "Comprar trigo.", "Comprar quinua.") == "Comprar quinua trigo."
    assert combine("Comprar.", "Comprar. Mañana.", "Comprar. Hoy.") == "Comprar. Hoy. Mañana."
    assert combine("", "mío", "suyo") == "suyo mío"


def test_the_same_change_twice_is_made_once():
    assert combine("uno dos", "uno dos tres", "uno dos tres") == "uno dos tres"
    assert combine("uno dos tres", "uno tres", "uno tres") == "uno tres"
    both = combine("compra pan hoy", "compra pan y leche hoy", "ya compra pan y leche hoy")
    assert both == "ya compra pan y leche hoy"


def test_what_one_took_out_and_the_other_reworded_stays_reworded():
    assert combine("uno dos tres", "uno tres", "uno DOS tres") == "uno DOS tres"


@given(SENTENCES, SENTENCES)
def test_a_change_of_one_alone_is_taken_as_it_is(base, other):
    assert combine(base, other, base) == other
    assert combine(base, base, other) == other
    assert combine(base, other, other) == other


@given(SENTENCES, SENTENCES, SENTENCES)
def test_every_word_that_somebody_put_in_is_kept(base, mine, theirs):
    combined = combine(base, mine, theirs)
    known = re.findall(r"\w+", base)
    for word in re.findall(r"\w+", f"{mine} {theirs}"):
        assert word in known or word in combined


@given(SENTENCES, SENTENCES, SENTENCES)
def test_no_words_grow_together(base, mine, theirs):
    known = {word for text in (base, mine, theirs) for word in re.findall(r"\w+", text)}
    assert set(re.findall(r"\w+", combine(base, mine, theirs))) <= known


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_keyboard_gives_can_be_compared(old, new):
    html = str(difference(old, new))
    assert unescape(re.sub(r"<del>.*?</del>|<br>|</?ins>", "", html, flags=re.DOTALL)) == new
    assert unescape(re.sub(r"<ins>.*?</ins>|<br>|</?del>", "", html, flags=re.DOTALL)) == old
    assert well_formed(html)
    assert combine(old, new, old) == new
