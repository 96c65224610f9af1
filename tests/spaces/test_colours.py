"""Colours of actors: whatever is chosen can be read, in both schemes, and keeps its hue."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum import colours

HEXES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = Path(__file__).resolve().parents[2] / "forum" / "static" / "css" / "tokens.css"


@given(HEXES, st.sampled_from(["light", "dark"]))
def test_every_colour_becomes_readable(colour, scheme):
    made = colours.readable(colour, scheme)
    for ground in (*colours.GROUNDS[scheme], colours.mixed(made, colours.SHEET[scheme], colours.TINT[scheme])):
        assert colours.contrast(made, ground) >= 4.5


@given(HEXES, st.sampled_from(["light", "dark"]))
def test_a_changed_colour_keeps_its_hue_and_goes_no_further_than_it_must(colour, scheme):
    made = colours.readable(colour, scheme)
    if made == colour:
        return
    lightness, chroma, hue = colours.to_oklch(made)
    _before, had, hue_before = colours.to_oklch(colour)
    if chroma > 0.04 and had > 0.04:
        assert abs(math.remainder(hue - hue_before, 2 * math.pi)) < 0.12
    one_back = lightness + (0.02 if scheme == "light" else -0.02)
    if 0 < one_back < 1:
        assert not colours.reads(colours.from_oklch(one_back, had, hue_before), scheme)


def test_a_readable_colour_stays_as_it_was_chosen():
    assert colours.readable("#3448a4", "light") == "#3448a4"
    assert colours.readable("#9ec0fd", "dark") == "#9ec0fd"
    assert colours.readable("#9ec0fd", "light") != "#9ec0fd"


def test_contrast_is_what_everybody_says_it_is():
    assert colours.contrast("#000000", "#ffffff") == 21
    assert round(colours.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("#3448A4", "#3448a4"), (" 3448a4 ", "#3448a4"), ("#f0a", "#ff00aa"), ("red", None), ("#12345", None), ("", None)],
)
def test_a_colour_is_read_as_people_write_it(typed, meant):
    assert colours.parse(typed) == meant


def test_the_twelve_of_the_house_can_be_read_too():
    found = re.findall(r"\.actor-(\d+)\)? \{ --actor: (#[0-9a-f]{6}); \}", TOKENS.read_text())
    light, dark = found[:12], found[12:24]
    assert (
        [number for number, _colour in light] == [number for number, _colour in dark] == [str(n) for n in range(1, 13)]
    )
    assert all(colours.reads(colour, "light") for _number, colour in light)
    assert all(colours.reads(colour, "dark") for _number, colour in dark)
