"""Nothing that a person types becomes an element, attribute or address that was not meant."""

import pytest

from forum.text import Citation, anchor, cite, difference, excerpt, plain, quote_markdown, render, rendering

from .inspection import FROM_A_WRITER, MADE_BY_TEXT, offences, seen, tree, well_formed
from .payloads import LONGEST, PAYLOADS

OUT_OF_MARKDOWN = FROM_A_WRITER | {"h1": set(), "h2": set(), "h6": set()}
HREF = "/f/1#aporte-7"


def refused(texts, allowed=FROM_A_WRITER, ours=False):
    """{text number: what it got through}."""
    found = {number: offences(html, allowed, ours) for number, html in enumerate(texts)}
    return {number: what for number, what in found.items() if what}


def off(html):
    return html


def test_the_corpus_is_large_short_and_of_different_payloads():
    assert len(PAYLOADS) >= 600
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert max(map(len, PAYLOADS)) <= LONGEST
    assert sum(f"window.__xss({number})" in payload for number, payload in enumerate(PAYLOADS)) > 900


def test_a_post_shows_only_what_may_be_shown():
    rendered = [render(payload) for payload in PAYLOADS]
    assert refused(rendered) == {}
    assert all(map(well_formed, rendered))


def test_payloads_together_do_no_more_than_alone():
    for start in range(0, len(PAYLOADS), 40):
        some = PAYLOADS[start : start + 40]
        for between in ("", " ", "\n", "\n\n", "|"):
            assert offences(render(between.join(some))) == []


def test_a_text_that_is_not_read_as_markdown_is_safe_too():
    many_marks = "*" * (rendering.MOST_MARKS + 1)
    for payload in PAYLOADS:
        html = render(f"{payload}\n\n{many_marks}")
        assert "<em>" not in html and offences(html) == []


@pytest.mark.parametrize("gate", ["gate_bleach", "gate_nh3"])
def test_each_gate_holds_by_itself(gate, monkeypatch):
    other = {"gate_bleach": "gate_nh3", "gate_nh3": "gate_bleach"}[gate]
    monkeypatch.setattr(rendering, other, off)
    allowed = FROM_A_WRITER if gate == "gate_bleach" else OUT_OF_MARKDOWN
    assert refused(map(render, PAYLOADS), allowed) == {}
    assert refused(map(getattr(rendering, gate), PAYLOADS)) == {}, "the gate, given HTML as it was typed"


def test_without_gates_the_corpus_bites(monkeypatch):
    """The positive control: the payloads are live, and this test sees it."""
    monkeypatch.setattr(rendering, "gate_bleach", off)
    monkeypatch.setattr(rendering, "gate_nh3", off)
    monkeypatch.setattr(rendering, "as_written", off)
    monkeypatch.setattr(rendering, "is_moderate", lambda _source: False)
    assert len(refused(map(render, PAYLOADS))) > 500


def test_an_address_of_another_scheme_is_never_a_link():
    for scheme in ("javascript", "data", "vbscript", "file", "ftp", "tel", "blob", "about", "ws", "x"):
        for gate in (rendering.gate_bleach, rendering.gate_nh3, render):
            html = gate(f'<a href="{scheme}:x">x</a> [x]({scheme}:x) <{scheme}:x> {scheme}://x.example')
            assert all("href" not in link.attrib for link in tree(html).iter("a"))
    for address in ("https://x.example", "http://x.example", "mailto:a@x.example"):
        assert f'href="{address}" rel="nofollow ugc noopener"' in render(f"[x]({address})")


def test_a_citation_shows_its_label_note_and_quotation_as_text():
    html = render("El municipio compra *a los productores* cada mes.")
    for payload in PAYLOADS:
        cited = cite(html, [Citation("a los productores", payload, payload, HREF, payload, payload, id=3)])
        assert offences(cited, MADE_BY_TEXT, ours=True) == []
        assert well_formed(cited)
        assert cited.count("<mark") == 1


def test_a_cited_payload_stays_text():
    cited_ones = 0
    for payload in PAYLOADS:
        html = render(f"Antes {payload} después")
        text = plain(html)
        passage = anchor(text, text[3:-3])
        cited = cite(html, [Citation(passage.quote, passage.prefix, passage.suffix, HREF, "fila", id=3)])
        assert offences(cited, MADE_BY_TEXT, ours=True) == []
        assert well_formed(cited)
        cited_ones += '<mark class="cited" id="cita-3">' in cited
    assert cited_ones == len(PAYLOADS)


def test_a_hostile_address_of_a_citation_does_not_leave_its_attribute():
    for payload in PAYLOADS:
        cited = cite("<p>uno dos</p>", [Citation("uno", "", "", "/f/1#" + payload, "fila")])
        assert [one for one in offences(cited, MADE_BY_TEXT) if not one.startswith("href=/f/1#")] == []
        assert well_formed(cited)


def test_a_difference_shows_both_texts_as_text():
    for one, other in zip(PAYLOADS, [*PAYLOADS[1:], PAYLOADS[0]], strict=True):
        html = difference(one, other)
        assert offences(html, MADE_BY_TEXT) == []
        assert well_formed(html)


def test_a_quoted_payload_is_rendered_safely_whoever_said_it():
    for payload in PAYLOADS:
        html = render(quote_markdown(payload, payload))
        assert offences(html) == []
        assert well_formed(html)


def test_markup_stays_the_words_it_is():
    typed = "<b>negrita</b> <script>alert(1)</script> <i/> 3 < 4 & 5 > 4"
    html = render(typed)
    assert plain(html) == typed
    assert excerpt(plain(html)) == typed
    assert seen(html) == typed.replace(" ", "")


def test_plain_words_are_what_a_browser_shows():
    for payload in PAYLOADS:
        html = render(payload)
        assert "".join(plain(html).split()) == seen(html)
