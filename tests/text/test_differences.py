"""What changed between two texts, and two people's changes in one."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from forum.text import combine, difference, differences

from .inspection import well_formed

# Few words, so that two texts share some; and whatever else a keyboard gives.
WORDS = st.lists(
    st.sampled_from(["la", "compra", "pública", "no", "es", ".", ",", "\n", "<b>", "&amp;", "  "]), max_size=30
)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=60))


def without(html, tag):
    """The text of the HTML when what stands in `tag` was never there."""
    kept = re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<br>|</?(?:ins|del)>", "", kept))


def folded(text):
    return " ".join(text.split())


def test_a_word_that_came_and_one_that_went_are_seen():
    html = difference("El municipio compra leche.", "El municipio nunca compra pan.")
    assert html == "El municipio <ins>nunca </ins>compra <del>leche</del><ins>pan</ins>."


def test_words_that_all_changed_are_shown_as_one_change():
    assert difference("uno dos tres", "cuatro cinco seis") == "<del>uno dos tres</del><ins>cuatro cinco seis</ins>"


def test_the_same_text_shows_no_change_and_lines_stay_lines():
    assert difference("uno\ndos", "uno\ndos") == "uno<br>\ndos"
    assert difference("", "") == ""
    assert difference("", "uno") == "<ins>uno</ins>"
    assert difference("uno", "") == "<del>uno</del>"


def test_accents_and_signs_of_markup_are_words_like_others():
    html = difference("pública & <b>", "publica & <b>")
    assert html == "<del>pública</del><ins>publica</ins> &amp; &lt;b&gt;"


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts_to_the_letter(old, new):
    html = difference(old, new)
    assert without(html, "del") == new
    assert without(html, "ins") == old
    assert well_formed(html)


def test_texts_of_too_many_words_are_compared_by_lines_and_then_as_a_whole():
    line = "a b c d e f g h\n"
    old, new = line * 1000, line * 500 + "x\n" + line * 500
    assert "<ins>x<br>\n</ins>" in difference(old, new)
    old, new = "a\n" * 9000, "a\n" * 8999 + "b\n"
    html = difference(old, new)
    assert html.count("<del>") == html.count("<ins>") == 1
    assert without(html, "del") == new


def test_the_longest_common_words_are_found_whatever_repeats():
    """Thousands of the same piece: a matter of patience for other ways of comparing."""
    old = "." * 3000 + "a" + "." * 4000
    new = "." * 3500 + "b" + "." * 4000
    assert len(differences._common(list(old), list(new))) == 7000


def test_one_who_changed_nothing_keeps_what_the_other_wrote():
    base, changed = "  - uno\n  - dos", "  - uno\n\n  - tres  "
    assert combine(base, changed, base) == changed
    assert combine(base, base, changed) == changed


def test_the_same_change_of_both_stands_once():
    assert combine("compra pan", "compra pan y leche", "compra pan y leche") == "compra pan y leche"
    assert (
        combine("compra pan hoy", "compra pan y leche hoy", "ya compra pan y leche hoy") == "ya compra pan y leche hoy"
    )


def test_changes_in_different_places_are_both_kept():
    assert (
        combine("El municipio compra pan.", "El municipio compra pan y leche.", "El nuevo municipio compra pan.")
        == "El nuevo municipio compra pan y leche."
    )


def test_where_both_replaced_the_same_words_theirs_stand_first_and_nothing_grows_together():
    assert combine("compra pan", "compra leche", "compra queso") == "compra queso leche"
    assert combine("pan", "leche", "queso") == "queso leche"
    assert combine("uno dos", "uno bueno dos", "uno malo dos") == "uno malo bueno dos"
    assert combine("", "leche", "queso") == "queso leche"


def test_what_one_took_away_around_what_the_other_put_in_does_not_take_it_too():
    assert combine("uno dos tres cuatro", "uno dos nuevo tres cuatro", "uno cuatro") == "uno nuevo cuatro"
    assert combine("uno dos tres", "uno dos", "dos tres") == "dos"


def test_lists_keep_their_lines_and_indents():
    base = "- pan\n- leche"
    assert (
        combine(base, "- pan\n- leche\n  - de vaca", "- pan\n- queso\n- leche")
        == "- pan\n- queso\n- leche\n  - de vaca"
    )


@given(TEXTS, TEXTS)
def test_combining_with_an_unchanged_text_gives_the_changed_one(base, changed):
    assert combine(base, changed, base) == changed
    assert combine(base, base, changed) == changed
    assert combine(base, changed, changed) == changed


@given(WORDS, st.integers(0, 30), st.integers(0, 30))
def test_what_either_put_in_is_in_the_draft(words, mine_at, theirs_at):
    base = " ".join(words)
    mine = " ".join([*words[:mine_at], "queso", *words[mine_at:]])
    theirs = " ".join([*words[:theirs_at], "leche", *words[theirs_at:]])
    draft = combine(base, mine, theirs)
    assert "queso" in draft.split() and "leche" in draft.split()
    assert folded(draft.replace("queso", "").replace("leche", "")) == folded(base)


@given(TEXTS, TEXTS, TEXTS)
def test_no_words_grow_together(base, mine, theirs):
    known = {word for text in (base, mine, theirs) for word in re.findall(r"\w+", text)}
    assert set(re.findall(r"\w+", combine(base, mine, theirs))) <= known
